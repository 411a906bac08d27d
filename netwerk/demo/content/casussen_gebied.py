"""Casussen about areas and the future: Zeeland, Brabant and Overijssel."""

from typing import Any

CASUSSEN: list[dict[str, Any]] = [
    {
        "slug": "groeien-om-te-blijven",
        "title": "Groeien om te blijven: voorzieningen in een regio die krimpt",
        "summary": "Zeeuws-Vlaanderen wil naar 125.000 inwoners om scholen en zorg te houden. "
        "Maar in sommige buurten is eenzaamheid nu het grootste probleem. Wat eerst?",
        "question": "Hoe verdeel je aandacht tussen de mensen die er al wonen en de mensen die "
        "nog moeten komen?",
        "community": 2,
        "also": [5],
        "holder": "p.verschuure",
        "organisatie": "gemeente-braakmeer",
        "co_authors": ["l.dekeyzer"],
        "experts": ["f.deruiter"],
        "provinces": ["zeeland"],
        "scale": "regio",
        "area": "niet-stedelijk",
        "phase": "uitvoering",
        "themes": ["samenleving", "gezondheid", "wonen"],
        "tags": ["voorzieningen", "regiodeal", "eenzaamheid", "krimp"],
        "stage": "discussed",
        "visibility": "public",
        "age": 130,
        "sections": {
            "context": """
                De regio Zeeuws-Vlaanderen wil groeien naar 125.000 inwoners. Dan blijven er
                genoeg mensen voor scholen, huisartsen en verenigingen. De regio komt voor in het
                rapport Elke regio telt! en heeft een Regio Deal. In 2025 kwam daar een vervolg
                bij met 13 miljoen euro.

                In Terneuzen loopt ook een Lokale Deal, over eenzaamheid in een paar buurten. Onze
                gemeente werkt op kleinere schaal aan dezelfde twee dingen.
            """,
            "question": """
                Groei vraagt om huizen, banen en een goed verhaal naar buiten. Eenzaamheid vraagt
                om aandacht, buurten en tijd. In ons programma zaten die twee in verschillende
                teams, met een eigen planning.

                Bewoners van de oudste buurt zeiden het zo: jullie bouwen voor mensen die er niet
                zijn, en wij wachten op een bushalte.
            """,
            "parties": """
                De gemeente, het welzijnswerk, een woningcorporatie, de huisartsen en twee
                dorpsraden. Het Rijk was erbij via de Regio Deal, eerst op afstand en later aan
                tafel.

                Ondernemers deden vooral mee met het deel over groei. Toen we de teams
                samenvoegden, bleven de meesten toch.
            """,
            "approach": """
                We kozen één buurt en legden daar alle plannen op één kaart. Nieuwe huizen,
                rioolwerk, een leeg dorpshuis, de route van de bus: alles kwam erop. Pas op die
                kaart zagen we dat de school sloot in het jaar dat de nieuwe huizen
                klaar waren.

                Daarna gingen twee mensen van verschillende afdelingen samen langs de deuren. Zij
                belden aan bij 212 huizen. Wie aanbelt met één vraag over wonen, krijgt antwoord
                over de buurvrouw, de bus en de dokter. Dat antwoord past in geen enkel loket.

                De subsidie van het Rijk had een andere kalender dan de kinderopvang, het riool
                en de school. We hebben een jaar verloren omdat elk geldpotje een eigen einddatum
                had.
            """,
            "results": """
                De school blijft twee jaar langer open, in het dorpshuis. De eerste nieuwe
                bewoners komen nu in een buurt met een school. De opbouwwerker zit er drie dagen
                per week.

                Van de huizen is een derde klaar. Van de groei zien we nog niets in de cijfers.
                Of mensen zich minder eenzaam voelen, weten we pas na de volgende meting.

                Eén ding ging mis. We beloofden de bushalte in het eerste jaar, maar de concessie
                lag al vast. Dat hadden we kunnen weten als de provincie vanaf de start aan tafel
                zat.
            """,
            "generators": """
                Een vast duo van twee afdelingen werkte beter dan een stuurgroep van acht. Zij
                mochten samen tot 10.000 euro beslissen, zonder parafen.

                Ook hielp het dat de accountmanager van het Rijk een dag meeliep. Na die dag
                werden de eisen aan de verantwoording een stuk korter.
            """,
        },
        "welfare": {
            "nu": ("plus", "De school blijft, en er is iemand in de buurt die je kent."),
            "later": ("let", "De groei is nog niet zichtbaar."),
            "elders": ("let", "Wie hierheen verhuist, vertrekt ergens anders."),
        },
    },
    {
        "slug": "schaalsprong-met-oog-voor-later",
        "title": "De schaalsprong: groeien zonder bewoners te vergeten",
        "summary": "De regio Eindhoven groeit in een hoog tempo. Stad en dorpen moeten mee. We "
        "lieten een gemeenteraad oefenen met gasten uit 2050.",
        "question": "Hoe geef je mensen van later een plek in een besluit dat nu haast heeft?",
        "community": 3,
        "also": [2],
        "holder": "m.vandenheuvel",
        "organisatie": "hogeschool-de-brug",
        "experts": ["s.ramdin", "z.demir"],
        "provinces": ["noord-brabant"],
        "scale": "regio",
        "area": "sterk-stedelijk",
        "phase": "voorbereiding",
        "themes": ["wonen", "menselijk-kapitaal", "natuurlijk-kapitaal"],
        "tags": ["scenario's", "verstedelijking", "toekomstige generaties", "jongeren"],
        "stage": "discussed",
        "visibility": "public",
        "age": 95,
        "sections": {
            "context": """
                De Metropoolregio Eindhoven was de eerste regio in Nederland met eigen onderzoek
                naar brede welvaart. Dat onderzoek maakte een foto van nu en een film van de
                ontwikkeling door de jaren heen. Het leverde ook een instrument op voor beleid.

                De regio staat voor een schaalsprong: veel meer woningen, banen en verkeer in
                korte tijd. De stad Eindhoven koos voor de leus ‘Brainport voor iedereen’ en maakte
                een sociale agenda.
            """,
            "question": """
                Bij zo’n sprong telt vooral wat nu knelt: woningen en wegen. Wat over dertig jaar
                telt, heeft geen woordvoerder. Een school die nu te laat komt, merk je in vijf
                jaar. Een beek die je dichtbouwt, mis je pas in de droge zomers daarna.

                Wij zochten een manier om later aan tafel te krijgen, zonder dat het een mooie
                avond wordt waar niemand nog aan denkt.
            """,
            "approach": """
                We begonnen met drie toekomstbeelden voor 2050, gemaakt met openbare scenario’s
                van het PBL. In elk beeld woont iemand die dan veertig is. Studenten schreven hun
                dag uit, tot en met de reis naar het werk.

                Daarna speelden raadsleden van twee gemeenten een echt besluit na. Elke tafel had
                een lege stoel voor de gast uit 2050. De regel was simpel: voor het besluit moest
                iemand op die stoel gaan zitten en één vraag stellen.

                De lege stoel werkte pas toen hij een naam, een straat en een beroep had. In de
                eerste ronde, met ‘de toekomst’ als gast, bleef het bij beleefdheid.
            """,
            "results": """
                In één gemeente veranderde het besluit: een strook langs de beek bleef vrij. In de
                andere gemeente veranderde het besluit niet, maar kwam er een voorwaarde bij.

                Een keuze die in twee van de drie toekomstbeelden slecht uitpakt, moet je later nog
                kunnen omkeren. Die zin staat nu in het model voor raadsvoorstellen van een van de
                gemeenten.

                Wat niet werkte: we nodigden scholieren uit voor één avond. Ze zeiden eerlijke
                dingen en hoorden er niets meer van. Jongeren die één avond mogen meepraten,
                komen de tweede keer niet. Dat rekenen we onszelf aan.
            """,
            "generators": """
                Echte besluiten werkten beter dan losse dromen. Raadsleden die wisten dat het die
                maand ging gebeuren, bereidden zich voor.

                Een scenario is pas nuttig als er iemand in woont. En het moet kort: onze eerste
                versie had veertig bladzijden, de tweede had er twee.
            """,
            "contact": """
                Wat we over de regio en de stad schrijven, is openbaar. De oefening, de gemeenten
                die meededen en de conclusies zijn voorbeelden.
            """,
        },
        "welfare": {
            "nu": ("plus", "Meer woningen en banen in de buurt."),
            "later": ("let", "Ruimte voor water en natuur wordt nu vastgelegd."),
            "elders": ("let", "Voor de groei zijn grondstoffen van ver nodig."),
        },
    },
    {
        "slug": "bijsturen-in-de-lindevallei",
        "title": "Wie mag er bijsturen in de Lindevallei?",
        "summary": "In een gebiedsproces rond water, natuur en boeren leerde iedereen veel. "
        "Toch veranderde er weinig, want niemand had afgesproken wie er mag bijsturen.",
        "question": "Hoe spreek je bij de start af wie van wat leert, en wie dan iets mag "
        "veranderen?",
        "community": 5,
        "also": [2],
        "holder": "g.brouwer",
        "organisatie": "waterschap-lindevallei",
        "co_authors": ["a.terhorst"],
        "experts": ["h.vandam", "b.zijlstra"],
        "provinces": ["overijssel"],
        "scale": "regio",
        "area": "niet-stedelijk",
        "phase": "bijstelling-of-beeindiging",
        "themes": ["natuurlijk-kapitaal", "milieu", "materiele-welvaart"],
        "tags": ["gebiedsproces", "leeragenda", "landbouw", "water"],
        "stage": "followed",
        "visibility": "public",
        "age": 220,
        "sections": {
            "context": """
                In de Lindevallei werken een waterschap, een gemeente, de provincie, boeren en
                natuurorganisaties samen aan schoon water en een toekomst voor boeren. Zo’n
                gebiedsproces loopt op meer plekken in Overijssel.

                Elke maand was er overleg. Er werd veel geleerd, en er lag na twee jaar nog steeds
                hetzelfde plan.
            """,
            "question": """
                We vroegen ons af waarom al dat leren niet tot verandering leidde. Het lag niet
                aan onwil. Iedereen dacht dat iemand anders erover ging.

                Die vraag herkenden deelnemers van de Waddeneilanden ook, in een heel ander
                gebied en met een Regio Deal.
            """,
            "parties": """
                Aan tafel zaten 31 boeren, het waterschap, de gemeente, de provincie en twee
                natuurorganisaties. Het ministerie kwam eerst alleen voor de voortgang.

                :::vertrouwelijk
                Twee boeren overwegen te stoppen en willen dat nog niet bekend hebben. Hun land
                ligt precies waar de beek moet uitbuigen. Noem geen namen en geen percelen.
                :::
            """,
            "approach": """
                In het derde jaar schreven we een leeragenda van één bladzijde. Er staan vijf
                vragen op. Achter elke vraag staat wie het uitzoekt, wanneer, en wie daarna mag
                beslissen.

                Sinds er achter elke leervraag een naam staat van wie mag beslissen, duurt een
                wijziging drie weken in plaats van een half jaar.

                Elk kwartaal is er een leerdag, op een boerderij. Geen presentaties. We lopen een
                rondje en stellen drie vragen: wat zagen we, wat betekent het, wat doen we anders?
            """,
            "results": """
                In een jaar is het plan vier keer aangepast. Eén keer ging het om veel geld: een
                stuw die niet meer nodig was. Dat kon, omdat het bestuur vooraf een bandbreedte
                had gegeven.

                Een bandbreedte vooraf geeft een projectleider meer ruimte dan een evaluatie
                achteraf. Dat zei de gebiedsmanager in onze eigen terugblik.

                Mislukt is de uitwisseling met andere gebieden. We stuurden elkaar verslagen, maar
                niemand las ze. Een dag meelopen in een ander gebied leerde ons meer dan een jaar
                verslagen sturen.
            """,
            "generators": """
                Dat een onafhankelijke begeleider de leerdag leidt, helpt. Zij heeft geen belang
                bij het antwoord.

                En het helpt dat het ministerie nu meeloopt in plaats van meet. Wie meeloopt, weet
                waarom het plan anders werd. Dan hoeft het niet in een bijlage.
            """,
        },
        "welfare": {
            "nu": ("let", "Voor een paar boeren is het nog onzeker."),
            "later": ("plus", "De beek krijgt ruimte, het water wordt schoner."),
            "elders": ("leeg", "Effect op de prijs van voer is niet bekend."),
        },
    },
]
