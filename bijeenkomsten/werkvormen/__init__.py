"""The werkvormen: ways to talk about something together, with steps that have a length.

Facts about the intervisie methods come from domain.md 3.1 and the handbooks named there; the words
are ours. What a programme keeps of one is a copy (``Stap``), so a change here changes no meeting.
"""

from bijeenkomsten.werkvormen.groep import (
    AFTER_ACTION,
    CHANGE,
    DILEMMA,
    FISHBOWL,
    LOOK_BACK,
    ONE_TWO_FOUR,
)
from bijeenkomsten.werkvormen.intervisie import FIVE, GOSSIP, INCIDENT, TEN
from bijeenkomsten.werkvormen.vorm import Werkstap, Werkvorm

__all__ = ["WERKVORMEN", "Werkstap", "Werkvorm", "choices", "find"]
WERKVORMEN = (
    INCIDENT,
    GOSSIP,
    FIVE,
    TEN,
    DILEMMA,
    AFTER_ACTION,
    CHANGE,
    ONE_TWO_FOUR,
    FISHBOWL,
    LOOK_BACK,
)
_by_key = {werkvorm.key: werkvorm for werkvorm in WERKVORMEN}


def find(key: str) -> Werkvorm | None:
    """Return the werkvorm with this key; None for "" and for what no longer exists."""
    return _by_key.get(key)


def choices() -> list[tuple[str, str]]:
    """Return every key with its name and length."""
    return [(werkvorm.key, werkvorm.label) for werkvorm in WERKVORMEN]
