"""The declared policy of choosing your mail, of the links under it, and of all its kinds."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType

from netwerk.kern.berichten import tokens
from tests.policy.table import (
    CASUSGROEP,
    COMMUNITY,
    EVERYONE,
    NETWORK,
    SIGNED_IN,
    Roles,
    Row,
)
from tests.policy.world import World

READERS: dict[str, Roles] = {
    "group": CASUSGROEP,
    "community": COMMUNITY | CASUSGROEP,
    "network": NETWORK | CASUSGROEP,
    "public": SIGNED_IN,
}


def about(find: Callable[[World], Any]) -> Callable[[World], dict[str, int]]:
    """Return the arguments of the address to follow or silence one thing."""

    def kwargs(world: World) -> dict[str, int]:
        topic = find(world)
        content_type = ContentType.objects.get_for_model(topic)
        return {"content_type_id": content_type.pk, "object_id": topic.pk}

    return kwargs


def casus(visibility: str) -> Callable[[World], Any]:
    """Return a function that gives the casus that these people may read."""
    return lambda world: world.casus[visibility]


def token(purpose: str, *parts: Any) -> Callable[[World], dict[str, str]]:
    """Return the argument of a link in a mail to the deelnemer."""

    def kwargs(world: World) -> dict[str, str]:
        person = world.people["deelnemer"]
        assert person is not None
        ids = [world.casus["group"].pk if part is casus else part for part in parts]
        return {"token": tokens.link_token(purpose, person.pk, *ids)}

    return kwargs


def kind(key: str) -> Callable[[World], dict[str, str]]:
    """Return the argument of the page about one kind of message."""
    return lambda world: {"key": key}


ONE_KIND = ("berichten:kind", "berichten:kind_html")
LINKS = {
    "unsubscribe": token("unsubscribe", "gesprek.reactie"),
    "mute": token("mute", "casussen.casus", casus),
    "undo": token("undo", "kinds", {"gesprek.reactie": "at_once"}),
}
ROWS = [
    Row("berichten:preferences", get=SIGNED_IN, post=SIGNED_IN),
    *(
        Row(
            "berichten:attention",
            f"casus {visibility}",
            kwargs=about(casus(visibility)),
            post=readers,
            hidden=SIGNED_IN - readers,
            data=lambda world: {"aandacht": "follow"},
        )
        for visibility, readers in READERS.items()
    ),
    Row(
        "berichten:attention",
        "gesprek in de community",
        kwargs=about(lambda world: world["reactie"]),
        post=COMMUNITY,
        hidden=SIGNED_IN - COMMUNITY,
        data=lambda world: {"aandacht": "mute"},
    ),
    *(
        Row(f"berichten:{name}", "goed", kwargs=kwargs, get=EVERYONE, post=EVERYONE)
        for name, kwargs in LINKS.items()
    ),
    *(
        Row(f"berichten:{name}", "vervalst", kwargs=lambda world: {"token": "x"}, hidden=EVERYONE)
        for name in LINKS
    ),
    Row("berichten:kinds", get=SIGNED_IN),
    *(Row(name, "bekend", kwargs=kind("gesprek.reactie"), get=SIGNED_IN) for name in ONE_KIND),
]
