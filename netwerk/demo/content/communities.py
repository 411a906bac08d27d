"""The five real communities; the questions are in our own words."""

from typing import Any

COMMUNITIES: list[dict[str, Any]] = [
    {
        "number": 1,
        "name": "Bewoners in beeld",
        "slug": "bewoners-in-beeld",
        "question": "Hoe haal je op wat bewoners zelf van hun leven vinden, en hoe laat je dat "
        "meewegen in beleid?",
        "intro": """
            Cijfers vertellen hoeveel mensen werk hebben en hoe schoon de lucht is. Ze vertellen
            niet of iemand zich thuis voelt in zijn straat. Daarom zoeken we naar manieren om
            bewoners zelf aan het woord te laten.

            We vergelijken enquêtes, panels, burgertoppen en gesprekken aan huis. We letten op
            wie er níet meedoet. En we kijken wat er daarna gebeurt: komt wat bewoners zeggen
            echt terug in een besluit?
        """,
        "lines": [
            "Welzijn zoals mensen het zelf ervaren",
            "Wie doet er mee, en wie missen we?",
            "Wat beleid doet voor verschillende groepen",
        ],
        "coordinators": ["trendbureau-drenthe", "sociaal-planbureau-groningen"],
    },
    {
        "number": 2,
        "name": "Basis voor gebiedsgericht werken",
        "slug": "gebiedsgericht-werken",
        "question": "Welke opgaven komen in één gebied samen, en hoe leg je die puzzel als geheel?",
        "intro": """
            Huizen bouwen, wegen aanleggen, natuur herstellen, een huisarts houden: in een gebied
            komt alles bij elkaar. Elke opgave heeft een eigen afdeling, een eigen potje geld en
            een eigen planning. De mensen die er wonen, zien één gebied.

            In deze community leggen we die puzzels naast elkaar. We beginnen bij wat een gebied
            sterk en kwetsbaar maakt. Daarna vragen we wat besturen en organisaties moeten
            veranderen om samen te kunnen werken.
        """,
        "lines": [
            "Kansen en kwetsbare kanten van een gebied",
            "Van losse opgaven naar één aanpak, en wat besturen daarvoor nodig hebben",
        ],
        "coordinators": ["hz-kcz-samenleving"],
    },
    {
        "number": 3,
        "name": "Oog voor de toekomst",
        "slug": "oog-voor-de-toekomst",
        "question": "Hoe geef je mensen die nog geboren moeten worden een stem, en hoe kijk je "
        "vooruit op een manier waar beleid iets aan heeft?",
        "intro": """
            Wie nu kiest, kiest ook voor later. Toch telt later zelden mee: er zit niemand uit
            2050 aan tafel. In deze community oefenen we met scenario's, met gasten uit de
            toekomst en met de vraag wat je nu al moet vastleggen.

            We willen geen voorspellingen. We willen keuzes die in meer dan één toekomst goed
            uitpakken.
        """,
        "lines": [
            "Werken met scenario's en toekomstverkenningen",
            "De stem van jongeren en van wie er nog niet is",
        ],
        "coordinators": ["het-pon-telos"],
    },
    {
        "number": 4,
        "name": "Sturen op impact",
        "slug": "sturen-op-impact",
        "question": "Hoe zorg je dat beleid meer doet voor brede welvaart, en hoe maak je dat "
        "meetbaar en zichtbaar?",
        "intro": """
            Een project is klaar en het geld is op. Maar is het leven van mensen beter geworden?
            Vaak weet niemand dat precies.

            We zoeken naar keuzes die meer doen dan één doel halen. En naar manieren om dat te
            laten zien: met een paar goede cijfers, met verhalen, en met een begroting die een
            raad of Staten kan lezen.
        """,
        "lines": [
            "Indicatoren kiezen die iets zeggen",
            "Effecten meten zonder alles op te tellen",
        ],
        "coordinators": ["neimed", "zuyd-hogeschool", "open-universiteit"],
    },
    {
        "number": 5,
        "name": "Lerende en adaptieve aanpak",
        "slug": "lerende-en-adaptieve-aanpak",
        "question": "Hoe maak je leren een vast deel van beleid, en hoe stuur je bij als je "
        "iets nieuws weet?",
        "intro": """
            Iedereen wil leren van beleid. Maar wie doet dat, wanneer, en wie mag daarna iets
            veranderen? Vaak is leren een rapport aan het einde, als alles al vastligt.

            We zoeken naar leren dat onderweg gebeurt. Met een leeragenda, met mensen die er tijd
            voor krijgen, en met afspraken over bijsturen die al bij de start zijn gemaakt.
        """,
        "lines": [
            "Van wie is het leren?",
            "Werken met een leeragenda",
            "Bijsturen op wat je leert",
        ],
        "coordinators": ["planbureau-fryslan"],
    },
]
