"""Werkvormen in which a whole group works on one question."""

from bijeenkomsten.enums import Capture
from bijeenkomsten.werkvormen.vorm import ALL, HOST, OWNER, QUIET, Werkstap, Werkvorm

DILEMMA = Werkvorm(
    "dilemmasessie",
    "Dilemmasessie",
    "Twee dingen zijn allebei waardevol en gaan niet samen. Je wilt ze eerlijk tegen elkaar wegen.",
    "6 tot 30 mensen",
    (
        Werkstap(
            "Het dilemma",
            10,
            "Vertel wat er aan beide kanten waardevol is, en voor wie het knelt.",
            OWNER,
            Capture.CASE,
        ),
        Werkstap(
            "Waar sta je?",
            5,
            "Ga staan aan de kant die je nu kiest. In het midden mag ook.",
            "Niemand: je gaat staan",
        ),
        Werkstap(
            "Voor de ene kant",
            10,
            "Zoek argumenten voor de ene kant. Ook als je daar niet staat.",
            ALL,
            Capture.PRO,
        ),
        Werkstap(
            "Voor de andere kant",
            10,
            "Zoek nu argumenten voor de andere kant.",
            ALL,
            Capture.CONTRA,
        ),
        Werkstap(
            "Wegen",
            15,
            "Wat weegt zwaar, en waarom? Denk aan hier en nu, aan later en aan elders.",
            ALL,
            Capture.FINDING,
        ),
        Werkstap(
            "Waar sta je nu?",
            5,
            "Ga opnieuw staan. Wie van plek wisselde, vertelt wat het verschil maakte.",
            "Wie van plek wisselde",
        ),
        Werkstap("Wat neem je mee?", 5, "Schrijf op wat je meeneemt.", QUIET, Capture.TAKEAWAY),
    ),
)
AFTER_ACTION = Werkvorm(
    "samen-nabespreken",
    "Samen nabespreken",
    "Iets is net klaar. Je wilt er samen van leren, zonder een schuldige te zoeken.",
    "3 tot 12 mensen die erbij waren",
    (
        Werkstap("Wat was de bedoeling?", 10, "Wat wilden we bereiken, en voor wie?"),
        Werkstap(
            "Wat gebeurde er?", 15, "Vertel wat je zag. Alleen feiten.", ALL, Capture.ANALYSIS
        ),
        Werkstap(
            "Waarom ging het zo?",
            15,
            "Wat maakte het verschil? Zoek oorzaken, geen schuldigen.",
            ALL,
            Capture.FINDING,
        ),
        Werkstap(
            "Wat doen we de volgende keer?",
            15,
            "Wat houden we zo, en wat doen we anders?",
            ALL,
            Capture.ADVICE,
        ),
        Werkstap(
            "Wat neem je mee?", 5, "Schrijf op wat jij anders gaat doen.", QUIET, Capture.TAKEAWAY
        ),
    ),
    also="after action review",
)
CHANGE = Werkvorm(
    "verhalen-van-verandering",
    "Verhalen van verandering",
    "Je wilt weten wat er voor mensen echt veranderde. Cijfers zeggen dat niet.",
    "6 tot 20 mensen",
    (
        Werkstap("Uitleg", 5, "We zoeken verhalen over wat er voor mensen veranderde.", HOST),
        Werkstap(
            "Je verhaal",
            10,
            "Schrijf het op: wat was er eerst, wat gebeurde er, wat is er nu anders, en voor wie?",
            QUIET,
            Capture.CASE,
        ),
        Werkstap("Vertellen", 20, "Vertel je verhaal in een groepje van vier. Twijfel niet."),
        Werkstap(
            "Kiezen",
            15,
            "Kies per groepje het verhaal met de grootste verandering. Schrijf op waarom.",
            ALL,
            Capture.FINDING,
        ),
        Werkstap("Delen", 15, "Vertel het gekozen verhaal aan iedereen.", "Eén per groepje"),
        Werkstap(
            "Wat leren we hiervan?",
            10,
            "Wat maakte de verandering mogelijk? Wat kun jij daarvan gebruiken?",
            ALL,
            Capture.TAKEAWAY,
        ),
    ),
    also="most significant change",
)
ONE_TWO_FOUR = Werkvorm(
    "1-2-4-allen",
    "1-2-4-allen",
    "Je wilt dat iedereen meedenkt, ook wie niet graag in een grote groep praat.",
    "8 tot 100 mensen",
    (
        Werkstap("Alleen", 2, "Denk na over de vraag. Schrijf op wat je te binnen schiet.", QUIET),
        Werkstap("Met zijn tweeën", 4, "Vergelijk wat jullie hebben. Wat is het sterkst?"),
        Werkstap(
            "Met zijn vieren",
            8,
            "Zoek wat jullie hetzelfde zien en wat verschilt. Schrijf het belangrijkste op.",
            ALL,
            Capture.FINDING,
        ),
        Werkstap(
            "Met elkaar",
            11,
            "Ieder viertal noemt één ding dat eruit sprong.",
            "Eén per viertal",
            Capture.FINDING,
        ),
    ),
    also="1-2-4-all",
)
FISHBOWL = Werkvorm(
    "gesprek-in-de-kring",
    "Gesprek in de kring",
    "Je wilt met een grote groep een echt gesprek, waar iedereen zo bij kan komen zitten.",
    "12 tot 60 mensen",
    (
        Werkstap(
            "Uitleg",
            5,
            "In het midden staan vijf stoelen, en één blijft leeg. Wie wil praten, gaat daar "
            "zitten. Dan gaat een ander terug.",
            HOST,
        ),
        Werkstap("De vraag", 5, "Vertel waar het over gaat.", OWNER, Capture.CASE),
        Werkstap(
            "Gesprek in de kring",
            30,
            "Praat alleen als je in het midden zit. Daarbuiten luister je en schrijf je op.",
            "Wie in de kring zit",
            Capture.FINDING,
        ),
        Werkstap("Wat hoorde je?", 10, "Wat viel je op, van buiten de kring?", "Wie luisterde"),
        Werkstap("Wat neem je mee?", 5, "Schrijf op wat je meeneemt.", QUIET, Capture.TAKEAWAY),
    ),
    also="fishbowl",
)
LOOK_BACK = Werkvorm(
    "terugblik",
    "Terugblik",
    "Jullie werken al een tijd samen. Je wilt samen beter worden.",
    "4 tot 12 mensen",
    (
        Werkstap("Aankomen", 5, "Vertel in één zin hoe je erbij zit."),
        Werkstap("Wat ging goed?", 10, "Schrijf op wat je wilt houden.", QUIET, Capture.PRO),
        Werkstap("Wat kan beter?", 10, "Schrijf op wat je dwarszat.", QUIET, Capture.CONTRA),
        Werkstap("Wat hoort bij elkaar?", 10, "Leg bij elkaar wat op elkaar lijkt. Kies er twee."),
        Werkstap(
            "Wat doen we anders?",
            15,
            "Bedenk bij elk wat je de komende weken uitprobeert. Maak het klein.",
            ALL,
            Capture.ADVICE,
        ),
        Werkstap("Afronden", 5, "Wat neem je mee?", ALL, Capture.TAKEAWAY),
    ),
    also="retrospective",
)
