"""News of the network, invented; a body begins with what everybody wants to know."""

from typing import Any

NIEUWS: list[dict[str, Any]] = [
    {
        "title": "Alles over de netwerkdag: kom ook kijken",
        "slug": "alles-over-de-netwerkdag",
        "author": "redacteur",
        "days": -4,
        "intro": "Eén dag met alle vijf de communities bij elkaar. Ook als je nog niet meedoet, "
        "ben je welkom.",
        "body": """
            Op de netwerkdag laat elke community zien wat ze leerde. Je hoort wat werkte, en ook
            wat niet. Daarna ga je zelf aan tafel bij een casus.

            ## Voor wie?

            Voor iedereen die aan brede welvaart werkt, bij een gemeente, een provincie, het rijk,
            een kennisinstelling of een maatschappelijke organisatie. Je hoeft geen account te
            hebben.

            ## Zo meld je je aan

            Kijk bij [de bijeenkomsten](/bijeenkomsten/) voor de dag en de plek. Daar meld je je
            aan.
        """,
    },
    {
        "title": "Het handboek heeft een hoofdstuk over werk erbij",
        "slug": "het-handboek-heeft-een-hoofdstuk-over-werk-erbij",
        "author": "redacteur2",
        "days": -26,
        "intro": "Wat doe je als een wijk verduurzamen ook werk moet opleveren? Drie adviezen, en "
        "de casussen waar ze uit komen.",
        "body": """
            Veel gemeenten willen twee dingen tegelijk: huizen verduurzamen en mensen uit de buurt
            aan werk helpen. Dat lukt niet vanzelf. In het handboek lees je wat je vóór de
            aanbesteding moet regelen, en waarom het daarna te laat is.

            - Bij elk advies staat uit welke casus het komt.
            - Je ziet ook hoe sterk het bewijs is.
            - Klopt er iets niet bij jou? Zeg het in het gesprek onder het advies.

            Lees [het handboek](/handboek/).
        """,
    },
    {
        "title": "Vijf communities, één plek op het web",
        "slug": "vijf-communities-een-plek-op-het-web",
        "author": "redacteur",
        "days": -61,
        "intro": "Tot nu toe zat kennis in mailtjes en losse documenten. Vanaf vandaag staat wat "
        "we leren bij elkaar.",
        "body": """
            Iedereen kan het handboek lezen. Wie meedoet in een community, ziet ook de casussen die
            nog besloten zijn, en praat mee.

            Wil je horen wat er nieuw is? [Volg ons nieuws](/nieuws/volgen/). Je hebt er geen
            account voor nodig.
        """,
    },
]
VOLGERS = ["volger", "lezer", "wethouder"]
VRAGEN: list[tuple[str, str, str, int, bool]] = [
    (
        "Noor Hendriks",
        "noor.hendriks",
        (
            "Onze gemeente wil graag meedoen aan een community. Kan dat ook als we nog geen casus "
            "hebben? En hoeveel tijd kost het per maand?"
        ),
        -2,
        False,
    ),
    (
        "Joris van Es",
        "joris.van.es",
        "Ik wil een advies uit het handboek gebruiken in een les. Mag dat zomaar?",
        -19,
        True,
    ),
]
