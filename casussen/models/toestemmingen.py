"""The consent of the organisation that a casus describes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from casussen.enums import ConsentState
from casussen.models.casussen import Casus


class ToestemmingQuerySet(models.QuerySet["Toestemming"]):
    """Questions about consents."""

    def counting(self) -> "ToestemmingQuerySet":
        """Leave out the questions that the writers took back before anybody answered."""
        return self.exclude(state=ConsentState.WITHDRAWN, answered_at__isnull=True)

    def newest_of(self, casus: Casus) -> "Toestemming | None":
        """Return the one that counts for a casus, if anybody was asked."""
        return self.counting().filter(casus=casus).select_related("asked_by").first()

    def superseded(self) -> "ToestemmingQuerySet":
        """Return the rows of a casus for which a newer one counts."""
        newer = Toestemming.objects.counting().filter(casus=OuterRef("casus"))
        return self.filter(Exists(newer.filter(pk__gt=OuterRef("pk"))))


class Toestemming(models.Model):
    """The question to somebody of the organisation described: may everybody read this?

    The contact answers with a link, without an account. ``text_mark`` and ``text`` say what the
    public would have read when they said yes (casussen.openbaar); another mark means that the
    text changed since. The newest row of a casus counts, the older ones are its history. The
    address stands here only.
    """

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="toestemmingen")
    contact_name = models.CharField("naam van de contactpersoon", max_length=150)
    contact_role = models.CharField("functie", max_length=150, blank=True)
    contact_email = models.EmailField("e-mailadres")
    note = models.TextField("bericht", max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("geldig tot")
    state = models.CharField("stand", max_length=10, choices=ConsentState, default="open")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_note = models.TextField("wat de contactpersoon schreef", max_length=2000, blank=True)
    text_mark = models.CharField(max_length=64, blank=True)
    text = models.TextField("de tekst waar het akkoord over gaat", blank=True)
    times_sent = models.PositiveSmallIntegerField("keer verstuurd", default=1)
    sent_at = models.DateTimeField("verstuurd op", default=timezone.now)
    came_back = models.BooleanField("mail kwam terug", default=False)
    noticed_at = models.DateTimeField(null=True, blank=True)

    objects = ToestemmingQuerySet.as_manager()

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus"], condition=Q(state="open"), name="one_open_consent"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | Q(answered_at__isnull=False),
                name="consent_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"Toestemming voor {self.casus}"

    @property
    def is_expired(self) -> bool:
        """Nobody answered in time; what was answered stays."""
        return self.state == ConsentState.OPEN and self.expires_at <= timezone.now()

    @property
    def was_answered_long_ago(self) -> bool:
        """The contact answered, and the term of the link is over."""
        return self.answered_at is not None and self.expires_at <= timezone.now()

    @property
    def was_taken_back(self) -> bool:
        """The writers took the question back before anybody answered."""
        return self.state == ConsentState.WITHDRAWN and self.answered_at is None
