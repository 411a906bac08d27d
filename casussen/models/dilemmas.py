"""Dilemma's: what is hard to choose between, in one or more casussen."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank, SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from casussen.enums import DilemmaState, PositionMoment, Round, Side
from casussen.models.casussen import Casus
from communities.enums import Visibility
from communities.models import Community
from communities.sharing import readable_by
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.marks import mark_of
from netwerk.kern.zoeken.zoeken import CONFIG, vector

LEANINGS = range(-2, 3)  # -2 all for the first side, 2 all for the second


class DilemmaQuerySet(models.QuerySet["Dilemma"]):
    """Questions about dilemma's."""

    def visible_to(self, user: Any) -> "DilemmaQuerySet":
        """Return what this person may read: the same rule as ``casussen.view_dilemma``."""
        readable = readable_by(user)
        if user.is_authenticated:
            readable |= Q(author=user)
        return self.filter(readable)

    def matching(self, query: Any) -> "DilemmaQuerySet":
        """Return those that a search finds by their words or by a value that clashes, ranked."""
        words = SearchVector("label", config=CONFIG)
        values = Begrip.objects.in_schema("waarde").annotate(words=words).filter(words=query)
        ids = values.order_by().values("pk")
        found = Q(search_vector=query) | Q(first_value__in=ids) | Q(second_value__in=ids)
        return self.filter(found).annotate(rank=SearchRank(F("search_vector"), query))

    def with_layers(self) -> "DilemmaQuerySet":
        """Fetch the values, and who took which side, along with the dilemma's."""
        rows = Standpunt.objects.select_related("layer")
        return self.select_related("first_value", "second_value").prefetch_related(
            models.Prefetch("standpunten", rows)
        )


class Dilemma(models.Model):
    """Two things that are both worth it and do not go together; seen in one or more casussen."""

    question = models.CharField("de vraag", max_length=160)
    slug = models.SlugField(max_length=100, unique=True)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, related_name="dilemmas", verbose_name="community"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dilemmas"
    )
    casussen = models.ManyToManyField(Casus, blank=True, related_name="dilemmas")
    first_title = models.CharField("aan de ene kant", max_length=100)
    first_text = models.TextField("uitleg van de ene kant", max_length=1500)
    second_title = models.CharField("aan de andere kant", max_length=100)
    second_text = models.TextField("uitleg van de andere kant", max_length=1500)
    first_value = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="waarde aan de ene kant",
    )
    second_value = models.ForeignKey(
        Begrip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="waarde aan de andere kant",
    )
    affects = models.TextField("voor wie het knelt", max_length=1000, blank=True)
    tried = models.TextField("wat we probeerden", max_length=3000, blank=True)
    state = models.CharField("stand", max_length=8, choices=DilemmaState, default="open")
    state_reason = models.CharField("waarom geparkeerd", max_length=500, blank=True)
    chosen_side = models.CharField("waarvoor gekozen", max_length=8, choices=Side, blank=True)
    outcome = models.TextField("wat we kozen en waarom", max_length=3000, blank=True)
    visibility = models.CharField(
        "wie mag dit lezen", max_length=12, choices=Visibility, default=Visibility.COMMUNITY
    )
    round = models.CharField("ronde", max_length=8, choices=Round, default=Round.BEFORE)
    figures = models.JSONField("hoe de groep bewoog", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search_vector = vector(
        question="A",
        first_title="B",
        second_title="B",
        first_text="C",
        second_text="C",
        affects="C",
        tried="C",
        outcome="C",
        markdown=("outcome",),
    )

    objects = DilemmaQuerySet.as_manager()

    class Meta:
        verbose_name = "dilemma"
        verbose_name_plural = "dilemma's"
        ordering: ClassVar = ["-updated_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="chosen") | ~Q(outcome=""), name="choosing_needs_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(state="chosen") | ~Q(chosen_side=""), name="choosing_needs_side"
            ),
            models.CheckConstraint(
                condition=~Q(state="parked") | ~Q(state_reason=""), name="parking_needs_reason"
            ),
            models.CheckConstraint(
                condition=~Q(first_title="") & ~Q(second_title=""), name="dilemma_has_two_sides"
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="dilemma_search"),
            models.Index(fields=["-updated_at", "-id"], name="dilemma_newest"),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Return the page of the dilemma."""
        return reverse("casussen:dilemma", args=[self.slug])

    @property
    def is_chosen(self) -> bool:
        """Say whether the choice was made."""
        return self.state == DilemmaState.CHOSEN

    @property
    def is_parked(self) -> bool:
        """Say whether it waits."""
        return self.state == DilemmaState.PARKED

    @property
    def values(self) -> list[Begrip]:
        """Return the values that clash, as far as somebody named them."""
        return [value for value in (self.first_value, self.second_value) if value]

    def side_in_words(self, side: str) -> str:
        """Return how people call a side of this dilemma."""
        return {Side.FIRST: self.first_title, Side.SECOND: self.second_title}.get(
            Side(side), "ertussenin"
        )

    @property
    def chosen_title(self) -> str:
        """Return for what was chosen, or ""."""
        if not self.is_chosen:
            return ""
        words = self.side_in_words(self.chosen_side)
        return f"een weg {words}" if self.chosen_side == Side.BETWEEN else words

    def mark(self) -> str:
        """Return a short mark of what stands in the form; another mark means other facts."""
        first = [self.first_title, self.first_text, self.first_value_id]
        second = [self.second_title, self.second_text, self.second_value_id]
        more = [self.affects, self.tried, self.visibility]
        casussen = sorted(self.casussen.values_list("pk", flat=True))
        return mark_of(self.question, first, second, more, casussen)


class StandpuntQuerySet(models.QuerySet["Standpunt"]):
    """Questions about standpunten."""

    def visible_to(self, user: Any) -> "StandpuntQuerySet":
        """Return those of the dilemma's that this person may read."""
        return self.filter(dilemma__in=Dilemma.objects.visible_to(user).order_by().values("pk"))


class Standpunt(models.Model):
    """How one layer of government or society sees a dilemma, with its arguments."""

    dilemma = models.ForeignKey(Dilemma, on_delete=models.CASCADE, related_name="standpunten")
    layer = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="laag"
    )
    side = models.CharField("neigt naar", max_length=8, choices=Side)
    arguments = models.TextField("argumenten", max_length=1500)
    from_experience = models.BooleanField("uit eigen ervaring", default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = StandpuntQuerySet.as_manager()

    class Meta:
        verbose_name = "standpunt"
        verbose_name_plural = "standpunten"
        ordering: ClassVar = ["layer__order", "created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dilemma", "layer", "author"], name="standpunt_once")
        ]

    def __str__(self) -> str:
        return f"{self.layer}: {self.get_side_display()}"

    def mark(self) -> str:
        """Return a short mark of the words as they are now."""
        return mark_of(self.layer_id, self.side, self.arguments)


class Positie(models.Model):
    """Where one participant stands in a dilemma, before or after the discussion.

    ``leaning`` runs from -2 (all for the first side) to 2 (all for the second). Others see how
    the group moved, never who stands where.
    """

    dilemma = models.ForeignKey(Dilemma, on_delete=models.CASCADE, related_name="posities")
    deelnemer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    moment = models.CharField("wanneer", max_length=8, choices=PositionMoment)
    leaning = models.SmallIntegerField("neiging")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "positie"
        verbose_name_plural = "posities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dilemma", "deelnemer", "moment"], name="positie_once"),
            models.CheckConstraint(
                condition=Q(leaning__gte=-2, leaning__lte=2), name="positie_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"Positie in {self.dilemma}"
