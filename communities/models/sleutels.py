"""Keys with which a program of somebody reads along through the API."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class ApiSleutelQuerySet(models.QuerySet["ApiSleutel"]):
    """Questions about keys."""

    def visible_to(self, user: Any) -> "ApiSleutelQuerySet":
        """A key is seen by whose it is, and by nobody else."""
        return self.filter(deelnemer=user) if user.is_authenticated else self.none()


class ApiSleutel(models.Model):
    """A key for the API: who has it reads what its owner may read at that moment.

    The key itself is kept nowhere, only its SHA-256 (``digest``); it is long and random, so that
    a slow hash would guard nothing more. ``session_hash`` ties it to the password and to "log out
    everywhere": when those change, the key is dead. ``second_step`` says that it was made in a
    session with a second step. Days are in Europe/Amsterdam; it works up to ``expires_on``.
    """

    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="apisleutels"
    )
    name = models.CharField("naam", max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    session_hash = models.CharField(max_length=64, editable=False)
    second_step = models.BooleanField(default=False, editable=False)
    expires_on = models.DateField("werkt tot en met")
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField("laatst gebruikt op", null=True, blank=True, editable=False)

    objects = ApiSleutelQuerySet.as_manager()

    class Meta:
        verbose_name = "API-sleutel"
        verbose_name_plural = "API-sleutels"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["expires_on"], name="apisleutel_expires")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        """Say whether its last day is over."""
        today: date = timezone.localdate()
        return self.expires_on < today

    @property
    def was_cut_off(self) -> bool:
        """Say whether its owner changed the password or logged out everywhere since."""
        owner = self.deelnemer
        older = owner.get_session_auth_fallback_hash()  # made with an older SECRET_KEY
        return self.session_hash not in (owner.get_session_auth_hash(), *older)

    @property
    def works(self) -> bool:
        """Say whether it lets its owner in."""
        person = self.deelnemer
        open_account = person.is_active and person.erased_at is None
        return open_account and not self.has_expired and not self.was_cut_off
