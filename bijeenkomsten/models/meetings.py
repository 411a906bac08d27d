"""Bijeenkomsten: when the network meets, about what, and who comes."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten.enums import Answer, Form, Moment, Rhythm, Status
from casussen.models import Casus, Dilemma, Leervraag
from communities.enums import Visibility
from communities.models import Community, Organisatie
from communities.sharing import SharedByCommunities, readable_by
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import vector

if TYPE_CHECKING:
    from bijeenkomsten.models.aanmeldingen import Aanmelding


class BijeenkomstQuerySet(models.QuerySet["Bijeenkomst"]):
    """Questions about meetings."""

    def upcoming(self) -> "BijeenkomstQuerySet":
        """Return what has not ended yet, soonest first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def past(self) -> "BijeenkomstQuerySet":
        """Return what has ended, latest first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")

    def visible_to(self, user: Any) -> "BijeenkomstQuerySet":
        """Return what this person may read: the same rule as ``view_bijeenkomst``."""
        shared = Bijeenkomst.communities.through.objects.filter(bijeenkomst=OuterRef("pk"))
        return self.filter(readable_by(user, shared=shared))

    def in_community(self, community: Community) -> "BijeenkomstQuerySet":
        """Return the meetings of a community, as leading one or as another."""
        shared = Bijeenkomst.communities.through.objects.filter(
            bijeenkomst=OuterRef("pk"), community=community
        )
        return self.filter(Q(community=community) | Exists(shared))

    def about(self, **subject: Casus | Dilemma | Leervraag) -> "BijeenkomstQuerySet":
        """Return the meetings that have this casus, dilemma or leervraag on their agenda."""
        agendapunten: Any = Bijeenkomst.agendapunten.rel.related_model
        items = agendapunten.objects.filter(bijeenkomst=OuterRef("pk"), **subject)
        return self.filter(Exists(items))

    def with_counts(self) -> "BijeenkomstQuerySet":
        """Add the numbers of ``coming``, of places taken in each form, and of who is waiting."""
        holds = holds_a_place()
        return self.annotate(
            coming=_number(answer=Answer.YES),
            taken_room=_number(holds, form=Form.ROOM),
            taken_online=_number(holds, form=Form.ONLINE),
            waiting=_number(answer=Answer.WAITING),
        )

    def for_list(self, user: Any) -> "BijeenkomstQuerySet":
        """Fetch what a list shows: ``coming`` people, and ``my_answer`` of this person."""
        mine = _answers().filter(bijeenkomst=OuterRef("pk"))  # of a guest too, who is no person
        mine = mine.filter(deelnemer=user) if user.is_authenticated else mine.none()
        return (
            self.select_related("community", "kind")
            .with_counts()
            .annotate(my_answer=Subquery(mine.values("answer")[:1]))
        )


def holds_a_place() -> Q:
    """Return which answers hold a place: a yes, and the offer of a place that still stands."""
    return Q(answer=Answer.YES) | Q(answer=Answer.WAITING, offered_until__gt=timezone.now())


def _number(*which: Q, **fields: Any) -> Any:
    rows = _answers().filter(*which, bijeenkomst=OuterRef("pk"), **fields).order_by()
    counted = rows.values("bijeenkomst").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _answers() -> Any:
    aanmeldingen: Any = Bijeenkomst.aanmeldingen.rel.related_model
    return aanmeldingen.objects


def default_reminders() -> list[str]:
    """Return when people are reminded unless the organiser chooses otherwise."""
    return [Moment.DAY.value]


class Reeks(models.Model):
    """What ties the meetings of a series together; each of them is a meeting of its own.

    Each has its own address, appointment and answers, so that one of them can change alone.
    """

    rhythm = models.CharField("hoe vaak", max_length=12, choices=Rhythm)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "reeks"
        verbose_name_plural = "reeksen"

    def __str__(self) -> str:
        return f"Reeks {self.pk}: {self.get_rhythm_display()}"


class Bijeenkomst(SharedByCommunities, models.Model):
    """A meeting of one community, or of more.

    Times are stored in UTC and meant in Europe/Amsterdam. ``revision`` rises on every change;
    ``sequence`` only when calendars must see it: time, place, cancelled, restored (RFC 5545).

    With a place and a link it is hybrid, and each person chooses a form. ``capacity`` then counts
    the room and ``capacity_online`` the rest; else ``capacity`` counts everybody.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("titel", max_length=150)
    slug = models.SlugField(max_length=100, unique=True)
    kind = models.ForeignKey(
        Begrip, on_delete=models.PROTECT, related_name="+", verbose_name="soort bijeenkomst"
    )
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        related_name="led_bijeenkomsten",
        verbose_name="community",
    )
    communities = models.ManyToManyField(
        Community, blank=True, related_name="shared_bijeenkomsten", verbose_name="ook voor"
    )
    goal = models.TextField("waarom komen we bij elkaar", max_length=1000)
    bring_along = models.TextField("neem dit mee", max_length=1000, blank=True)
    starts_at = models.DateTimeField("begint op")
    ends_at = models.DateTimeField("eindigt op")
    place = models.CharField("plaats", max_length=250, blank=True)
    route = models.CharField("zo kom je er", max_length=300, blank=True)
    accessibility = models.CharField("toegankelijkheid", max_length=300, blank=True)
    online_link = models.URLField("link om online mee te doen", max_length=500, blank=True)
    host = models.ForeignKey(
        Organisatie,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gastheer of gastvrouw",
    )
    capacity = models.PositiveIntegerField("aantal plekken", null=True, blank=True)
    capacity_online = models.PositiveIntegerField("aantal plekken online", null=True, blank=True)
    guests_welcome = models.BooleanField("ook gasten zonder account", default=False)
    reeks = models.ForeignKey(
        Reeks, on_delete=models.SET_NULL, null=True, blank=True, related_name="bijeenkomsten"
    )
    recording_link = models.URLField("link naar de opname", max_length=500, blank=True)
    registration_closes_at = models.DateTimeField("aanmelden kan tot", null=True, blank=True)
    visibility = models.CharField(
        "wie ziet deze bijeenkomst", max_length=12, choices=Visibility, default="community"
    )
    reminders = ArrayField(
        models.CharField(max_length=2, choices=Moment),
        default=default_reminders,
        blank=True,
        verbose_name="herinneringen",
    )
    status = models.CharField("stand", max_length=10, choices=Status, default=Status.PLANNED)
    cancel_reason = models.CharField("reden van afgelasten", max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search_vector = vector(title="A", goal="B", place="C")

    objects = BijeenkomstQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(visibility="group"), name="meeting_never_of_casusgroep"
            ),
            models.CheckConstraint(
                condition=Q(guests_welcome=False) | Q(visibility="public"),
                name="guests_only_where_public",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_vector"], name="bijeenkomst_search"),
            models.Index(fields=["starts_at"], name="bijeenkomst_start"),
            models.Index(fields=["ends_at"], name="bijeenkomst_end"),
            models.Index(fields=["community", "starts_at"], name="bijeenkomst_community"),
            models.Index(fields=["updated_at"], name="bijeenkomst_changed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the meeting."""
        return reverse("bijeenkomsten:detail", args=[self.slug])

    @property
    def is_cancelled(self) -> bool:
        """Say whether it does not go on."""
        return self.status == Status.CANCELLED

    @property
    def is_past(self) -> bool:
        """Say whether it has ended."""
        return self.ends_at < timezone.now()

    @property
    def has_started(self) -> bool:
        """Say whether it has begun, so that there may be something to write down."""
        return self.starts_at <= timezone.now()

    @property
    def registration_open(self) -> bool:
        """Say whether somebody can still sign up."""
        closes = self.registration_closes_at or self.starts_at
        return not self.is_cancelled and timezone.now() < closes

    @property
    def is_hybrid(self) -> bool:
        """Say whether people choose between the room and online."""
        return bool(self.place and self.online_link)

    @property
    def forms(self) -> list[Form]:
        """Return in which forms people can take part."""
        if self.is_hybrid:
            return [Form.ROOM, Form.ONLINE]
        return [Form.ONLINE if self.online_link and not self.place else Form.ROOM]

    @property
    def number_coming(self) -> int:
        """Return how many people said yes; ``with_counts`` saves the query."""
        if not hasattr(self, "coming"):
            self.coming = self.aanmeldingen.filter(answer=Answer.YES).count()
        return self.coming

    @property
    def number_waiting(self) -> int:
        """Return how many people wait; ``with_counts`` saves the query."""
        if not hasattr(self, "waiting"):
            self.waiting = self.aanmeldingen.filter(answer=Answer.WAITING).count()
        return self.waiting

    def number_taken(self, form: str) -> int:
        """Return how many places of a form are taken, by a yes or by an offer that stands.

        Where nobody chooses a form, everybody counts. ``with_counts`` saves the query.
        """
        if not hasattr(self, "taken_room"):
            forms = list(self.aanmeldingen.filter(holds_a_place()).values_list("form", flat=True))
            self.taken_room = forms.count(Form.ROOM)
            self.taken_online = forms.count(Form.ONLINE)
        if not self.is_hybrid:
            return self.taken_room + self.taken_online
        return self.taken_online if form == Form.ONLINE else self.taken_room

    def capacity_of(self, form: str) -> int | None:
        """Return how many places a form has, or None when there is no limit."""
        return self.capacity_online if self.is_hybrid and form == Form.ONLINE else self.capacity

    def places_left_in(self, form: str) -> int | None:
        """Return how many places of a form are free, or None when there is no limit."""
        capacity = self.capacity_of(form)
        return None if capacity is None else max(0, capacity - self.number_taken(form))

    @property
    def places_left(self) -> int | None:
        """Return how many places are free in all forms, or None when one has no limit."""
        left = [self.places_left_in(form) for form in self.forms]
        return None if None in left else sum(number or 0 for number in left)

    @property
    def full_forms(self) -> list[Form]:
        """Return the forms that have no place left."""
        return [form for form in self.forms if self.places_left_in(form) == 0]

    @property
    def where(self) -> str:
        """Say where it is, without the link: that is only for who signed up."""
        if self.place and self.online_link:
            return f"{self.place}, en online"
        return self.place or ("Online" if self.online_link else "")

    def answer_of(self, who: Any) -> "Aanmelding | None":
        """Return what this person or guest answered, fetched once for this object."""
        if who.pk is None:  # nobody is logged in
            return None
        field = "gast" if who._meta.model_name == "gast" else "deelnemer"
        answers = self.__dict__.setdefault("_answers", {})
        if (field, who.pk) not in answers:
            answers[field, who.pk] = self.aanmeldingen.filter(**{field: who}).first()
        return answers[field, who.pk]
