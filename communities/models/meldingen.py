"""What people report, and what moderators decide about it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from communities.enums import MeldingReason, MeldingState


class Melding(models.Model):
    """Somebody says that a post or a topic does not belong here; moderators decide, with a reason.

    ``text`` is what stood there when it was reported, so that a change hides nothing. Notices
    and reasons: Digital Services Act, art. 16 and 17.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    subject = GenericForeignKey()
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("reden", max_length=12, choices=MeldingReason)
    explanation = models.TextField("toelichting", max_length=2000, blank=True)
    text = models.TextField("wat er stond", max_length=10_000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField("stand", max_length=8, choices=MeldingState, default=MeldingState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField("waarom", max_length=2000, blank=True)

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "reported_by"],
                condition=Q(state=MeldingState.OPEN),
                name="melding_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-created_at"], name="melding_queue")]

    def __str__(self) -> str:
        return f"Melding {self.pk}"
