"""Organisations: key, name, kind, province. Real ones stand only for public facts."""

ORGANISATIES: list[tuple[str, str, str, str]] = [
    # real: the ministries and planning bureaus of the network, and where real casussen play
    (
        "ministerie-bzk",
        "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
        "ministerie",
        "",
    ),
    (
        "ministerie-lvvn",
        "Ministerie van Landbouw, Visserij, Voedselzekerheid en Natuur",
        "ministerie",
        "",
    ),
    ("ministerie-ienw", "Ministerie van Infrastructuur en Waterstaat", "ministerie", ""),
    ("ministerie-ez", "Ministerie van Economische Zaken", "ministerie", ""),
    ("ministerie-kgg", "Ministerie van Klimaat en Groene Groei", "ministerie", ""),
    (
        "ministerie-vro",
        "Ministerie van Volkshuisvesting en Ruimtelijke Ordening",
        "ministerie",
        "",
    ),
    ("trendbureau-drenthe", "Trendbureau Drenthe", "regionaal-planbureau", "drenthe"),
    (
        "sociaal-planbureau-groningen",
        "Sociaal Planbureau Groningen",
        "regionaal-planbureau",
        "groningen",
    ),
    (
        "hz-kcz-samenleving",
        "HZ Kenniscentrum Zeeuwse Samenleving",
        "regionaal-planbureau",
        "zeeland",
    ),
    ("het-pon-telos", "Het PON & Telos", "regionaal-planbureau", "noord-brabant"),
    ("neimed", "NEIMED", "regionaal-planbureau", "limburg"),
    ("zuyd-hogeschool", "Zuyd Hogeschool", "hogeschool", "limburg"),
    ("open-universiteit", "Open Universiteit", "universiteit", "limburg"),
    ("planbureau-fryslan", "Planbureau Fryslân", "regionaal-planbureau", "fryslan"),
    ("gemeente-eindhoven", "Gemeente Eindhoven", "gemeente", "noord-brabant"),
    (
        "nationaal-programma-groningen",
        "Nationaal Programma Groningen",
        "regionaal-samenwerkingsverband",
        "groningen",
    ),
    ("provincie-utrecht", "Provincie Utrecht", "provincie", "utrecht"),
    (
        "metropoolregio-eindhoven",
        "Metropoolregio Eindhoven",
        "regionaal-samenwerkingsverband",
        "noord-brabant",
    ),
    ("provincie-limburg", "Provincie Limburg", "provincie", "limburg"),
    ("provincie-gelderland", "Provincie Gelderland", "provincie", "gelderland"),
    # invented
    ("gemeente-veldhage", "Gemeente Veldhage", "gemeente", "drenthe"),
    ("gemeente-rijnwold", "Gemeente Rijnwold", "gemeente", "overijssel"),
    ("gemeente-braakmeer", "Gemeente Braakmeer", "gemeente", "zeeland"),
    ("gemeente-oosterdrecht", "Gemeente Oosterdrecht", "gemeente", "zuid-holland"),
    ("gemeente-maasbrugge", "Gemeente Maasbrugge", "gemeente", "limburg"),
    ("gemeente-marrehiem", "Gemeente Marrehiem", "gemeente", "fryslan"),
    ("gemeente-polderhaven", "Gemeente Polderhaven", "gemeente", "flevoland"),
    ("waterschap-de-schorre", "Waterschap De Schorre", "waterschap", "zeeland"),
    ("waterschap-lindevallei", "Waterschap Lindevallei", "waterschap", "overijssel"),
    ("regio-heuvelrand", "Regio Heuvelrand", "regionaal-samenwerkingsverband", "limburg"),
    ("planbureau-noordrand", "Planbureau Noordrand", "regionaal-planbureau", "groningen"),
    ("kenniscentrum-deltaland", "Kenniscentrum Deltaland", "regionaal-planbureau", "zeeland"),
    ("hogeschool-de-brug", "Hogeschool De Brug", "hogeschool", "noord-brabant"),
    ("universiteit-middelland", "Universiteit Middelland", "universiteit", "utrecht"),
    ("instituut-leefkracht", "Instituut Leefkracht", "overige-kennisinstelling", "noord-holland"),
    ("woonstichting-de-haard", "Woonstichting De Haard", "woningcorporatie", "limburg"),
    ("welzijn-braakmeer", "Welzijn Braakmeer", "zorg-en-welzijn", "zeeland"),
    ("dorpscooperatie-de-brink", "Dorpscoöperatie De Brink", "bewonersinitiatief", "drenthe"),
    (
        "huurdersraad-samen-thuis",
        "Huurdersraad Samen Thuis",
        "maatschappelijke-organisatie",
        "zuid-holland",
    ),
    (
        "rijksdienst-zandhoven",
        "Rijksdienst Zandhoven (voorbeeld)",
        "uitvoeringsorganisatie",
        "",
    ),
    ("roc-stroomland", "ROC Stroomland", "school", "gelderland"),
    ("bureau-samenspraak", "Bureau Samenspraak", "adviesbureau", "noord-brabant"),
    ("gemeente-oud-veldhage", "Gemeente Oud-Veldhage", "gemeente", "drenthe"),
]

# key, another name, until which day ("" for a name beside the official one). On 2 July 2024 the
# cabinet renamed and split ministries; these are public facts.
NAMEN: list[tuple[str, str, str]] = [
    ("ministerie-bzk", "BZK", ""),
    ("ministerie-lvvn", "LVVN", ""),
    (
        "ministerie-lvvn",
        "Ministerie van Landbouw, Natuur en Voedselkwaliteit",
        "2024-07-02",
    ),
    ("ministerie-ienw", "IenW", ""),
    ("ministerie-ez", "Ministerie van Economische Zaken en Klimaat", "2024-07-02"),
    ("ministerie-kgg", "KGG", ""),
    ("ministerie-vro", "VRO", ""),
]

# what was split off, and what it came from
AFGESPLITST = {"ministerie-kgg": "ministerie-ez", "ministerie-vro": "ministerie-bzk"}

# what is no more, since when, and what came after (invented)
OPGEHEVEN = {"gemeente-oud-veldhage": ("2025-01-01", "gemeente-veldhage")}
