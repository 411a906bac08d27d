"""The declared policy of vocabularies and free tags."""

from typing import Any

from taggit.models import Tag

from netwerk.kern.begrippen.models import Begrip
from tests.policy.table import EVERYONE, REDACTIE, Row, roles
from tests.policy.world import World

EDITORS = REDACTIE | roles("beheerder")


def build(world: World) -> None:
    """Add two free tags that nothing carries."""
    world.objects["trefwoord"] = Tag.objects.create(name="dorpshuis")
    world.objects["ander trefwoord"] = Tag.objects.create(name="dorpshuizen")


def concept(world: World) -> dict[str, int]:
    """Return the number of the first concept of a vocabulary."""
    return {"pk": Begrip.objects.in_schema("opgave")[0].pk}


def tag(world: World) -> dict[str, int]:
    """Return the number of a free tag."""
    return {"pk": world["trefwoord"].pk}


def key(world: World) -> dict[str, Any]:
    """Return the address part of a vocabulary."""
    return {"key": "opgave"}


ROWS = [
    Row("begrippen", get=EVERYONE),
    Row("begrippenlijst", kwargs=key, get=EVERYONE),
    Row(
        "begrippenlijst_data",
        kwargs=lambda w: {"key": "opgave", "form": "ttl"},
        get=EVERYONE,
        impersonal=True,
    ),
    Row(
        "begrip",
        kwargs=lambda w: {"key": "opgave", "notation": "energietransitie"},
        get=EVERYONE,
    ),
    Row("beheer_begrippen", get=EDITORS),
    Row("beheer_begrippenlijst", kwargs=key, get=EDITORS),
    Row(
        "beheer_begrip_nieuw",
        kwargs=key,
        get=EDITORS,
        post=EDITORS,
        data=lambda w: {"label": "Zorg dichtbij"},
    ),
    Row(
        "beheer_begrip",
        kwargs=concept,
        get=EDITORS,
        post=EDITORS,
        data=lambda w: {"label": "Anders genoemd"},
    ),
    Row(
        "beheer_begrip_beeindigen",
        kwargs=concept,
        get=EDITORS,
        post=EDITORS,
        data=lambda w: {"valid_to": "2026-11-01"},
    ),
    Row("beheer_begrip_weer", kwargs=concept, post=EDITORS),
    Row(
        "beheer_begrip_verplaatsen",
        kwargs=concept,
        post=EDITORS,
        data=lambda w: {"kant": "neer"},
    ),
    Row("beheer_trefwoorden", get=EDITORS),
    Row(
        "beheer_trefwoord",
        kwargs=tag,
        get=EDITORS,
        post=EDITORS,
        data=lambda w: {"name": "buurthuis"},
    ),
    Row(
        "beheer_trefwoord_samenvoegen",
        kwargs=tag,
        get=EDITORS,
        post=EDITORS,
        data=lambda w: {"met": "dorpshuizen"},
    ),
    Row("beheer_trefwoord_weg", kwargs=tag, get=EDITORS, post=EDITORS),
]
