"""The consent of a casushouder that what was learned in a closed casus becomes public."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from casussen.models import Casus
from communities.enums import Visibility
from handboek.enums import AgreementState
from handboek.models.lessen import Les


class InstemmingQuerySet(models.QuerySet["Instemming"]):
    """Questions about consent."""

    def needed(self) -> "InstemmingQuerySet":
        """Return those about a casus that counts and that not everybody may read."""
        return self.filter(
            casus__withdrawn_at__isnull=True, casus__deleted_at__isnull=True
        ).exclude(casus__visibility=Visibility.PUBLIC)

    def waiting(self) -> "InstemmingQuerySet":
        """Return what nobody answered yet."""
        return self.needed().filter(state=AgreementState.ASKED)

    def to_answer_by(self, user: Any) -> "InstemmingQuerySet":
        """Return what waits for this person: the rule of ``handboek.answer_instemming``."""
        left = Q(casus__casushouder__is_active=False, casus__community__in=user.organised_ids)
        readable = Casus.objects.visible_to(user).order_by().values("pk")
        return self.waiting().filter(Q(casus__casushouder=user) | left, casus__in=readable)

    def for_page(self) -> "InstemmingQuerySet":
        """Return them with their les, what waits first."""
        asked = models.Case(
            models.When(state=AgreementState.ASKED, then=0),
            default=1,
            output_field=models.SmallIntegerField(),
        )
        return self.select_related("les__community", "answered_by").order_by(asked, "les__number")


class Instemming(models.Model):
    """What a casushouder says of one les from one casus that is not public.

    A les under a published advies is read by everybody. ``text`` is the mark of the words of the
    les that the answer is about (``Les.mark``): other words ask another answer.
    """

    les = models.ForeignKey(Les, on_delete=models.PROTECT, related_name="instemmingen")
    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        "antwoord", max_length=5, choices=AgreementState, default=AgreementState.ASKED
    )
    text = models.CharField("over welke tekst", max_length=16)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    reminded_at = models.DateTimeField("herinnerd op", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    reason = models.CharField("waarom niet", max_length=500, blank=True)

    objects = InstemmingQuerySet.as_manager()

    class Meta:
        verbose_name = "instemming"
        verbose_name_plural = "instemmingen"
        ordering: ClassVar = ["les__number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["les", "casus"], name="instemming_once"),
            models.CheckConstraint(
                condition=Q(state=AgreementState.ASKED)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="instemming_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state=AgreementState.NO) | ~Q(reason=""),
                name="instemming_no_has_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["casus", "state"], name="instemming_casus"),
            models.Index(
                fields=["asked_at"], name="instemming_open", condition=Q(state=AgreementState.ASKED)
            ),
        ]

    def __str__(self) -> str:
        return f"Les {self.les_id} uit casus {self.casus_id}: {self.get_state_display()}"
