"""Questions to the rijk about a les, the answer that stands, and answers that wait for an eye."""

from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from communities.models import Organisatie
from handboek.models.lessen import Les
from netwerk.kern.marks import mark_of

RIJK = "rijk"


class RijksvraagQuerySet(models.QuerySet["Rijksvraag"]):
    """Questions about questions to the rijk."""

    def visible_to(self, user: Any) -> "RijksvraagQuerySet":
        """Return what stands at a les that this person may read: ``handboek.view_rijksvraag``."""
        if user.is_authenticated and user.in_network:
            return self
        return self.filter(les__in=Les.objects.visible_to(user).order_by().values("pk"))

    def standing(self) -> "RijksvraagQuerySet":
        """Return what nobody took back."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self) -> "RijksvraagQuerySet":
        """Return what has no answer that readers see, and was not taken back."""
        return self.standing().filter(answered_at__isnull=True)

    def not_answered_by_anybody(self) -> "RijksvraagQuerySet":
        """Return what has no answer that waits for a second reader either."""
        waits = Rijksantwoord.objects.waiting().filter(vraag=OuterRef("pk"))
        return self.open().filter(~Exists(waits))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True)
class Rijksvraag(models.Model):
    """A question to one organisation of the rijk about a les: "Wat doet het rijk hiermee?".

    ``answer`` is the one that readers see: ``answered_by`` wrote it and ``placed_by`` read it
    first. ``answered_at`` is when the first answer was placed, ``changed_at`` when another took
    its place; what stood before stays in the history, and everybody reads it there. ``on_behalf``
    says that a redacteur wrote the answer down for that organisation. What is not placed yet is
    a Rijksantwoord.
    """

    les = models.ForeignKey(Les, on_delete=models.PROTECT, related_name="rijksvragen")
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="+", verbose_name="aan wie"
    )
    question = models.TextField("de vraag", max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    answer = models.TextField("het antwoord", max_length=5000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    on_behalf = models.BooleanField("opgeschreven door de redactie", default=False)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="geplaatst door",
    )
    withdrawn_at = models.DateTimeField("teruggenomen op", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="teruggenomen door",
    )
    withdrawn_reason = models.CharField("waarom teruggenomen", max_length=500, blank=True)

    objects = RijksvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan het rijk"
        verbose_name_plural = "vragen aan het rijk"
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    answer="",
                    answered_at__isnull=True,
                    answered_by__isnull=True,
                    placed_by__isnull=True,
                )
                | (
                    ~Q(answer="")
                    & Q(
                        answered_at__isnull=False,
                        answered_by__isnull=False,
                        placed_by__isnull=False,
                    )
                ),
                name="rijksvraag_answer_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(placed_by__isnull=True) | ~Q(placed_by=F("answered_by")),
                name="rijksvraag_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason=""
                )
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & Q(answered_at__isnull=True)
                    & ~Q(withdrawn_reason="")
                ),
                name="rijksvraag_withdrawn_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at", "id"],
                name="rijksvraag_open",
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["-answered_at", "-id"],
                name="rijksvraag_answered",
                condition=Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]

    def get_absolute_url(self) -> str:
        """Return the page of the question."""
        return reverse("handboek:rijksvraag", args=[self.pk])

    def mark(self, own: "Rijksantwoord | None" = None) -> str:
        """Return a short mark of the answer that stands and of one's own beside it."""
        return mark_of((self.answer, self.on_behalf, own.answer if own else ""))

    @property
    def is_open(self) -> bool:
        """Say whether it waits for an answer that readers see."""
        return self.answered_at is None and self.withdrawn_at is None

    @property
    def days_open(self) -> int:
        """Return for how many days it has had no answer, in days of Europe/Amsterdam."""
        return (timezone.localdate() - timezone.localdate(self.asked_at)).days


RijksvraagEvent = Rijksvraag.pgh_event_model  # type: ignore[attr-defined]
"""The history of a question and its answer, written by triggers in the database."""


class RijksantwoordQuerySet(models.QuerySet["Rijksantwoord"]):
    """Questions about answers that no second person placed."""

    def visible_to(self, user: Any) -> "RijksantwoordQuerySet":
        """Return what a redacteur reads, and what one wrote: ``handboek.view_rijksantwoord``."""
        if not user.is_authenticated or not user.in_network:
            return self.none()
        return self if user.is_redacteur else self.filter(writer=user)

    def waiting(self) -> "RijksantwoordQuerySet":
        """Return what waits for a second reader."""
        return self.filter(returned_at__isnull=True)


class Rijksantwoord(models.Model):
    """An answer that a second person must read first; only its writer and redacteuren see it.

    It goes when a redacteur places it: the question then holds its text. Each writer has one at
    a question, so nobody keeps a colleague from answering.
    """

    vraag = models.ForeignKey(
        Rijksvraag, on_delete=models.PROTECT, related_name="antwoorden", verbose_name="de vraag"
    )
    answer = models.TextField("het antwoord", max_length=5000)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="geschreven door",
    )
    written_at = models.DateTimeField("geschreven op", default=timezone.now)
    on_behalf = models.BooleanField("opgeschreven door de redactie", default=False)
    returned_at = models.DateTimeField("teruggegeven op", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="teruggegeven door",
    )
    returned_reason = models.CharField("waarom teruggegeven", max_length=500, blank=True)

    objects = RijksantwoordQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord van het rijk"
        verbose_name_plural = "antwoorden van het rijk"
        ordering: ClassVar = ["written_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vraag", "writer"], name="rijksantwoord_one_each"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True, returned_reason="")
                | (
                    Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(returned_reason="")
                ),
                name="rijksantwoord_returned_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["written_at", "id"],
                name="rijksantwoord_queue",
                condition=Q(returned_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.answer[:80]

    def get_absolute_url(self) -> str:
        """Return the page of its question, where its writer reads how it stands."""
        return self.vraag.get_absolute_url()

    def mark(self) -> str:
        """Return a short mark of what a second reader reads; another mark means other words."""
        return mark_of((self.answer, self.on_behalf, self.vraag.answer))
