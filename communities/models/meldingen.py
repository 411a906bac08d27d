"""What people report, and what moderators decide about it."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from communities.enums import MeldingReason, MeldingState, Role
from communities.models.people import Community, Deelnemer, Lidmaatschap

OBJECT_WITHIN = timedelta(days=183)  # in which an author may ask to look again
RECONSIDER_WITHIN = timedelta(days=30)  # in which who decided may come back on it


class ZaakQuerySet(models.QuerySet["Zaak"]):
    """Questions about what moderators decide."""

    def about(self, thing: models.Model) -> "ZaakQuerySet":
        """Return the cases about one text, newest first."""
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=kind, object_id=thing.pk).order_by("-pk")

    def waiting(self) -> "ZaakQuerySet":
        """Return what asks for a decision: a first one, or one after an objection."""
        again = Q(objected_at__isnull=False, reviewed_at__isnull=True)
        return self.filter(Q(state=MeldingState.OPEN) | again)

    def to_decide_by(self, user: Any) -> "ZaakQuerySet":
        """Return what waits for a decision of this person: nobody goes before them.

        First organisers of the community, then redacteuren; never the author of the text, nor
        who decided before. Who reported it comes after all who did not.
        """
        organised = user.organised_ids if user.is_active else []
        if not organised and not (user.is_active and user.is_redacteur):
            return self.none()
        organisers, editors = _fit(_organisers(), "deelnemer"), _fit(_editors(), "pk")
        others = Exists(_fresh(organisers, "deelnemer")), Exists(_fresh(editors, "pk"))
        mine = Exists(Melding.objects.filter(zaak=OuterRef("pk"), reported_by=user.pk))
        nobody_fresh = ~others[0] & ~others[1]
        allowed = Q(community__in=organised) & (~mine | nobody_fresh)
        if user.is_redacteur:
            allowed |= Q(~mine & ~others[0]) | Q(nobody_fresh & ~Exists(organisers))
        rows = self.waiting().exclude(author=user.pk)
        return rows.filter(allowed, Q(decided_by__isnull=True) | ~Q(decided_by=user.pk))

    def visible_to(self, user: Any) -> "ZaakQuerySet":
        """Return what this person decides, reported, or wrote when it was taken away.

        Once it is decided, all who lead that community read it. Who decided and has that task no
        more does not. Who wrote a text that stays does not hear that it was reported.
        """
        if not user.is_authenticated:
            return self.none()
        reported = Melding.objects.filter(reported_by=user.pk).values("zaak")
        hurt = Q(author=user.pk) & (Q(state=MeldingState.REMOVED) | Q(was_removed=True))
        organised = user.organised_ids
        led = Q(community__in=organised)
        if user.is_redacteur:
            led |= Q(community__isnull=True)
        led &= ~Q(author=user.pk) & ~Q(state=MeldingState.OPEN)
        did = Q(decided_by=user.pk) | Q(reviewed_by=user.pk)
        if not user.is_redacteur:
            did &= Q(community__in=organised)
        mine = did | led | Q(pk__in=reported) | hurt
        return self.filter(mine | Q(pk__in=self.to_decide_by(user).values("pk")))


def _organisers() -> models.QuerySet[Any]:
    return Lidmaatschap.objects.filter(
        community=OuterRef("community"), role=Role.ORGANISER, deelnemer__is_active=True
    )


def _editors() -> models.QuerySet[Any]:
    return Deelnemer.objects.filter(is_redacteur=True, is_active=True)


def _fit(people: models.QuerySet[Any], key: str) -> models.QuerySet[Any]:
    """Leave out who wrote the text, and who decided about it before."""
    before = Coalesce(OuterRef("decided_by"), 0)
    return people.exclude(**{key: OuterRef("author")}).exclude(**{key: before})


def _fresh(people: models.QuerySet[Any], key: str) -> models.QuerySet[Any]:
    """Leave out who reported it too."""
    reports = Melding.objects.filter(zaak=OuterRef(OuterRef("pk")), reported_by=OuterRef(key))
    return people.filter(~Exists(reports))


class Zaak(models.Model):
    """What moderators decide about one text that was reported, however often; with a reason.

    ``community`` leads what the text was about; without one redacteuren decide. The author of
    a text that was taken away may object once, and then somebody else looks. The reports say
    what stood there. Notices and reasons: Digital Services Act, art. 16 and 17.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField("stand", max_length=8, choices=MeldingState, default=MeldingState.OPEN)
    was_removed = models.BooleanField("is weggehaald geweest", default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField("waarom", max_length=2000, blank=True)
    objection = models.TextField("bezwaar", max_length=2000, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.TextField("waarom na bezwaar", max_length=2000, blank=True)

    objects = ZaakQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit over een melding"
        verbose_name_plural = "besluiten over meldingen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(state=MeldingState.OPEN),
                name="zaak_open_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at"], name="zaak_queue"),
            models.Index(fields=["content_type", "object_id"], name="zaak_subject"),
        ]

    def __str__(self) -> str:
        return f"Melding {self.pk}"

    def get_absolute_url(self) -> str:
        """Return its page, which shows each reader their part."""
        return reverse("moderatie:zaak", args=[self.pk])

    def is_led_by(self, user: Any) -> bool:
        """Say whether this person is one of those who decide about such a text."""
        leads = self.community_id is not None and user.is_organiser(self.community_id)
        return bool(leads or user.is_redacteur)

    @property
    def noun(self) -> str:
        """Return what it is about: reactie or onderwerp."""
        return "onderwerp" if self.content_type.model == "onderwerp" else "reactie"

    @property
    def is_waiting(self) -> bool:
        """Say whether it asks for a decision."""
        return self.state == MeldingState.OPEN or self.is_disputed

    @property
    def is_disputed(self) -> bool:
        """Say whether its author objected, and nobody looked again yet."""
        return self.objected_at is not None and self.reviewed_at is None

    @property
    def last_reason(self) -> str:
        """Return the reason of the decision that holds now."""
        return self.review or self.decision

    @property
    def can_be_objected_to(self) -> bool:
        """Say whether its author may still ask to look again."""
        if self.state != MeldingState.REMOVED or self.objected_at or not self.decided_at:
            return False
        return self.decided_at > timezone.now() - OBJECT_WITHIN

    @property
    def can_be_reconsidered(self) -> bool:
        """Say whether who decided may come back on it: not while or after somebody else looks."""
        if self.decided_at is None or self.objected_at:
            return False
        return self.decided_at > timezone.now() - RECONSIDER_WITHIN


class Melding(models.Model):
    """One person says that a post or a topic does not belong here.

    ``text`` is what stood there when it was reported, so that a change hides nothing.
    """

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="meldingen")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("reden", max_length=12, choices=MeldingReason)
    explanation = models.TextField("toelichting", max_length=2000, blank=True)
    text = models.TextField("wat er stond", max_length=10_200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["zaak", "reported_by"], name="melding_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["reported_by", "-created_at"], name="melding_of_person")
        ]

    def __str__(self) -> str:
        return f"Melding {self.pk}"
