"""The leeragenda of a community: what it wants to learn."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from casussen.enums import QuestionState
from casussen.models.casussen import Casus
from communities.enums import Visibility
from communities.models import Community
from communities.sharing import readable_by
from netwerk.kern.marks import mark_of
from netwerk.kern.zoeken.zoeken import vector


class LeervraagQuerySet(models.QuerySet["Leervraag"]):
    """Questions about leervragen."""

    def visible_to(self, user: Any) -> "LeervraagQuerySet":
        """Return what this person may read: the same rule as ``casussen.view_leervraag``."""
        return self.filter(readable_by(user))

    def waiting(self) -> "LeervraagQuerySet":
        """Return what still has no answer and was not parked."""
        return self.filter(state__in=[QuestionState.OPEN, QuestionState.WORKING])


class Leervraag(models.Model):
    """What a community wants to learn, and the answer that casussen and meetings gave."""

    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="leervragen", verbose_name="community"
    )
    question = models.CharField("de vraag", max_length=300)
    explanation = models.TextField("toelichting", max_length=2000, blank=True)
    state = models.CharField("stand", max_length=8, choices=QuestionState, default="open")
    answer = models.TextField("wat we nu weten", max_length=5000, blank=True)
    visibility = models.CharField(
        "wie mag dit lezen", max_length=12, choices=Visibility, default=Visibility.COMMUNITY
    )
    casussen = models.ManyToManyField(Casus, blank=True, related_name="leervragen")
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    search_vector = vector(question="A", explanation="C", answer="B", markdown=("answer",))

    objects = LeervraagQuerySet.as_manager()

    class Meta:
        verbose_name = "leervraag"
        verbose_name_plural = "leervragen"
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer=""), name="answered_has_answer"
            )
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="leervraag_search"),
            models.Index(fields=["community", "order"], name="leervraag_order"),
        ]

    def __str__(self) -> str:
        return self.question

    def mark(self) -> str:
        """Return a short mark of this row as it is now; another mark means that it changed."""
        links = sorted(self.casussen.values_list("pk", flat=True)) if self.pk else []
        facts = (self.question, self.explanation, self.state, self.answer, self.visibility)
        return mark_of(facts, links)

    def get_absolute_url(self) -> str:
        """Return the page of the leervraag."""
        return reverse("casussen:leervraag", args=[self.community.slug, self.pk])
