"""Topics in the communities with what was said under them, polls, and one report."""

from typing import Any

ONDERWERPEN: list[dict[str, Any]] = [
    {
        "community": 1,
        "by": "deelnemer",
        "days": 9,
        "at": "10.20",
        "title": "Hoe bereik je mensen die nooit een enquête invullen?",
        "question": True,
        "text": """
            In onze dorpen vult steeds dezelfde groep de vragenlijst in: ouder, hoger opgeleid en
            al lang betrokken. Jongeren en mensen met een krappe beurs zien we niet terug.

            Wat werkt bij jullie wél? Ik zoek iets dat een klein team kan volhouden.
        """,
        "posts": [
            {
                "by": "k.benali",
                "days": 8,
                "at": "9.05",
                "text": """
                    Ga naar plekken waar mensen toch al zijn. Wij stonden drie ochtenden bij de
                    kledingbank, met koffie en één vraag: wat maakt een week hier goed?
                """,
            },
            {
                "by": "r.tjonafong",
                "days": 7,
                "at": "19.40",
                "text": """
                    Vraag het aan iemand die ze kennen. Bij ons belt de huurdersraad aan, niet de
                    gemeente. Dat scheelt de helft.
                """,
            },
            {
                "by": "s.dijkstra",
                "days": 2,
                "at": "11.30",
                "text": "Houd wel bij wie je zo spreekt. Anders kun je het niet naast de cijfers "
                "leggen.",
            },
        ],
        "polls": [
            {
                "by": "deelnemer",
                "days": 6,
                "until": 8,
                "question": "Waar hebben jullie het meest aan?",
                "answers": [
                    "Een lijst met plekken waar je mensen treft",
                    "Een korte training voor bewoners die aanbellen",
                    "Een rekenhulp om antwoorden te wegen",
                ],
                "votes": {"k.benali": 0, "s.dijkstra": 2, "r.tjonafong": 1},
            }
        ],
    },
    {
        "community": 1,
        "by": "organisator",
        "days": 20,
        "at": "14.00",
        "title": "Wanneer komen we het liefst bij elkaar?",
        "question": False,
        "text": "We plannen de bijeenkomsten voor het voorjaar. Kies mee, dan houden we er "
        "rekening mee.",
        "posts": [
            {
                "by": "t.hoekstra",
                "days": 18,
                "at": "8.45",
                "text": "Graag niet op woensdag: dan vergadert onze raad.",
            }
        ],
        "polls": [
            {
                "by": "organisator",
                "days": 20,
                "until": -4,
                "question": "Welk dagdeel past jou het best?",
                "answers": ["Dinsdagochtend", "Donderdagochtend", "Donderdagmiddag"],
                "votes": {
                    "deelnemer": 1,
                    "t.hoekstra": 1,
                    "k.benali": 0,
                    "s.dijkstra": 1,
                    "r.tjonafong": 2,
                },
            }
        ],
    },
    {
        "community": 1,
        "by": "t.hoekstra",
        "days": 31,
        "at": "16.15",
        "title": "Leestip: verhalen tellen naast cijfers",
        "question": False,
        "text": """
            Deze winter lazen wij met het team een bundel met vijftig interviews uit één wijk. Het
            viel op hoe vaak mensen over **de bus** begonnen, terwijl die in geen enkele lijst
            met indicatoren stond.
        """,
        "posts": [],
        "polls": [],
    },
    {
        "community": 4,
        "by": "j.postma",
        "days": 5,
        "at": "13.10",
        "title": "Welke bedragen zetten jullie in een begroting brede welvaart?",
        "question": True,
        "text": "Onze staten vragen om bedragen bij de doelen. Heeft iemand dat al eens gedaan?",
        "posts": [
            {
                "by": "m.verhulst",
                "days": 4,
                "at": "9.30",
                "text": "Wij schrijven bij elk bedrag welk doel het dient, niet andersom. Ik stuur "
                "je een voorbeeld.",
            }
        ],
        "polls": [],
    },
]

MELDING: dict[str, Any] = {
    "onderwerp": "Hoe bereik je mensen die nooit een enquête invullen?",
    "by": "k.benali",
    "days": 1,
    "at": "15.20",
    "text": "Bij ons doet mevrouw Jansen van nummer 12 nooit mee, en iedereen weet waarom.",
    "reported_by": ["deelnemer", "s.dijkstra"],
    "reason": "private",
    "explanation": "Hier staat een naam met een huisnummer.",
}
"""A post that does not belong there, and who said so; an organiser decides."""
