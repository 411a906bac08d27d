"""The declared policy of planning again: a copy, and asking a whole community."""

from typing import Any

from tests.policy.rows_bijeenkomsten import ORGANISER, READERS, hidden, meeting, meeting_data
from tests.policy.table import Row


def community_of(visibility: str) -> Any:
    return lambda world: {
        "slug": world.bijeenkomst[visibility].slug,
        "community": world.community.slug,
    }


def per_visibility() -> list[Row]:
    rows = []
    for seen in READERS:
        inside = hidden(seen, login_first=True)
        rows += [
            Row(
                "bijeenkomsten:copy",
                seen,
                meeting(seen),
                ORGANISER,
                ORGANISER,
                inside,
                meeting_data,
            ),
            Row("bijeenkomsten:ask", seen, meeting(seen), ORGANISER, None, inside),
            Row(
                "bijeenkomsten:ask_one",
                seen,
                community_of(seen),
                ORGANISER,
                ORGANISER,
                inside,
                lambda world: {},
            ),
        ]
    return rows


ROWS = per_visibility()
