"""The audit log: who did what to what, when; rows are added and never changed."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class AuditEvent(models.Model):
    """One act that must be traceable: a change of role, a publication, an export.

    Append-only: a trigger in the database refuses every UPDATE and DELETE (BIO2 8.15). ``data``
    holds ids and enum values, never a name, an address or a secret.
    """

    at = models.DateTimeField("moment", auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="wie",
    )
    action = models.CharField("handeling", max_length=60)
    subject_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField("gegevens", default=dict)

    class Meta:
        verbose_name = "regel in het auditlogboek"
        verbose_name_plural = "auditlogboek"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_subject"),
            models.Index(fields=["actor", "-id"], name="audit_actor"),
            models.Index(fields=["action", "-id"], name="audit_action"),
            models.Index(fields=["at"], name="audit_at"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.action} ({self.at:%Y-%m-%d %H:%M})"
