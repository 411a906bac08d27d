"""The declared policy of stories without names, apart from the code."""

from typing import Any

from casussen.models import Verhaal
from tests.factories import begrip
from tests.policy.rows_casussen import READERS, casus_row
from tests.policy.table import EVERYONE, REDACTIE, SIGNED_IN, WRITERS, Row, roles

KEEPERS = WRITERS | REDACTIE | roles("organisator")
CHECKERS = REDACTIE | roles("organisator")
STORY = {
    "title": "De avond waar niemand kwam",
    "summary": "De zaal bleef leeg.",
    "body": "We stuurden brieven.",
    "version": "0",
}


def build(world: Any) -> None:
    """Make a story in every state, of a casus that only its casusgroep may read."""
    for state in ("draft", "review", "published", "withdrawn"):
        checked = state in ("published", "withdrawn")
        world.objects[f"verhaal-{state}"] = Verhaal.objects.create(
            casus=world.casus["group"],
            slug=f"verhaal-{state}",
            area_type=begrip("gebiedstype", "niet-stedelijk"),
            state=state,
            created_by=world.people["casushouder"],
            requested_by=world.people["co_auteur"],
            decided_by=world.people["redacteur2"] if checked else None,
            decided_at=world.casus["group"].created_at if checked else None,
            title=STORY["title"],
            summary=STORY["summary"],
            body=STORY["body"],
        )


def story(state: str) -> Any:
    return lambda world: {"slug": f"verhaal-{state}"}


SEEN = {
    "draft": WRITERS,
    "review": WRITERS | CHECKERS,
    "published": EVERYONE,
    "withdrawn": WRITERS,
}
MAY_DECIDE = {"review": CHECKERS}
MAY_WITHDRAW = {"published": KEEPERS}
ROWS = [Row("casussen:verhalen", get=EVERYONE)]
ROWS += [
    Row("casussen:verhaal", state, kwargs=story(state), get=seen, hidden=EVERYONE - seen)
    for state, seen in SEEN.items()
]
for state, seen in SEEN.items():
    for name, may in (("verhaal_decide", MAY_DECIDE), ("verhaal_withdraw", MAY_WITHDRAW)):
        ROWS.append(
            Row(
                f"casussen:{name}",
                state,
                kwargs=story(state),
                get=may.get(state, frozenset()),
                post=may.get(state, frozenset()),
                hidden=SIGNED_IN - seen,
                data=lambda world: {"granted": "ja", "version": "1"},
            )
        )
ROWS += [
    casus_row("verhaal_write", visibility, f"casus-{visibility}", readers, WRITERS)
    for visibility, readers in READERS.items()
]
