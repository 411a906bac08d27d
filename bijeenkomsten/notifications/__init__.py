"""What people get mail about: meetings, their changes, their organiser, and proposals."""

from bijeenkomsten.notifications import (
    meetings,
    planning,
    reminders,
    rondmail,
    verslag,
    voorstellen,
    wachtlijst,
)

__all__ = ["meetings", "planning", "reminders", "rondmail", "verslag", "voorstellen", "wachtlijst"]
