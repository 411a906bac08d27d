"""What the network states about how accessible the portal is (EN 301 549, the Dutch model)."""

from datetime import date
from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from communities.enums import Naleving
from netwerk.kern.marks import mark_of

STATEMENT_YEARS = 1  # a statement is looked at again each year
AUDIT_YEARS = 3  # and rests on an audit of at most 36 months old
OPEN_ADDRESS = URLValidator(schemes=["https"], message="Vul een adres in dat begint met https://.")


class ToegankelijkheidsverklaringQuerySet(models.QuerySet["Toegankelijkheidsverklaring"]):
    """Questions about the statement."""

    def current(self) -> "Toegankelijkheidsverklaring":
        """Return the statement; one that says nothing as long as nobody stated anything."""
        return self.first() or self.model()


class Toegankelijkheidsverklaring(models.Model):
    """The statement of this site: one row at most. ``STATED`` names what a beheerder decides.

    ``shortcomings`` is Markdown: what does not comply, for whom, why, and what is done about it.
    """

    STATED: ClassVar = (
        "status",
        "stated_on",
        "audited_on",
        "auditor",
        "report_url",
        "register_url",
        "shortcomings",
    )

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    status = models.CharField(max_length=1, choices=Naleving, default=Naleving.NONE)
    stated_on = models.DateField("datum van de verklaring", null=True, blank=True)
    audited_on = models.DateField("datum van het onderzoek", null=True, blank=True)
    auditor = models.CharField("wie het onderzoek deed", max_length=200, blank=True)
    report_url = models.URLField(
        "adres van het onderzoek", max_length=500, blank=True, validators=[OPEN_ADDRESS]
    )
    register_url = models.URLField(
        "adres in het register", max_length=500, blank=True, validators=[OPEN_ADDRESS]
    )
    shortcomings = models.TextField("wat nog niet goed is", max_length=20_000, blank=True)

    objects = ToegankelijkheidsverklaringQuerySet.as_manager()

    class Meta:
        verbose_name = "toegankelijkheidsverklaring"
        verbose_name_plural = "toegankelijkheidsverklaring"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="toegankelijkheid_one_row"),
            models.CheckConstraint(
                condition=Q(status=Naleving.NONE) | Q(stated_on__isnull=False),
                name="toegankelijkheid_stated_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return "Toegankelijkheidsverklaring"

    @property
    def mark(self) -> str:
        """Return what changes with the statement, so that nobody overwrites what they never saw."""
        return mark_of(*(getattr(self, name) for name in self.STATED))

    @property
    def is_stated(self) -> bool:
        """Say whether there is a statement at all."""
        return self.status != Naleving.NONE

    def warnings(self, today: date) -> list[str]:
        """Return in Dutch which of its days lie too far back; what is missing is no old day."""
        found = []
        if self.is_stated and is_over(self.stated_on, STATEMENT_YEARS, today):
            found.append("De toegankelijkheidsverklaring is ouder dan 12 maanden")
        if is_over(self.audited_on, AUDIT_YEARS, today):
            found.append("Het onderzoek naar toegankelijkheid is ouder dan 36 maanden")
        return found


def is_over(day: date | None, years: int, today: date) -> bool:
    """Say whether more than so many years passed since a day."""
    if day is None:
        return False
    return (today.year - years, today.month, today.day) > (day.year, day.month, day.day)
