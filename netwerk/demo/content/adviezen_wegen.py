"""Adviezen that weigh two sides or ask a question first, and what belongs together."""

from typing import Any

ADVIEZEN: list[dict[str, Any]] = [
    {
        "number": 30,
        "kind": "weigh",
        "chapter": 3,
        "title": "Weeg af hoe snel je begint en wie je meeneemt",
        "summary": "Wie snel begint, laat iets zien. Wie wacht, neemt meer mensen mee. Beide "
        "kunnen goed zijn.",
        "why": """
            Een eerste resultaat geeft vertrouwen. Mensen zien dat het echt gebeurt. Maar wie te
            snel begint, kiest vaak zonder de mensen die later komen. Dan moet je het over doen.

            Er is geen vast antwoord. Zeg wel hardop wat je kiest, en waarom.
        """,
        "how": """
            1. Schrijf op wie er nu nog niet aan tafel zit.
            2. Vraag wat er misgaat als zij later pas meepraten.
            3. Kies iets kleins dat je nu al kunt doen, en dat je kunt terugdraaien.
            4. Spreek af wanneer je opnieuw kijkt.
        """,
        "when": """
            - het om een proef gaat die je kunt stoppen;
            - mensen al jaren op iets wachten.
        """,
        "not_when": """
            - het besluit vast ligt voor tien jaar of langer;
            - je de mensen die het raakt nog niet hebt gesproken.
        """,
        "for": ["bestuurder", "projectleider"],
        "themes": ["samenleving"],
        "phase": "voorbereiding",
        "areas": ["weinig-stedelijk", "niet-stedelijk"],
        "steps": ["opties", "gevolgen"],
        "lessen": [1, 2],
        "age": 6,
        "review": 200,
    },
    {
        "number": 31,
        "kind": "ask",
        "chapter": 1,
        "title": "Wie merkt het eerst dat je plan niet werkt?",
        "summary": "Stel deze vraag voordat je begint. Dan weet je bij wie je straks moet kijken.",
        "why": """
            Een plan gaat zelden mis op de plek waar het bedacht is. Het gaat mis aan een balie,
            in een bus of bij iemand thuis. Wie daar is, ziet het maanden eerder dan een rapport.
        """,
        "how": """
            1. Er staan drie plekken in waar mensen iets van je plan merken.
            2. Bij elke plek staat een naam. Van iemand die je mag bellen.
            3. Er staat een dag in waarop je belt, ook als alles goed lijkt te gaan.
        """,
        "when": """
            - je plan langer dan een half jaar duurt;
            - anderen het uitvoeren dan degenen die het bedachten.
        """,
        "not_when": """
            - je zelf elke dag op die plek bent.
        """,
        "for": ["beleidsmaker", "projectleider"],
        "themes": ["samenleving", "sociaal-kapitaal"],
        "phase": "voorbereiding",
        "steps": ["belanghebbenden", "probleem"],
        "instruments": ["monitor"],
        "lessen": [2],
        "author": "redacteur2",
        "age": 4,
        "review": 210,
    },
]

VERBANDEN: list[tuple[int, int, str, str]] = [
    (1, 2, "related", "Wie mensen opzoekt, kan meteen zeggen wanneer er een antwoord komt."),
    (1, 31, "related", "Wie je later belt, vertel je ook wanneer je antwoord geeft."),
    (1, 30, "tension", "Een vaste datum geeft haast. Soms heb je juist meer tijd nodig."),
    (5, 30, "related", "Een klein initiatief is vaak iets waar je snel mee kunt beginnen."),
]

ABOUT: dict[int, dict[str, list[str]]] = {
    1: {"steps": ["belanghebbenden"], "areas": ["weinig-stedelijk"]},
    2: {"steps": ["belanghebbenden", "probleem"], "areas": ["niet-stedelijk"]},
    3: {"steps": ["belanghebbenden"]},
    4: {"steps": ["opties"]},
    5: {"steps": ["opties"]},
    6: {"steps": ["gevolgen"], "instruments": ["monitor"]},
    7: {"steps": ["gevolgen"], "instruments": ["monitor"]},
    26: {"steps": ["opties", "voorkeursoptie"]},
    28: {"steps": ["opties"]},
}

# (advies, days ago, what, why): a text that took the place of an older one
NIEUWE_TEKSTEN: list[tuple[int, int, str, str]] = [
    (
        1,
        9,
        "Er staat nu bij hoeveel tijd een antwoord kost.",
        "Twee redacteuren hoorden dezelfde vraag: hoeveel uur moet ik vrijhouden?",
    ),
    (
        6,
        6,
        "We noemen drie cijfers, in plaats van een handvol.",
        "Met vijf cijfers keek de raad naar geen enkel cijfer meer.",
    ),
]

WERKVERSIE: dict[str, Any] = {
    "advies": 5,
    "summary": "Een groep die iets kleins wil, heeft geen tijd voor jouw formulier. Bel liever.",
    "what": "Er staat nu bij dat je beter kunt bellen dan mailen.",
    "reason": "Drie initiatieven vertelden dat zij een mail van de gemeente laten liggen.",
}
