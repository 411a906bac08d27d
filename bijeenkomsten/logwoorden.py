"""What the audit log says of acts on bijeenkomsten."""

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Bijeenkomst
from netwerk.kern.audit.words import say, titled, values_of

titled(Bijeenkomst)
values_of("answer", dict(Answer.choices))
say(
    "Bijeenkomsten",
    {
        "bijeenkomst.scheduled": "Bijeenkomst gepland",
        "bijeenkomst.changed": "Bijeenkomst aangepast",
        "bijeenkomst.cancelled": "Bijeenkomst afgelast",
        "bijeenkomst.restored": "Bijeenkomst gaat toch door",
        "agendasleutel.renewed": "Nieuw adres voor de eigen agenda gemaakt",
        "aanmelding.answered": ("Geantwoord op een bijeenkomst", "Geantwoord: {answer}"),
        "agendapunt.added": "Onderdeel van het programma toegevoegd",
        "agendapunt.changed": "Onderdeel van het programma aangepast",
        "agendapunt.moved": "Onderdeel van het programma verplaatst",
        "agendapunt.removed": "Onderdeel van het programma weggehaald",
        "verslag.started": "Verslag begonnen",
        "verslag.written": "Aan een verslag geschreven",
        "verslag.finalised": "Verslag vastgesteld",
        "rondmail.written": "Mail aan deelnemers geschreven",
        "rondmail.changed": "Mail aan deelnemers aangepast",
        "rondmail.discarded": "Mail aan deelnemers weggegooid",
        "rondmail.sent": "Mail aan deelnemers verstuurd",
    },
)
