"""Meetings that were, one for each community, with final minutes per agenda item."""

from typing import Any

INLOOP: dict[str, Any] = {"title": "Inloop met koffie", "minutes": 30, "break": True}
LUNCH: dict[str, Any] = {"title": "Lunch", "minutes": 45, "break": True}

BIJEENKOMSTEN: list[dict[str, Any]] = [
    {
        "slug": "casustafel-de-avond-die-leeg-bleef",
        "title": "Casustafel: de avond die leeg bleef",
        "kind": "casustafel",
        "community": 1,
        "by": "organisator",
        "days": -9,
        "from": "13.30",
        "goal": """
            Een gemeente nodigde achthonderd mensen uit en er kwamen er negen. We zoeken uit wat
            je vooraf had kunnen weten.
        """,
        "place": "Wijkgebouw De Haven, Zwolle",
        "access": "De ingang is gelijkvloers. Er is een ringleiding.",
        "visibility": "community",
        "yes": "organisator deelnemer o.sahin t.hoekstra s.dijkstra k.benali w.timmer m.aitlahcen",
        "no": "r.tjonafong",
        "check_days": 6,
        "programme": [
            {"title": "Welkom", "minutes": 15},
            {"title": "Wat ging er aan de avond vooraf?", "minutes": 60, "owner": "m.aitlahcen"},
            {"title": "Wat doe je de volgende keer anders?", "minutes": 45},
        ],
        "minutes_for": "community",
        "minutes": {
            2: """
                Mourad laat de uitnodiging zien. Het is een brief van twee kanten, met de vraag op
                de achterkant. Wobbe heeft hem thuis laten lezen: niemand kwam tot de vraag.

                De avond viel samen met de training van de voetbalclub. Dat stond in de agenda
                van het wijkgebouw, en niemand keek daarin.
            """,
            3: """
                De groep maakt de brief opnieuw, met de vraag in de eerste regel. Tjitske stelt
                voor om eerst bij de club te gaan staan, en pas daarna een avond te plannen.
            """,
        },
    },
    {
        "slug": "casustafel-wat-gebeurt-er-met-mijn-idee",
        "title": "Casustafel: wat gebeurt er met mijn idee?",
        "kind": "casustafel",
        "community": 1,
        "by": "organisator",
        "days": -34,
        "from": "9.30",
        "goal": """
            Twee casussen haalden veel ideeën op bij bewoners. We zoeken samen uit wat er daarna
            moet gebeuren, en wat dat kost.
        """,
        "bring": "Neem een brief of mail mee waarmee jouw organisatie bewoners antwoord gaf.",
        "place": "Dorpshuis De Kruising, Beilen",
        "access": "Zes minuten lopen van het station, zonder drempels en met ringleiding.",
        "visibility": "public",
        "yes": "organisator deelnemer o.sahin t.hoekstra s.dijkstra k.benali r.tjonafong "
        "l.dekeyzer n.elidrissi w.timmer m.aitlahcen",
        "no": "m.verhulst",
        "programme": [
            INLOOP,
            {"title": "Welkom en de vraag van vandaag", "minutes": 15},
            {
                "title": "Casus Eindhoven: na de burgertop",
                "minutes": 60,
                "casus": "blik-op-eindhoven",
                "text": "Karim vertelt waar bewoners afhaakten. Daarna stellen we alleen vragen.",
            },
            {
                "title": "Casus Toukomst: negenhonderd keer antwoord",
                "minutes": 60,
                "casus": "toukomst-900-ideeen",
                "text": "Hoeveel werk is een antwoord echt? We schrijven er ter plekke tien.",
            },
            {"title": "Wat nemen we mee?", "minutes": 30},
        ],
        "minutes_for": "public",
        "minutes": {
            2: """
                Er zijn elf deelnemers: vier van gemeenten, één van het Rijk, drie van
                kennisinstellingen en bureaus, en drie van bewonersgroepen en welzijn. Hanneke
                vraagt iedereen naar de laatste keer dat je zelf een overheid iets vroeg. Zeven
                van de elf kregen nooit antwoord.
            """,
            3: """
                Karim vertelt wat hij leerde van twaalf mensen die na de burgertop niet meer
                meededen. Rowena vraagt wie op dat moment hun aanspreekpunt was. Dat wisten zij
                niet, en Karim ook niet.

                De groep zoekt naar één ding dat je bij de start kunt regelen. Zet in de
                uitnodiging al de datum waarop je antwoord geeft. Dan heb je een afspraak met
                jezelf en met de bewoner.

                Ömer vraagt zich af hoe dat bij zijn eigen consultaties zit. Hij zoekt uit of daar
                ook een datum in kan.
            """,
            4: """
                Iedereen schrijft tien antwoorden op verzonnen ideeën. Dat kost gemiddeld vier
                minuten per antwoord. Voor 900 ideeën is dat zestig uur werk. Het is stil als dat
                getal op het bord staat.

                Sietse vraagt wat een nee nodig heeft. Volgens Wobbe niet veel: een naam, een
                reden en iemand die je terug mag bellen. Antwoord op elk idee, ook als het
                antwoord nee is.
            """,
            5: """
                Drie mensen gaan het thuis proberen: Fatima met een dorpsvisie, Tjitske met een
                wijkbudget en Nadia met een stadsgesprek. In het voorjaar vertellen zij hoe het
                ging.
            """,
        },
    },
    {
        "slug": "werksessie-de-kaart-van-braakmeer",
        "title": "Werksessie: de kaart van Braakmeer",
        "kind": "werksessie",
        "community": 2,
        "by": "f.deruiter",
        "days": -48,
        "from": "10.00",
        "goal": """
            We leggen de plannen voor één buurt op één kaart en zoeken waar ze elkaar helpen of in
            de weg zitten. Daarna doen we hetzelfde voor de Lindevallei.
        """,
        "place": "De oude school, Braakmeer",
        "access": "Bus 10 stopt voor de deur. Er is een toilet voor rolstoelen.",
        "visibility": "network",
        "yes": "f.deruiter p.verschuure l.dekeyzer s.ramdin g.brouwer h.vandam c.geraerts "
        "j.marijnissen a.terhorst q.nguyen",
        "maybe": "e.lemmens",
        "programme": [
            {
                "title": "Wandeling door de buurt en de kaart maken",
                "minutes": 90,
                "casus": "groeien-om-te-blijven",
            },
            {
                "title": "De kaart lezen: waar botst het?",
                "minutes": 60,
                "casus": "groeien-om-te-blijven",
            },
            LUNCH,
            {
                "title": "Dezelfde kaart voor de Lindevallei",
                "minutes": 60,
                "casus": "bijsturen-in-de-lindevallei",
            },
            {
                "title": "Het dilemma van Piet",
                "minutes": 45,
                "dilemma": "bouwen-voor-wie-komt-of-voor-wie-er-is",
            },
        ],
        "minutes_for": "network",
        "minutes": {
            1: """
                We lopen langs de school, het dorpshuis en het bouwveld. Lies wijst aan waar
                mensen zitten te wachten op de bus. Op de kaart komt alles wat iemand van plan is,
                met het jaar erbij: 23 plannen van negen organisaties.
            """,
            2: """
                Het botst op vier plekken. Het riool gaat open in het jaar nadat de straat nieuw
                is. De school sluit als de eerste gezinnen komen. Niemand aan tafel wist van alle
                vier.

                De groep is het eens over de volgorde. Begin met één kaart waarop alle plannen van
                alle afdelingen staan, met het jaartal erbij. Praat dan pas over doelen.

                Sharda werkt zelf vooral met kaarten zonder jaartallen. Zij neemt dat mee terug.
            """,
            4: """
                Gerrit legt dezelfde kaart voor zijn gebied. Ook in de Lindevallei stond de stuw
                voor een jaar waarin het water al een andere weg had. Zonder jaartallen had
                niemand dat gezien.

                Hugo vraagt wie zo’n kaart bijhoudt. Daar is geen antwoord op. Het komt terug op
                de volgende agenda.
            """,
            5: """
                De meesten kiezen eerst voor wie er al woont. Na het gesprek kiezen zes mensen
                voor allebei tegelijk, in één buurt. Joost blijft erbij dat bouwen voorgaat: een
                huis dat er niet komt, helpt niemand.
            """,
        },
    },
    {
        "slug": "werkatelier-de-lege-stoel",
        "title": "Werkatelier: de lege stoel",
        "kind": "werkatelier",
        "community": 3,
        "by": "s.ramdin",
        "days": -27,
        "from": "13.00",
        "goal": """
            We spelen een besluit na met een gast uit 2050. Je oefent met een eigen besluit en
            gaat naar huis met drie vragen die je morgen kunt stellen.
        """,
        "bring": "Een besluit dat dit jaar nog valt, in drie zinnen.",
        "place": "Stadsbibliotheek, zaal 2, Tilburg",
        "access": "Lift aanwezig, vijf minuten van het station.",
        "visibility": "public",
        "yes": "s.ramdin m.vandenheuvel j.postma k.benali n.elidrissi z.demir b.zijlstra i.pinas",
        "maybe": "a.yilmaz q.nguyen",
        "programme": [
            {"title": "Kennismaken met de gasten uit 2050", "minutes": 30},
            {
                "title": "Eén besluit, drie toekomsten",
                "minutes": 75,
                "casus": "schaalsprong-met-oog-voor-later",
            },
            {"title": "Pauze", "minutes": 15, "break": True},
            {
                "title": "Hoe houd je jongeren aan tafel?",
                "minutes": 60,
                "casus": "schaalsprong-met-oog-voor-later",
            },
            {"title": "Drie vragen voor morgen", "minutes": 30},
        ],
        "minutes_for": "public",
        "minutes": {
            2: """
                Mieke brengt het besluit over de strook langs de beek in. In de eerste ronde is de
                gast gewoon ‘de toekomst’. Iedereen knikt en niemand verandert van mening.

                In de tweede ronde heet de gast Samira, verpleegkundige, en woont ze in het huis
                dat er nu nog niet staat. Met een naam erbij ging het opeens over de zomer van
                2050 en niet over het bestemmingsplan.

                Zeynep waarschuwt: één gast is één mening. Neem er twee die het niet eens zijn.
            """,
            4: """
                Iwan vertelt wat zijn studenten vonden van de avond in de raadszaal. Ze waren
                trots en hoorden daarna niets. Twee van de vijftien zouden het nog eens doen.

                De groep maakt een afspraak. Laat jongeren terugkomen bij het besluit zelf, niet
                alleen bij de avond ervoor. En betaal hun reis.
            """,
            5: """
                De drie vragen zijn: wie mist dit over dertig jaar? Kunnen we nog terug? En wie
                vertelt het aan hen?
            """,
        },
    },
    {
        "slug": "casustafel-drie-cijfers",
        "title": "Casustafel: drie cijfers die iets doen",
        "kind": "casustafel",
        "community": 4,
        "by": "m.verhulst",
        "days": -41,
        "from": "10.00",
        "goal": """
            Welke cijfers komen terug in een debat, en welke verdwijnen in een bijlage? We leggen
            de ervaring uit Fryslân naast het onderzoek uit Utrecht.
        """,
        "bring": "De bladzijde met indicatoren uit je eigen begroting.",
        "place": "Gebouw De Rijnzaal, zaal 3, Arnhem",
        "access": "Bus vanaf het station, ingang zonder trappen.",
        "visibility": "public",
        "yes": "m.verhulst o.sahin j.postma t.hoekstra s.dijkstra a.yilmaz d.kartowidjojo "
        "c.geraerts e.lemmens l.vanderlinden m.aitlahcen",
        "no": "z.demir i.pinas",
        "programme": [
            INLOOP,
            {
                "title": "Fryslân: wie zit er onder het gemiddelde?",
                "minutes": 60,
                "casus": "de-friese-paradox",
            },
            {
                "title": "Utrecht: wanneer leest iemand het?",
                "minutes": 75,
                "casus": "begroting-met-acht-themas",
            },
            {
                "title": "Het dilemma: gemiddelde of verdeling",
                "minutes": 45,
                "dilemma": "gemiddelde-of-verdeling",
            },
        ],
        "minutes_for": "public",
        "minutes": {
            2: """
                Tjitske laat twee tabellen zien met dezelfde cijfers. De eerste heeft één kolom,
                de tweede drie. Bij de tweede gaat het gesprek vanzelf over mensen.

                Vraag bij elk gemiddelde wie er onder zit. Dat is de zin die iedereen opschrijft.

                Mourad zegt dat zijn gemeente daar te klein voor is. Bij hem waren er in één groep
                maar veertig antwoorden. Chantal heeft hetzelfde in Zuid-Limburg: in een wijk zie
                je het verschil wel, in een straat niet meer.
            """,
            3: """
                Dewi heeft elf plekken gevonden waar een cijfer iets veranderde. Bijna steeds lag
                er die dag een besluit. Kies eerst het besluit en zoek dan het cijfer erbij.

                Loes herkent dat als griffier. Er is ook een ander geluid. Twee raadsleden die zij
                sprak, zoeken cijfers het liefst zelf op, op elk moment. Zij zouden een dashboard
                dus wel willen.

                Ömer vraagt wat dit betekent voor de verantwoording aan het Rijk. Hij gaat na welke
                indicatoren daar het laatste jaar echt zijn gebruikt.
            """,
            4: """
                De meningen lopen uiteen. Eric kiest voor het gemiddelde, omdat je dan niemand
                aanwijst. Rowena had vooraf gemaild: wie nooit genoemd wordt, krijgt ook nooit
                iets. De groep besluit het dilemma open te laten.
            """,
        },
    },
    {
        "slug": "leerdag-in-de-lindevallei",
        "title": "Leerdag: wie mag er bijsturen?",
        "kind": "cop-bijeenkomst",
        "community": 5,
        "by": "b.zijlstra",
        "days": -62,
        "from": "9.30",
        "goal": """
            We lopen een dag mee in de Lindevallei en kijken hoe een leeragenda werkt. Aan het
            einde schrijft iedereen een eigen leeragenda van één bladzijde.
        """,
        "bring": "Laarzen. En één vraag waar je team niet uitkomt.",
        "place": "Boerderij aan de Lindebeek, Rijnwold",
        "access": "We rijden met een busje vanaf station Zwolle. De schuur is gelijkvloers.",
        "visibility": "network",
        "yes": "b.zijlstra deelnemer o.sahin f.deruiter m.vandenheuvel g.brouwer p.verschuure "
        "h.vandam a.terhorst l.vanderlinden",
        "maybe": "d.kartowidjojo",
        "programme": [
            {"title": "Rondje over het erf", "minutes": 75},
            {
                "title": "De leeragenda van de Lindevallei",
                "minutes": 75,
                "casus": "bijsturen-in-de-lindevallei",
            },
            LUNCH,
            {
                "title": "Vasthouden of bijsturen?",
                "minutes": 60,
                "dilemma": "vaste-afspraak-of-ruimte-om-te-leren",
            },
            {"title": "Je eigen leeragenda", "minutes": 60},
        ],
        "minutes_for": "network",
        "minutes": {
            1: """
                De boer laat zien waar het water vorig jaar stond. Hugo is voor het eerst op het
                land zelf. Hij zegt dat hij nu snapt waarom het plan twee keer is veranderd.
            """,
            2: """
                Gerrit legt de leeragenda op tafel: vijf vragen, op één bladzijde. Achter elke
                vraag staat een naam. Annet vertelt dat dat het lastigste deel was. Twee bestuurders
                wilden hun naam er eerst niet bij.

                De groep kijkt naar de bandbreedte die het bestuur gaf. Schrijf bij de start op
                hoeveel een projectleider zelf mag veranderen. In de Lindevallei is dat een tiende
                van het budget.

                Femke vraagt of dit ook kan als er geen vertrouwen is. Volgens Gerrit begin je dan
                met een kleine bandbreedte en een kortere termijn.
            """,
            4: """
                Loes wijst op de raad: die ziet bijsturen snel als zwabberen. Het helpt als je
                vooraf vertelt wanneer je gaat bijsturen, en waarop. Dan is het geen verrassing.
            """,
            5: """
                Iedereen heeft een bladzijde. Fatima heeft drie vragen zonder naam erachter. Zij
                gaat daar morgen mee naar haar directeur.
            """,
        },
    },
]
