"""What somebody must look at again after so many months, and when it was looked at last.

A point is told here, in one line; the day stands in a row (``models.Nakijkpunt``), which there is
once somebody filled it in. Nobody filled it in: then it waits.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from netwerk.kern.verantwoording.models import Nakijkpunt

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Punt:
    """One thing to look at again: what it is, what to do, and within how many months."""

    key: str
    label: str
    what: str
    months: int
    note: str = "Waar staat de uitkomst?"


PUNTEN = {
    punt.key: punt
    for punt in (
        Punt(
            "domeinen",
            "Inschrijving van onze domeinnamen",
            "Staan al onze domeinnamen in het Register Internetdomeinen Overheid (RIO), met de "
            "juiste gegevens? Kijk ook of onze eigen lijst van domeinen, adressen en API’s klopt.",
            6,
            "Welke domeinnamen zijn nagekeken?",
        ),
        Punt(
            "regeling",
            "Afspraak tussen de organisaties",
            "Klopt de pagina over wie verantwoordelijk is nog? Is de afspraak getekend, en is er "
            "een verwerkersovereenkomst met wie de server beheert?",
            12,
        ),
        Punt(
            "herstel",
            "Reservekopie terugzetten",
            "Zet een reservekopie terug op een lege server. Komt alles terug?",
            12,
        ),
        Punt(
            "beveiliging",
            "Beveiligingstest",
            "Laat iemand van buiten proberen in te breken. Schrijf op wat er is gevonden en "
            "wat er is hersteld.",
            12,
        ),
    )
}


@dataclass(frozen=True)
class Stand:
    """How it is with one point on a day; ``due_on`` is None when nobody ever looked."""

    punt: Punt
    row: Nakijkpunt | None
    due_on: date | None
    today: date

    @property
    def is_late(self) -> bool:
        """Say whether it must be looked at now."""
        return self.due_on is None or self.due_on < self.today

    @property
    def is_near(self) -> bool:
        """Say whether the day comes within a month."""
        return self.due_on is not None and self.today <= self.due_on <= self.today + SOON


def after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def stand_of(key: str) -> Stand:
    """Return how it is with one point, for its page or a page that shows its day."""
    return _stand(PUNTEN[key], Nakijkpunt.objects.filter(key=key).first())


def standen() -> list[Stand]:
    """Return how it is with every point, in one query."""
    rows = {row.key: row for row in Nakijkpunt.objects.select_related("changed_by")}
    return [_stand(punt, rows.get(punt.key)) for punt in PUNTEN.values()]


def _stand(punt: Punt, row: Nakijkpunt | None) -> Stand:
    due_on = after(row.last_on, punt.months) if row else None
    return Stand(punt, row, due_on, timezone.localdate())
