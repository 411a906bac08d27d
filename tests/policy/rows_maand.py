"""The declared policy of the month."""

from typing import Any

from tests.policy.table import EVERYONE, Row


def build(world: Any) -> None:
    """It shows the meetings that are there."""


ROWS = [
    Row(
        "bijeenkomsten:month",
        "",
        lambda world: {"year": 2026, "number": 11},
        EVERYONE,
    ),
    Row(
        "bijeenkomsten:month",
        "ver weg",
        lambda world: {"year": 2100, "number": 1},
        hidden=EVERYONE,
    ),
]
