"""What people get mail about: a new meeting, their place in it, every change of it."""

from bijeenkomsten.notifications import meetings, reminders

__all__ = ["meetings", "reminders"]
