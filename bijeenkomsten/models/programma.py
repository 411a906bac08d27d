"""The programme of a meeting: its parts, their steps, and what members propose for it."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q

from bijeenkomsten import werkvormen
from bijeenkomsten.enums import Capture, ItemKind, ProposalState
from bijeenkomsten.models.meetings import Bijeenkomst
from casussen.models import Casus, Dilemma, Leervraag
from communities.models import Deelnemer


class AgendapuntQuerySet(models.QuerySet["Agendapunt"]):
    """Questions about parts of programmes."""

    def visible_to(self, user: Any) -> "AgendapuntQuerySet":
        """Return the parts of what this person may see: the same rule as ``view_agendapunt``."""
        return self.filter(bijeenkomst__in=Bijeenkomst.objects.visible_to(user))


class Agendapunt(models.Model):
    """A part of the programme, perhaps about a casus, dilemma or leervraag.

    Its time follows from the lengths of what comes before it. ``owner`` leads it or brings it in;
    ``werkvorm`` is the key of a method (``bijeenkomsten.werkvormen``), whose steps are ``Stap``.
    """

    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.CASCADE, related_name="agendapunten"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    title = models.CharField("titel", max_length=150)
    explanation = models.TextField("toelichting", max_length=1000, blank=True)
    minutes = models.PositiveSmallIntegerField("duur in minuten", default=30)
    kind = models.CharField("soort", max_length=8, choices=ItemKind, default=ItemKind.WORK)
    casus = models.ForeignKey(
        Casus,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agendapunten",
        verbose_name="casus",
    )
    dilemma = models.ForeignKey(
        Dilemma,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agendapunten",
        verbose_name="dilemma",
    )
    leervraag = models.ForeignKey(
        Leervraag,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agendapunten",
        verbose_name="leervraag",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="wie brengt het in",
    )
    werkvorm = models.CharField("werkvorm", max_length=40, blank=True)
    starts_at: datetime | None = None
    papers: list[Any]
    has_more_papers = False
    may_attach = False

    objects = AgendapuntQuerySet.as_manager()

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its place on the page of the meeting."""
        return f"{self.bijeenkomst.get_absolute_url()}#punt-{self.pk}"

    @staticmethod
    def timed(bijeenkomst: Bijeenkomst, user: Any) -> list["Agendapunt"]:
        """Return the programme with ``starts_at`` on every item (aware, UTC).

        A casus, dilemma or leervraag that this person may not read is None: no page can show it.
        So is the owner of a part, for who may not know who is in the network.
        """
        moment = bijeenkomst.starts_at.astimezone(UTC)
        items = list(
            bijeenkomst.agendapunten.prefetch_related(
                Prefetch("owner", queryset=Deelnemer.objects.visible_to(user)),
                "stappen",
                Prefetch("casus", queryset=Casus.objects.visible_to(user)),
                Prefetch("dilemma", queryset=Dilemma.objects.visible_to(user)),
                Prefetch(
                    "leervraag",
                    queryset=Leervraag.objects.visible_to(user).select_related("community"),
                ),
            )
        )
        for item in items:
            item.starts_at = moment
            for step in item.stappen.all():
                step.starts_at = moment
                moment += timedelta(minutes=step.minutes)
            moment = item.starts_at + timedelta(minutes=item.minutes)
        return items

    @property
    def ends_at(self) -> datetime | None:
        """Return when the item ends, once ``timed`` gave it a start."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def method(self) -> werkvormen.Werkvorm | None:
        """Return the werkvorm that it began with, when that still exists."""
        return werkvormen.find(self.werkvorm)


class Stap(models.Model):
    """One timed step of a werkvorm, as it is done at one part of one programme.

    ``instruction`` says what everybody does, ``speaks`` who may talk; ``captures`` is what the
    room writes down in this step, or "" for nothing.
    """

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.CASCADE, related_name="stappen")
    order = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("titel", max_length=100)
    minutes = models.PositiveSmallIntegerField("duur in minuten")
    instruction = models.CharField("wat doe je", max_length=500, blank=True)
    speaks = models.CharField("wie praat", max_length=150, blank=True)
    captures = models.CharField(
        "wat schrijf je op", max_length=10, choices=Capture, blank=True, default=""
    )
    starts_at: datetime | None = None

    class Meta:
        verbose_name = "stap van een werkvorm"
        verbose_name_plural = "stappen van een werkvorm"
        ordering: ClassVar = ["order", "pk"]
        indexes: ClassVar = [models.Index(fields=["agendapunt", "order"], name="stap_order")]

    def __str__(self) -> str:
        return self.title


class AgendavoorstelQuerySet(models.QuerySet["Agendavoorstel"]):
    """Questions about what members propose."""

    def open(self) -> "AgendavoorstelQuerySet":
        """Return what waits for an organiser."""
        return self.filter(state=ProposalState.PENDING)

    def visible_to(self, user: Any) -> "AgendavoorstelQuerySet":
        """Return one's own, and those to meetings that one organises: ``view_agendavoorstel``."""
        if not user.is_authenticated:
            return self.none()
        organised = user.organised_ids
        mine = Q(proposed_by=user) & Q(bijeenkomst__in=Bijeenkomst.objects.visible_to(user))
        return self.filter(mine | Q(bijeenkomst__community__in=organised))


class Agendavoorstel(models.Model):
    """A part that a member proposes for a programme; an organiser takes it up or says why not."""

    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.CASCADE, related_name="agendavoorstellen"
    )
    title = models.CharField("titel", max_length=150)
    explanation = models.TextField("toelichting", max_length=1000, blank=True)
    minutes = models.PositiveSmallIntegerField("duur in minuten", default=30)
    casus = models.ForeignKey(
        Casus, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dilemma = models.ForeignKey(
        Dilemma, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    leervraag = models.ForeignKey(
        Leervraag, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agendavoorstellen"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        "stand", max_length=10, choices=ProposalState, default=ProposalState.PENDING
    )
    reason = models.CharField("reden", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    agendapunt = models.OneToOneField(
        Agendapunt, on_delete=models.SET_NULL, null=True, blank=True, related_name="voorstel"
    )

    objects = AgendavoorstelQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel voor het programma"
        verbose_name_plural = "voorstellen voor het programma"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["bijeenkomst", "state"], name="agendavoorstel_state")
        ]

    def __str__(self) -> str:
        return self.title
