"""One question to residents, with answers in every state, and a les from a post."""

from typing import Any

VRAAG: dict[str, Any] = {
    "casus": "blik-op-eindhoven",
    "by": "organisator",
    "opened": -12,
    "closes": 30,
    "question": "Wat is er veranderd sinds je vertelde wat je belangrijk vindt?",
    "text": """
        In 2021 vertelden bewoners van Eindhoven wat een goed leven in de stad voor hen
        is. Wij willen
        weten of je daar iets van terugziet. Je antwoord helpt andere gemeenten die het ook zo gaan
        doen.
    """,
}
ANTWOORDEN: list[dict[str, Any]] = [
    {
        "state": "placed",
        "days": -10,
        "name": "Ria",
        "place": "Eindhoven",
        "text": """
            Ik kreeg een half jaar later een brief met wat er met ons verhaal was
            gebeurd. Niet alles
            mocht, maar er stond bij waarom. Daarom kom ik een volgende keer weer.
        """,
    },
    {
        "state": "placed",
        "days": -8,
        "name": "",
        "place": "een buurt aan de rand",
        "text": """
            Eerlijk gezegd merk ik er weinig van. Het plein is opgeknapt, maar dat stond al in de
            planning. Wij hadden het over eenzaamheid.
        """,
    },
    {
        "state": "placed",
        "days": -5,
        "name": "Younes",
        "place": "",
        "text": """
            Mijn zus deed mee met een reisgezelschap. Zij zit nu in de groep die het buurthuis runt.
            Dat was zonder die gesprekken nooit gebeurd.
        """,
    },
    {
        "state": "refused",
        "days": -6,
        "name": "Jan",
        "place": "",
        "reason": "Noemt de naam van een buurman.",
        "text": "Bij ons op de hoek zit het probleem bij één man en dat weet iedereen.",
    },
    {
        "state": "waiting",
        "days": -2,
        "name": "Hennie",
        "place": "Eindhoven",
        "text": """
            Op de markt kwam iemand van de gemeente vertellen wat er gebeurd is. Dat
            vond ik prettiger
            dan een brief. Je kunt dan meteen iets terugzeggen.
        """,
    },
    {
        "state": "waiting",
        "days": -1,
        "name": "",
        "place": "",
        "text": "Bel me maar, dan leg ik het uit: 040-1234567. Vraag naar Kees.",
    },
]
LES_UIT_ANTWOORD: dict[str, Any] = {
    "quote": "Niet alles mocht, maar er stond bij waarom.",
    "by": "organisator",
    "community": 1,
    "days": -4,
    "conclusion": "Schrijf ook terug over wat je niet doet, en waarom niet.",
    "context": "Mensen die horen waarom iets niet kan, doen vaker nog een keer mee.",
}
LES_UIT_GESPREK: dict[str, Any] = {
    "casus": "een-wijk-verduurzamen-en-werk",
    "by": "m.verhulst",
    "says": "Begin met de huizen waar de rekening het hoogst is.",
    "days": -3,
    "conclusion": "Begin bij wie de hoogste rekening heeft, dan wacht niemand die dat niet kan.",
    "context": "Als er te weinig mensen of geld zijn om overal tegelijk te beginnen.",
}
