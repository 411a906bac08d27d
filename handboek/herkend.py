"""What other casussen say of a les, for one reader: whom it is credited to, and their words.

Of a casus that the reader may not see nothing is told but its public label: not the community,
not the words and not the day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from casussen.models import Casus
from communities.models import Community
from handboek.enums import Relation, Stance
from handboek.knopen import Shown, casus_shown
from handboek.models import Advies, Herkenning, Les
from handboek.plaatsen import spoken_for_by
from handboek.sources import Reader, is_open_objection, seen_about, speaks_for

MOST = 12  # on the page of a casus


@dataclass(frozen=True)
class Credit:
    """Whom a les is credited to besides its own community, as one reader may know."""

    communities: list[Community]
    hidden: int


def credit_of(rows: Iterable[Herkenning], reader: Reader) -> Credit:
    """Return the communities that recognised a les, and how many closed casussen did."""
    same = [row for row in rows if row.is_recognition and row.casus_counts]
    known = {row.community_id: row.community for row in same if reader.sees_casus(row.casus)}
    hidden = sum(not reader.sees_casus(row.casus) for row in same)
    return Credit(sorted(known.values(), key=lambda community: community.name), hidden)


def elsewhere(les: Les, rows: Iterable[Herkenning], reader: Reader) -> list[Community]:
    """Return the other communities where a les plays as well, as far as the reader may know."""
    known = credit_of(rows, reader).communities
    return [community for community in known if community.pk != les.community_id]


def objections_shown(advies: Advies, reader: Reader) -> list[Shown]:
    """Return every herkenning that speaks against an advies, with whether that was settled."""
    rows = [
        (row, link)
        for link in advies.onderbouwing.all()
        for row in link.les.herkenningen.all()
        if row.casus_counts and not speaks_for(row, link)
    ]
    if not rows:
        return []
    settled = {row.herkenning_id: row for row in advies.tegenspraken.select_related("settled_by")}
    return [
        _said(row, visible=reader.sees_casus(row.casus))
        | {
            "les": link.les,
            "against": link.relation == Relation.CONTRADICTS,
            "open": is_open_objection(row, link, advies),
            "settled": settled.get(row.pk),
        }
        for row, link in rows
    ]


def _said(row: Herkenning, *, visible: bool) -> Shown:
    return {
        "key": row.pk,
        "source": casus_shown(row.casus, visible=visible),
        "visible": visible,
        "stance": row.get_stance_display().capitalize(),
        "recognised": row.is_recognition,
        "words": row.words if visible else "",
        "community": row.community if visible else None,
        "when": row.created_at if visible else None,
    }


def on_les(rows: Iterable[Herkenning], reader: Reader, mine: set[int]) -> list[Shown]:
    """Return what stands on the page of a les; ``mine`` are keys that the reader may take back."""
    return [
        _said(row, visible=reader.sees_casus(row.casus))
        | {"mine": row.pk in mine and reader.sees_casus(row.casus)}
        for row in rows
    ]


def taken_back_by(user: Any, rows: Sequence[Herkenning]) -> set[int]:
    """Return the keys of what this person may take back: ``handboek.take_back_herkenning``."""
    if not rows or not user.is_authenticated:
        return set()
    mine = set(
        spoken_for_by(user)
        .filter(pk__in=[row.casus_id for row in rows])
        .values_list("pk", flat=True)
    )
    return {
        row.pk
        for row in rows
        if row.made_by_id == user.pk or user.is_redacteur or row.casus_id in mine
    }


def with_places(rows: QuerySet[Les]) -> QuerySet[Les]:
    """Fetch along what ``elsewhere`` asks, for a list of lessen."""
    said = Herkenning.objects.standing().with_sources()
    return rows.prefetch_related(Prefetch("herkenningen", said))


def mark_elsewhere(user: Any, lessen: Sequence[Les]) -> Sequence[Les]:
    """Give each les of a list (from ``with_places``) ``elsewhere``, for one reader."""
    every = [row for les in lessen for row in les.herkenningen.all()]
    reader = Reader.of(user, [], every) if every else None
    for les in lessen:
        rows = les.herkenningen.all()
        les.elsewhere = elsewhere(les, rows, reader) if reader else []  # type: ignore[attr-defined]
    return lessen


def recognised_in(user: Any, community: Community) -> QuerySet[Les]:
    """Return lessen of others that a casus of this community recognised, the newest first."""
    seen = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True).order_by()
    said = Herkenning.objects.standing().filter(
        community=community, stance=Stance.RECOGNISED, casus__in=seen.values("pk")
    )
    rows = Les.objects.visible_to(user).exclude(community=community)
    return rows.filter(pk__in=said.order_by().values("les")).select_related("community")


def said_in(user: Any, casus: Casus) -> QuerySet[Herkenning]:
    """Return what a casus says of lessen of others, the newest first."""
    rows = Herkenning.objects.standing().visible_to(user).filter(casus=casus)
    return rows.select_related("community", "les__community").order_by("-created_at", "-pk")


def heard_about(user: Any, casus: Casus, most: int) -> list[Shown]:
    """Return what other casussen say of the lessen that were learned in this one, newest first.

    Only of lessen whose sentence here the reader may read: else it would tell where a les began.
    """
    known, _ = seen_about(user, casus)
    if not known:
        return []
    links = Les.bevindingen.through.objects.filter(bevinding__in=[row.pk for row in known])
    lessen = Les.objects.visible_to(user).filter(pk__in=links.values("les")).order_by()
    said = Herkenning.objects.standing().filter(les__in=lessen.values("pk")).exclude(casus=casus)
    rows = said.with_sources().select_related("les").order_by("-created_at", "-pk")
    found = list(rows[:most])
    reader = Reader.of(user, [], found)
    return [_said(row, visible=reader.sees_casus(row.casus)) | {"les": row.les} for row in found]
