"""The outbox: what happened that people must hear of, and each message that follows from it.

PostgreSQL is the queue and the clock. The design stands in docs/reliability.md.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """Where one message stands."""

    PLANNED = "planned", "gepland"
    LEASED = "leased", "opgepakt"
    SENDING = "sending", "wordt verstuurd"
    SENT = "sent", "verstuurd"
    RETRY = "retry", "wordt opnieuw geprobeerd"
    SUPPRESSED = "suppressed", "niet verstuurd"
    BOUNCED = "bounced", "geweigerd door de ontvanger"
    DEAD = "dead", "opgegeven"
    AMBIGUOUS = "ambiguous", "onduidelijk of het aankwam"


class MessageEvent(models.Model):
    """Something that people must hear of, written in the transaction of the change itself.

    It points at a registered subject. The planner turns it into deliveries; the request that
    caused it never does (no fan-out).
    """

    kind = models.CharField("soort bericht", max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    revision = models.PositiveIntegerField(default=0)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    planned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "gebeurtenis voor berichten"
        verbose_name_plural = "gebeurtenissen voor berichten"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], name="event_unplanned", condition=Q(planned_at__isnull=True)
            ),
            models.Index(fields=["content_type", "object_id"], name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Delivery(models.Model):
    """One message to one person; ``dedupe_key`` makes a second one impossible.

    ``due_at`` and ``expires_at`` are moments in UTC. ``reason`` says why it was not sent, or
    what went wrong on the way; it never holds an address. ``doubts`` counts the times that
    nobody could know whether the mail server had accepted it.
    """

    dedupe_key = models.CharField(max_length=160, unique=True)
    event = models.ForeignKey(MessageEvent, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField("soort bericht", max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deliveries"
    )
    data = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField("stand", max_length=12, choices=State, default=State.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    doubts = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=320)
    reason = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                name="delivery_due",
                condition=Q(state__in=["planned", "retry"]),
            ),
            models.Index(
                fields=["lease_until"],
                name="delivery_leased",
                condition=Q(state__in=["leased", "sending"]),
            ),
            models.Index(fields=["person", "-id"], name="delivery_person"),
        ]

    def __str__(self) -> str:
        return self.dedupe_key


class OptOut(models.Model):
    """Somebody does not want one kind of message; a row, not a column per kind."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="opt_outs"
    )
    kind = models.CharField("soort bericht", max_length=60)

    class Meta:
        verbose_name = "afmelding voor berichten"
        verbose_name_plural = "afmeldingen voor berichten"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="opt_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"


class Heartbeat(models.Model):
    """The last time that a background job really ran, one row a job."""

    job = models.CharField(max_length=60, primary_key=True)
    ran_at = models.DateTimeField()

    class Meta:
        verbose_name = "hartslag"
        verbose_name_plural = "hartslagen"

    def __str__(self) -> str:
        return self.job

    @classmethod
    def beat(cls, job: str, now: Any) -> None:
        """Write down that a job ran."""
        cls.objects.update_or_create(job=job, defaults={"ran_at": now})
