"""The declared policy of what an organiser prints."""

from tests.policy.rows_bijeenkomsten import ORGANISER, READERS, hidden, meeting
from tests.policy.table import Row

ROWS = [
    Row(
        f"bijeenkomsten:{name}",
        seen,
        meeting(seen),
        ORGANISER,
        None,
        hidden(seen, login_first=True),
    )
    for seen in READERS
    for name in ("badges", "signatures", "needs")
]
