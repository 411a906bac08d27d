"""Mail that an organiser writes to the people of a meeting."""

from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bijeenkomsten.enums import Audience
from bijeenkomsten.models.meetings import Bijeenkomst
from netwerk.kern.berichten.models import MessageEvent


class RondmailQuerySet(models.QuerySet["Rondmail"]):
    """Questions about the mails of organisers."""

    def visible_to(self, user: Any) -> "RondmailQuerySet":
        """Only organisers of the community that leads the meeting see drafts and the log."""
        if not user.is_authenticated:
            return self.none()
        organised = user.organised_ids
        return self.filter(bijeenkomst__community__in=organised)


class Rondmail(models.Model):
    """What an organiser writes to the people of a meeting; a draft until it is sent.

    ``essential`` is for what people must know to take part; it also reaches who wants no mail
    of organisers, and goes only to who said yes. ``author`` is whose name and address the mail
    carries: who wrote the draft, and in the end who sent it. ``event`` is what the planner made
    the messages of. ``WRITTEN`` names what its writer decides.
    """

    WRITTEN: ClassVar = ("subject", "body", "audience", "essential")

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="rondmails")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("onderwerp", max_length=120)
    body = models.TextField("bericht", max_length=5000)
    audience = models.CharField("aan wie", max_length=8, choices=Audience, default=Audience.COMING)
    essential = models.BooleanField("dit moet iedereen weten die komt", default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    event = models.OneToOneField(
        MessageEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RondmailQuerySet.as_manager()

    class Meta:
        verbose_name = "mail aan deelnemers"
        verbose_name_plural = "mails aan deelnemers"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(essential=False) | Q(audience="coming"), name="essential_for_coming"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["bijeenkomst", "-id"], name="rondmail_log"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the page with the preview, and later with what became of it."""
        return reverse("bijeenkomsten:mail", args=[self.bijeenkomst.slug, self.pk])

    @property
    def is_sent(self) -> bool:
        """Say whether it went out, so that it cannot change any more."""
        return self.sent_at is not None

    @property
    def fingerprint(self) -> str:
        """Return what changes whenever the text or its readers change.

        Nobody sends or overwrites a text that is not the one that stood on the screen.
        """
        parts = "\0".join(str(getattr(self, name)) for name in self.WRITTEN)
        return sha256(parts.encode()).hexdigest()[:16]
