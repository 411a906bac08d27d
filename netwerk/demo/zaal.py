"""Makes what people wrote down in the room, at a meeting that was."""

from datetime import timedelta

from bijeenkomsten.enums import Capture
from bijeenkomsten.models import Inbreng
from netwerk.demo.world import World

SLUG, PLACE = "casustafel-wat-gebeurt-er-met-mijn-idee", 3
WRITTEN = (
    ("t.hoekstra", Capture.QUESTION, "Wie belde de mensen terug die een idee gaven?", False),
    ("deelnemer", Capture.QUESTION, "Hoeveel tijd zat er tussen het idee en het antwoord?", False),
    ("o.sahin", Capture.ADVICE, "Beloof een antwoord binnen zes weken, ook als het nee is.", True),
    ("w.timmer", Capture.ADVICE, "Laat een bewoner meelezen voor je de brief verstuurt.", True),
    ("s.dijkstra", Capture.ADVICE, "Begin met tien ideeën. Negenhonderd komt later.", False),
    ("m.aitlahcen", Capture.TAKEAWAY, "Ik zet bij elke oproep wanneer het antwoord komt.", False),
)


def make_zaal(world: World) -> None:
    """Make what was written down, with two advices that Karim takes along."""
    meeting = world.bijeenkomsten[SLUG]
    point = meeting.agendapunten.get(order=PLACE)
    point.owner = world.people["k.benali"]
    point.save(update_fields=["owner"])
    for minutes, (who, kind, body, adopted) in enumerate(WRITTEN):
        moment = meeting.starts_at + timedelta(minutes=60 + minutes)
        row = Inbreng.objects.create(
            agendapunt=point,
            kind=kind,
            body=body,
            author=world.people[who],
            adopted_at=meeting.ends_at if adopted else None,
        )
        Inbreng.objects.filter(pk=row.pk).update(created_at=moment)
