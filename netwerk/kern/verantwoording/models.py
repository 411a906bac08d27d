"""Who is responsible, which breaches there were, and when something was looked at last."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone

from netwerk.kern.marks import mark_of

REPORT_WITHIN = timedelta(hours=72)
HOUR = timedelta(hours=1)
IN_HOURS = 48  # from here on people count in days


class Besluit(models.TextChoices):
    """Whether a breach was told."""

    OPEN = "open", "Nog niet besloten"
    TOLD = "told", "Ja"
    NOT_NEEDED = "not_needed", "Nee, dat hoeft niet"


class Nakijkpunt(models.Model):
    """When somebody last looked at one of the points (``punten.PUNTEN``), and what came of it."""

    key = models.SlugField("punt", max_length=40, unique=True)
    last_on = models.DateField("laatst gekeken op")
    note = models.CharField("uitkomst", max_length=300, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "punt om na te kijken"
        verbose_name_plural = "punten om na te kijken"

    def __str__(self) -> str:
        return self.key


class Regeling(models.Model):
    """What the organisations that run the network agreed (AVG art. 26); there is one row at most.

    It names organisations and roles, never a person. Texts are plain, with one thing a line.
    """

    organisations = models.TextField("organisaties", max_length=4000)
    contact = models.CharField("aanspreekpunt", max_length=200)
    email = models.EmailField("e-mailadres van het aanspreekpunt")
    officer = models.CharField("functionaris gegevensbescherming", max_length=300, blank=True)
    processor = models.CharField("wie de server beheert", max_length=300, blank=True)
    agreed_on = models.DateField("afgesproken op", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    WRITTEN = ("organisations", "contact", "email", "officer", "processor", "agreed_on")

    class Meta:
        verbose_name = "afspraak over verantwoordelijkheid"
        verbose_name_plural = "afspraken over verantwoordelijkheid"

    def __str__(self) -> str:
        return "Afspraak over verantwoordelijkheid"

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Return each organisation with what it does, or "" when that was not said."""
        rows = [line.partition(":") for line in self.organisations.splitlines() if line.strip()]
        return [(name.strip(), does.strip()) for name, _, does in rows]

    def mark(self) -> str:
        """Return what a form carries, so that nobody writes over what changed meanwhile."""
        return mark_of(*(getattr(self, name) for name in self.WRITTEN))


class DatalekQuerySet(models.QuerySet["Datalek"]):
    """Questions about breaches."""

    def visible_to(self, user: Any) -> "DatalekQuerySet":
        """Only a beheerder knows of them."""
        return self if user.is_authenticated and user.is_beheerder else self.none()

    def open(self) -> "DatalekQuerySet":
        """Return those of which something must still be decided or written: as ``is_open``."""
        undecided = Q(authority=Besluit.OPEN) | Q(people_told=Besluit.OPEN)
        return self.filter(undecided | Q(consequences="") | Q(measures=""))

    def most_urgent_first(self) -> "DatalekQuerySet":
        """Order them by the time that is left to report them; what needs no report comes last."""
        to_report = Case(When(authority=Besluit.OPEN, then=0), default=1)
        return self.order_by(to_report, "noticed_at", "pk")


class Datalek(models.Model):
    """One breach of personal data, as art. 33 (5) of the AVG wants it kept; it never goes.

    It says what happened and to how many, never to whom. Moments are in UTC; the 72 hours run
    from ``noticed_at``.
    """

    title = models.CharField("titel", max_length=160)
    noticed_at = models.DateTimeField("wanneer we het wisten")
    noticed_how = models.CharField("wie merkte het", max_length=200)
    what = models.TextField("wat er gebeurde", max_length=5000)
    people = models.TextField("van wie, en hoeveel", max_length=2000)
    data = models.TextField("welke gegevens", max_length=2000)
    consequences = models.TextField("gevolgen", max_length=5000, blank=True)
    measures = models.TextField("maatregelen", max_length=5000, blank=True)
    authority = models.CharField(
        "gemeld bij de AP", max_length=12, choices=Besluit, default=Besluit.OPEN
    )
    reported_at = models.DateTimeField("gemeld op", null=True, blank=True)
    authority_reason = models.TextField("waarom niet, of later", max_length=2000, blank=True)
    people_told = models.CharField(
        "verteld aan de mensen", max_length=12, choices=Besluit, default=Besluit.OPEN
    )
    people_reason = models.TextField("hoe verteld, of waarom niet", max_length=2000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    WRITTEN = (
        "title",
        "noticed_at",
        "noticed_how",
        "what",
        "people",
        "data",
        "consequences",
        "measures",
        "authority",
        "reported_at",
        "authority_reason",
        "people_told",
        "people_reason",
    )

    objects = DatalekQuerySet.as_manager()

    class Meta:
        verbose_name = "datalek"
        verbose_name_plural = "datalekken"
        ordering: ClassVar = ["-noticed_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["-noticed_at", "-id"], name="datalek_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(authority=Besluit.TOLD, reported_at__isnull=False)
                | ~Q(authority=Besluit.TOLD) & Q(reported_at__isnull=True),
                name="datalek_reported_with_moment",
            ),
            models.CheckConstraint(
                condition=~Q(authority=Besluit.NOT_NEEDED) | ~Q(authority_reason=""),
                name="datalek_not_reported_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def report_before(self) -> Any:
        """Return when the 72 hours are over."""
        return self.noticed_at + REPORT_WITHIN

    @property
    def hours_left(self) -> int:
        """Return how many whole hours are left to report it; below zero it is too late."""
        return int((self.report_before - timezone.now()) // HOUR)

    @property
    def hours_late(self) -> int:
        """Return how many hours too late it is now, or was when it was reported; 0 is in time."""
        moment = self.reported_at or timezone.now()
        return max(0, -int((self.report_before - moment) // HOUR))

    @property
    def late(self) -> str:
        """Return in words how much too late it is or was, or "" for in time."""
        hours = self.hours_late
        if hours < IN_HOURS:
            return f"{hours} uur" if hours else ""
        return f"{hours // 24} dagen"

    @property
    def to_do(self) -> list[str]:
        """Return what must still be decided or written."""
        waits = (
            (self.authority == Besluit.OPEN, "of het gemeld moet worden"),
            (self.people_told == Besluit.OPEN, "of mensen het moeten weten"),
            (not self.consequences, "de gevolgen"),
            (not self.measures, "de maatregelen"),
        )
        return [words for is_open, words in waits if is_open]

    @property
    def is_open(self) -> bool:
        """Say whether something must still be decided or written."""
        return bool(self.to_do)

    def mark(self) -> str:
        """Return what a form carries, so that nobody writes over what changed meanwhile."""
        return mark_of(*(getattr(self, name) for name in self.WRITTEN))
