"""The declared policy of guests: who fills in the form, and who has a link."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten import gastlinks
from netwerk.kern.berichten import tokens
from tests.factories import AanmeldingFactory, BijeenkomstFactory, GastFactory
from tests.policy.table import EVERYONE, Row, roles
from tests.policy.world import World

ORGANISER = roles("organisator")


def build(world: World) -> None:
    """Add meetings that welcome guests or do not, and guests in three states."""
    meeting = BijeenkomstFactory(
        slug="met-gasten", community=world.community, visibility="public", guests_welcome=True
    )
    world.objects["met-gasten"] = meeting
    world.objects["gast"] = GastFactory(bijeenkomst=meeting)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=None, gast=world["gast"])
    world.objects["gast-onbevestigd"] = GastFactory(bijeenkomst=meeting, confirmed_at=None)
    old = world.objects["gast-verlopen"] = GastFactory(bijeenkomst=meeting, confirmed_at=None)
    old.created_at = timezone.now() - timedelta(days=8)
    old.save()


def meeting(world: World) -> dict[str, Any]:
    return {"slug": world["met-gasten"].slug}


def token(purpose: str, name: str) -> Any:
    """Return a function that gives the token of a link in a mail."""
    return lambda world: {"token": tokens.link_token(purpose, world[name].pk)}


def one(name: str) -> Any:
    return lambda world: {"slug": world["met-gasten"].slug, "number": world[name].pk}


def filled(world: World) -> dict[str, str]:
    return {"name": "Roos van der Linde", "email": "roos@voorbeeld.nl"}


ROWS = [
    Row("bijeenkomsten:gast_worden", "welkom", meeting, EVERYONE, EVERYONE, data=filled),
    Row("bijeenkomsten:gast_gevraagd", "welkom", meeting, EVERYONE),
    *(
        Row(
            f"bijeenkomsten:{name}",
            "niet welkom",
            lambda world: {"slug": world.bijeenkomst["public"].slug},
            hidden=EVERYONE,
        )
        for name in ("gast_worden", "gast_gevraagd")
    ),
    *(
        Row(
            f"bijeenkomsten:{name}",
            "besloten",
            lambda world: {"slug": world.bijeenkomst["community"].slug},
            hidden=EVERYONE,
        )
        for name in ("gast_worden", "gast_gevraagd")
    ),
    Row(
        "bijeenkomsten:gast_bevestig",
        kwargs=token(gastlinks.CONFIRM, "gast-onbevestigd"),
        get=EVERYONE,
        post=EVERYONE,
        data=lambda world: {"answer": "yes"},
    ),
    Row(
        "bijeenkomsten:gast_bevestig",
        "verlopen",
        kwargs=token(gastlinks.CONFIRM, "gast-verlopen"),
        hidden=EVERYONE,
    ),
    Row(
        "bijeenkomsten:gast_bevestig",
        "link van de eigen pagina",
        kwargs=token(gastlinks.OWN, "gast"),
        hidden=EVERYONE,
    ),
    Row(
        "bijeenkomsten:gast",
        kwargs=token(gastlinks.OWN, "gast"),
        get=EVERYONE,
        post=EVERYONE,
        data=lambda world: {"answer": "maybe"},
    ),
    Row(
        "bijeenkomsten:gast",
        "link om te bevestigen",
        kwargs=token(gastlinks.CONFIRM, "gast"),
        hidden=EVERYONE,
    ),
    Row(
        "bijeenkomsten:gast",
        "nog niet bevestigd",
        kwargs=token(gastlinks.OWN, "gast-verlopen"),
        hidden=EVERYONE,
    ),
    Row("bijeenkomsten:gast_afmelden", kwargs=one("gast"), get=ORGANISER, post=ORGANISER),
    Row(
        "bijeenkomsten:gast_afmelden",
        "nog niet bevestigd",
        kwargs=one("gast-verlopen"),
        hidden=ORGANISER,
    ),
]
