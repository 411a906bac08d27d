"""Every kind of message of this app, by what it is about; importing this registers them."""

from casussen.notifications import (
    dilemmas,
    inwoners,
    reacties,
    schrijvers,
    terugblikken,
    toestemming,
    verhalen,
    verzoeken,
)

__all__ = [
    "dilemmas",
    "inwoners",
    "reacties",
    "schrijvers",
    "terugblikken",
    "toestemming",
    "verhalen",
    "verzoeken",
]
