"""Who comes, who waits, who was there, and who was asked."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.models.meetings import Bijeenkomst
from communities.models import Community


class Gast(models.Model):
    """Somebody without an account who wants to come to one meeting.

    Nothing counts before ``confirmed_at`` (UTC), the moment of the link in the mail; only then
    there is an aanmelding. ``form`` and ``needs`` are what was filled in before that.
    """

    TIME_TO_CONFIRM: ClassVar = timedelta(days=7)  # then the row goes (bewaartermijnen)

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="gasten")
    name = models.CharField("naam", max_length=150)
    email = models.EmailField("e-mailadres")
    organisation = models.CharField("organisatie", max_length=150, blank=True)
    form = models.CharField("hoe doe je mee", max_length=6, choices=Form, default=Form.ROOM)
    needs = models.CharField("wat heb je nodig", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)

    class Meta:
        verbose_name = "gast"
        verbose_name_plural = "gasten"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), "bijeenkomst", name="guest_once_for_a_meeting")
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name, as of a person with an account."""
        return self.name

    @property
    def first_name(self) -> str:
        """Return how a mail calls them: by the whole name, for nobody knows its parts."""
        return self.name

    @property
    def can_confirm(self) -> bool:
        """Say whether the link in the first mail still works."""
        return timezone.now() < self.created_at + self.TIME_TO_CONFIRM


class PersonOrGuest:
    """What a row about one person says of them, who have an account or are a guest."""

    deelnemer: Any
    deelnemer_id: int | None
    gast: Any
    gast_id: int | None

    @property
    def who(self) -> Any:
        """Return the person or the guest; both have ``get_full_name()`` and ``email``."""
        return self.deelnemer or self.gast

    @property
    def who_key(self) -> str:
        """Return "deelnemer-12" or "gast-3": one key for both kinds of people."""
        return f"gast-{self.gast_id}" if self.gast_id else f"deelnemer-{self.deelnemer_id}"

    @property
    def organisation(self) -> str:
        """Return for whom they come; a guest typed it."""
        if self.deelnemer is None:
            return str(self.gast.organisation)
        return str(self.deelnemer.organisatie or "")


class AanmeldingQuerySet(models.QuerySet["Aanmelding"]):
    """Questions about answers."""

    def by_name(self) -> "AanmeldingQuerySet":
        """Return people and guests as a list of names sorts them."""
        return self.order_by(Coalesce("deelnemer__sort_name", Lower("gast__name")), "pk")

    def in_line(self) -> "AanmeldingQuerySet":
        """Return who waits for a place, longest first."""
        return self.filter(answer=Answer.WAITING).order_by("waiting_since", "pk")


class Aanmelding(PersonOrGuest, models.Model):
    """The answer of somebody, with or without an account, to one meeting.

    ``generation`` rises each time the answer becomes yes. Who is ``asked`` was put down as maybe by
    a date poll, with an invitation that waits for a yes or no. ``form`` counts at a hybrid meeting
    only. Who waits has ``waiting_since`` (UTC); an offer of a free place holds that place until
    ``offered_until`` (UTC), and ``offers`` counts them. ``needs`` (diet, access) may be health
    data: only organisers read it, and it goes 30 days after the meeting.
    """

    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.CASCADE, related_name="aanmeldingen"
    )
    deelnemer: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="aanmeldingen"
    )
    gast = models.OneToOneField(
        Gast, on_delete=models.CASCADE, null=True, related_name="aanmelding"
    )
    answer = models.CharField("antwoord", max_length=8, choices=Answer)
    form = models.CharField("hoe doe je mee", max_length=6, choices=Form, default=Form.ROOM)
    waiting_since = models.DateTimeField("wacht sinds", null=True, blank=True)
    offered_until = models.DateTimeField("plek vrij tot", null=True, blank=True)
    offers = models.PositiveSmallIntegerField(default=0)
    needs = models.CharField("wat heb je nodig", max_length=300, blank=True)
    generation = models.PositiveIntegerField(default=0)
    calendar_sent = models.BooleanField(default=False)
    asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AanmeldingQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bijeenkomst", "deelnemer"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(deelnemer__isnull=False, gast__isnull=True)
                | Q(deelnemer__isnull=True, gast__isnull=False),
                name="answer_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", waiting_since__isnull=False)
                | (~Q(answer="waiting") & Q(waiting_since=None, offered_until=None)),
                name="waiting_says_since_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["bijeenkomst", "answer"], name="aanmelding_yes"),
            models.Index(
                fields=["offered_until"],
                name="aanmelding_offered",
                condition=Q(offered_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_answer_display()}"

    @property
    def comes_from(self) -> str:
        """Return where they work, and of a guest that they are one."""
        parts = ("Gast" if self.gast else "", self.organisation)
        return ", ".join(part for part in parts if part)

    @property
    def has_offer(self) -> bool:
        """Say whether a free place is kept for them at this moment."""
        return self.offered_until is not None and self.offered_until > timezone.now()

    @property
    def number_in_line(self) -> int:
        """Return how many wait for the same places before them, and they themselves; one query."""
        line = Aanmelding.objects.in_line().filter(bijeenkomst=self.bijeenkomst_id)
        if self.bijeenkomst.is_hybrid:
            line = line.filter(form=self.form)
        before = Q(waiting_since__lt=self.waiting_since)
        same = Q(waiting_since=self.waiting_since, pk__lt=self.pk)
        return line.filter(before | same).count() + 1


class Aanwezigheid(PersonOrGuest, models.Model):
    """That somebody was there, whatever they had answered; ``noted_at`` is in UTC."""

    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.CASCADE, related_name="aanwezigen"
    )
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="aanwezigheden"
    )
    gast = models.ForeignKey(
        Gast, on_delete=models.CASCADE, null=True, related_name="aanwezigheden"
    )
    form = models.CharField("hoe deed je mee", max_length=6, choices=Form, default=Form.ROOM)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bijeenkomst", "deelnemer"], name="present_once"),
            models.UniqueConstraint(fields=["bijeenkomst", "gast"], name="guest_present_once"),
            models.CheckConstraint(
                condition=Q(deelnemer__isnull=False, gast__isnull=True)
                | Q(deelnemer__isnull=True, gast__isnull=False),
                name="presence_of_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} was bij {self.bijeenkomst}"


class Oproep(models.Model):
    """That a whole community was asked to come to a meeting; once for each community."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="oproepen")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "oproep"
        verbose_name_plural = "oproepen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bijeenkomst", "community"], name="asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.community} gevraagd voor {self.bijeenkomst}"
