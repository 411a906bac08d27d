"""Times relative to today, so that there are always past and coming meetings."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def parse(clock: str) -> time:
    """Return "9.30" as a time."""
    hours, _, minutes = clock.partition(".")
    return time(int(hours), int(minutes or 0))


def moment(days: int, clock: str = "10.00") -> datetime:
    """Return a moment so many days from today, on the clock of Amsterdam."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, parse(clock)))


def meeting_day(days: int) -> int:
    """Return the offset of a day near it, further from today, on which people do meet.

    That is a Tuesday, Wednesday or Thursday, and not around Christmas.
    """
    step = 1 if days > 0 else -1
    while not _people_meet(timezone.localdate() + timedelta(days=days)):
        days += step
    return days


def _people_meet(chosen: date) -> bool:
    at_christmas = (chosen.month, chosen.day) >= (12, 20) or (chosen.month, chosen.day) <= (1, 6)
    return chosen.weekday() in {1, 2, 3} and not at_christmas


def day(days: int) -> date:
    """Return the date so many days from today."""
    return timezone.localdate() + timedelta(days=days)
