"""What people get mail about: meetings, their changes, their organiser, and proposals."""

from bijeenkomsten.notifications import (
    afspraken,
    changes,
    dagbericht,
    datumprikkers,
    gasten,
    meetings,
    nabeeld,
    nazorg,
    planning,
    reminders,
    rondmail,
    verslag,
    voorstellen,
    wachtlijst,
)

__all__ = [
    "afspraken",
    "changes",
    "dagbericht",
    "datumprikkers",
    "gasten",
    "meetings",
    "nabeeld",
    "nazorg",
    "planning",
    "reminders",
    "rondmail",
    "verslag",
    "voorstellen",
    "wachtlijst",
]
