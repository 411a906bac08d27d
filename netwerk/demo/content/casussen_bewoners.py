"""Casussen about residents: Eindhoven, Groningen and a village in Drenthe."""

from typing import Any

CASUSSEN: list[dict[str, Any]] = [
    {
        "slug": "blik-op-eindhoven",
        "title": "Eerst ophalen, en dan? Wat een stad leerde van 2.000 bewoners",
        "summary": "Eindhoven vroeg in 2021 zo’n 2.000 bewoners wat zij belangrijk vinden voor "
        "hun stad. Het ophalen ging goed. Laten zien wat ermee gebeurde, bleek het moeilijkst.",
        "question": "Hoe beloof je bewoners alleen wat je na afloop ook kunt laten zien?",
        "community": 1,
        "also": [3],
        "holder": "k.benali",
        "organisatie": "gemeente-eindhoven",
        "experts": ["organisator", "n.elidrissi"],
        "provinces": ["noord-brabant"],
        "scale": "gemeente",
        "area": "zeer-sterk-stedelijk",
        "phase": "monitoring-en-evaluatie",
        "themes": ["subjectief-welzijn", "samenleving", "verdeling"],
        "tags": ["burgertop", "terugkoppelen", "stadsgesprek"],
        "stage": "finished",
        "visibility": "public",
        "age": 190,
        "sections": {
            "context": """
                In 2021 ging Eindhoven in gesprek over de vraag wat bewoners belangrijk vinden
                voor een goed leven in de stad. Het project kreeg de naam Blik op Eindhoven.

                De stad groeit snel en is bekend om haar techniek. Niet iedereen merkt daar iets
                van. Een gesprek met alleen de mensen die altijd al komen, had dus een half verhaal
                opgeleverd.
            """,
            "question": """
                De opgave lijkt eenvoudig: vraag het aan de stad en doe er iets mee. In de
                praktijk zijn het twee opgaven. Ophalen vraagt om ruimte. Terugkoppelen vraagt om
                keuzes, en dus ook om nee zeggen.

                Voor deze casus keken we vooral naar de tweede opgave. Daar ging het gesprek in
                onze community steeds naartoe.
            """,
            "parties": """
                Tienduizend inwoners kregen een brief met een uitnodiging. Zo kwamen er ook mensen
                die niet in een netwerk van de gemeente zitten.

                Voor deelnemers was later niet altijd duidelijk wie de afzender was. Waar is de
                gemeente in dit verhaal, vroegen zij. Wie is hier eigenlijk van?
            """,
            "approach": """
                Het begon met gesprekken op vijftien plekken in de stad, op 28, 29 en 30 april.
                Op 22 mei was er een burgertop. Van juni tot en met november gingen kleine
                groepen verder: de reisgezelschappen.

                Zij gingen een halfjaar verder met wat er was opgehaald.

                Een gesprek op een plek waar mensen toch al komen, bracht andere mensen binnen
                dan een zaal met een uitnodiging. Dat herkenden drie gespreksleiders in onze
                community, ieder uit een eigen stad.

                Het moeilijkste moment is volgens ons het gat na een top. De energie is hoog, en
                dan moet iemand de volgende afspraak maken. Gebeurt dat een paar weken niet, dan
                ben je mensen kwijt die er nooit eerder bij waren.
            """,
            "results": """
                Er deden ongeveer 2.000 mensen mee. Er ontstonden vier allianties die met een
                onderwerp doorgingen. De agenda die eruit kwam, noemde drie dingen: werk en vrije
                tijd, veiligheid en leefbaarheid, gezondheid en milieu. De gemeenteraad vroeg om
                daar ongelijkheid in inkomen aan toe te voegen.

                Er was ook kritiek. Deelnemers misten de gemeente en vroegen zich af wat er met
                hun idee gebeurde. Wij spraken twaalf mensen die niet meer meededen. De helft
                haakte niet af omdat een idee werd afgewezen, maar omdat ze niets meer hoorden.

                Wij zouden bij de start al een datum voor de terugkoppeling kiezen. Zonder vaste
                datum schuift het antwoord steeds een vergadering op.
            """,
            "generators": """
                Drie dingen hielpen, denken wij. Een brief aan tienduizend mensen, want zo hoor je
                ook wie je niet kent. Klein beginnen, op een plek die al van bewoners is. En
                groepen die zelf verder gingen met hun onderwerp.

                Eén ding nemen we zelf mee naar de volgende keer. Wie ophaalt, moet ook de uren
                regelen om te antwoorden. Zet ze in iemands agenda voordat de eerste brief de deur
                uitgaat.
            """,
            "contact": """
                Over Blik op Eindhoven zelf staat hier alleen wat openbaar is. De gesprekken en de
                conclusies zijn voorbeelden en zijn niet van de gemeente.
            """,
        },
        "welfare": {
            "nu": ("plus", "Bewoners kregen een stem in wat de stad belangrijk vindt."),
            "later": (
                "let",
                "Wie niets terug hoort, doet de volgende keer misschien niet meer mee.",
            ),
            "elders": ("leeg", "Daar ging het in de gesprekken bijna niet over."),
        },
    },
    {
        "slug": "toukomst-900-ideeen",
        "title": "Negenhonderd ideeën en honderd miljoen: kiezen met bewoners",
        "summary": "Groningers bedachten ruim 900 plannen voor hun toekomst. Daar kwamen 59 "
        "gebundelde plannen uit. Iets meer dan de helft kreeg geld. Wat vertel je de rest?",
        "question": "Hoe kies je samen uit honderden ideeën, zonder dat wie afvalt zich "
        "vergeten voelt?",
        "community": 1,
        "also": [2],
        "holder": "s.dijkstra",
        "organisatie": "nationaal-programma-groningen",
        "experts": ["o.sahin"],
        "provinces": ["groningen"],
        "scale": "provincie",
        "area": "weinig-stedelijk",
        "phase": "uitvoering",
        "themes": ["samenleving", "sociaal-kapitaal", "natuurlijk-kapitaal"],
        "tags": ["bewonersbudget", "panel", "terugkoppelen", "dorpskracht"],
        "stage": "followed",
        "visibility": "network",
        "asks_to_publish": "Er staat nu alleen in wat openbaar is, en niemand van de indieners is "
        "te herkennen. Wil je meekijken?",
        "age": 260,
        "sections": {
            "context": """
                Na jaren van gaswinning kreeg Groningen een groot programma voor de toekomst:
                1,15 miljard euro in tien jaar. Van dat geld was 100 miljoen euro voor plannen
                van Groningers zelf. Dat deel heet Toukomst.

                Het vertrouwen in de overheid was laag. Een plan dat van bovenaf komt, zou dat
                niet beter maken. Daarom mocht iedereen een idee insturen, van een bankje tot een
                nieuw landschap.
            """,
            "question": """
                Tot en met 31 maart 2020 kwamen er meer dan 900 ideeën binnen. Dat is een succes
                en een probleem tegelijk. Je kunt ze niet allemaal uitvoeren. Je kunt ze ook niet
                op een stapel leggen en een jury laten kiezen, want dan is het weer van boven.

                De vraag was dus: hoe kom je van 900 naar een lijst die past, en die Groningers
                ook als hun lijst herkennen?
            """,
            "approach": """
                Eerst zijn ideeën die op elkaar leken, samengevoegd. Zo ontstonden 59 plannen.
                Daarna konden alle Groningers de plannen een cijfer geven. Een panel van twintig
                bewoners gaf advies over de keuze.

                Zo’n bundeling maakt plannen sterker, maar het kost iets. Wie zijn eigen idee niet
                meer terugziet in een gebundeld plan, voelt het niet meer als zijn idee. Dat
                zeiden indieners uit drie dorpen in een gesprek met ons.

                De twee oordelen vullen elkaar aan. Een cijfer van velen laat zien wat er leeft.
                Een kleine groep kan lezen, vragen stellen en twijfelen.
            """,
            "results": """
                Iets meer dan de helft van de plannen kreeg geld. Het grootste bedrag, 30 miljoen
                euro, ging naar het landschap.

                Er kwam geen persoonlijk antwoord per idee. Bij meer dan 900 ideeën klinkt dat
                logisch. Maar reken het eens na: vier minuten per antwoord is zestig uur. Dat is
                minder dan twee weken werk voor één mens.

                Wij spraken acht mensen van wie het idee geen geld kreeg. Vier van hen wisten niet
                waarom. Twee waren toch doorgegaan, met hulp van de buren.
            """,
            "generators": """
                De openheid werkte. Iedereen mocht iets insturen, groot of klein. Dat zie je terug
                in het aantal: meer dan 900.

                Het dubbele oordeel werkt volgens ons ook. Veel mensen geven een cijfer, en een
                kleine groep legt uit waarom. Het ene zonder het andere wordt een wedstrijd of een
                achterkamer.

                Wat wij zouden toevoegen: één persoon met een naam, die na de keuze bereikbaar
                blijft voor iedereen die iets instuurde.
            """,
            "contact": """
                De cijfers over Toukomst zijn openbaar. De gesprekken en de conclusies zijn
                voorbeelden en zijn niet van het programma.
            """,
        },
        "welfare": {
            "nu": ("plus", "Groningers kiezen zelf waar een deel van het geld heen gaat."),
            "later": ("plus", "Er gaat 30 miljoen euro naar het landschap."),
            "elders": ("leeg", "Niet onderzocht."),
        },
    },
    {
        "slug": "dorpswinkel-met-drie-vrijwilligers",
        "title": "De dorpswinkel die meer is dan een winkel",
        "summary": "Een coöperatie van dorpsbewoners houdt de laatste winkel open. De gemeente "
        "vraagt om cijfers voor de subsidie. Maar wat telt, past niet in het formulier.",
        "question": "Hoe vraag je een klein initiatief om verantwoording, zonder het kapot te "
        "vragen?",
        "community": 1,
        "also": [],
        "holder": "deelnemer",
        "organisatie": "dorpscooperatie-de-brink",
        "co_authors": ["w.timmer"],
        "provinces": ["drenthe"],
        "scale": "dorp-of-kern",
        "area": "niet-stedelijk",
        "phase": "voorbereiding",
        "themes": ["samenleving", "sociaal-kapitaal", "subjectief-welzijn"],
        "tags": ["voorzieningen", "vrijwilligers", "subsidie", "dorpskracht"],
        "stage": "working",
        "visibility": "community",
        "age": 75,
        "sections": {
            "context": """
                In ons dorp wonen 640 mensen. Toen de supermarkt stopte, begonnen bewoners een
                coöperatie. Zij kopen in, staan achter de kassa en brengen boodschappen rond. De
                winkel is elke ochtend open.

                De gemeente geeft elk jaar een kleine subsidie. Die loopt volgend jaar af.
            """,
            "question": """
                Voor een nieuwe subsidie vraagt het formulier naar omzet, aantal klanten en groei.
                De winkel groeit niet. Dat is ook niet de bedoeling.

                Wat de winkel wel doet, weet iedereen in het dorp. Het is de plek waar iemand merkt
                dat je er al drie dagen niet was. Maar hoe schrijf je dat op?
            """,
            "approach": """
                We hebben het formulier weggelegd. In plaats daarvan gebruikten we de vragenlijst
                over brede welvaart die in Drenthe is gemaakt voor het begin van een project. Zes
                bewoners en twee ambtenaren liepen de vragen samen door, aan de leestafel.

                Na een uur aan tafel met de vragenlijst wisten we meer dan na drie jaar
                formulieren. We zagen dat de bezorging aan huis het belangrijkste was, en juist
                die stond nergens in de aanvraag.

                Daarna hielden de vrijwilligers twee weken een schriftje bij. Geen cijfers, maar
                korte zinnen. Dat hielden ze vol omdat het twee minuten per dag kostte.
            """,
            "results": """
                Er is nog geen besluit. De wethouder heeft het schriftje gelezen en kwam een
                ochtend meelopen. De afdeling financiën wil toch een cijfer.

                Drie vrijwilligers doen samen al het papierwerk. Elke extra vraag van de gemeente
                gaat af van de uren in de winkel. In het voorjaar is één van hen gestopt, omdat
                het te veel werd.
            """,
            "generators": """
                Het hielp dat we begonnen met een gesprek en niet met een formulier. En dat de
                ambtenaar zelf aan tafel zat, zodat niemand iets hoefde te vertalen.

                We zijn er nog niet. We zoeken een manier om over twee jaar te laten zien dat het
                werkt, met hooguit één dag werk.
            """,
        },
        "welfare": {
            "nu": ("plus", "Bewoners zien elkaar elke dag en letten op elkaar."),
            "later": ("let", "Het rust op drie vrijwilligers van boven de zestig."),
            "elders": ("leeg", "Nog niet bekeken."),
        },
    },
]
