"""The outbox: what happened that people must hear of, and each message that follows from it.

PostgreSQL is the queue and the clock. The design stands in docs/reliability.md.
"""

from datetime import datetime
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
    WAITING = "waiting", "wacht op het overzicht"
    BUNDLED = "bundled", "in een overzicht"


class Lane(models.IntegerChoices):
    """Which messages go first when many are due; a crowd in one lane never holds up another."""

    URGENT = 0, "eerst"
    NORMAL = 1, "gewoon"
    DIGEST = 2, "overzichten"


class Frequency(models.TextChoices):
    """How often somebody wants one kind of message."""

    AT_ONCE = "at_once", "Meteen"
    DAILY = "daily", "Eén keer per dag"
    WEEKLY = "weekly", "Eén keer per week"
    NEVER = "never", "Niet"


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


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Questions about messages."""

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Return what may be sent at a moment (UTC), on a first attempt or a next one."""
        return self.filter(state__in=[State.PLANNED, State.RETRY], due_at__lte=now)

    def oldest(self) -> datetime | None:
        """Return when the first of these was due (UTC); None when there is none."""
        return self.order_by("due_at").values_list("due_at", flat=True).first()


class Delivery(models.Model):
    """One message to one person; ``dedupe_key`` makes a second one impossible.

    Without a ``person`` it goes to an address that has no account: an invitation, news. The
    address then stands in one place only, the row that the message is about (see
    registry.AddressMessage); ``addressee`` is filled in at the moment of sending.

    ``due_at`` and ``expires_at`` are moments in UTC. ``reason`` says why it was not sent, or
    what went wrong on the way; it never holds an address. ``doubts`` counts the times that
    nobody could know whether the mail server had accepted it. ``digest`` is the overview that
    told of it instead of a mail of its own.
    """

    dedupe_key = models.CharField(max_length=160, unique=True)
    event = models.ForeignKey(MessageEvent, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField("soort bericht", max_length=60)
    person: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="deliveries"
    )
    data = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField("stand", max_length=12, choices=State, default=State.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    doubts = models.PositiveSmallIntegerField(default=0)
    lane = models.PositiveSmallIntegerField(choices=Lane, default=Lane.NORMAL)
    digest = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    message_id = models.CharField(max_length=320)
    reason = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["lane", "due_at", "id"],
                name="delivery_due",
                condition=Q(state__in=["planned", "retry"]),
            ),
            models.Index(
                fields=["lease_until"],
                name="delivery_leased",
                condition=Q(state__in=["leased", "sending"]),
            ),
            models.Index(fields=["person", "-id"], name="delivery_person"),
            models.Index(
                fields=["person", "id"], name="delivery_waiting", condition=Q(state="waiting")
            ),
            models.Index(
                fields=["-id"],
                name="delivery_trouble",
                condition=Q(state__in=["bounced", "dead", "ambiguous"]),
            ),
            models.Index(fields=["sent_at"], name="delivery_sent", condition=Q(state="sent")),
            models.Index(
                fields=["-id"], name="delivery_suppressed", condition=Q(state="suppressed")
            ),
        ]

    addressee: Any = None

    def __str__(self) -> str:
        return self.dedupe_key

    @property
    def reader(self) -> Any:
        """Return who reads it: has ``email``, ``first_name`` and ``get_full_name()``."""
        return self.addressee or self.person


class Preference(models.Model):
    """How often somebody wants one kind of message, where that is not the usual.

    A row, not a column per kind; without a row the kind's own ``frequency`` counts.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_preferences"
    )
    kind = models.CharField("soort bericht", max_length=60)
    frequency = models.CharField("hoe vaak", max_length=8, choices=Frequency)

    class Meta:
        verbose_name = "voorkeur voor berichten"
        verbose_name_plural = "voorkeuren voor berichten"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.frequency}"


class Attention(models.TextChoices):
    """What somebody wants to hear about one thing."""

    FOLLOW = "follow", "volgen"
    MUTE = "mute", "stil"


class Subscription(models.Model):
    """Somebody follows one thing (a casus, a thread, a community), or wants it silent.

    Silence goes before following, and before every preference; what is essential still comes.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    attention = models.CharField("aandacht", max_length=6, choices=Attention)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "gevolgd of stil onderwerp"
        verbose_name_plural = "gevolgde en stille onderwerpen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "person"], name="subscription_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.attention} {self.content_type_id}/{self.object_id}"


class OverzichtQuerySet(models.QuerySet["Overzicht"]):
    """Questions about rounds of digests."""

    def visible_to(self, user: Any) -> "OverzichtQuerySet":
        """A round itself says nothing; what it tells is asked item by item."""
        return self if user.is_authenticated else self.none()


class Overzicht(models.Model):
    """One round of digests: everybody who has something waiting gets one mail about it.

    ``day`` is a day in Europe/Amsterdam; the row makes that no round happens twice.
    """

    frequency = models.CharField("hoe vaak", max_length=8, choices=Frequency)
    day = models.DateField("dag")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OverzichtQuerySet.as_manager()

    class Meta:
        verbose_name = "overzicht"
        verbose_name_plural = "overzichten"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["frequency", "day"], name="overzicht_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_frequency_display()}, {self.day}"


class FailedAddress(models.Model):
    """An address that mail came back from; a row per person and address.

    ``code`` is the enhanced status code (RFC 3463) of the last bounce, or "". After
    ``MOST_BOUNCES`` only essential messages are still tried. The row goes when a beheerder says
    that the address works again, or when the person takes another address.
    """

    MOST_BOUNCES = 3

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="failed_addresses"
    )
    email = models.EmailField("e-mailadres")
    bounces = models.PositiveIntegerField("keer teruggekomen", default=0)
    code = models.CharField("code", max_length=12, blank=True)
    first_at = models.DateTimeField("voor het eerst")
    last_at = models.DateTimeField("voor het laatst")

    class Meta:
        verbose_name = "adres waar mail van terugkomt"
        verbose_name_plural = "adressen waar mail van terugkomt"
        ordering: ClassVar = ["-last_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "email"], name="failed_address_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.bounces}"

    @property
    def is_blocked(self) -> bool:
        """Say whether only essential messages are still tried."""
        return self.bounces >= self.MOST_BOUNCES


class Outcome(models.TextChoices):
    """What became of a mail that came in."""

    NEW = "new", "wacht"
    DONE = "done", "verwerkt"
    REFUSED = "refused", "geweigerd"
    IGNORED = "ignored", "genegeerd"
    FAILED = "failed", "mislukt"


class InboundMailQuerySet(models.QuerySet["InboundMail"]):
    """Questions about mail that came in."""

    def visible_to(self, user: Any) -> "InboundMailQuerySet":
        """Return the mails that this person sent."""
        return self.filter(person=user) if user.is_authenticated else self.none()


class InboundMail(models.Model):
    """One mail that came in, stored before anything is done with it, handled exactly once.

    ``fingerprint`` is the SHA-256 (hex) of what came in for which address, so that a mail that
    is handed over twice is one row. ``raw`` is the mail itself (RFC 5322) and goes as soon as
    it is handled. ``purpose`` and ``number`` come from the address (see tokens.py). ``words`` is
    what the person wrote, kept only when it could not be used, to be sent back.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    envelope_to = models.CharField(max_length=320)
    raw = models.BinaryField(null=True)
    purpose = models.CharField(max_length=20, blank=True)
    number = models.BigIntegerField(null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    outcome = models.CharField("uitkomst", max_length=8, choices=Outcome, default=Outcome.NEW)
    reason = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True)

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        verbose_name = "ontvangen mail"
        verbose_name_plural = "ontvangen mails"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="inbound_new", condition=Q(outcome="new")),
            models.Index(fields=["person", "-id"], name="inbound_person"),
            models.Index(
                fields=["-id"],
                name="inbound_trouble",
                condition=Q(outcome__in=["refused", "failed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Heartbeat(models.Model):
    """The last time that a background job really ran, one row a job.

    A row about trouble (see watch.py) says since when it lasts, and holds the code of an error,
    never its text.
    """

    job = models.CharField(max_length=60, primary_key=True)
    ran_at = models.DateTimeField()
    since = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = "hartslag"
        verbose_name_plural = "hartslagen"

    def __str__(self) -> str:
        return self.job

    @classmethod
    def beat(cls, job: str, now: Any) -> None:
        """Write down that a job ran."""
        cls.objects.update_or_create(job=job, defaults={"ran_at": now})
