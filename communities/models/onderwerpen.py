"""Free topics that members bring up in their community, and polls in a conversation."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from communities.models.gesprekken import KEPT_FOR, FormerMember, Gesprek
from communities.models.people import Community
from netwerk.kern.zoeken.zoeken import vector

POLL_DAYS = 14  # how long a poll is open when nobody says otherwise


class OnderwerpQuerySet(models.QuerySet["Onderwerp"]):
    """Questions about topics."""

    def visible_to(self, user: Any) -> "OnderwerpQuerySet":
        """Return the topics of the communities that this person is in."""
        return self.filter(community__in=Community.objects.entered_by(user))

    def standing(self) -> "OnderwerpQuerySet":
        """Return the topics that nobody removed."""
        return self.filter(removed_at__isnull=True)

    def with_posts(self) -> "OnderwerpQuerySet":
        """Count the posts that stand under each topic (``post_count``)."""
        kind = ContentType.objects.get_for_model(Onderwerp)
        talk = Gesprek.objects.filter(content_type=kind, object_id=OuterRef("pk"))
        number = (
            talk.filter(reacties__removed_at__isnull=True)
            .values("object_id")
            .annotate(number=Count("reacties"))
            .values("number")
        )
        return self.annotate(post_count=Coalesce(Subquery(number), 0))

    def for_list(self) -> "OnderwerpQuerySet":
        """Return what stands, the liveliest first, with what a list shows of it."""
        rows = self.standing().with_posts().select_related("author").defer("body")
        return rows.order_by("-active_at", "-pk")


class Onderwerp(models.Model):
    """Something that members talk about which is no casus; a question may get an answer.

    Its text stands above the conversation about it. A removed topic keeps its place, like a
    removed post, and can be put back for KEPT_FOR. ``active_at`` is when something was last said
    in it; a new post sets it, so that the list of thousands of topics is one walk of an index.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="onderwerpen")
    title = models.CharField("titel", max_length=150)
    body = models.TextField("tekst", max_length=10_000, blank=True)
    is_question = models.BooleanField("dit is een vraag", default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="onderwerpen"
    )
    shows_author = models.BooleanField("met naam", default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    active_at = models.DateTimeField("laatste reactie op", default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    search_vector = vector(title="A", body="C", markdown={"body"})

    objects = OnderwerpQuerySet.as_manager()

    class Meta:
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["community", "-active_at", "-id"],
                condition=Q(removed_at__isnull=True),
                name="onderwerp_active",
            ),
            GinIndex(fields=["search_vector"], name="onderwerp_search"),
        ]

    def __str__(self) -> str:
        return "Een verwijderd onderwerp" if self.removed_at else self.title

    def get_absolute_url(self) -> str:
        """Return the page of the topic, with the conversation about it."""
        return reverse("communities:onderwerp", args=[self.community.slug, self.pk])

    @property
    def writer(self) -> Any:
        """Return who began it, as everybody may know it: every page and mail asks this."""
        return self.author if self.shows_author else FormerMember()

    @property
    def is_moderated(self) -> bool:
        """Say whether somebody else than its author took it away."""
        return bool(self.removed_at and self.removed_by_id not in {None, self.author_id})

    @property
    def can_be_restored(self) -> bool:
        """Say whether its author removed it, and its text is still there."""
        removed = self.removed_at
        kept = removed and self.title and removed > timezone.now() - KEPT_FOR
        return bool(kept and not self.is_moderated)


class PeilingQuerySet(models.QuerySet["Peiling"]):
    """Questions about polls."""

    def visible_to(self, user: Any) -> "PeilingQuerySet":
        """Return the polls in the conversations that this person may read."""
        return self.filter(gesprek__in=Gesprek.objects.visible_to(user))

    def of(self, subject: models.Model) -> "PeilingQuerySet":
        """Return the polls in the conversation about a subject."""
        content_type = ContentType.objects.get_for_model(subject)
        return self.filter(gesprek__content_type=content_type, gesprek__object_id=subject.pk)


def in_two_weeks() -> Any:
    """Return when a new poll closes."""
    return timezone.now() + timedelta(days=POLL_DAYS)


class Peiling(models.Model):
    """A question with answers to choose from; the outcome shows once it is closed.

    Nobody sees who chose what, also not who asked.
    """

    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="peilingen")
    question = models.CharField("vraag", max_length=200)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closes_at = models.DateTimeField("sluit op", default=in_two_weeks)

    objects = PeilingQuerySet.as_manager()

    class Meta:
        verbose_name = "peiling"
        verbose_name_plural = "peilingen"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Return the page of the poll by itself."""
        return reverse("communities:peiling", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        """Say whether nobody can choose any more, and everybody sees the outcome."""
        return self.closes_at <= timezone.now()


class PeilingOptie(models.Model):
    """One answer that people can choose in a poll."""

    peiling = models.ForeignKey(Peiling, on_delete=models.CASCADE, related_name="opties")
    text = models.CharField("antwoord", max_length=150)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "antwoord in een peiling"
        verbose_name_plural = "antwoorden in peilingen"
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Stem(models.Model):
    """What one person chose in a poll; once, and nobody else sees it."""

    peiling = models.ForeignKey(Peiling, on_delete=models.CASCADE, related_name="stemmen")
    optie = models.ForeignKey(PeilingOptie, on_delete=models.CASCADE, related_name="stemmen")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peiling", "deelnemer"], name="stem_once")
        ]

    def __str__(self) -> str:
        return f"Stem {self.pk}"
