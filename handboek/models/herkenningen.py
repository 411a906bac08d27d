"""Other casussen that recognise a les, or say that it went otherwise with them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from casussen.enums import Outcome
from casussen.models import Casus, Terugblik
from communities.models import Community
from handboek.enums import Stance
from handboek.models.lessen import Les


class HerkenningQuerySet(models.QuerySet["Herkenning"]):
    """Questions about herkenningen."""

    def standing(self) -> "HerkenningQuerySet":
        """Leave out what was taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: Any) -> "HerkenningQuerySet":
        """Return what this person may read: the les and the casus, ``handboek.view_herkenning``."""
        return self.filter(
            les__in=Les.objects.visible_to(user).order_by().values("pk"),
            casus__in=Casus.objects.visible_to(user).order_by().values("pk"),
        )

    def with_sources(self) -> "HerkenningQuerySet":
        """Fetch what the evidence rule and the chain need, in a fixed number of queries."""
        later = Terugblik.objects.answered().filter(casus=OuterRef("casus"))
        last = Subquery(later.order_by("-months").values("outcome")[:1])
        rows = self.annotate(last_outcome=last).select_related(
            "community", "casus__area_type", "casus__organisatie__kind__broader__broader"
        )
        return rows.prefetch_related("casus__provinces")


class Herkenning(models.Model):
    """That a casus says of a les "dit speelt ook bij ons", or "bij ons ging het anders".

    It is a practice source with its casus, once for each les. ``community`` is the leading one of
    the casus at that moment: it is credited beside the community of the les. What is taken back
    stays as a row, and can be said again.
    """

    les = models.ForeignKey(Les, on_delete=models.PROTECT, related_name="herkenningen")
    casus = models.ForeignKey(
        Casus, on_delete=models.CASCADE, related_name="herkenningen", verbose_name="casus"
    )
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="herkenningen", verbose_name="community"
    )
    stance = models.CharField("wat zie je bij jullie", max_length=12, choices=Stance)
    words = models.CharField("toelichting", max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = HerkenningQuerySet.as_manager()

    class Meta:
        verbose_name = "herkenning"
        verbose_name_plural = "herkenningen"
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["les", "casus"], name="herkenning_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["community", "-created_at"],
                name="herkenning_community",
                condition=Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.casus}: {self.get_stance_display()}"

    @property
    def is_recognition(self) -> bool:
        """Say whether the casus sees the same."""
        return self.stance == Stance.RECOGNISED

    @property
    def casus_counts(self) -> bool:
        """Say whether its casus stands: neither withdrawn nor thrown away."""
        return self.casus.withdrawn_at is None and self.casus.deleted_at is None

    @property
    def failed_later(self) -> bool:
        """Say whether its casus told last that it did not work (fetched with ``with_sources``)."""
        return self.last_outcome == Outcome.FAILED  # type: ignore[attr-defined, no-any-return]
