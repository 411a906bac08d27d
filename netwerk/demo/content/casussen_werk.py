"""Casussen about work: a neighbourhood in Overijssel and a logistics park in Limburg."""

from typing import Any

CASUSSEN: list[dict[str, Any]] = [
    {
        "slug": "een-wijk-verduurzamen-en-werk",
        "title": "Een wijk verduurzamen én mensen aan werk helpen",
        "summary": "Rijnwold wil 800 oude huizen isoleren. Tegelijk zoeken veel buurtbewoners "
        "werk. Kun je die twee dingen samen doen, en wat kost dat?",
        "question": "Hoe combineer je isoleren en opleiden zonder dat bewoners langer in de kou "
        "zitten?",
        "community": 4,
        "also": [2],
        "holder": "m.verhulst",
        "organisatie": "gemeente-rijnwold",
        "experts": ["i.pinas", "j.marijnissen"],
        "provinces": ["overijssel"],
        "scale": "buurt-of-wijk",
        "area": "matig-stedelijk",
        "phase": "uitvoering",
        "themes": ["wonen", "arbeid-en-vrije-tijd", "menselijk-kapitaal"],
        "tags": ["energie", "leerplekken", "aanbesteden", "bestaanszekerheid"],
        "stage": "discussed",
        "visibility": "public",
        "age": 60,
        "sections": {
            "context": """
                Het Rondeel is een wijk uit de jaren vijftig. De huizen zijn slecht geïsoleerd en
                de rekening voor energie is hoog. Eén op de vijf huishoudens komt aan het einde van
                de maand geld tekort.

                In de bouw is juist een groot tekort aan vakmensen. In de wijk zoeken 140 mensen
                werk. Op papier is dat een mooie combinatie.
            """,
            "question": """
                Met een ervaren ploeg zijn er 200 huizen per jaar klaar. Met leerlingen erbij zijn
                het er 150. Dan wacht een deel van de bewoners een jaar langer op een warm huis. Na
                vier jaar hebben wel 24 buurtbewoners een vak geleerd.

                De wethouder vroeg: hoe leggen we dat uit aan wie wacht?
            """,
            "parties": """
                De gemeente, een woningcorporatie, een bouwbedrijf, het mbo en een groep bewoners
                die elke maand bij elkaar komt in de kantine van de voetbalclub.

                Het ministerie keek mee. De subsidie telt geïsoleerde huizen. Leerlingen tellen
                niet mee, dus op papier zijn wij te langzaam.
            """,
            "approach": """
                In het eerste jaar vroegen we het bouwbedrijf om leerplekken toen het contract al
                getekend was. Na de gunning was er geen ruimte meer, want prijs en planning lagen
                vast. Het bedrijf wilde wel, maar elke leerling kostte geld dat nergens stond.

                Voor het tweede deel van de wijk draaiden we het om. Eerst telden we met het mbo en
                het wijkteam hoeveel mensen wilden leren. Daarna praatten we met vijf aannemers.
                Toen pas schreven we het bestek, met het aantal leerlingen en de begeleiding erin.

                We begonnen bij de huizen met de hoogste rekening. Zo wachtte niemand die het echt
                niet kon betalen.
            """,
            "results": """
                Er zijn 310 huizen klaar. Elf buurtbewoners hebben een diploma, negen van hen werken
                nu bij het bouwbedrijf.

                In de eerste ronde ging het mis. Zonder vaste leermeester haakte de helft van de
                leerlingen af. Zij stonden elke week bij een andere ploeg en niemand kende hun naam.

                Er is ook een nadeel dat we niet zagen aankomen. Twee kleine bedrijven uit het dorp
                schreven zich niet in, omdat ze geen leerling konden begeleiden. De prijs ging
                daardoor iets omhoog.
            """,
            "generators": """
                Eén leermeester met hart voor het vak maakte het verschil. Hij belt als iemand er om
                half acht niet is.

                Het geld bleef lastig. De besparing op uitkeringen zat in een ander potje dan de
                kosten van de begeleiding. We hebben ze naast elkaar op één bladzijde gezet. Dat was
                genoeg om de raad te overtuigen, maar niet om het geld echt te verschuiven.
            """,
        },
        "welfare": {
            "nu": ("plus", "Lagere rekening, minder tocht, en buurtbewoners met werk."),
            "later": ("plus", "Minder uitstoot en meer vakmensen voor de volgende wijk."),
            "elders": ("let", "Een deel van het isolatiemateriaal komt van ver."),
        },
    },
    {
        "slug": "banen-erbij-maar-voor-wie",
        "title": "Banen erbij, maar voor wie?",
        "summary": "Een logistiek park belooft honderden banen in een regio die ze hard nodig "
        "heeft. We zochten uit wie die banen krijgt, en wat de buurt ervan merkt.",
        "question": "Wat spreek je met een bedrijf af vóór je ja zegt, zodat ook de buurt erop "
        "vooruitgaat?",
        "community": 4,
        "also": [2],
        "holder": "c.geraerts",
        "organisatie": "regio-heuvelrand",
        "experts": ["e.lemmens"],
        "provinces": ["limburg"],
        "scale": "regio",
        "area": "sterk-stedelijk",
        "phase": "monitoring-en-evaluatie",
        "themes": ["arbeid-en-vrije-tijd", "economisch-kapitaal", "verdeling"],
        "tags": ["regiodeal", "werk", "logistiek", "vergunning"],
        "stage": "discussed",
        "visibility": "network",
        "age": 140,
        "sections": {
            "context": """
                In Zuid-Limburg kreeg Parkstad twee keer een Regio Deal: 25 miljoen euro in de
                vierde ronde en 15 miljoen in de zesde. In Heerlen noemt 82 procent van de mensen
                zich gelukkig, tegen 88 procent in heel Nederland. Een nieuw bedrijf is daar dus
                welkom.

                In 2023 keek een community van het netwerk naar een project voor medische logistiek
                in Heerlen. Wij namen dezelfde vragen mee naar een park in onze eigen regio.
            """,
            "question": """
                Een park met grote hallen levert banen op. Het levert ook vrachtwagens, ruimte die
                weg is, en werk met wisselende diensten. Wie rekent, ziet vooral het eerste.

                We wilden weten of mensen die nu aan de kant staan erop vooruitgaan. Anders halen we
                banen binnen voor mensen die van ver komen rijden.
            """,
            "approach": """
                We maakten een lijst van acht vragen, één per thema van brede welvaart. Die legden
                we voor aan het bedrijf, de buurt en het werkplein. Pas toen we vroegen wie er nu
                werkloos is, werd het een ander gesprek met het bedrijf.

                Twee afspraken kwamen in de voorwaarden bij de vergunning: een bus die past bij de
                diensten, en twintig plekken met begeleiding. Drie andere wensen kwamen later op
                tafel, toen de hal er al stond.
            """,
            "results": """
                Wat vóór de vergunning was afgesproken, kwam er, en wat daarna werd gevraagd niet.
                De bus rijdt en de twintig plekken zijn gevuld. De sportvelden die het bedrijf zou
                steunen, liggen er nog net zo bij.

                Van de eerste honderd banen ging er één op de vijf naar mensen uit de buurt. In het
                persbericht stond alleen het getal honderd.

                We hadden één ding anders willen doen: bewoners kwamen pas aan tafel toen het
                ontwerp klaar was.
            """,
            "generators": """
                Het werkplein kende de mensen bij naam. De mensen die bleven, hadden allemaal
                dezelfde begeleider. Dat is geen regeling, dat is iemand die ’s ochtends belt.

                Ook hielp het dat de provincie de vragen overnam voor andere parken. Een bedrijf kan
                dan niet naar de buren gaan voor een makkelijker gesprek.
            """,
            "contact": """
                De cijfers over Parkstad en Heerlen zijn openbaar. Regio Heuvelrand, het park en de
                conclusies zijn voorbeelden.
            """,
        },
        "welfare": {
            "nu": ("let", "Meer banen, maar de meeste gaan naar mensen van buiten."),
            "later": ("let", "Ruimte en rust zijn weg en komen niet terug."),
            "elders": ("let", "Goederen komen van ver en gaan ver weg."),
        },
    },
]
