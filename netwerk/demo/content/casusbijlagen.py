"""Sources of casussen: invented, with small files that are made when the demo is."""

from typing import Any

LINKS: list[dict[str, Any]] = [
    {
        "casus": "blik-op-eindhoven",
        "title": "Monitor van de wijken",
        "author": "Onderzoeksbureau Voorbeeld",
        "dated": "2024",
        "licence": "cc_by",
        "url": "https://onderzoek.voorbeeld.nl/monitor-wijken",
    },
    {
        "casus": "dorpswinkel-met-drie-vrijwilligers",
        "title": "Winkels in kleine kernen: wat blijft er over?",
        "author": "Voorbeeldinstituut voor dorpen",
        "dated": "2023-11",
        "licence": "reserved",
        "url": "https://dorpen.voorbeeld.nl/winkels-in-kleine-kernen",
    },
    {
        "casus": "de-friese-paradox",
        "title": "Waarom mensen met weinig geld toch tevreden zijn",
        "author": "Universiteit Voorbeeldstad",
        "dated": "2022-06",
        "licence": "cc_by_sa",
        "url": "https://onderzoek.voorbeeld.nl/tevreden",
    },
]

FILES: list[dict[str, Any]] = [
    {
        "casus": "blik-op-eindhoven",
        "name": "Zo vroegen we het bewoners.pdf",
        "title": "Zo vroegen we het bewoners: de vragen en de werkwijze",
        "author": "Werkgroep van de casus",
        "dated": "2025-03",
        "licence": "cc0",
        "lines": [
            "Zo vroegen we het bewoners",
            "1. Waar ben je trots op in je wijk?",
            "2. Wat zou je morgen anders doen?",
            "3. Wie moeten we hier ook naar vragen?",
            "We gingen langs op zes plekken, op drie tijden van de dag.",
        ],
    },
    {
        "casus": "blik-op-eindhoven",
        "name": "antwoorden per wijk.csv",
        "title": "Aantal antwoorden per wijk",
        "author": "Werkgroep van de casus",
        "dated": "2025-05-12",
        "licence": "cc_by",
        "lines": ["wijk;antwoorden", "Noord;112", "Oost;87", "Zuid;134", "West;59"],
    },
    {
        "casus": "dorpswinkel-met-drie-vrijwilligers",
        "name": "begroting.csv",
        "title": "Begroting van de winkel",
        "author": "Stichting Dorpswinkel",
        "dated": "2025",
        "licence": "unknown",
        "confidential": True,
        "lines": ["post;euro", "huur;7200", "energie;4100", "inkoop;38500"],
    },
    {
        "casus": "de-friese-paradox",
        "name": "Samenvatting gesprekken.txt",
        "title": "Samenvatting van twaalf gesprekken",
        "author": "Werkgroep van de casus",
        "dated": "2024-10",
        "licence": "cc_by",
        "lines": [
            "Wat we twaalf keer hoorden:",
            "- we kennen onze buren",
            "- voor de bus moet je plannen",
            "- wie jong is, gaat weg en komt later terug",
        ],
    },
]
