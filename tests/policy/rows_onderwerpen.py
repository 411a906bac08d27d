"""The declared policy of topics, polls and conversations as a whole."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from communities.models import Gesprek, Peiling, PeilingOptie
from tests.factories import OnderwerpFactory
from tests.policy.table import COMMUNITY, NETWORK, SIGNED_IN, Row, roles
from tests.policy.world import World

AUTHOR = roles("deelnemer")
OUTSIDE = SIGNED_IN - COMMUNITY
LEADS = roles("organisator")
ON_CASUS = roles("casushouder", "organisator")


def build(world: World) -> None:
    """Add topics that stand and that were removed, and polls inside and in public."""
    author = world.people["deelnemer"]
    for name, removed in (("onderwerp", None), ("weg_onderwerp", timezone.now())):
        world.objects[name] = OnderwerpFactory(
            community=world.community,
            author=author,
            removed_at=removed,
            removed_by=author if removed else None,
        )
    for name, subject in (
        ("peiling", world["onderwerp"]),
        ("openbare_peiling", world.casus["public"]),
    ):
        talk, _ = Gesprek.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk
        )
        peiling = Peiling.objects.create(
            gesprek=talk, question="Welke dag?", author=author,
            closes_at=timezone.now() + timedelta(days=7),
        )  # fmt: skip
        PeilingOptie.objects.create(peiling=peiling, text="Maandag")
        world.objects[name] = peiling


def slug(world: World) -> dict[str, str]:
    """Return the address part of the community."""
    return {"slug": world.community.slug}


def of(name: str) -> Any:
    """Return the arguments of the address of a topic."""
    return lambda world: {"slug": world.community.slug, "pk": world[name].pk}


def poll(name: str) -> Any:
    """Return the arguments of the address of a poll."""
    return lambda world: {"pk": world[name].pk}


def talk_of(name: str) -> Any:
    """Return the arguments of the address of a conversation."""

    def kwargs(world: World) -> dict[str, int]:
        subject: Any = world.casus["public"] if name == "casus" else world[name]
        kind = ContentType.objects.get_for_model(subject)
        return {"content_type_id": kind.pk, "object_id": subject.pk}

    return kwargs


def topic(world: World) -> dict[str, str]:
    """Return what a person brings up."""
    return {"title": "Hoe doen jullie dit?", "body": "Wij zoeken nog.", "is_question": "on"}


def asked(world: World) -> dict[str, str]:
    """Return a poll."""
    day = timezone.localdate() + timedelta(days=3)
    return {"question": "Welke dag?", "answers": "Maandag\nDinsdag", "last_day": str(day)}


def choice(name: str) -> Any:
    """Return the choice of the first answer."""
    return lambda world: {"optie": str(world[name].opties.get().pk)}


ROWS = [
    Row("communities:onderwerpen", kwargs=slug, get=COMMUNITY),
    Row("communities:onderwerp_nieuw", kwargs=slug, get=COMMUNITY, post=COMMUNITY, data=topic),
    Row("communities:onderwerp", kwargs=of("onderwerp"), get=COMMUNITY, hidden=OUTSIDE),
    Row(
        "communities:onderwerp",
        "verwijderd",
        kwargs=of("weg_onderwerp"),
        get=COMMUNITY,
        hidden=OUTSIDE,
    ),
    Row(
        "communities:onderwerp_bewerk",
        kwargs=of("onderwerp"),
        get=AUTHOR,
        post=AUTHOR,
        hidden=OUTSIDE,
        data=topic,
    ),
    Row(
        "communities:onderwerp_bewerk",
        "verwijderd",
        kwargs=of("weg_onderwerp"),
        hidden=OUTSIDE,
        data=topic,
        get=roles(),
        post=roles(),
    ),
    Row(
        "communities:onderwerp_verwijder",
        kwargs=of("onderwerp"),
        get=AUTHOR,
        post=AUTHOR,
        hidden=OUTSIDE,
    ),
    Row("communities:onderwerp_terug", kwargs=of("weg_onderwerp"), post=AUTHOR, hidden=OUTSIDE),
    Row(
        "communities:onderwerp_terug",
        "staat er nog",
        kwargs=of("onderwerp"),
        post=roles(),
        hidden=OUTSIDE,
    ),
    Row(
        "communities:gesprek_sluiten",
        "onderwerp",
        kwargs=talk_of("onderwerp"),
        get=LEADS,
        post=LEADS,
        hidden=OUTSIDE,
    ),
    Row(
        "communities:gesprek_sluiten",
        "openbare casus",
        kwargs=talk_of("casus"),
        get=ON_CASUS,
        post=ON_CASUS,
    ),
    Row(
        "communities:peiling_nieuw",
        "onderwerp",
        kwargs=talk_of("onderwerp"),
        get=COMMUNITY,
        post=COMMUNITY,
        hidden=OUTSIDE,
        data=asked,
    ),
    Row(
        "communities:peiling_nieuw",
        "openbare casus",
        kwargs=talk_of("casus"),
        get=NETWORK,
        post=NETWORK,
        data=asked,
    ),
    Row("communities:peiling", kwargs=poll("peiling"), get=COMMUNITY, hidden=OUTSIDE),
    Row(
        "communities:peiling",
        "openbare casus",
        kwargs=poll("openbare_peiling"),
        get=NETWORK,
        hidden=SIGNED_IN - NETWORK,
    ),
    Row(
        "communities:peiling_kies",
        kwargs=poll("peiling"),
        post=COMMUNITY,
        hidden=OUTSIDE,
        data=choice("peiling"),
    ),
    Row(
        "communities:peiling_sluiten",
        kwargs=poll("peiling"),
        get=AUTHOR | LEADS,
        post=AUTHOR | LEADS,
        hidden=OUTSIDE,
    ),
    Row(
        "communities:peiling_sluiten",
        "openbare casus",
        kwargs=poll("openbare_peiling"),
        get=AUTHOR | ON_CASUS,
        post=AUTHOR | ON_CASUS,
        hidden=SIGNED_IN - NETWORK,
    ),
]
