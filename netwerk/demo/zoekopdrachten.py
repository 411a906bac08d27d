"""Searches that people of the network keep; nothing in them is new, so nobody is mailed."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from netwerk.demo.world import World
from netwerk.kern.zoeken import bronnen
from netwerk.kern.zoeken.models import Zoekopdracht

SEARCHES = (
    ("deelnemer@voorbeeld.nl", "Bewoners die meebeslissen", "zoeken", "q=bewoners", "weekly", 0),
    ("deelnemer@voorbeeld.nl", "Casussen over wonen", "casussen", "thema=wonen", "daily", 0),
    ("deelnemer@voorbeeld.nl", "Eenzaamheid", "zoeken", "q=eenzaam", "never", 0),
    ("deelnemer@voorbeeld.nl", "Openbaar vervoer", "zoeken", "q=bus", "daily", 4),
    ("organisator@voorbeeld.nl", "Adviezen over geld", "zoeken", "q=begroting", "daily", 0),
)


def make_zoekopdrachten(world: World) -> None:
    """Let some people keep a search; one was thrown away and can be put back."""
    now = timezone.now()
    people = {person.email: person for person in world.people.values()}
    for email, name, place, choices, frequency, days_away in SEARCHES:
        person, bron = people[email], bronnen.get(place)
        Zoekopdracht.objects.create(
            person=person,
            name=name,
            place=place,
            choices=choices,
            frequency=frequency,
            seen=bron.ids(person, QueryDict(choices)) if bron else {},
            due_at=now + timedelta(days=1),
            removed_at=now - timedelta(days=days_away) if days_away else None,
        )
