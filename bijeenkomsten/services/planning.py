"""Planning a meeting, changing it, cancelling it and letting it go on after all."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from bijeenkomsten.enums import Status
from bijeenkomsten.models import Bijeenkomst, Reeks
from bijeenkomsten.services.errors import (
    BijeenkomstError,
    ChangedMeanwhileError,
    TooFewPlacesError,
)
from bijeenkomsten.services.kopie import copy_programme
from bijeenkomsten.services.locking import lock, next_revision
from bijeenkomsten.services.wachtlijst import (
    keep_no_longer_than_the_start,
    pass_on,
    withdraw_offers,
)
from communities.enums import Visibility
from communities.models import Community, Organisatie
from netwerk.kern.audit.services import record
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.berichten.services import announce

CALENDAR_FIELDS = {"starts_at", "ends_at", "place", "online_link"}
RESERVED = {
    "",
    "nieuw",
    "gast",
    "maand",
    "datumprikkers",
    "werkvormen",
    "atom.xml",
    "agenda.ics",
    "actiepunten",
}  # /bijeenkomsten/nieuw/ is a page of its own
ATTEMPTS = 5
GUESTS_ONLY_WHERE_PUBLIC = "Gasten kunnen zich alleen aanmelden als iedereen de bijeenkomst ziet."


class Fields(TypedDict, total=False):
    """The fields of a meeting that an organiser fills in; moments are aware."""

    title: str
    kind: Begrip
    goal: str
    bring_along: str
    starts_at: datetime
    ends_at: datetime
    place: str
    route: str
    accessibility: str
    online_link: str
    host: Organisatie | None
    capacity: int | None
    capacity_online: int | None
    guests_welcome: bool
    recording_link: str
    registration_closes_at: datetime | None
    visibility: str
    reminders: list[str]


def schedule_bijeenkomst(
    *,
    actor: Any,
    community: Community,
    communities: Iterable[Community] = (),
    programme_of: Bijeenkomst | None = None,
    **fields: Unpack[Fields],
) -> Bijeenkomst:
    """Plan a meeting of this community, perhaps also for others; its members will hear of it.

    ``programme_of`` is an earlier meeting of which the programme comes along.
    """
    shared = list(communities)

    def plan() -> Bijeenkomst:
        bijeenkomst = create(
            actor=actor,
            community=community,
            communities=shared,
            programme_of=programme_of,
            **fields,
        )
        announce(
            kind="bijeenkomst.published",
            subject=bijeenkomst,
            actor=actor,
            revision=bijeenkomst.revision,
        )
        return bijeenkomst

    return with_free_address(plan)


def with_free_address[Made](plan: Callable[[], Made]) -> Made:
    """Plan in one transaction, and again when somebody took the same address at that moment."""
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return plan()
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError


def create(
    *,
    actor: Any,
    community: Community,
    communities: Iterable[Community],
    programme_of: Bijeenkomst | None = None,
    reeks: Reeks | None = None,
    **fields: Unpack[Fields],
) -> Bijeenkomst:
    """Make one meeting inside a transaction; nobody hears of it yet."""
    if fields.get("guests_welcome") and fields.get("visibility") != Visibility.PUBLIC:
        raise BijeenkomstError(GUESTS_ONLY_WHERE_PUBLIC)
    bijeenkomst = Bijeenkomst.objects.create(
        **fields,
        slug=_free_slug(fields["title"]),
        community=community,
        reeks=reeks,
        created_by=actor,
    )
    bijeenkomst.communities.set(communities)
    if programme_of is not None:
        copy_programme(source=programme_of, target=bijeenkomst)
    record(actor=actor, action="bijeenkomst.scheduled", subject=bijeenkomst)
    return bijeenkomst


def _free_slug(title: str) -> str:
    base = slugify(title)[:90].strip("-")
    base = f"bijeenkomst-{base}".strip("-") if base in RESERVED else base
    taken = set(Bijeenkomst.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def update_bijeenkomst(
    *,
    actor: Any,
    bijeenkomst: Bijeenkomst,
    communities: Iterable[Community] | None = None,
    expected_revision: int | None = None,
    **fields: Unpack[Fields],
) -> Bijeenkomst:
    """Change a meeting; what calendars must see raises its sequence and tells who comes.

    Raises ChangedMeanwhileError when it is past ``expected_revision``, and BijeenkomstError when
    more people already come than would fit.
    """
    locked = lock(bijeenkomst)
    if expected_revision not in {None, locked.revision}:
        raise ChangedMeanwhileError
    changed = [name for name, value in fields.items() if getattr(locked, name) != value]
    if communities is not None:
        wanted = {community.pk for community in communities} - {locked.community_id}
        if wanted != set(locked.communities.values_list("pk", flat=True)):
            locked.communities.set(wanted)
            changed.append("communities")
    if not changed:
        return locked
    was = _as_it_was(locked, changed)
    for name, value in fields.items():
        setattr(locked, name, value)
    check_capacity(locked)
    _refuse_impossible(locked, changed)
    moved = bool(CALENDAR_FIELDS & set(changed))
    next_revision(locked, *(set(changed) - {"communities"}), calendar=moved)
    keep_no_longer_than_the_start(locked)
    pass_on(locked)
    record(actor=actor, action="bijeenkomst.changed", subject=locked, fields=sorted(changed))
    if moved and not locked.is_cancelled and not locked.is_past:
        _tell("bijeenkomst.moved", locked, actor, was=was)
    return locked


def _as_it_was(bijeenkomst: Bijeenkomst, changed: Iterable[str]) -> dict[str, Any]:
    """Return what the mail about a change says of before; moments in UTC, as ISO 8601."""
    return {
        "starts_at": bijeenkomst.starts_at.isoformat(),
        "ends_at": bijeenkomst.ends_at.isoformat(),
        "place": bijeenkomst.place,
        "other_link": "online_link" in changed,
    }


def check_capacity(bijeenkomst: Bijeenkomst) -> None:
    """Raise TooFewPlacesError when more people have a place than there are, in any form.

    An offer that stands is a place that was promised, so it counts.
    """
    for form in bijeenkomst.forms:
        capacity, taken = bijeenkomst.capacity_of(form), bijeenkomst.number_taken(form)
        if capacity is not None and capacity < taken:
            field = "capacity_online" if bijeenkomst.is_hybrid and form == "online" else "capacity"
            where = f" {form.label}" if bijeenkomst.is_hybrid else ""
            who = f"Er komen{where} al {taken} mensen."
            if taken > bijeenkomst.number_coming:
                who = f"Er zijn{where} al {taken} plekken bezet of aangeboden."
            raise TooFewPlacesError(field, f"{who} Kies minstens dat aantal plekken.")


def _refuse_impossible(bijeenkomst: Bijeenkomst, changed: Iterable[str]) -> None:
    if bijeenkomst.guests_welcome and bijeenkomst.visibility != Visibility.PUBLIC:
        raise BijeenkomstError(GUESTS_ONLY_WHERE_PUBLIC)
    if "recording_link" in changed and not bijeenkomst.is_past:
        raise BijeenkomstError("Een opname is er pas als de bijeenkomst is geweest.")


@transaction.atomic
def cancel_bijeenkomst(*, actor: Any, bijeenkomst: Bijeenkomst, reason: str) -> Bijeenkomst:
    """Cancel a meeting with a reason that everybody who had it in a calendar gets to read."""
    locked = lock(bijeenkomst)
    if locked.is_cancelled:
        return locked
    if locked.is_past:
        raise BijeenkomstError("Deze bijeenkomst is al geweest. Afgelasten kan niet meer.")
    locked.status, locked.cancel_reason = Status.CANCELLED, reason
    next_revision(locked, "status", "cancel_reason", calendar=True)
    withdraw_offers(locked)
    record(actor=actor, action="bijeenkomst.cancelled", subject=locked)
    _tell("bijeenkomst.cancelled", locked, actor)
    return locked


@transaction.atomic
def restore_bijeenkomst(*, actor: Any, bijeenkomst: Bijeenkomst) -> Bijeenkomst:
    """Let a cancelled meeting go on after all; who had signed up still is."""
    locked = lock(bijeenkomst)
    if not locked.is_cancelled:
        return locked
    if locked.is_past:
        raise BijeenkomstError("Deze bijeenkomst zou al geweest zijn. Plan een nieuwe.")
    locked.status, locked.cancel_reason = Status.PLANNED, ""
    next_revision(locked, "status", "cancel_reason", calendar=True)
    record(actor=actor, action="bijeenkomst.restored", subject=locked)
    _tell("bijeenkomst.restored", locked, actor)
    pass_on(locked)
    return locked


def _tell(kind: str, bijeenkomst: Bijeenkomst, actor: Any, **data: Any) -> None:
    announce(
        kind=kind,
        subject=bijeenkomst,
        actor=actor,
        revision=bijeenkomst.revision,
        sequence=bijeenkomst.sequence,
        **data,
    )
