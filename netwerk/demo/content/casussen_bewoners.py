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
        "tags": ["burgertop", "terugkoppelen", "loting", "stadsgesprek"],
        "stage": "finished",
        "visibility": "public",
        "age": 190,
        "sections": {
            "context": """
                In 2021 wilde Eindhoven weten wat bewoners nodig hebben om goed te leven in de
                stad. Niet met nog een enquête, maar met gesprekken. Het project kreeg de naam
                Blik op Eindhoven.

                De stad groeit snel en is bekend om haar techniek. Niet iedereen merkt daar iets
                van. Juist daarom wilden de initiatiefnemers ook mensen horen die nooit naar een
                inspraakavond gaan.
            """,
            "question": """
                De opgave lijkt eenvoudig: vraag het aan de stad en doe er iets mee. In de
                praktijk zijn het twee opgaven. Ophalen vraagt om ruimte. Terugkoppelen vraagt om
                keuzes, en dus ook om nee zeggen.

                Voor deze casus keken we vooral naar de tweede opgave. Daar ging het gesprek in
                onze community steeds naartoe.
            """,
            "parties": """
                Tienduizend bewoners kregen een brief. Zij waren geloot, dus het was geen lijst
                met bekenden. Daarnaast deden bewoners mee die het hoorden van een ander.

                De gemeente deed mee, maar stond bewust niet vooraan. Dat gaf bewoners ruimte om
                vrij te praten. Het riep later ook een lastige vraag op: wie is hier eigenlijk
                van?
            """,
            "approach": """
                Het begon met gesprekken op vijftien plekken in de stad, op 28, 29 en 30 april.
                Op 22 mei was er een burgertop. Van juni tot en met november gingen kleine
                groepen verder: de reisgezelschappen.

                Elke groep nam één onderwerp mee en zocht zelf mensen op die er meer van wisten.
                Een gesprek op een plek waar mensen toch al komen, bracht andere mensen binnen
                dan een zaal met een uitnodiging. Dat hoorden we van drie gespreksleiders, los
                van elkaar.

                Minder goed ging de overgang naar de zomer. Tussen de top en de eerste afspraak
                van de groepen zat een paar weken stilte. Een deel van de bewoners kwam daarna
                niet meer terug.
            """,
            "results": """
                Er deden ongeveer 2.000 mensen mee. Er ontstonden vier allianties die met een
                onderwerp doorgingen. De agenda die eruit kwam, noemde drie dingen: werk en vrije
                tijd, veiligheid en leefbaarheid, gezondheid en milieu. De gemeenteraad vroeg om
                daar ongelijkheid in inkomen aan toe te voegen.

                Er was ook kritiek van deelnemers. Waar is de gemeente in dit verhaal? En wat
                gebeurt er met mijn idee? Bewoners haakten niet af omdat hun idee werd afgewezen,
                maar omdat ze niets meer hoorden.

                Achteraf had er bij de start al een datum voor de terugkoppeling moeten staan.
                Zonder vaste datum schuift het antwoord steeds een vergadering op.
            """,
            "generators": """
                Drie dingen hielpen. Loten, want daardoor zaten er mensen die je anders mist.
                Klein beginnen, op een plek die al van bewoners is. En groepen die zelf hun
                onderwerp kozen.

                Eén ding ontbrak. Niemand bij de gemeente had in zijn agenda staan om in december
                antwoord te geven. Wie ophaalt, moet ook de uren regelen om te antwoorden.
            """,
            "contact": """
                Deze casus is geschreven op basis van openbare bronnen over Blik op Eindhoven en
                van gesprekken in onze community. De conclusies zijn van ons, niet van de
                gemeente.
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
        "tags": ["bewonersbudget", "loting", "terugkoppelen", "wederopbouw"],
        "stage": "followed",
        "visibility": "public",
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

                Het bundelen was nodig, maar het kostte iets. Wie zijn eigen idee niet meer
                terugziet in een gebundeld plan, voelt het niet meer als zijn idee. Dat hoorden
                we van indieners uit drie dorpen.

                Het panel nam de tijd. De leden lazen alle plannen en bezochten een deel van de
                plekken. Omdat het panel ook uitlegde waarom een plan níet hoog eindigde, was er
                over de keuze zelf weinig ruzie.
            """,
            "results": """
                Iets meer dan de helft van de plannen kreeg geld. Het grootste bedrag, 30 miljoen
                euro, ging naar het landschap. Veel plannen zijn nu in uitvoering.

                Er kwam geen persoonlijk antwoord per idee. Met 900 ideeën leek dat te veel werk.
                Een kort antwoord op elk idee had ons een paar weken gekost, en ons jaren wantrouwen
                gescheeld. Die zin komt van een medewerker die er vanaf het begin bij was. Zij
                sprak voor zichzelf.

                Twee jaar later spraken we indieners die geen geld kregen. De helft wist niet
                waarom. Sommigen waren toch doorgegaan, met geld van een fonds of van de buren.
            """,
            "generators": """
                De openheid werkte. Er waren bijna geen eisen aan een idee, dus deden mensen mee
                die nog nooit een formulier van de overheid hadden ingevuld.

                Ook het dubbele oordeel werkte: veel mensen gaven een cijfer en een kleine groep
                las alles. Een panel dat geloot is en betaald krijgt voor zijn tijd, durft ook
                nee te zeggen tegen bekenden.

                Wat miste, was één persoon die na de keuze bereikbaar bleef voor indieners.
            """,
            "contact": """
                De cijfers in deze casus komen uit openbare bronnen over Toukomst. De gesprekken
                met indieners voerde ik voor ons eigen onderzoek.
            """,
        },
        "welfare": {
            "nu": ("plus", "Dorpen kregen plekken om elkaar te ontmoeten."),
            "later": ("plus", "Er gaat 30 miljoen euro naar het landschap van later."),
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
