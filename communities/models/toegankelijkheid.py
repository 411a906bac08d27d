"""What the network states about how accessible the portal is (EN 301 549, the Dutch model)."""

from datetime import date
from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from communities.enums import Naleving
from netwerk.kern.marks import mark_of
from netwerk.kern.verantwoording import punten

STATEMENT_MONTHS = 12  # a statement is looked at again each year
AUDIT_MONTHS = 36  # and rests on an audit that is no older
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
        if self.is_stated and _is_over(self.stated_on, STATEMENT_MONTHS, today):
            found.append("De toegankelijkheidsverklaring is ouder dan 12 maanden")
        if _is_over(self.audited_on, AUDIT_MONTHS, today):
            found.append("Het onderzoek naar toegankelijkheid is ouder dan 36 maanden")
        return found


def _is_over(day: date | None, months: int, today: date) -> bool:
    return day is not None and punten.after(day, months) < today
