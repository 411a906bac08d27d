"""What produced brede welvaart in the casussen, and what the communities want to learn."""

from typing import Any

GENERATOREN: list[dict[str, Any]] = [
    {
        "name": "Eén vaste begeleider voor wie begint",
        "by": "m.verhulst",
        "kind": "inkoop-en-social-return",
        "text": """
            Wie een nieuwe baan of opleiding begint, heeft één mens die belt, meeloopt en het
            merkt als iemand wegblijft. Geen loket, maar een naam.
        """,
        "seen": {
            "een-wijk-verduurzamen-en-werk": (
                "worked",
                "De leermeester belde als iemand er om half acht niet was. Bijna iedereen bleef.",
            ),
            "banen-erbij-maar-voor-wie": (
                "partly",
                "Wie een begeleider had, bleef. Maar er was er één op veertig mensen.",
            ),
        },
    },
    {
        "name": "Een duo met een eigen potje",
        "by": "p.verschuure",
        "kind": "regiodeal-of-citydeal",
        "text": """
            Twee mensen van twee afdelingen beslissen samen over een klein bedrag, zonder parafen.
        """,
        "seen": {
            "groeien-om-te-blijven": (
                "worked",
                "Tot 10.000 euro beslisten zij samen. Sneller dan een stuurgroep van acht.",
            ),
        },
    },
    {
        "name": "Gasten uit de toekomst in de raadzaal",
        "by": "m.vandenheuvel",
        "kind": "scenario-s-en-toekomstverkenning",
        "text": """
            Iemand speelt een inwoner van later en stelt vragen bij een besluit dat die maand valt.
        """,
        "seen": {
            "schaalsprong-met-oog-voor-later": (
                "worked",
                "Bij een echt besluit bereidde de raad zich voor. Bij een oefening niet.",
            ),
        },
    },
    {
        "name": "Samen kiezen welke cijfers ertoe doen",
        "by": "d.kartowidjojo",
        "kind": "monitor",
        "text": """
            Wie de cijfers gebruikt, kiest ze vooraf mee. Dan vraagt die persoon er later ook naar.
        """,
        "seen": {
            "begroting-met-acht-themas": (
                "partly",
                "De Statenleden die meekozen, gebruikten ze. De anderen sloegen de bladzijde over.",
            ),
            "de-friese-paradox": (
                "worked",
                "Met een verhaal naast elk cijfer ging het gesprek over mensen.",
            ),
        },
    },
    {
        "name": "Iedereen mag een idee insturen",
        "by": "s.dijkstra",
        "kind": "burgerpanel-of-enquete",
        "text": """
            Een open oproep voor plannen van bewoners, groot of klein, met geld erachter.
        """,
        "seen": {
            "toukomst-900-ideeen": (
                "partly",
                "Er kwamen 900 ideeën. Wie niets kreeg, hoorde te laat waarom.",
            ),
            "blik-op-eindhoven": (
                "failed",
                "We haalden veel op, maar niemand had uren om te antwoorden.",
            ),
        },
    },
    {
        "name": "Een onafhankelijke begeleider op de leerdag",
        "by": "g.brouwer",
        "kind": "lerende-evaluatie",
        "text": "",
        "seen": {
            "bijsturen-in-de-lindevallei": (
                "worked",
                "Zij had geen belang bij het antwoord. Daardoor kwam de lastige vraag op tafel.",
            ),
        },
    },
    {
        "name": "Beginnen met een gesprek in plaats van een formulier",
        "by": "deelnemer",
        "kind": "",
        "text": "",
        "seen": {
            "dorpswinkel-met-drie-vrijwilligers": (
                "worked",
                "De ambtenaar zat zelf aan tafel. Niemand hoefde iets te vertalen.",
            ),
        },
    },
]
LEERVRAGEN: list[dict[str, Any]] = [
    {
        "key": "ervaren-welvaart-meewegen",
        "question": "Hoe weeg je wat bewoners ervaren mee in een besluit?",
        "text": "Cijfers hebben we genoeg. Wat mensen vertellen, raakt kwijt op weg naar de raad.",
        "community": 1,
        "by": "organisator",
        "state": "working",
        "visibility": "public",
        "casussen": ["blik-op-eindhoven", "toukomst-900-ideeen"],
        "answer": """
            We weten nu dat een verhaal naast een cijfer helpt, als iemand uit de buurt het zelf
            vertelt. We weten nog niet hoe je dat doet bij besluiten die over tien jaar gaan.
        """,
    },
    {
        "key": "stille-bewoners",
        "question": "Hoe bereiken we mensen die nooit naar een avond komen?",
        "text": "De zaal zit vol met wie er altijd is.",
        "community": 1,
        "by": "deelnemer",
        "state": "answered",
        "visibility": "network",
        "casussen": ["blik-op-eindhoven"],
        "answer": """
            Ga naar een plek die al van hen is, en begin klein. In Eindhoven hielp ook een brief
            aan tienduizend mensen: zo hoor je wie je niet kent.
        """,
    },
    {
        "key": "bewijs-zonder-formulier",
        "question": "Hoe laat je zien dat iets werkt zonder dat het een dagtaak wordt?",
        "text": "",
        "community": 1,
        "by": "organisator",
        "state": "open",
        "visibility": "community",
        "casussen": ["dorpswinkel-met-drie-vrijwilligers"],
        "answer": "",
    },
    {
        "key": "wie-stuurt-bij",
        "question": "Wie mag bijsturen als een plan halverwege niet klopt?",
        "text": "Leren is gezellig, tot er geld moet schuiven.",
        "community": 5,
        "by": "g.brouwer",
        "state": "open",
        "visibility": "network",
        "casussen": ["bijsturen-in-de-lindevallei"],
        "answer": "",
    },
    {
        "key": "impact-laten-zien",
        "question": "Wanneer gebruikt een bestuurder cijfers over brede welvaart?",
        "text": "",
        "community": 4,
        "by": "t.hoekstra",
        "state": "working",
        "visibility": "network",
        "casussen": ["begroting-met-acht-themas", "de-friese-paradox"],
        "answer": "",
    },
    {
        "key": "alles-meten",
        "question": "Kunnen we één cijfer maken voor alles?",
        "text": "",
        "community": 4,
        "by": "d.kartowidjojo",
        "state": "parked",
        "visibility": "community",
        "casussen": [],
        "answer": "Eerst willen we weten wie het zou gebruiken.",
    },
]
