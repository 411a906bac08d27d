"""Days and times in the Netherlands: what people type, and when a day is over."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import formats

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 2020, 2099
MOST_MINUTES = 2 * 24 * 60  # that a part of a programme or a polled meeting takes


def plausible(day: date) -> date:
    """Return a day of which the year is one that calendars know; ValidationError (Dutch) if not."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.")
    return day


def local_moment(day: date, clock: time) -> datetime:
    """Return the moment, in UTC, of a date and a time in the Netherlands.

    Raises ValidationError (Dutch) for a time that the clock skips in March, and for one that
    comes twice in October: a guess would put people an hour early or late before the door.
    """
    first = datetime.combine(day, clock, AMSTERDAM)
    again = first.replace(fold=1)
    if first.utcoffset() == again.utcoffset():
        return first.astimezone(UTC)
    shown = f"{formats.date_format(day, 'j F Y')} om {formats.time_format(clock, 'G.i')} uur"
    if first.astimezone(UTC).astimezone(AMSTERDAM).time() != clock:
        raise ValidationError(
            f"{shown} bestaat niet: de klok gaat die nacht een uur vooruit. Kies een andere tijd.",
            code="nonexistent",
        )
    raise ValidationError(
        f"{shown} komt twee keer voor: de klok gaat die nacht een uur terug. Kies een andere tijd.",
        code="ambiguous",
    )


def end_of(day: date) -> datetime:
    """Return the moment, in UTC, at which a day in the Netherlands is over."""
    return datetime.combine(day + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)
