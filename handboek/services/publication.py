"""From draft to the public handboek, with four eyes, and out of it again with a reason."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from handboek.enums import Kind, State
from handboek.models import Advies
from handboek.models.teksten import AdviesTekst, title_problem
from handboek.services.evidence import is_publishable, lock_adviezen, refresh_evidence
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

NO_SOURCE = "Er is nog geen bron uit de praktijk die telt. Zet er een les onder."
NEEDS_HOW = {
    Kind.DO: "Schrijf op hoe je het doet.",
    Kind.ASK: "Schrijf op hoe je het antwoord vindt.",
}
REFUTED = "De praktijk spreekt dit advies tegen. Kijk eerst naar de lessen die het tegenspreken."


def problems_before_publishing(advies: Advies) -> list[str]:
    """Return, in words for the redacteur, what must be done before it can be published."""
    problems = []
    if not is_publishable(advies.level):
        problems.append(NO_SOURCE)
    if advies.is_refuted:
        problems.append(REFUTED)
    if not advies.summary.strip() or not advies.why.strip():
        problems.append("Schrijf de korte uitleg en het waarom.")
    if problem := title_problem(advies.title, advies.kind):
        problems.append(problem)
    return problems + problems_of_kind(advies)


def problems_of_kind(advies: AdviesTekst) -> list[str]:
    """Return what this kind still needs: a way to do it, both sides, or the limits."""
    limits = [advies.works_when.strip(), advies.works_not_when.strip()]
    problems = []
    if not advies.how.strip() and advies.kind in NEEDS_HOW:
        problems.append(NEEDS_HOW[Kind(advies.kind)])
    if advies.kind == Kind.WEIGH and not all(limits):
        problems.append("Schrijf beide kanten op: wanneer kies je het eerste, wanneer het tweede?")
    elif not any(limits):
        problems.append("Schrijf op wanneer het werkt, of wanneer niet.")
    return problems


@transaction.atomic
def submit_for_review(*, actor: Any, advies: Advies) -> Advies:
    """Hand in a draft; other redacteuren hear that somebody must look at it."""
    fresh = _in_state(advies, State.DRAFT, "Dit advies is al ingeleverd.")
    fresh.state = State.REVIEW
    fresh.save(update_fields=["state", "updated_at"])
    record(actor=actor, action="advies.submitted", subject=fresh)
    announce(kind="advies.review_asked", subject=fresh, actor=actor)
    return fresh


@transaction.atomic
def return_advies(*, actor: Any, advies: Advies, reason: str) -> Advies:
    """Give it back to its author as a draft, with the reason."""
    fresh = _in_state(advies, State.REVIEW, "Dit advies wacht niet op een tweede lezer.")
    _check_decider(actor, fresh)
    fresh.state = State.DRAFT
    fresh.returned_reason = reason
    fresh.save(update_fields=["state", "returned_reason", "updated_at"])
    record(actor=actor, action="advies.returned", subject=fresh)
    return fresh


@transaction.atomic
def publish_advies(*, actor: Any, advies: Advies) -> Advies:
    """Put it in the public handboek.

    Raises PermissionDenied for whoever wrote or last changed it, and ValidationError with all
    problems when a source or a text is missing. The evidence is computed again first.
    """
    _in_state(advies, State.REVIEW, "Dit advies wacht niet op een tweede lezer.")
    fresh = refresh_evidence(advies, actor=actor)
    _check_decider(actor, fresh)
    if problems := problems_before_publishing(fresh):
        raise ValidationError(problems)
    fresh.state = State.PUBLISHED
    fresh.published_by = actor
    fresh.published_at = timezone.now()
    fresh.returned_reason = ""
    fresh.save(
        update_fields=["state", "published_by", "published_at", "returned_reason", "updated_at"]
    )
    record(actor=actor, action="advies.published", subject=fresh, author=fresh.author_id)
    return fresh


@transaction.atomic
def withdraw_advies(*, actor: Any, advies: Advies, reason: str) -> Advies:
    """Take it out of the handboek; its address stays, with the reason."""
    lock_adviezen([advies.pk])
    fresh = Advies.objects.get(pk=advies.pk)
    if fresh.state == State.WITHDRAWN:
        raise ValidationError("Dit advies is al ingetrokken.")
    if not reason.strip():
        raise ValidationError("Schrijf op waarom je dit advies intrekt.")
    before = fresh.state
    fresh.state = State.WITHDRAWN
    fresh.withdrawn_reason = reason.strip()
    fresh.save(update_fields=["state", "withdrawn_reason", "updated_at"])
    record(actor=actor, action="advies.withdrawn", subject=fresh, before=before)
    for signaal in fresh.signalen.waiting():
        signaal.handled_at, signaal.handled_by = timezone.now(), actor
        signaal.note = "Het advies is ingetrokken."
        signaal.save(update_fields=["handled_at", "handled_by", "note"])
    return fresh


@transaction.atomic
def confirm_review(*, actor: Any, advies: Advies, review_at: date) -> Advies:
    """Say that the text still holds, and when somebody must look at it again."""
    fresh = _in_state(advies, State.PUBLISHED, "Dit advies staat niet in het handboek.")
    fresh.review_at = review_at
    fresh.save(update_fields=["review_at", "updated_at"])
    record(actor=actor, action="advies.checked", subject=fresh, review_at=review_at.isoformat())
    return fresh


def _check_decider(actor: Any, advies: Advies) -> None:
    if not allowed(actor, "handboek.decide_advies", advies):
        raise PermissionDenied("Somebody else than the writers decides.")


def _in_state(advies: Advies, state: State, complaint: str) -> Advies:
    lock_adviezen([advies.pk])
    fresh = Advies.objects.get(pk=advies.pk)
    if fresh.state != state:
        raise ValidationError(complaint)
    return fresh
