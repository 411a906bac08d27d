"""On which days a series is, and how its meetings follow a change of one of them.

Everything is reckoned in the time of the Netherlands: what begins at 14.00 begins at 14.00 every
time, also after the clock was changed.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any

from bijeenkomsten.enums import Rhythm
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.moments import AMSTERDAM, local_moment, plausible

LEAST, MOST = 2, 26
WEEKS = {Rhythm.WEEK: 1, Rhythm.TWO_WEEKS: 2, Rhythm.FOUR_WEEKS: 4}
LAST_OF_MONTH = 5  # a fifth Monday is not in every month: the last one is meant

type Moments = tuple[datetime, datetime]


def days_of(first: date, rhythm: str, times: int) -> list[date]:
    """Return the days of a series.

    Every month is on the same weekday: the second Tuesday, or the last one when the first day is
    the fifth of its month.
    """
    if rhythm != Rhythm.MONTH:
        step = timedelta(weeks=WEEKS[Rhythm(rhythm)])
        return [first + number * step for number in range(times)]
    which = (first.day - 1) // 7 + 1
    return [_same_weekday(first, which, number) for number in range(times)]


def _same_weekday(first: date, which: int, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    begin = date(year, month + 1, 1)
    day = begin + timedelta(days=(first.weekday() - begin.weekday()) % 7, weeks=which - 1)
    if which == LAST_OF_MONTH and day > begin.replace(day=monthrange(year, month + 1)[1]):
        day -= timedelta(weeks=1)
    return day


def moments_of(days: list[date], start: time, end: time, nights: int = 0) -> list[Moments]:
    """Return begin and end (UTC) on each of these days; ``nights`` is how much later it ends.

    Raises ValidationError (Dutch), which names the day, for a time that the clock skips or
    repeats on one of them, and for a year that no calendar knows.
    """
    return [
        (
            local_moment(plausible(day), start),
            local_moment(plausible(day + timedelta(days=nights)), end),
        )
        for day in days
    ]


def local(moment: datetime) -> datetime:
    """Return a moment in the time of the Netherlands."""
    return moment.astimezone(AMSTERDAM)


def closing_days(begins: datetime, closes: datetime | None) -> int | None:
    """Return how many days before a meeting the last day is to sign up; None when it has none."""
    if closes is None:
        return None
    last = local(closes - timedelta(seconds=1)).date()
    return (local(begins).date() - last).days


def closing(begins: datetime, days: int | None) -> datetime | None:
    """Return when signing up ends, that many days before: at midnight, or when it begins."""
    if days is None:
        return None
    after = local(begins).date() - timedelta(days=days - 1)
    return min(datetime.combine(after, time(), AMSTERDAM), begins)


def carried_over(meeting: Bijeenkomst, changed: dict[str, Any]) -> dict[str, Any]:
    """Return what a change of one meeting of a series means for this one.

    The time of the day comes along, the day does not. ``changed`` has ``starts_at`` and
    ``ends_at`` together or neither; ``closes_before`` is a number of days, or None.
    """
    fields = {name: value for name, value in changed.items() if name != "closes_before"}
    begins = meeting.starts_at
    if "starts_at" in fields:
        start, end = local(fields["starts_at"]), local(fields["ends_at"])
        nights = (end.date() - start.date()).days
        [moments] = moments_of([local(begins).date()], start.time(), end.time(), nights)
        fields["starts_at"], fields["ends_at"] = moments
    if "starts_at" in fields or "closes_before" in changed:
        own = closing_days(begins, meeting.registration_closes_at)
        closes = changed.get("closes_before", own)
        fields["registration_closes_at"] = closing(fields.get("starts_at", begins), closes)
    return fields
