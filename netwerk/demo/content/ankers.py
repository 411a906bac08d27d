"""Posts about one part of a casus, and what a post said before. Days are days ago."""

from typing import Any

CASUS = "dorpswinkel-met-drie-vrijwilligers"

REACTIES: list[dict[str, Any]] = [
    {
        "by": "organisator",
        "days": 5,
        "at": "13.20",
        "part": "question",
        "quote": "Maar hoe schrijf je dat op?",
        "version": 1,
        "text": """
            Misschien hoef je het niet op te schrijven. Bij ons komt de wethouder één keer per jaar
            koffie drinken. Dat is de verantwoording.
        """,
    },
    {
        "by": "t.hoekstra",
        "days": 4,
        "at": "9.50",
        "part": "results",
        "quote": "De afdeling financiën wil toch een cijfer.",
        "version": 1,
        "text": """
            Dat hoorden wij ook. Toen telden we hoe vaak de bezorger iets merkte en iemand belde.
            Twaalf keer in een jaar. Dat cijfer kwam wel aan.
        """,
        "answers": [
            {
                "by": "w.timmer",
                "days": 3,
                "at": "20.10",
                "text": "Wie hield dat bij? Als het een streepje op de kalender is, doe ik mee.",
            }
        ],
    },
    {
        "by": "o.sahin",
        "days": 2,
        "at": "10.05",
        "part": "results",
        "quote": "",
        "version": 1,
        "text": """
            Schrijf er ook bij wat de wethouder zei na die ochtend in de winkel. Daar zit voor mij
            het resultaat.
        """,
    },
]

# (who wrote the post that was changed, what it said before)
EERDER = (
    "n.elidrissi",
    """
    Wij doen dit nu in Oosterdrecht. In de uitnodiging staat: op 12 maart krijg je antwoord.
    Mijn wethouder vond dat spannend. Een collega heeft nu uren in zijn agenda staan.
    """,
)
