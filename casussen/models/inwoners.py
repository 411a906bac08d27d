"""What residents are asked about a casus, without an account, and what they answer."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from casussen.enums import AntwoordState
from casussen.models.casussen import Casus
from communities.enums import Visibility
from netwerk.kern.marks import mark_of


class InwonersvraagQuerySet(models.QuerySet["Inwonersvraag"]):
    """Questions about questions to residents."""

    def visible_to(self, user: Any) -> "InwonersvraagQuerySet":
        """Return those of the casussen that this person may read."""
        return self.filter(casus__in=Casus.objects.visible_to(user))

    def moderated_by(self, user: Any) -> "InwonersvraagQuerySet":
        """Return those of which this person looks at the answers: ``change_inwonersvraag``."""
        organised = user.organised_ids
        mine = Q(casus__casushouder=user) | Q(casus__community__in=organised)
        return self.visible_to(user).filter(mine)

    def open(self) -> "InwonersvraagQuerySet":
        """Return those that residents can answer now: of casussen that everybody reads."""
        standing = Casus.objects.public().filter(withdrawn_at__isnull=True)
        return self.filter(
            casus__in=standing, closed_at__isnull=True, closes_on__gte=timezone.localdate()
        )


class Inwonersvraag(models.Model):
    """One question of a public casus that anybody may answer until ``closes_on`` (that day too).

    ``closes_on`` is a day in the Netherlands.
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="inwonersvragen")
    question = models.CharField("vraag", max_length=200)
    explanation = models.TextField("uitleg", max_length=2000, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_on = models.DateField("open tot en met")
    closed_at = models.DateTimeField("eerder gesloten op", null=True, blank=True)

    objects = InwonersvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan inwoners"
        verbose_name_plural = "vragen aan inwoners"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus"], condition=Q(closed_at__isnull=True), name="inwonersvraag_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Return the page where residents read and answer the question."""
        return reverse("casussen:inwonersvraag", args=[self.casus.slug, self.pk])

    @property
    def is_open(self) -> bool:
        """Say whether residents can answer now, as far as the question itself goes."""
        return self.closed_at is None and self.closes_on >= timezone.localdate()

    @property
    def takes_answers(self) -> bool:
        """Say whether residents can answer now: everybody reads its casus, and it stands."""
        casus = self.casus
        kept = casus.deleted_at is None and casus.withdrawn_at is None
        return self.is_open and kept and casus.visibility == Visibility.PUBLIC

    @property
    def last_day(self) -> date:
        """Return the last day on which it took answers, or will."""
        if self.closed_at is None:
            return self.closes_on
        return min(self.closes_on, timezone.localdate(self.closed_at))

    def mark(self) -> str:
        """Return a short mark of what a form changes; another mark means another text."""
        return mark_of(self.question, self.explanation, self.closes_on, self.closed_at)


class InwonersantwoordQuerySet(models.QuerySet["Inwonersantwoord"]):
    """Questions about what residents answered."""

    def visible_to(self, user: Any) -> "InwonersantwoordQuerySet":
        """Return what was placed under casussen that this person may read."""
        return self.placed().filter(vraag__casus__in=Casus.objects.visible_to(user))

    def placed(self) -> "InwonersantwoordQuerySet":
        """Return what a moderator let through."""
        return self.filter(state=AntwoordState.PLACED)

    def waiting(self) -> "InwonersantwoordQuerySet":
        """Return what nobody looked at yet."""
        return self.filter(state=AntwoordState.WAITING)

    def in_state(self, state: str) -> "InwonersantwoordQuerySet":
        """Return those of one state in reading order; what waits longest comes first."""
        rows = self.filter(state=state)
        return rows.order_by("pk") if state == AntwoordState.WAITING else rows.order_by("-pk")


class Inwonersantwoord(models.Model):
    """The answer of one resident, without an account: read by all once a moderator placed it.

    The name is a first name or nothing; the place is a municipality or a neighbourhood.
    """

    vraag = models.ForeignKey(Inwonersvraag, on_delete=models.CASCADE, related_name="antwoorden")
    body = models.TextField("antwoord", max_length=3000)
    name = models.CharField("voornaam", max_length=40, blank=True)
    place = models.CharField("woonplaats of buurt", max_length=80, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        "stand", max_length=8, choices=AntwoordState, default=AntwoordState.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("waarom niet", max_length=300, blank=True)

    objects = InwonersantwoordQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord van een inwoner"
        verbose_name_plural = "antwoorden van inwoners"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["vraag", "state", "-id"], name="inwonersantwoord_order")
        ]

    def __str__(self) -> str:
        return f"Antwoord {self.pk} van een inwoner"

    def get_absolute_url(self) -> str:
        """Return where the answer stands once it was placed."""
        return reverse("casussen:inwonersantwoord", args=[self.vraag.casus.slug, self.pk])

    @property
    def signature(self) -> str:
        """Return under which words it stands: what the resident told of themselves."""
        return ", ".join(part for part in (self.name, self.place) if part) or "Een inwoner"
