"""Keeping the evidence true when something under an advies changes."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from casussen.models import Casus
from handboek.enums import Level, SignalKind, State
from handboek.models import Advies, Signaal
from handboek.services.wijzigingen import write_evidence
from handboek.sources import evidence_of
from netwerk.kern.audit.services import record

NOT_REFUTED = "De praktijk spreekt dit niet meer tegen."


def lock_adviezen(ids: Iterable[int]) -> list[Advies]:
    """Lock rows in one order, so that two changes of the evidence wait for each other."""
    rows = Advies.objects.filter(pk__in=list(ids)).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


@transaction.atomic
def refresh_evidence(advies: Advies, *, actor: Any = None) -> Advies:
    """Compute the evidence again and keep it with the advies; refuted ones get a signal.

    Locks the row first: everything read after that is what others committed.
    """
    lock_adviezen([advies.pk])
    fresh = Advies.objects.with_sources().get(pk=advies.pk)
    found = evidence_of(fresh)
    before = {"level": fresh.level, "disputed": fresh.is_disputed, "refuted": fresh.is_refuted}
    after = {"level": int(found.level), "disputed": found.disputed, "refuted": found.refuted}
    advies.level = fresh.level = found.level
    advies.is_disputed = fresh.is_disputed = found.disputed
    advies.is_refuted = fresh.is_refuted = found.refuted
    if before == after:
        return fresh
    fresh.save(update_fields=["level", "is_disputed", "is_refuted", "updated_at"])
    record(actor=actor, action="advies.evidence_changed", subject=fresh, before=before, after=after)
    if fresh.state == State.PUBLISHED:
        write_evidence(fresh, before, found)
    if fresh.state == State.PUBLISHED and found.refuted and not before["refuted"]:
        Signaal.objects.create(advies=fresh, kind=SignalKind.REFUTED)
    if before["refuted"] and not found.refuted:
        waiting = Signaal.objects.waiting().filter(advies=fresh, kind=SignalKind.REFUTED)
        for signaal in waiting.select_for_update():
            handle_signaal(actor=actor, signaal=signaal, note=NOT_REFUTED)
    return fresh


@transaction.atomic
def casus_withdrawn(*, casus: Casus, actor: Any) -> None:
    """Weigh again what rests on a withdrawn casus, and give a redacteur a task for each.

    Handles the domain event ``casus.withdrawn``.
    """
    for advies in adviezen_resting_on(casus):
        fresh = refresh_evidence(advies, actor=actor)
        record(
            actor=actor,
            action="advies.source_withdrawn",
            subject=fresh,
            casus=casus.pk,
            level=int(fresh.level),
        )
        if fresh.state != State.PUBLISHED:
            continue
        waiting = Signaal.objects.waiting().filter(advies=fresh, casus=casus)
        if not waiting.filter(kind=SignalKind.SOURCE_WITHDRAWN).exists():
            Signaal.objects.create(advies=fresh, casus=casus, kind=SignalKind.SOURCE_WITHDRAWN)


@transaction.atomic
def casus_restored(*, casus: Casus, actor: Any) -> None:
    """Weigh again what rests on a casus that came back, and close the tasks about it.

    Handles the domain event ``casus.restored``.
    """
    for advies in adviezen_resting_on(casus):
        refresh_evidence(advies, actor=actor)
    waiting = Signaal.objects.waiting().filter(casus=casus, kind=SignalKind.SOURCE_WITHDRAWN)
    for signaal in waiting.select_for_update():
        handle_signaal(actor=actor, signaal=signaal, note="De casus is teruggezet.")


@transaction.atomic
def handle_signaal(*, actor: Any, signaal: Signaal, note: str) -> Signaal:
    """Close a task, saying what was done."""
    signaal.handled_at = timezone.now()
    signaal.handled_by = actor
    signaal.note = note
    signaal.save(update_fields=["handled_at", "handled_by", "note"])
    record(actor=actor, action="signaal.handled", subject=signaal, kind=signaal.kind)
    return signaal


def adviezen_resting_on(casus: Casus) -> list[Advies]:
    """Return what rests on a casus and was not withdrawn, locked."""
    rows = Advies.objects.resting_on(casus).exclude(state=State.WITHDRAWN)
    return lock_adviezen(rows.values_list("pk", flat=True))


def is_publishable(level: int) -> bool:
    """Say whether at least one practice source counts."""
    return level > Level.UNKNOWN
