"""What the page of minutes shows to one reader, in a fixed number of queries."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from bijeenkomsten.enums import ProposalState, VerslagState
from bijeenkomsten.models import (
    Actiepunt,
    Agendapunt,
    Besluit,
    Correctie,
    Inbreng,
    Verslag,
    Wijzigingsvoorstel,
    number_of_guests,
    people_there,
    was_there,
)
from netwerk.kern.policy import allowed

NAMES_SHOWN = 12
ACTS = ("manage_writers", "open_check", "reopen_verslag", "finalise_verslag", "agree_verslag")


def of(verslag: Verslag, user: Any) -> dict[str, Any]:
    """Return what the page shows besides the texts, and the texts."""
    meeting = verslag.bijeenkomst
    there = list(people_there(meeting)) if allowed(user, _SEE_PEOPLE, meeting) else []
    if not there and user.is_authenticated and was_there(user, meeting):
        there = list(people_there(meeting))
    return {
        "verslag": verslag,
        "bijeenkomst": meeting,
        "items": _items(verslag, user),
        "may": {act: allowed(user, f"bijeenkomsten.{act}", verslag) for act in ACTS},
        "there": there[:NAMES_SHOWN],
        "more_there": max(0, len(there) - NAMES_SHOWN),
        "guests_there": number_of_guests(meeting) if there else 0,
        "is_noted": meeting.aanwezigen.exists(),
        "writers": verslag.writers.order_by("sort_name", "pk"),
        "see_actions": set(
            Actiepunt.objects.visible_to(user)
            .filter(bijeenkomst=meeting)
            .values_list("pk", flat=True)
        ),
        "is_member": allowed(user, "bijeenkomsten.view_actiepunten", meeting.community),
        "see_people": allowed(user, _SEE_PEOPLE, meeting),
        **_check(verslag, user),
    }


_SEE_PEOPLE = "bijeenkomsten.view_attendees"


def _check(verslag: Verslag, user: Any) -> dict[str, Any]:
    """Return how far the check is, and what this person said."""
    if verslag.state != VerslagState.CHECK:
        return {}
    people = people_there(verslag.bijeenkomst)
    agreed = verslag.akkoorden.filter(deelnemer__in=people.order_by().values("pk"))
    mine = agreed.filter(deelnemer=user).first()
    changed = verslag.items.aggregate(last=Max("updated_at"))["last"]
    return {
        "agreed": agreed.count(),
        "number_there": people.count(),
        "mine": mine,
        "changed_since": bool(mine and changed and changed > mine.agreed_at),
        "check_is_over": bool(verslag.check_until and verslag.check_until < timezone.localdate()),
    }


def _items(verslag: Verslag, user: Any) -> list[dict[str, Any]]:
    """Return each text with its part of the programme, in the order of the programme."""
    texts = {item.agendapunt_id: item for item in verslag.items.select_related("updated_by")}
    for text in texts.values():
        text.verslag = verslag
    proposals = _grouped(
        Wijzigingsvoorstel.objects.filter(item__verslag=verslag).select_related("proposed_by")
    )
    corrections = _grouped(Correctie.objects.filter(item__verslag=verslag))
    meeting = verslag.bijeenkomst
    besluiten = _grouped(Besluit.objects.filter(bijeenkomst=meeting), "agendapunt_id")
    agreed = Actiepunt.objects.filter(bijeenkomst=meeting).select_related("owner")
    for row in agreed:
        row.bijeenkomst = meeting
    acties = _grouped(agreed, "agendapunt_id")
    waits = dict(
        Inbreng.objects.for_minutes()
        .filter(agendapunt__in=texts)
        .order_by()
        .values_list("agendapunt")
        .annotate(Count("pk"))
    )
    rows = []
    for point in Agendapunt.timed(verslag.bijeenkomst, user):
        if point.pk not in texts:
            continue
        text = texts[point.pk]
        text.agendapunt = point
        may_write = allowed(user, "bijeenkomsten.write_item", text)
        rows.append(
            {
                "text": text,
                "point": point,
                "may_write": may_write,
                "notes": waits.get(point.pk, 0) if may_write else 0,
                "may_propose": allowed(user, "bijeenkomsten.propose_change", text),
                "may_correct": allowed(user, "bijeenkomsten.correct_item", text),
                "proposals": _shown(proposals[text.pk], user, may_write=may_write),
                "corrections": corrections[text.pk],
                "besluiten": besluiten[point.pk],
                "acties": acties[point.pk],
            }
        )
    return rows


def _grouped(rows: Any, name: str = "item_id") -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _shown(rows: list[Any], user: Any, *, may_write: bool) -> list[Any]:
    """Return what waits to who writes, and one's own with the answer until it is final."""
    return [
        row
        for row in rows
        if (may_write and row.state == ProposalState.PENDING) or row.proposed_by_id == user.pk
    ]
