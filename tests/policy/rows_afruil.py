"""The declared policy of the afruilmatrix, of comparing casussen, and of the keuzehulp."""

from typing import Any

from casussen.models import AfruilRegel
from tests.factories import begrip
from tests.policy.rows_casussen import READERS
from tests.policy.table import (
    CASUSGROEP,
    EVERYONE,
    NETWORK,
    SIGNED_IN,
    WRITERS,
    Roles,
    Row,
)

KINDS = ("group", "community", "network", "public")


def build(world: Any) -> None:
    """Give every casus one effect."""
    for visibility in KINDS:
        world.objects[f"effect-{visibility}"] = AfruilRegel.objects.create(
            casus=world.casus[visibility],
            theme=begrip("cbs-thema", "wonen"),
            dimension="nu",
            effect="better",
        )


def data(world: Any) -> dict[str, Any]:
    """Return what a writer posts: a sentence, or a choice."""
    return {
        "theme": begrip("cbs-thema", "gezondheid").pk,
        "effect": "worse",
        "dimension": "later",
        "thema": "gezondheid",
        "kring": "later",
    }


def row(name: str, visibility: str, readers: Roles, may: Roles, methods: str, **more: Any) -> Row:
    """Return a row of one address about a casus, behind the login."""
    with_effect = name in {"effect", "effect_remove"}
    return Row(
        f"casussen:{name}",
        visibility,
        kwargs=lambda world: (
            {"slug": f"casus-{visibility}"}
            | ({"pk": world[f"effect-{visibility}"].pk} if with_effect else {})
        ),
        get=may if "G" in methods else None,
        post=may if "P" in methods else None,
        hidden=SIGNED_IN - readers,
        data=data,
        **more,
    )


ROWS = [
    Row("casussen:compare", get=EVERYONE),
    Row("casussen:themes", get=EVERYONE),
    Row("casussen:theme", kwargs=lambda world: {"notation": "wonen"}, get=EVERYONE),
]
for kind in KINDS:
    who = READERS[kind]
    users = who & (NETWORK | CASUSGROEP)
    ROWS += [
        Row(
            "casussen:afruil",
            kind,
            kwargs=lambda world, kind=kind: {"slug": f"casus-{kind}"},
            get=who,
            hidden=EVERYONE - who,
        ),
        row("afruil_edit", kind, who, WRITERS, "GP"),
        row("effect", kind, who, WRITERS, "GP"),
        row("effect_remove", kind, who, WRITERS, "P"),
        row("effect_restore", kind, who, WRITERS, "P"),
        row("afruil_take_over", kind, who, WRITERS, "P"),
        row("keuzehulp", kind, who, users, "G"),
        row("keuze", kind, who, users, "G"),
        row("keuze_keep", kind, who, WRITERS, "P"),
    ]
