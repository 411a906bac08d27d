"""The declared policy of looking back on a casus, apart from the code."""

from typing import Any

from django.utils import timezone

from casussen.models import Terugblik
from tests.policy.rows_casussen import ORGANISER, READERS, casus_row
from tests.policy.table import SIGNED_IN, WRITERS, Row

ANSWER = {"outcome": "worked", "body": "Het werkt nog."}


def build(world: Any) -> None:
    """Ask how it is with every casus of the world."""
    rows = [*world.casus.values(), world["ingetrokken"], world["weg"]]
    for casus in rows:
        Terugblik.objects.create(casus=casus, months=6, due_on=timezone.localdate())
    world.objects["achteraf"] = Terugblik.objects.get(casus=world.casus["public"])


ROWS = [
    casus_row(
        "terugblik",
        visibility,
        f"casus-{visibility}",
        readers,
        (WRITERS | ORGANISER) & readers,
        kwargs={"months": 6},
    )
    for visibility, readers in READERS.items()
]
ROWS += [
    casus_row(
        "terugblik",
        "withdrawn",
        "ingetrokken",
        READERS["network"],
        frozenset(),
        kwargs={"months": 6},
    ),
    Row(
        "casussen:terugblik",
        "in the trash",
        kwargs=lambda world: {"slug": "weg", "months": 6},
        get=frozenset(),
        post=frozenset(),
        hidden=SIGNED_IN,
        data=lambda world: ANSWER,
    ),
]
