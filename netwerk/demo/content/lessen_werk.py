"""Lessen about work and combining tasks."""

from typing import Any

from netwerk.demo.content.bronnen import LOGISTIEK, THUISZORG, WIJK, WINKEL

LESSEN: list[dict[str, Any]] = [
    {
        "number": 25,
        "community": 4,
        "by": "m.verhulst",
        "age": 21,
        "conclusion": "Wat je vóór het contract afspreekt, gebeurt ook.",
        "context": "Bij een aanbesteding, een vergunning of een subsidie. Daarna ligt alles vast.",
        "sources": [
            (
                WIJK,
                "approach",
                "Na de gunning was er geen ruimte meer, want prijs en planning lagen vast.",
            ),
            (
                LOGISTIEK,
                "results",
                (
                    "Wat vóór de vergunning was afgesproken, kwam er, en wat daarna werd gevraagd "
                    "niet."
                ),
            ),
        ],
    },
    {
        "number": 26,
        "community": 4,
        "by": "m.verhulst",
        "age": 21,
        "conclusion": "Een leerplek werkt alleen met een vaste begeleider.",
        "sources": [
            (WIJK, "results", "Zonder vaste leermeester haakte de helft van de leerlingen af."),
            (LOGISTIEK, "generators", "De mensen die bleven, hadden allemaal dezelfde begeleider."),
            (
                THUISZORG,
                "results",
                "Wie bleef, noemde steeds dezelfde reden: er was iemand die je kende.",
            ),
        ],
    },
    {
        "number": 27,
        "community": 4,
        "by": "m.verhulst",
        "age": 20,
        "conclusion": "Wie banen telt, weet nog niet wie ze krijgt.",
        "sources": [
            (
                LOGISTIEK,
                "results",
                "Van de eerste honderd banen ging er één op de vijf naar mensen uit de buurt.",
            ),
        ],
    },
    {
        "number": 28,
        "community": 4,
        "by": "m.verhulst",
        "age": 19,
        "conclusion": "Een eis vooraf kan kleine bedrijven buitensluiten.",
        "context": "Bij bedrijven die zelf niemand hebben om een leerling te begeleiden.",
        "sources": [
            (
                WIJK,
                "results",
                (
                    "Twee kleine bedrijven uit het dorp schreven zich niet in, omdat ze geen "
                    "leerling konden begeleiden."
                ),
            ),
        ],
    },
    {
        "number": 31,
        "community": 1,
        "by": "organisator",
        "age": 6,
        "conclusion": "Een schriftje houd je vol als het twee minuten per dag kost.",
        "context": "In een dorpswinkel met drie vrijwilligers, die geen tijd hadden voor cijfers.",
        "sources": [
            (
                WINKEL,
                "approach",
                "Dat hielden ze vol omdat het twee minuten per dag kostte.",
            ),
        ],
    },
]
