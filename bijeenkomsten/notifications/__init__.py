"""What people get mail about: a meeting, their place in it, its changes, and its organiser."""

from bijeenkomsten.notifications import meetings, planning, reminders, rondmail, verslag

__all__ = ["meetings", "planning", "reminders", "rondmail", "verslag"]
