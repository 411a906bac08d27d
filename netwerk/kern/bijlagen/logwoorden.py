"""What the audit log says of acts on files and links."""

from netwerk.kern.audit.words import say, titled
from netwerk.kern.bijlagen.models import Bijlage

titled(Bijlage)
say(
    "Bijlagen",
    {
        "bijlage.added": "Bestand of link toegevoegd",
        "bijlage.changed": "Gegevens van een bestand of link aangepast",
        "bijlage.removed": "Bestand of link weggehaald",
        "bijlage.restored": "Bestand of link teruggezet",
        "bijlage.forgotten": "Bestand of link gewist",
    },
)
