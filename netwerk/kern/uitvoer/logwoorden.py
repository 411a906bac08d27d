"""What the audit log says of acts on files to take along."""

from netwerk.kern.audit.words import say, titled
from netwerk.kern.uitvoer.models import Uitvoer

titled(Uitvoer)
say(
    "Bestanden om mee te nemen",
    {
        "uitvoer.requested": "Om een bestand gevraagd",
        "uitvoer.fetched": "Een bestand opgehaald",
    },
)
