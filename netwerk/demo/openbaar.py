"""Makes what the network tells everybody, who follows it, and what people agreed to."""

from django.utils import timezone

from communities.eerste_stappen import OF_ROLES, STEPS
from communities.models import (
    Abonnement,
    Akkoord,
    Contactbericht,
    Deelnemer,
    Nieuwsbericht,
    Voorwaarden,
)
from netwerk.demo.content.nieuws import NIEUWS, VOLGERS, VRAGEN
from netwerk.demo.moments import day, moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World

NEWCOMER = "buitenstaander"  # still has the first steps to do


def make_openbaar(world: World) -> None:
    """Make all of it; everybody agreed to the terms, and all but one made the first steps."""
    _news(world)
    _followers()
    _questions(world)
    _agreements(world)
    _first_steps(world)


def _news(world: World) -> None:
    Nieuwsbericht.objects.bulk_create(
        Nieuwsbericht(
            title=row["title"],
            slug=row["slug"],
            intro=row["intro"],
            body=flow(row["body"]),
            author=world.people[row["author"]],
            published_at=moment(row["days"], "9.30"),
            mailed_at=moment(row["days"], "10.00"),
        )
        for row in reversed(NIEUWS)
    )


def _followers() -> None:
    Abonnement.objects.bulk_create(
        Abonnement(email=f"{name}@voorbeeld.nl", confirmed_at=timezone.now()) for name in VOLGERS
    )


def _questions(world: World) -> None:
    for name, address, body, days, handled in VRAGEN:
        vraag = Contactbericht.objects.create(
            name=name,
            email=f"{address}@voorbeeld.nl",
            body=body,
            handled_at=moment(days + 1, "11.00") if handled else None,
            handled_by=world.people["beheerder"] if handled else None,
        )
        Contactbericht.objects.filter(pk=vraag.pk).update(created_at=moment(days, "14.20"))


def _agreements(world: World) -> None:
    terms = Voorwaarden.objects.current()
    if terms is not None:
        Akkoord.objects.bulk_create(
            Akkoord(deelnemer=person, voorwaarden=terms) for person in world.people.values()
        )


def _first_steps(world: World) -> None:
    done = dict.fromkeys((*STEPS, *OF_ROLES), day(-300).isoformat())
    old = [person.pk for key, person in world.people.items() if key != NEWCOMER]
    Deelnemer.objects.filter(pk__in=old).update(steps_done=done)
