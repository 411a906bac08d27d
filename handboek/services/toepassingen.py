"""Reports "toegepast bij ons": told by a member, placed by a redacteur, weighed as a source."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from casussen.models import Casus
from casussen.services.rows import lock
from handboek.enums import ReportState, SignalKind, State
from handboek.models import Advies, Signaal, Toepassing
from handboek.services.evidence import lock_adviezen, refresh_evidence
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

NOT_IN_HANDBOEK = "Dit advies staat niet (meer) in het handboek."
CASUS_GONE = "Deze casus is net ingetrokken of weggegooid. Kies een andere, of geen."
DECIDED = "Iemand besliste hier net over. Kijk nog eens."
MOST_WAITING = 10  # of one person: each must be read by a redacteur
TOO_MANY = (
    "Er wachten al tien verhalen van jou op een redacteur. Vertel dit verhaal als die zijn gelezen."
)
WHY_NOT = "Schrijf op waarom je dit niet plaatst."
WHY_SETTLED = "Schrijf op waarom dit niet tegen het advies telt."


@transaction.atomic
def report_application(
    *, actor: Any, advies: Advies, casus: Casus | None = None, **told: Any
) -> Toepassing:
    """Keep what a member tells; it counts and is read by all once a redacteur placed it.

    The same words a second time, while the first still wait, are one report.
    """
    fresh = _in_handboek(advies)
    if casus is not None:
        current = lock(casus)
        if current.deleted_at is not None or current.withdrawn_at is not None:
            raise ValidationError({"casus": CASUS_GONE})
    mine = Toepassing.objects.waiting().filter(made_by=actor, advies=fresh)
    if same := mine.filter(did=told["did"], result=told["result"]).first():
        return same
    if Toepassing.objects.waiting().filter(made_by=actor).count() >= MOST_WAITING:
        raise ValidationError(TOO_MANY)
    report = Toepassing.objects.create(advies=fresh, made_by=actor, casus=casus, **told)
    record(actor=actor, action="toepassing.told", subject=fresh, toepassing=report.pk)
    return report


@transaction.atomic
def place_application(*, actor: Any, report: Toepassing) -> Toepassing:
    """Let everybody read a report, and weigh its advies again with it."""
    advies, fresh = _locked(report, ReportState.WAITING)
    if advies.state != State.PUBLISHED:
        raise ValidationError(NOT_IN_HANDBOEK)
    if not allowed(actor, "handboek.place_toepassing", fresh):
        raise PermissionDenied("Somebody else than who told it decides.")
    _check(actor, fresh, ReportState.PLACED)
    refresh_evidence(advies, actor=actor)
    return fresh


@transaction.atomic
def refuse_application(*, actor: Any, report: Toepassing, reason: str) -> Toepassing:
    """Keep a report from being read, or take it away again, with the reason for who told it."""
    if not reason.strip():
        raise ValidationError(WHY_NOT)
    advies, fresh = _locked(report, ReportState.WAITING, ReportState.PLACED)
    if not allowed(actor, "handboek.refuse_toepassing", fresh):
        raise PermissionDenied("Somebody else than who told it decides.")
    counted = fresh.state == ReportState.PLACED
    _check(actor, fresh, ReportState.REFUSED, reason.strip())
    if counted:
        _weigh_without(actor, advies)
    return fresh


@transaction.atomic
def withdraw_application(*, actor: Any, report: Toepassing) -> Toepassing:
    """Take back what one told oneself: nobody reads it any more, and it counts for nothing."""
    advies, fresh = _locked(report, ReportState.WAITING, ReportState.PLACED)
    counted = fresh.state == ReportState.PLACED
    fresh.state, fresh.ended_at = ReportState.WITHDRAWN, timezone.now()
    fresh.save(update_fields=["state", "ended_at"])
    record(actor=actor, action="toepassing.withdrawn", subject=advies, toepassing=fresh.pk)
    if counted:
        _weigh_without(actor, advies)
    return fresh


@transaction.atomic
def settle_application(*, actor: Any, report: Toepassing, note: str) -> Toepassing:
    """Say why "het werkte niet" does not count against the advies; it stays on the page."""
    if not note.strip():
        raise ValidationError(WHY_SETTLED)
    advies, fresh = _locked(report, ReportState.PLACED)
    if not fresh.is_open_failure:
        raise ValidationError("Dit spreekt het advies niet (meer) tegen.")
    fresh.settled_by, fresh.settled_at, fresh.note = actor, timezone.now(), note.strip()
    fresh.save(update_fields=["settled_by", "settled_at", "note"])
    record(actor=actor, action="toepassing.settled", subject=advies, toepassing=fresh.pk)
    refresh_evidence(advies, actor=actor)
    return fresh


def _in_handboek(advies: Advies) -> Advies:
    lock_adviezen([advies.pk])
    fresh = Advies.objects.get(pk=advies.pk)
    if fresh.state != State.PUBLISHED:
        raise ValidationError(NOT_IN_HANDBOEK)
    return fresh


def _locked(report: Toepassing, *states: str) -> tuple[Advies, Toepassing]:
    """Lock the advies, then the report; two redacteuren never decide about it both."""
    lock_adviezen([report.advies_id])
    fresh = Toepassing.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if fresh.state not in states:
        raise ValidationError(DECIDED)
    return Advies.objects.get(pk=report.advies_id), fresh


def _check(actor: Any, report: Toepassing, state: str, reason: str = "") -> None:
    report.state, report.reason = state, reason
    report.checked_by, report.checked_at = actor, timezone.now()
    if state == ReportState.REFUSED:
        report.ended_at = report.checked_at
    report.save(update_fields=["state", "reason", "checked_by", "checked_at", "ended_at"])
    record(
        actor=actor,
        action="toepassing.placed" if state == ReportState.PLACED else "toepassing.refused",
        subject=report.advies,
        toepassing=report.pk,
    )
    announce(kind="toepassing.decided", subject=report.advies, actor=actor, toepassing_id=report.pk)


def _weigh_without(actor: Any, advies: Advies) -> None:
    """Weigh again what a report no longer speaks about, and ask a redacteur to look."""
    fresh = refresh_evidence(advies, actor=actor)
    waiting = Signaal.objects.waiting().filter(
        advies=fresh, casus__isnull=True, kind=SignalKind.SOURCE_WITHDRAWN
    )
    if fresh.state == State.PUBLISHED and not waiting.exists():
        Signaal.objects.create(advies=fresh, kind=SignalKind.SOURCE_WITHDRAWN)
