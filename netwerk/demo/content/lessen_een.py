"""Lessen, and the sentences that they rest on: casus or meeting, part, and the words there.

A part is a kind of section (casus) or the place of an agenda item (minutes).
"""

from typing import Any

from netwerk.demo.content.bronnen import BRAAKMEER, EINDHOVEN, IDEE, TOUKOMST, WINKEL

LESSEN: list[dict[str, Any]] = [
    {
        "number": 1,
        "community": 1,
        "by": "organisator",
        "age": 30,
        "conclusion": "Wie bewoners iets vraagt, noemt meteen de datum van het antwoord.",
        "context": "Bij alles wat je ophaalt: een enquête, een panel, een avond in de wijk.",
        "sources": [
            (
                EINDHOVEN,
                "results",
                "Wij zouden bij de start al een datum voor de terugkoppeling kiezen.",
            ),
            (IDEE, 3, "Zet in de uitnodiging al de datum waarop je antwoord geeft."),
        ],
    },
    {
        "number": 2,
        "community": 1,
        "by": "organisator",
        "age": 30,
        "conclusion": "Mensen haken af op stilte, niet op een nee.",
        "context": "Ook als je honderden ideeën ophaalt. Een kort antwoord is genoeg.",
        "sources": [
            (
                EINDHOVEN,
                "results",
                (
                    "De helft haakte niet af omdat een idee werd afgewezen, maar omdat ze niets "
                    "meer hoorden."
                ),
            ),
            (IDEE, 4, "Antwoord op elk idee, ook als het antwoord nee is."),
        ],
    },
    {
        "number": 3,
        "community": 1,
        "by": "organisator",
        "age": 160,
        "conclusion": "Een bekende plek haalt andere mensen binnen dan een zaal.",
        "sources": [
            (
                EINDHOVEN,
                "approach",
                (
                    "Een gesprek op een plek waar mensen toch al komen, bracht andere mensen "
                    "binnen dan een zaal met een uitnodiging."
                ),
            ),
            (
                BRAAKMEER,
                "approach",
                (
                    "Wie aanbelt met één vraag over wonen, krijgt antwoord over de buurvrouw, de "
                    "bus en de dokter."
                ),
            ),
        ],
    },
    {
        "number": 4,
        "community": 1,
        "by": "organisator",
        "age": 150,
        "conclusion": "Een kleine groep bewoners kan kiezen en ook uitleggen waarom.",
        "context": "Als veel anderen eerst een cijfer gaven, en de groep tijd krijgt.",
        "sources": [
            (
                TOUKOMST,
                "generators",
                "Veel mensen geven een cijfer, en een kleine groep legt uit waarom.",
            ),
        ],
    },
    {
        "number": 5,
        "community": 1,
        "by": "organisator",
        "age": 140,
        "conclusion": "Bundelen maakt een plan beter, maar de bedenker raakt het kwijt.",
        "sources": [
            (
                TOUKOMST,
                "approach",
                (
                    "Wie zijn eigen idee niet meer terugziet in een gebundeld plan, voelt het niet "
                    "meer als zijn idee."
                ),
            ),
        ],
    },
    {
        "number": 6,
        "community": 1,
        "by": "organisator",
        "age": 40,
        "conclusion": "Een uur vragen aan tafel laat zien wat een formulier mist.",
        "sources": [
            (
                WINKEL,
                "approach",
                (
                    "Na een uur aan tafel met de vragenlijst wisten we meer dan na drie jaar "
                    "formulieren."
                ),
            ),
        ],
    },
    {
        "number": 7,
        "community": 1,
        "by": "organisator",
        "age": 40,
        "conclusion": "Elke vraag om verantwoording kost een klein initiatief werktijd.",
        "context": "Vooral als er alleen vrijwilligers zijn.",
        "sources": [
            (
                WINKEL,
                "results",
                "Elke extra vraag van de gemeente gaat af van de uren in de winkel.",
            ),
            (
                BRAAKMEER,
                "generators",
                "Na die dag werden de eisen aan de verantwoording een stuk korter.",
            ),
        ],
    },
]
