"""The declared policy of who writes along, of taking a document over, and of linking casussen."""

from typing import Any

from casussen.models import Schrijfuitnodiging
from tests.policy.rows_casussen import ORGANISER, OWNER, READERS
from tests.policy.table import CASUSGROEP, SIGNED_IN, WRITERS, Roles, Row, roles

INVITED = roles("buitenstaander")
PARTS = roles("co_auteur", "expert")


def build(world: Any) -> None:
    """Ask somebody outside the network for a casus that only the casusgroep reads."""
    world.objects["schrijfuitnodiging"] = Schrijfuitnodiging.objects.create(
        casus=world.casus["group"],
        deelnemer=world.people["buitenstaander"],
        role="expert",
        invited_by=world.people["casushouder"],
    )


def _data(world: Any) -> dict[str, Any]:
    return {"persoon": world.people["deelnemer"].pk, "role": "expert", "antwoord": "", "doe": ""}


def row(name: str, visibility: str, readers: Roles, may: Roles, **more: Any) -> Row:
    """Return a row of a page about a casus."""

    def kwargs(world: Any) -> dict[str, Any]:
        extra = {}
        if more.get("part"):
            part = world.casus[visibility].deelnames.get(deelnemer=world.people["expert"])
            extra = {"pk": part.pk}
        return {"slug": f"casus-{visibility}", **extra}

    return Row(
        f"casussen:{name}",
        visibility,
        kwargs=kwargs,
        get=may,
        post=may,
        hidden=SIGNED_IN - readers,
        data=_data,
    )


ROWS = [
    Row(
        "casussen:schrijfuitnodiging",
        "of a casus that the invited person does not read",
        kwargs=lambda world: {"pk": world["schrijfuitnodiging"].pk},
        get=INVITED,
        post=INVITED,
        hidden=SIGNED_IN - INVITED,
        data=_data,
    ),
]
for visibility, readers in READERS.items():
    keepers = (OWNER | ORGANISER) & readers
    ROWS += [
        row("group_invite", visibility, readers, keepers),
        row("group_remove", visibility, readers, keepers, part=True),
        row("group_leave", visibility, readers, PARTS & CASUSGROEP),
        row("import", visibility, readers, WRITERS),
        row("related", visibility, readers, WRITERS),
    ]
