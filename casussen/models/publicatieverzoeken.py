"""The question to let everybody read a casus, which somebody else answers."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from casussen.enums import CasusRole, RequestState
from casussen.models.casussen import Casus, CasusDeelname
from communities.enums import Visibility


class PublicatieverzoekQuerySet(models.QuerySet["Publicatieverzoek"]):
    """Questions about requests to publish."""

    def waiting(self) -> "PublicatieverzoekQuerySet":
        """Return the requests that wait for an answer."""
        return self.filter(state=RequestState.OPEN)

    def visible_to(self, user: Any) -> "PublicatieverzoekQuerySet":
        """Return what the writers asked and who may answer it, of casussen they may read."""
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(casus__in=Casus.objects.visible_to(user))
        if user.is_redacteur:
            return rows
        organised = user.organised_ids
        part = CasusDeelname.objects.filter(
            casus=OuterRef("casus"), deelnemer=user, role=CasusRole.CO_AUTHOR
        )
        return rows.filter(
            Q(casus__casushouder=user) | Q(casus__community__in=organised) | Exists(part)
        )


class Publicatieverzoek(models.Model):
    """The question to let more people read a casus; somebody else than who asked decides."""

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="publicatieverzoeken")
    wanted = models.CharField("wie mag dit straks lezen", max_length=12, choices=Visibility)
    note = models.TextField("toelichting", max_length=1000, blank=True)
    state = models.CharField("stand", max_length=8, choices=RequestState, default="open")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="publicatieverzoeken"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("reden", max_length=1000, blank=True)

    objects = PublicatieverzoekQuerySet.as_manager()

    class Meta:
        verbose_name = "publicatieverzoek"
        verbose_name_plural = "publicatieverzoeken"
        ordering: ClassVar = ["-requested_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["casus"], condition=Q(state="open"), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="four_eyes",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-requested_at"], name="request_state")]

    def __str__(self) -> str:
        return f"Verzoek voor {self.casus}"
