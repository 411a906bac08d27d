"""Figures of each community and of the network, without telling about single people.

Numbers of people under five are not shown, and neither is what would give such a number away:
the people who were *not* active (members minus active), and a hidden cell that is what the
total minus the others leaves. Numbers of things are not hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from bijeenkomsten.enums import Status
from bijeenkomsten.models import Bijeenkomst
from casussen.enums import Stage
from casussen.models import Casus, Dilemma
from communities.models import Community, Deelnemer, Lidmaatschap, Reactie
from handboek.enums import State
from handboek.models import Advies, Bevinding, Les
from netwerk.kern import subjects

FEWEST = 5
FEW = "minder dan 5"
NOT_SHOWN = "niet getoond"
ACTIVE_DAYS = 90
PERIODS = {"90": "de laatste 90 dagen", "365": "het laatste jaar", "alles": "het hele programma"}
PEOPLE = ("leden", "actief")
THINGS = (
    ("gehouden", "Bijeenkomsten gehouden"),
    ("gepland", "Bijeenkomsten gepland"),
    *((f"casus_{stage.value}", f"Casussen: {stage.label}") for stage in Stage),
    ("dilemmas", "Dilemma's"),
    ("reacties", "Reacties"),
    ("bevindingen", "Bevindingen"),
    ("lessen", "Lessen"),
    ("adviezen", "Adviezen in het handboek"),
)
LABELS = {"leden": "Leden", "actief": f"Actief in {ACTIVE_DAYS} dagen", **dict(THINGS)}


@dataclass
class Figures:
    """The figures of one community, or of the network: for each key of LABELS a number or words."""

    name: str
    slug: str = ""
    cells: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[str, int | str]]:
        """Return (label, number or words) in the order of the table."""
        return [(label, self.cells[key]) for key, label in LABELS.items()]


def since(period: str) -> datetime | None:
    """Return the moment from which a period counts; None is from the beginning."""
    if not period.isdigit():
        return None
    return timezone.now() - timedelta(days=int(period))


def all_communities(period: str) -> tuple[list[Figures], Figures]:
    """Return the figures of every community and of the network; a fixed number of queries."""
    communities = list(Community.objects.order_by("number"))
    found = _counted(None, period)
    rows = [
        Figures(c.name, c.slug, {key: found[key].get(c.pk, 0) for key in LABELS})
        for c in communities
    ]
    total = Figures("Het hele netwerk", "", _network(found, period))
    hide(rows, total)
    return rows, total


def of_community(community: Community, period: str) -> Figures:
    """Return the figures of one community; a fixed number of queries."""
    found = _counted(community, period)
    row = Figures(
        community.name, community.slug, {key: found[key].get(community.pk, 0) for key in LABELS}
    )
    hide([row], None)
    return row


def hide(rows: list[Figures], total: Figures | None) -> None:
    """Put words in the place of every number of people that tells too much."""
    every = [*rows, total] if total else rows
    numbers = {key: [int(row.cells[key]) for row in rows] for key in PEOPLE}
    members = {id(row): int(row.cells["leden"]) for row in every}
    for row in every:
        inactive = members[id(row)] - int(row.cells["actief"])
        if int(row.cells["actief"]) < FEWEST:
            row.cells["actief"] = FEW
        elif inactive < FEWEST:
            row.cells["actief"] = NOT_SHOWN  # else one knows who of the members was not there
        if members[id(row)] < FEWEST:
            row.cells["leden"] = FEW
    if total is not None:
        for key in PEOPLE:
            _hide_another(rows, total, key, numbers[key])


def _hide_another(rows: list[Figures], total: Figures, key: str, numbers: list[int]) -> None:
    """Hide more numbers until those hidden cannot be told from the total minus the others."""
    if isinstance(total.cells[key], str):
        return
    while True:
        hidden = [number for row, number in zip(rows, numbers, strict=True) if _is_hidden(row, key)]
        if not hidden or (len(hidden) > 1 and sum(hidden) >= FEWEST):
            return
        shown = [row for row in rows if not _is_hidden(row, key)]
        if not shown:
            total.cells[key] = NOT_SHOWN
            return
        min(shown, key=lambda row: int(row.cells[key])).cells[key] = NOT_SHOWN


def _is_hidden(row: Figures, key: str) -> bool:
    return isinstance(row.cells[key], str)


def _counted(only: Community | None, period: str) -> dict[str, dict[int, int]]:
    """Return {key: {community id: number}}; one query for each kind of thing."""
    start = since(period)
    now = timezone.now()

    def per(rows: QuerySet[Any], key: str = "community", count: str = "pk") -> dict[int, int]:
        rows = rows.order_by()
        if only is not None:
            rows = rows.filter(**{key: only.pk})
        return dict(rows.values_list(key).annotate(number=Count(count, distinct=True)))

    members = Lidmaatschap.objects.filter(deelnemer__is_active=True)
    meetings = Bijeenkomst.objects.filter(status=Status.PLANNED)
    casussen = _from(Casus.objects.filter(withdrawn_at=None, deleted_at=None), start)
    adviezen = _from(Advies.objects.filter(state=State.PUBLISHED), start, "published_at")
    held = _from(meetings.filter(ends_at__lt=now), start, "starts_at")
    return {
        "leden": per(members, count="deelnemer"),
        "actief": per(members.filter(deelnemer__last_seen_on__gte=_active()), count="deelnemer"),
        "gehouden": per(held),
        "gepland": per(meetings.filter(ends_at__gte=now)),
        **_stages(casussen, only),
        "dilemmas": per(_from(Dilemma.objects.all(), start)),
        "reacties": _reacties(start, only),
        "bevindingen": per(_from(_bevindingen(), start), "place"),
        "lessen": per(_from(Les.objects.all(), start)),
        "adviezen": per(adviezen, "onderbouwing__les__community"),
    }


def _from(rows: QuerySet[Any], start: datetime | None, name: str = "created_at") -> QuerySet[Any]:
    return rows.filter(**{f"{name}__gte": start}) if start else rows


def _active() -> date:
    return timezone.localdate() - timedelta(days=ACTIVE_DAYS)


def _stages(casussen: QuerySet[Casus], only: Community | None) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {f"casus_{stage.value}": {} for stage in Stage}
    rows = casussen.filter(community=only) if only else casussen
    for place, stage, number in (
        rows.order_by().values_list("community", "stage").annotate(Count("pk"))
    ):
        found[f"casus_{stage}"][place] = number
    return found


def _bevindingen() -> QuerySet[Bevinding]:
    """Find the community of a marked sentence: that of its casus, or of its meeting."""
    meeting = "verslag_item__verslag__bijeenkomst__community"
    return Bevinding.objects.annotate(place=Coalesce("casus__community", meeting))


def _reacties(start: datetime | None, only: Community | None) -> dict[int, int]:
    """Count standing posts by the community that their subject is in; one query."""
    places = [
        When(gesprek__content_type=ContentType.objects.get_for_model(model), then=place)
        for model, place in _places()
    ]
    rows = _from(Reactie.objects.standing(), start).annotate(
        place=Case(*places, output_field=BigIntegerField())
    )
    rows = rows.filter(place=only.pk) if only else rows.filter(place__isnull=False)
    return dict(rows.order_by().values_list("place").annotate(Count("pk")))


def _places() -> Iterator[tuple[type[Model], Any]]:
    """Give each kind of thing that people talk about, and how its community is found."""
    thing = OuterRef("gesprek__object_id")
    for subject in subjects.all_subjects():
        if subject.discuss_permission and subject.model is Community:
            yield Community, F("gesprek__object_id")
        elif subject.discuss_permission and hasattr(subject.model, "community_id"):
            rows = subject.model._default_manager.filter(pk=thing)
            yield subject.model, Subquery(rows.values("community")[:1])


def _network(found: dict[str, dict[int, int]], period: str) -> dict[str, int]:
    """Return the totals: each person and each advies once, of other things the sum."""
    members = Deelnemer.objects.active().filter(
        Exists(Lidmaatschap.objects.filter(deelnemer=OuterRef("pk")))
    )
    people = members.aggregate(
        leden=Count("pk"), actief=Count("pk", filter=Q(last_seen_on__gte=_active()))
    )
    published = _from(Advies.objects.filter(state=State.PUBLISHED), since(period), "published_at")
    sums = {key: sum(found[key].values()) for key in LABELS}
    return sums | people | {"adviezen": published.count()}
