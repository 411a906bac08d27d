"""What the audit log says of accountability."""

from netwerk.kern.audit.words import say, values_of
from netwerk.kern.verantwoording.punten import PUNTEN

say(
    "Verantwoording",
    {
        "nakijkpunt.looked_at": ("Iets nagekeken", "Nagekeken: {punt}"),
        "regeling.written": "Afspraak over verantwoordelijkheid aangepast",
        "datalek.recorded": "Datalek opgeschreven",
        "datalek.changed": "Datalek aangevuld of aangepast",
    },
)
values_of("punt", {punt.key: punt.label for punt in PUNTEN.values()})
