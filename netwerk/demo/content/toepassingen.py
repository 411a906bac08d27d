"""What organisations told of an advies that they applied, and what readers said; all invented.

``days`` is when it was applied and ``told`` when they told it, in days from today.
"""

from typing import Any

TOEPASSINGEN: list[dict[str, Any]] = [
    {
        "advies": 26,
        "by": "deelnemer",
        "organisatie": "gemeente-veldhage",
        "subject": "120 huizen",
        "place": "Veldhage-Noord",
        "province": "drenthe",
        "scale": "buurt-of-wijk",
        "days": -420,
        "told": -6,
        "outcome": "worked",
        "did": "We vroegen twee leerlingen per ploeg. Dat stond in de eerste brief aan de "
        "bedrijven, nog voor de prijs.",
        "result": "Na een jaar hadden negen mensen een diploma. De prijs bleef gelijk.",
        "state": "placed",
    },
    {
        "advies": 26,
        "by": "q.nguyen",
        "organisatie": "waterschap-de-schorre",
        "subject": "dijkwerk",
        "place": "",
        "province": "zeeland",
        "scale": "regio",
        "days": -210,
        "told": -6,
        "outcome": "failed",
        "did": "We spraken drie leerplekken af voor de dijk bij de haven.",
        "result": "Het werk duurde vijf maanden. Dat was te kort voor een opleiding.",
        "state": "placed",
        "note": "Een opleiding past niet in vijf maanden. Dat zegt niets over de afspraak vooraf.",
    },
    {
        "advies": 28,
        "by": "deelnemer",
        "organisatie": "gemeente-veldhage",
        "subject": "de plantsoenploeg",
        "place": "Veldhage",
        "province": "drenthe",
        "scale": "gemeente",
        "days": -150,
        "told": -4,
        "outcome": "partly",
        "did": "Elke leerling kreeg één begeleider, ook in de vakantie.",
        "result": "De eerste drie maanden ging het goed. Daarna werd de begeleider ziek, en namen "
        "anderen het om de week over.",
        "state": "placed",
    },
    {
        "advies": 2,
        "by": "deelnemer",
        "organisatie": "gemeente-veldhage",
        "subject": "de plannen voor het dorpshuis",
        "place": "Oud-Veldhage",
        "province": "drenthe",
        "scale": "buurt-of-wijk",
        "days": -12,
        "told": -6,
        "outcome": "worked",
        "did": "We stonden drie zaterdagen bij de kringloop, met koffie en één vraag.",
        "result": "We spraken tachtig mensen. Twaalf van hen waren nog nooit op een avond geweest.",
        "state": "waiting",
    },
]

LEZERS: list[tuple[int, bool, str, int]] = [
    (26, True, "", -7),
    (26, True, "We zetten dit in onze inkoopwijzer. Dank!", -6),
    (26, False, "Wat kost het? Dat staat er niet bij, en daar vraagt mijn directeur naar.", -5),
    (2, True, "", -9),
    (2, False, "In ons dorp is geen plek waar mensen toch al komen. Wat dan?", -3),
    (8, False, "", -2),
]
"""Per answer: the advies, whether it was useful, the words, and how many days ago."""

MIJN_LIJST: list[tuple[int, str]] = [
    (26, "Voor het overleg met inkoop, dinsdag."),
    (2, ""),
    (8, "Vraag Yusuf of dit ook voor een klein dorp geldt."),
]
"""What the deelnemer takes along, with a note."""
