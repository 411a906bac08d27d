"""What one meeting of the demo agreed: a decision, and who does what before when."""

from datetime import timedelta

from django.utils import timezone

from bijeenkomsten.models import Actiepunt, Besluit
from netwerk.demo.world import World

MEETING = "casustafel-wat-gebeurt-er-met-mijn-idee"
BESLUIT = "De community zet in elke uitnodiging de datum waarop bewoners antwoord krijgen."
ACTIES = (
    ("o.sahin", 3, "Zoek uit of de eigen consultaties een datum voor het antwoord hebben", 9),
    ("deelnemer", 4, "Maak van de tien antwoorden een voorbeeld voor anderen", 5),
    ("t.hoekstra", 5, "Vraag twee dorpen of zij dit ook willen proberen", 16),
)
DONE = ("k.benali", 5, "Stuur de foto van het bord rond", "De foto staat in het gesprek.")


def make_afspraken(world: World) -> None:
    """Make a decision and action points at the minutes of one meeting that was."""
    meeting = world.bijeenkomsten[MEETING]
    points = {punt.order: punt for punt in meeting.agendapunten.all()}
    writer, today = world.people["organisator"], timezone.localdate()
    Besluit.objects.create(bijeenkomst=meeting, agendapunt=points[3], text=BESLUIT, noted_by=writer)
    Actiepunt.objects.bulk_create(
        Actiepunt(
            bijeenkomst=meeting,
            agendapunt=points[place],
            text=text,
            owner=world.people[key],
            due_on=today + timedelta(days=days),
            noted_by=writer,
        )
        for key, place, text, days in ACTIES
    )
    key, place, text, outcome = DONE
    Actiepunt.objects.create(
        bijeenkomst=meeting,
        agendapunt=points[place],
        text=text,
        owner=world.people[key],
        due_on=meeting.ends_at.date() + timedelta(days=7),
        noted_by=writer,
        state="done",
        outcome=outcome,
        closed_by=world.people[key],
        closed_at=meeting.ends_at + timedelta(days=2),
    )
