"""Werkvormen in which one person brings something in and the others help."""

from bijeenkomsten.enums import Capture
from bijeenkomsten.werkvormen.vorm import ALL, NOT_OWNER, OWNER, QUIET, Werkstap, Werkvorm

INCIDENT = Werkvorm(
    "incidentmethode",
    "Incidentmethode",
    "Je wilt één situatie uit iemands werk goed begrijpen, en daar advies over geven.",
    "5 tot 10 mensen",
    (
        Werkstap(
            "Terugblik",
            5,
            "Wie de vorige keer iets inbracht, vertelt wat er met de adviezen is gedaan.",
            "Wie de vorige keer iets inbracht",
        ),
        Werkstap(
            "Situaties kort inbrengen",
            10,
            "Vertel in twee minuten wat er gebeurde en wat je vraag is.",
            "Wie iets wil inbrengen",
            Capture.CASE,
        ),
        Werkstap("Kiezen", 5, "Kies samen de situatie waar de meeste mensen iets aan hebben."),
        Werkstap(
            "Vragen naar de feiten",
            15,
            "Vraag wat er precies gebeurde. Geef nog geen advies, ook niet in een vraag.",
            "Iedereen vraagt, wie het inbrengt antwoordt",
            Capture.QUESTION,
        ),
        Werkstap(
            "Samen begrijpen",
            10,
            "Wat speelt hier volgens jou? Wie het inbrengt luistert en zegt niets.",
            NOT_OWNER,
            Capture.ANALYSIS,
        ),
        Werkstap(
            "Adviesronde",
            10,
            "Geef ieder één advies: wat zou jij morgen doen? Wie het inbrengt luistert.",
            NOT_OWNER,
            Capture.ADVICE,
        ),
        Werkstap(
            "Afronden",
            10,
            "Wat neemt de inbrenger mee? En wat neem je zelf mee naar je werk?",
            ALL,
            Capture.TAKEAWAY,
        ),
    ),
)
GOSSIP = Werkvorm(
    "roddelmethode",
    "Roddelmethode",
    "Je wilt horen hoe anderen naar je vraag kijken, zonder dat je je hoeft te verdedigen.",
    "4 tot 8 mensen",
    (
        Werkstap(
            "De vraag",
            10,
            "Vertel wat er speelt en wat je wilt weten. De anderen luisteren.",
            OWNER,
            Capture.CASE,
        ),
        Werkstap(
            "Vragen naar de feiten",
            10,
            "Vraag alleen naar wat je nog niet weet. Geef geen mening.",
            "Iedereen vraagt, wie het inbrengt antwoordt",
            Capture.QUESTION,
        ),
        Werkstap(
            "Praten over de vraag",
            20,
            "Wie het inbrengt draait de stoel om en luistert. De anderen praten over wat zij zien, "
            "alsof die er niet bij is. Blijf vriendelijk.",
            NOT_OWNER,
            Capture.ANALYSIS,
        ),
        Werkstap("Wat hoorde je?", 10, "Vertel wat je raakte en wat nieuw voor je was.", OWNER),
        Werkstap("Advies op papier", 5, "Schrijf ieder één advies op.", QUIET, Capture.ADVICE),
        Werkstap(
            "Afronden",
            5,
            "Lees de adviezen en zeg wat je ermee gaat doen.",
            OWNER,
            Capture.TAKEAWAY,
        ),
    ),
)
FIVE = Werkvorm(
    "vijfstappenmethode",
    "Vijfstappenmethode",
    "Je wilt in vijf rustige stappen van een vraag naar een advies.",
    "5 tot 8 mensen",
    (
        Werkstap("De vraag", 10, "Vertel wat er speelt en wat je wilt weten.", OWNER, Capture.CASE),
        Werkstap(
            "Het vraagstuk verkennen",
            15,
            "Stel open vragen: wie, wat, waar, wanneer, hoe. Vraag door, en vul niets in.",
            "Iedereen vraagt, wie het inbrengt antwoordt",
            Capture.QUESTION,
        ),
        Werkstap(
            "De kern",
            10,
            "Schrijf ieder in één zin op waar het volgens jou om gaat. Wie het inbrengt kiest.",
            ALL,
            Capture.ANALYSIS,
        ),
        Werkstap(
            "Adviesronde",
            15,
            "Geef ieder minstens één advies. Wie het inbrengt zegt bij elk advies wat het oproept.",
            ALL,
            Capture.ADVICE,
        ),
        Werkstap(
            "Afronden", 10, "Wat ga je doen? Wat hebben de anderen geleerd?", ALL, Capture.TAKEAWAY
        ),
    ),
)
TEN = Werkvorm(
    "tienstappenmethode",
    "Tienstappenmethode",
    "Je wilt een lastig vraagstuk grondig bekijken, ook hoe iemand er zelf in staat.",
    "5 tot 8 mensen, die elkaar vertrouwen",
    (
        Werkstap("Inbrengen", 5, "Vertel wat er speelt.", OWNER, Capture.CASE),
        Werkstap("Eerste vraag", 5, "Zeg in één zin wat je wilt weten.", OWNER),
        Werkstap("Vragen opschrijven", 5, "Schrijf ieder drie vragen op.", QUIET, Capture.QUESTION),
        Werkstap(
            "Vragen wegen",
            5,
            "Welke vragen zijn warm, en welke laten je koud? Wie het inbrengt zegt het.",
            OWNER,
        ),
        Werkstap(
            "Vragen beantwoorden",
            15,
            "Begin met de warmste vraag. De anderen vragen door.",
            "Iedereen vraagt, wie het inbrengt antwoordt",
        ),
        Werkstap("Wat valt op?", 10, "Schrijf op wat je zag en hoorde.", ALL, Capture.ANALYSIS),
        Werkstap("De vraag opnieuw", 5, "Is je vraag veranderd? Zeg hoe die nu luidt.", OWNER),
        Werkstap(
            "Adviesronde",
            15,
            "“Als ik jou was, dan…” Ieder geeft een advies. Wie het inbrengt luistert.",
            NOT_OWNER,
            Capture.ADVICE,
        ),
        Werkstap("Kiezen", 5, "Welke adviezen passen bij je? Zeg ook waarom.", OWNER),
        Werkstap(
            "Wat neem jij mee?", 5, "Wat leerde je voor je eigen werk?", ALL, Capture.TAKEAWAY
        ),
    ),
)
