"""Adviezen that do not stand in the public list: refuted, withdrawn, in review, a draft."""

from typing import Any

ADVIEZEN: list[dict[str, Any]] = [
    {
        "number": 19,
        "kind": "do",
        "chapter": 2,
        "title": "Maak een dashboard voor raad en Staten",
        "summary": "Dan kunnen volksvertegenwoordigers de cijfers opzoeken wanneer zij willen.",
        "why": """
            Een raadslid wil niet wachten tot de volgende rapportage. Met een dashboard staat alles
            op één plek en is het altijd actueel.
        """,
        "how": """
            1. Begin met de vragen die raadsleden het vaakst stellen.
            2. Zet per vraag één grafiek klaar.
        """,
        "when": """
            - iemand het elke maand bijwerkt.
        """,
        "for": ["volksvertegenwoordiger", "beleidsonderzoeker"],
        "themes": ["samenleving"],
        "phase": "monitoring-en-evaluatie",
        "lessen": [23],
        "against": [13],
        "age": 130,
        "review": 40,
    },
    {
        "number": 22,
        "kind": "do",
        "chapter": 1,
        "state": "withdrawn",
        "title": "Zet alle ideeën van bewoners meteen op een site",
        "summary": "Dan ziet iedereen wat er binnenkomt en kunnen mensen op elkaar reageren.",
        "why": """
            Openheid geeft vertrouwen. Wie ziet dat zijn idee er staat, weet dat het is
            aangekomen.
        """,
        "how": """
            1. Plaats elk idee binnen een week.
            2. Laat mensen reageren.
        """,
        "when": """
            - er iemand is die de reacties leest.
        """,
        "for": ["adviseur-participatie"],
        "themes": ["samenleving"],
        "lessen": [5],
        "withdrawn": "In de praktijk stonden er namen van bewoners tussen. Advies 1 en 3 zeggen "
        "beter hoe je laat zien wat je ontving.",
        "age": 170,
    },
    {
        "number": 23,
        "kind": "dont",
        "chapter": 3,
        "state": "review",
        "title": "Bundel ideeën niet zonder de bedenkers",
        "summary": "Een samengevoegd plan is vaak beter, maar alleen als de bedenkers erbij waren.",
        "why": """
            Twee ideeën die op elkaar lijken, zijn voor de bedenkers vaak heel verschillend. Voeg
            je ze samen achter een bureau, dan raak je twee mensen kwijt.
        """,
        "how": """
            1. Bel de bedenkers voordat je iets samenvoegt.
            2. Laat hen zelf de nieuwe titel kiezen.
        """,
        "when": """
            - er genoeg tijd is voor een paar telefoontjes.
        """,
        "for": ["adviseur-participatie", "projectleider"],
        "themes": ["samenleving"],
        "phase": "voorbereiding",
        "lessen": [5],
        "age": 6,
    },
    {
        "number": 24,
        "kind": "do",
        "chapter": 4,
        "state": "review",
        "author": "redacteur2",
        "title": "Begin een project met een uur vragen aan tafel",
        "summary": "Loop met een vaste vragenlijst langs alle kanten van brede welvaart, samen met "
        "wie het raakt.",
        "why": """
            Aan het begin kost een extra vraag niets. Halverwege kost hij een half jaar. Een
            vragenlijst zorgt dat je ook stilstaat bij wat je zelf vergeet.
        """,
        "how": """
            1. Gebruik een bestaande vragenlijst, zoals het raamwerk uit Drenthe.
            2. Nodig twee bewoners en twee afdelingen uit.
            3. Neem er een uur voor. Sla over wat niet past.
        """,
        "when": """
            - er nog iets te kiezen valt.
        """,
        "not_when": """
            - het plan al is aanbesteed.
        """,
        "for": ["projectleider", "beleidsmaker"],
        "themes": ["samenleving"],
        "phase": "voorbereiding",
        "lessen": [6, 31],
        "papers": ["raamwerk"],
        "age": 4,
    },
    {
        "number": 25,
        "kind": "do",
        "chapter": 5,
        "state": "draft",
        "title": "Vertel de raad vooraf wanneer je gaat bijsturen",
        "summary": "Wat vooraf is aangekondigd, voelt niet als zwabberen.",
        "why": """
            Een raad die wordt verrast, trekt aan de rem. Een raad die het moment kent, stelt een
            vraag en gaat verder.
        """,
        "for": ["bestuurder", "volksvertegenwoordiger"],
        "themes": ["veerkracht"],
        "lessen": [16],
        "returned": "Goed begin. Schrijf nog op hoe je dat vertelt, en wanneer het niet werkt.",
        "age": 2,
    },
]
