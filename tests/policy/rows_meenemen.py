"""The declared policy of files to take along: the handboek for everybody, the own ones for one."""

from collections.abc import Callable
from typing import Any

from netwerk.kern.uitvoer.models import Uitvoer
from tests.factories import LijstitemFactory
from tests.policy.table import EVERYONE, SIGNED_IN, Row, roles

OWNER = roles("deelnemer")


def build(world: Any) -> None:
    """Add a file that is made for somebody, one for everybody, and a list of one's own."""
    about = {"maker": "handboek.boek", "form": "json"}
    world.objects["uitvoer"] = Uitvoer.objects.create(person=world.people["deelnemer"], **about)
    Uitvoer.objects.create(person=None, **about)
    for name in SIGNED_IN:
        LijstitemFactory(owner=world.people[name], advies=world["adviezen"]["published"])


def advies(state: str) -> Callable[[Any], dict[str, Any]]:
    return lambda world: {"number": world["adviezen"][state].number, "form": "json"}


def own(world: Any) -> dict[str, Any]:
    return {"public_id": world["uitvoer"].public_id}


ROWS = [
    Row("handboek:downloads", get=EVERYONE),
    Row("handboek:boekbestand", kwargs=lambda w: {"form": "json"}, get=EVERYONE),
    Row(
        "handboek:hoofdstukbestand",
        kwargs=lambda w: {"number": w["adviezen"]["published"].hoofdstuk.number, "form": "json"},
        get=EVERYONE,
    ),
    *(
        Row("handboek:adviesbestand", state, kwargs=advies(state), get=EVERYONE)
        for state in ("published", "refuted", "withdrawn")
    ),
    Row(
        "handboek:adviesbestand",
        "draft",
        kwargs=advies("draft"),
        get=roles(),
        hidden=EVERYONE,
    ),
    Row("handboek:lijstbestand", kwargs=lambda w: {"form": "json"}, get=EVERYONE),
    Row("handboek:mijn_lijstbestand", kwargs=lambda w: {"form": "json"}, get=SIGNED_IN),
    Row("uitvoer:mine", get=SIGNED_IN),
    Row("uitvoer:show", kwargs=own, get=OWNER, hidden=SIGNED_IN - OWNER),
    Row("uitvoer:fetch", kwargs=own, get=OWNER, hidden=SIGNED_IN - OWNER),
]
