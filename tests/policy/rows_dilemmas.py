"""The declared policy of dilemma's, their standpunten and positions, apart from the code."""

from typing import Any

from tests.factories import DilemmaFactory, StandpuntFactory, begrip
from tests.policy.rows_casussen import FACTS, MEMBERS, ORGANISER, OWNER
from tests.policy.table import (
    COMMUNITY,
    EVERYONE,
    NETWORK,
    NOBODY,
    SIGNED_IN,
    Roles,
    Row,
    roles,
)

LEADERS = OWNER | ORGANISER
WRITER = roles("deelnemer")
READERS: dict[str, Roles] = {
    "community": COMMUNITY,
    "network": NETWORK,
    "public": EVERYONE,
    "parked": NETWORK,
    "chosen": NETWORK,
    "after": NETWORK,
    "ended": NETWORK,
}
STATES: dict[str, dict[str, Any]] = {
    "parked": {"state": "parked", "state_reason": "We wachten op de raad."},
    "chosen": {"state": "chosen", "outcome": "We kozen samen.", "chosen_side": "second"},
    "after": {"round": "after"},
    "ended": {"round": "closed"},
}


def build(world: Any) -> None:
    """Add a dilemma in every state and round, each with a standpunt of *deelnemer*."""
    for state, fields in STATES.items():
        world.dilemma[state] = DilemmaFactory(
            slug=f"dilemma-{state}",
            visibility="network",
            community=world.community,
            author=world.people["casushouder"],
            **fields,
        )
    for state, dilemma in world.dilemma.items():
        world.objects[f"standpunt-{state}"] = StandpuntFactory(
            dilemma=dilemma, author=world.people["deelnemer"]
        )


def _posted(world: Any) -> dict[str, Any]:
    return FACTS | {
        "side": "first",
        "anyway": "on",
        "reason": "We wachten op de raad.",
        "layer": begrip("bestuurslaag", "kennis").pk,
        "arguments": "Wij zien het anders.",
        "leaning": "1",
        "moment": "before",
        "ronde": "before",
    }


def row(name: str, state: str, may: Roles, **more: Any) -> Row:
    """Return a row of an address behind the login that takes GET and POST."""
    return Row(
        f"casussen:{name}",
        state,
        kwargs=more.pop("kwargs", lambda world: {"slug": f"dilemma-{state}"}),
        get=may,
        post=may,
        hidden=SIGNED_IN - READERS[state],
        data=_posted,
    )


ROWS = [
    Row("casussen:dilemmas", get=EVERYONE),
    Row("casussen:dilemma_compare", get=EVERYONE),
    Row("casussen:dilemma_create", get=MEMBERS, post=MEMBERS, data=_posted),
]
for state, readers in READERS.items():
    closed, waits = state == "chosen", state == "parked"
    talk = readers & NETWORK

    def about_standpunt(world: Any, state: str = state) -> dict[str, Any]:
        """Return the address of the standpunt in this state."""
        return {"slug": f"dilemma-{state}", "pk": world[f"standpunt-{state}"].pk}

    ROWS += [
        Row(
            "casussen:dilemma",
            state,
            kwargs=lambda world, state=state: {"slug": f"dilemma-{state}"},
            get=readers,
            hidden=EVERYONE - readers,
        ),
        row("dilemma_update", state, LEADERS),
        row("dilemma_close", state, NOBODY if waits else LEADERS),
        row("dilemma_park", state, NOBODY if closed else LEADERS),
        row("dilemma_reopen", state, LEADERS if closed or waits else NOBODY),
        row("dilemma_rounds", state, LEADERS),
        row("positie", state, talk),
        row("standpunt_add", state, NOBODY if closed else talk),
        row(
            "standpunt_change",
            state,
            NOBODY if closed else WRITER,
            kwargs=about_standpunt,
        ),
        row("standpunt_remove", state, WRITER | ORGANISER, kwargs=about_standpunt),
    ]
