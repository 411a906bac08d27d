"""A series: planned at once, and changed or cancelled for one, the rest, or all that come."""

from collections.abc import Iterable, Sequence
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import dateformat as dates
from django.utils import timezone

from bijeenkomsten import reeksen
from bijeenkomsten.enums import Scope, Status
from bijeenkomsten.models import Bijeenkomst, Reeks
from bijeenkomsten.services.errors import BijeenkomstError, ChangedMeanwhileError, ReeksError
from bijeenkomsten.services.planning import (
    Fields,
    cancel_bijeenkomst,
    create,
    update_bijeenkomst,
    with_free_address,
)
from communities.models import Community
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

OF_ONE = {"recording_link"}  # belongs to one meeting: no copy and no series takes it along


def schedule_reeks(
    *,
    actor: Any,
    rhythm: str,
    moments: Sequence[reeksen.Moments],
    community: Community,
    communities: Iterable[Community] = (),
    programme_of: Bijeenkomst | None = None,
    **fields: Unpack[Fields],
) -> list[Bijeenkomst]:
    """Plan a meeting on each of these moments (UTC); members get one mail about all of them.

    Signing up closes as many days before each of them as before the first.
    """
    shared = list(communities)
    closes = reeksen.closing_days(moments[0][0], fields.get("registration_closes_at"))

    def plan() -> list[Bijeenkomst]:
        reeks = Reeks.objects.create(rhythm=rhythm, created_by=actor)
        made = []
        for begin, end in moments:
            own: Any = {
                **fields,
                "starts_at": begin,
                "ends_at": end,
                "registration_closes_at": reeksen.closing(begin, closes),
            }
            made.append(
                create(
                    actor=actor,
                    community=community,
                    communities=shared,
                    programme_of=programme_of,
                    reeks=reeks,
                    **own,
                )
            )
        announce(
            kind="bijeenkomst.series_published",
            subject=made[0],
            actor=actor,
            revision=made[0].revision,
            reeks_id=reeks.pk,
        )
        return made

    return with_free_address(plan)


@transaction.atomic
def update_reeks(
    *,
    actor: Any,
    bijeenkomst: Bijeenkomst,
    scope: str,
    communities: Iterable[Community] | None = None,
    expected_revision: int | None = None,
    **fields: Unpack[Fields],
) -> list[Bijeenkomst]:
    """Change a meeting and, by ``scope``, others of its series that did not begin; return them.

    Only what really changed goes to the others, and each keeps its own day and its answers.
    Raises BijeenkomstError, which names the day, when one of them cannot follow: then none does.
    """
    shared = None if communities is None else list(communities)
    before = Bijeenkomst.objects.get(pk=bijeenkomst.pk)
    others = _others(before, scope)
    if expected_revision not in {None, before.revision}:
        raise ChangedMeanwhileError
    changed = _changed(before, dict(fields))
    done = [
        update_bijeenkomst(
            actor=actor,
            bijeenkomst=before,
            communities=shared,
            expected_revision=expected_revision,
            **fields,
        )
    ]
    done += [_follow(actor, other, shared, changed) for other in others]
    if others:
        record(actor=actor, action="reeks.changed", subject=before, scope=scope)
    return done


def _follow(
    actor: Any, other: Bijeenkomst, shared: list[Community] | None, changed: dict[str, Any]
) -> Bijeenkomst:
    """Change another meeting of the series along; what goes wrong says at which."""
    try:
        own: Any = reeksen.carried_over(other, changed)
        if "starts_at" in own and own["starts_at"] <= timezone.now():
            raise BijeenkomstError("Dat moment is al voorbij.")
        return update_bijeenkomst(actor=actor, bijeenkomst=other, communities=shared, **own)
    except ValidationError as error:
        raise ReeksError(" ".join(error.messages)) from error
    except BijeenkomstError as error:
        day = dates.format(timezone.localtime(other.starts_at), "j F Y")
        raise ReeksError(f"Op {day} lukt dit niet. {error}") from error


@transaction.atomic
def cancel_reeks(*, actor: Any, bijeenkomst: Bijeenkomst, scope: str, reason: str) -> int:
    """Cancel a meeting of a series, and by ``scope`` others, with one reason; return how many."""
    others = _others(bijeenkomst, scope)
    cancel_bijeenkomst(actor=actor, bijeenkomst=bijeenkomst, reason=reason)
    for other in others:
        cancel_bijeenkomst(actor=actor, bijeenkomst=other, reason=reason)
    if others:
        record(actor=actor, action="reeks.cancelled", subject=bijeenkomst, scope=scope)
    return len(others) + 1


def _others(bijeenkomst: Bijeenkomst, scope: str) -> list[Bijeenkomst]:
    """Return the other meetings that a change is for, one act on a series at a time."""
    if scope == Scope.THIS or bijeenkomst.reeks_id is None:
        return []
    reeks = Reeks.objects.select_for_update().get(pk=bijeenkomst.reeks_id)
    rows = reeks.bijeenkomsten.filter(status=Status.PLANNED, starts_at__gt=timezone.now())
    if scope == Scope.FOLLOWING:
        rows = rows.filter(starts_at__gt=bijeenkomst.starts_at)
    return list(rows.exclude(pk=bijeenkomst.pk).order_by("starts_at", "pk"))


def _changed(before: Bijeenkomst, fields: dict[str, Any]) -> dict[str, Any]:
    changed = {
        name: value
        for name, value in fields.items()
        if name not in OF_ONE and getattr(before, name) != value
    }
    begins = fields.get("starts_at", before.starts_at)
    if "registration_closes_at" in changed:
        closes = reeksen.closing_days(begins, changed.pop("registration_closes_at"))
        if closes != reeksen.closing_days(before.starts_at, before.registration_closes_at):
            changed["closes_before"] = closes
    if {"starts_at", "ends_at"} & set(changed):
        changed |= {"starts_at": begins, "ends_at": fields.get("ends_at", before.ends_at)}
    return changed
