"""The declared policy of what comes after a meeting."""

from typing import Any

from tests.policy.rows_verslagen import THERE, verslag
from tests.policy.table import NOBODY, Row, roles


def answer(world: Any) -> dict[str, Any]:
    return {"well": 4, "good_things": 5, "takeaway": ""}


ROWS = [
    Row(
        "bijeenkomsten:evaluatie",
        "geweest",
        verslag("final", "community"),
        THERE | roles("organisator"),
        THERE,
        data=answer,
    ),
    Row(
        "bijeenkomsten:evaluatie",
        "komt nog",
        lambda world: {"slug": world.bijeenkomst["public"].slug},
        NOBODY,
        NOBODY,
        data=answer,
    ),
]
