"""The declared policy of search: everybody may ask; what somebody keeps is theirs alone."""

from typing import Any

from django.utils import timezone

from netwerk.kern.zoeken.models import Zoekopdracht
from tests.policy.table import EVERYONE, SIGNED_IN, Row, roles

MINE = roles("deelnemer")
NAMED = {"name": "Bussen", "frequency": "weekly"}


def build(world: Any) -> None:
    """Let one member keep a search, and throw another away."""
    asked = {"place": "zoeken", "choices": "q=bus", "frequency": "daily", "name": "Bus"}
    for name, removed_at in (("zoekopdracht", None), ("zoekopdracht_weg", timezone.now())):
        world.objects[name] = Zoekopdracht.objects.create(
            person=world.people["deelnemer"],
            due_at=timezone.now(),
            removed_at=removed_at,
            **asked,
        )


def row_of(name: str) -> Any:
    """Return a function that gives the key of a search of this world."""
    return lambda world: {"pk": world[name].pk}


OTHERS = SIGNED_IN - MINE
ROWS = [
    Row("search_suggest", get=EVERYONE),
    *(
        Row(name, get=EVERYONE, impersonal=True)
        for name in ("search_feed", "casussen:feed", "handboek:feed", "bijeenkomsten:feed")
    ),
    Row("zoeken:list", get=SIGNED_IN),
    Row("zoeken:keep", get=SIGNED_IN, post=SIGNED_IN, data=lambda world: NAMED),
    Row(
        "zoeken:change",
        kwargs=row_of("zoekopdracht"),
        get=MINE,
        post=MINE,
        hidden=OTHERS,
        data=lambda world: NAMED,
    ),
    Row(
        "zoeken:change",
        "weggehaald",
        kwargs=row_of("zoekopdracht_weg"),
        get=frozenset(),
        hidden=SIGNED_IN,
    ),
    Row("zoeken:remove", kwargs=row_of("zoekopdracht"), post=MINE, hidden=OTHERS),
    Row("zoeken:restore", kwargs=row_of("zoekopdracht_weg"), post=MINE, hidden=OTHERS),
]
