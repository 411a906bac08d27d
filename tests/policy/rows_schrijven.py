"""The declared policy of writing together: drafts, two texts, the history and the trash."""

from typing import Any

from django.utils import timezone

from casussen.models import Concept
from tests.factories import CasusFactory
from tests.policy.rows_casussen import ORGANISER, OWNER, READERS
from tests.policy.table import CASUSGROEP, SIGNED_IN, WRITERS, Roles, Row

TEXT = {
    "body": "Nieuwe tekst.",
    "version": "1",
    "reason": "Dubbel ingebracht.",
    "keuze": "ander",
}


def build(world: Any) -> None:
    """Add a casus in the trash, and drafts of the casushouder and the co-auteur."""
    world.objects["prullenbak"] = CasusFactory(
        slug="prullenbak-casus",
        community=world.community,
        casushouder=world.people["casushouder"],
        deleted_at=timezone.now(),
        deleted_by=world.people["casushouder"],
        deleted_reason="Dubbel.",
    )
    for casus in world.casus.values():
        for name in WRITERS:
            Concept.objects.create(
                casus=casus, kind="approach", deelnemer=world.people[name], body="Mijn concept."
            )


def row(name: str, state: str, may: Roles, readers: Roles, **more: Any) -> Row:
    """Return a row of an address about one casus, which only some may know of."""
    extra = more.pop("kwargs", {})
    return Row(
        f"casussen:{name}",
        state,
        kwargs=lambda world: {"slug": f"casus-{state}", **extra},
        get=may if more.pop("reads", True) else None,
        post=more.pop("post", may),
        hidden=SIGNED_IN - readers,
        data=lambda world: TEXT,
    )


ROWS = [
    Row("casussen:trash", get=SIGNED_IN),
    Row(
        "casussen:take_back",
        kwargs=lambda world: {"slug": "prullenbak-casus"},
        post=OWNER | ORGANISER,
        hidden=SIGNED_IN - OWNER - ORGANISER,
    ),
]
for visibility, readers in READERS.items():
    part = {"kind": "approach"}
    ROWS += [
        row("draft", visibility, WRITERS, readers, kwargs=part, reads=False),
        row("draft_discard", visibility, WRITERS, readers, kwargs=part, reads=False),
        row("draft_back", visibility, WRITERS, readers, kwargs=part, reads=False),
        row("conflict", visibility, WRITERS, readers, kwargs=part),
        row("history", visibility, CASUSGROEP, readers, post=None),
        row("compare", visibility, CASUSGROEP, readers, kwargs=part, post=None),
        row(
            "version",
            visibility,
            CASUSGROEP,
            readers,
            kwargs=part | {"number": 1},
            post=WRITERS,
        ),
        row("throw_away", visibility, (OWNER | ORGANISER) & readers, readers),
    ]
