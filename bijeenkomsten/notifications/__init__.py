"""What people get mail about: a meeting, their place in it, its changes, and its organiser."""

from bijeenkomsten.notifications import meetings, reminders, rondmail, verslag

__all__ = ["meetings", "reminders", "rondmail", "verslag"]
