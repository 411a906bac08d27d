"""The declared policy of who was at a meeting."""

from tests.policy.rows_bijeenkomsten import ORGANISER, READERS, hidden, meeting
from tests.policy.table import Row

ROWS = [
    row
    for seen in READERS
    for row in (
        Row(
            "bijeenkomsten:presence",
            seen,
            meeting(seen),
            ORGANISER,
            ORGANISER,
            hidden(seen, login_first=True),
            lambda world: {"wie": f"deelnemer-{world.people['deelnemer'].pk}", "erbij": "ja"},
        ),
        Row(
            "bijeenkomsten:presence_table",
            seen,
            meeting(seen),
            None,
            ORGANISER,
            hidden(seen, login_first=True),
        ),
    )
]
