"""A month as people see it on paper: weeks from Monday, in the days of the Netherlands."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.moments import AMSTERDAM, FIRST_YEAR, LAST_YEAR

A_MOMENT = timedelta(seconds=1)  # what ends at midnight is not on the day that begins then
SHOWN = 3  # meetings of a day; the others stand on a page of that day


@dataclass
class Day:
    """One day, with what is on it."""

    date: date
    is_today: bool = False
    meetings: list[Bijeenkomst] = field(default_factory=list)

    @property
    def shown(self) -> list[Bijeenkomst]:
        """Return what the month shows of it: one more than SHOWN rather than "one more"."""
        return self.meetings if len(self.meetings) <= SHOWN + 1 else self.meetings[:SHOWN]

    @property
    def hides(self) -> int:
        """Return how many meetings the month leaves out."""
        return len(self.meetings) - len(self.shown)


@dataclass
class Month:
    """One month: ``weeks`` have seven places, of which those of another month are None."""

    first: date
    weeks: list[list[Day | None]]

    @property
    def days(self) -> list[Day]:
        """Return its days."""
        return [day for week in self.weeks for day in week if day]

    @property
    def busy_days(self) -> list[Day]:
        """Return the days that have something."""
        return [day for day in self.days if day.meetings]

    @property
    def begins(self) -> datetime:
        """Return the moment (UTC) at which it begins."""
        return datetime.combine(self.first, time(), AMSTERDAM).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """Return the moment (UTC) at which the next one begins."""
        return datetime.combine(self.later(1), time(), AMSTERDAM).astimezone(UTC)

    def later(self, months: int) -> date:
        """Return the first day of so many months later, or earlier."""
        number = self.first.year * 12 + self.first.month - 1 + months
        return date(number // 12, number % 12 + 1, 1)

    def neighbour(self, months: int) -> date | None:
        """Return the month before (-1) or after (1), if there is a page of it."""
        found = self.later(months)
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None

    def fill(self, meetings: Iterable[Bijeenkomst]) -> None:
        """Put each meeting on every day of this month that it takes."""
        places = {day.date: day for day in self.days}
        for meeting in meetings:
            day, last = _local_day(meeting.starts_at), _local_day(meeting.ends_at - A_MOMENT)
            day = max(day, self.first)
            while day <= last and day in places:
                places[day].meetings.append(meeting)
                day += timedelta(days=1)


def month_of(year: int, month: int) -> Month | None:
    """Return a month without its meetings; None when there is no such page."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    today = timezone.localdate(timezone=AMSTERDAM)
    weeks: list[list[Day | None]] = [
        [Day(day, day == today) if day.month == month else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    return Month(date(year, month, 1), weeks)


def _local_day(moment: Any) -> date:
    return moment.astimezone(AMSTERDAM).date()
