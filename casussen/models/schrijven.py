"""Writing together: texts that are not saved yet, and who is asked to join."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from casussen.enums import InvitationState, SectionKind
from casussen.models.casussen import Casus

VALID_FOR = timedelta(days=30)
KEPT_AFTER_DISCARDING = timedelta(days=30)
HOLDER = "holder"
INVITED_AS: list[tuple[str, str]] = [
    ("co_author", "co-auteur"),
    ("expert", "expert"),
    (HOLDER, "casushouder"),
]


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Questions about drafts; whoever asks gives the person, for nobody reads those of others."""

    def active(self) -> "ConceptQuerySet":
        """Return what somebody still writes in."""
        return self.filter(discarded_at__isnull=True)

    def discarded(self) -> "ConceptQuerySet":
        """Return what was thrown away and can be taken back, newest first."""
        since = timezone.now() - KEPT_AFTER_DISCARDING
        return self.filter(discarded_at__gte=since).order_by("-discarded_at", "-pk")


class Concept(models.Model):
    """What somebody typed in a section and did not save yet; nobody else reads it.

    ``base_version`` is the version of the section that they started from (0: there was none).
    A draft that was thrown away can be taken back until it is forgotten (``discarded_at``), so
    beside the one that is written in there may be more.
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="concepten")
    kind = models.CharField("onderdeel", max_length=12, choices=SectionKind)
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    body = models.TextField("tekst", blank=True)
    base_version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = "concept van een onderdeel"
        verbose_name_plural = "concepten van onderdelen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus", "kind", "deelnemer"],
                condition=models.Q(discarded_at__isnull=True),
                name="concept_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["updated_at"], name="concept_age")]

    def __str__(self) -> str:
        return f"Concept van {self.get_kind_display()}"


class SchrijfuitnodigingQuerySet(models.QuerySet["Schrijfuitnodiging"]):
    """Questions about invitations to write along."""

    def waiting(self) -> "SchrijfuitnodigingQuerySet":
        """Return what waits for an answer: not expired, of casussen that can be written."""
        return self.filter(
            state=InvitationState.OPEN,
            invited_at__gt=timezone.now() - VALID_FOR,
            deelnemer__is_active=True,
            casus__deleted_at__isnull=True,
            casus__withdrawn_at__isnull=True,
        )

    def visible_to(self, user: Any) -> "SchrijfuitnodigingQuerySet":
        """Return the invitations to this person: the same rule as the view permission."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(deelnemer=user)


class Schrijfuitnodiging(models.Model):
    """Somebody is asked to join one casus; only who says yes gets a part in it.

    Until then they read no more of the casus than they could before, and its title.
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="schrijfuitnodigingen")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="schrijfuitnodigingen"
    )
    role = models.CharField("rol", max_length=12, choices=INVITED_AS)
    note = models.TextField("bericht", max_length=1000, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField("stand", max_length=10, choices=InvitationState, default="open")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SchrijfuitnodigingQuerySet.as_manager()

    class Meta:
        verbose_name = "schrijfuitnodiging"
        verbose_name_plural = "schrijfuitnodigingen"
        ordering: ClassVar = ["-invited_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus", "deelnemer"],
                condition=models.Q(state="open"),
                name="one_open_writing_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"Uitnodiging voor {self.casus}"

    def get_absolute_url(self) -> str:
        """Return the page on which the invited person answers."""
        return reverse("casussen:schrijfuitnodiging", args=[self.pk])

    @property
    def expires_at(self) -> datetime:
        """Return until when it can be answered."""
        return self.invited_at + VALID_FOR

    @property
    def waits(self) -> bool:
        """Say whether it can be answered: the same rule as ``waiting``."""
        casus = self.casus
        return (
            self.state == InvitationState.OPEN
            and self.expires_at > timezone.now()
            and self.deelnemer.is_active
            and casus.deleted_at is None
            and casus.withdrawn_at is None
        )
