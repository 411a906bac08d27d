"""From draft to the public handboek, with four eyes, and out of it again with a reason."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from handboek.enums import ChangeKind, Kind, State
from handboek.instemming import casussen_under, problems_of_consent
from handboek.models import Advies, Werkversie
from handboek.models.teksten import AdviesTekst, title_problem
from handboek.services.evidence import is_publishable, lock_adviezen, refresh_evidence
from handboek.services.instemming import ask_consent
from handboek.services.nakijken import close_review_tasks
from handboek.services.wijzigingen import FIRST, GONE, write_change
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

NO_SOURCE = "Er is nog geen bron uit de praktijk die telt. Zet er een les onder."
NOT_UNDERSTOOD = (
    "Zet een vinkje als je de tekst zonder uitleg begrijpt. Begrijp je iets niet? Geef hem terug."
)
REVIEW_LATER = "Kies een dag na vandaag om het weer na te kijken."
REVIEW_AFTER = timedelta(days=365)
NEEDS_HOW = {
    Kind.DO: "Schrijf op hoe je het doet.",
    Kind.ASK: "Schrijf op hoe je het antwoord vindt.",
}
REFUTED = "De praktijk spreekt dit advies tegen. Kijk eerst naar de lessen die het tegenspreken."


def problems_before_publishing(advies: Advies) -> list[str]:
    """Return, in words for the redacteur, what must be done before it can be published."""
    return problems_of_evidence(advies) + problems_of_text(advies)


def problems_of_evidence(advies: Advies) -> list[str]:
    """Return what is wrong with what an advies rests on."""
    problems = [] if is_publishable(advies.level) else [NO_SOURCE]
    return [*problems, REFUTED] if advies.is_refuted else problems


def problems_of_text(text: AdviesTekst) -> list[str]:
    """Return what a text still misses."""
    problems = []
    if not text.summary.strip() or not text.why.strip():
        problems.append("Schrijf de korte uitleg en het waarom.")
    if problem := title_problem(text.title, text.kind):
        problems.append(problem)
    return problems + problems_of_kind(text)


def require_understood(understood: bool) -> None:
    """Refuse who did not say that the text needs no explaining."""
    if not understood:
        raise ValidationError(NOT_UNDERSTOOD)


def day_of_review(advies: Advies, chosen: date | None) -> date:
    """Return when somebody must look again: what was chosen, else a year from now at most."""
    today = timezone.localdate()
    if chosen is not None:
        if chosen <= today:
            raise ValidationError(REVIEW_LATER)
        return chosen
    if advies.review_at is not None and advies.review_at > today:
        return advies.review_at
    return today + REVIEW_AFTER


def problems_of_kind(text: AdviesTekst) -> list[str]:
    """Return what this kind still needs: a way to do it, both sides, or the limits."""
    limits = [text.works_when.strip(), text.works_not_when.strip()]
    problems = []
    if not text.how.strip() and text.kind in NEEDS_HOW:
        problems.append(NEEDS_HOW[Kind(text.kind)])
    if text.kind == Kind.WEIGH and not all(limits):
        problems.append("Schrijf beide kanten op: wanneer kies je het eerste, wanneer het tweede?")
    elif not any(limits):
        problems.append("Schrijf op wanneer het werkt, of wanneer niet.")
    return problems


@transaction.atomic
def submit_for_review(*, actor: Any, advies: Advies) -> Advies:
    """Hand in a draft; other redacteuren hear that somebody must look at it.

    Casushouders are asked whether what was learned in a closed casus may become public.
    """
    fresh = _in_state(advies, State.DRAFT, "Dit advies is al ingeleverd.")
    fresh.state = State.REVIEW
    fresh.save(update_fields=["state", "updated_at"])
    record(actor=actor, action="advies.submitted", subject=fresh)
    announce(kind="advies.review_asked", subject=fresh, actor=actor)
    ask_consent(actor=actor, lessen=fresh.les_keys())
    return fresh


@transaction.atomic
def return_advies(*, actor: Any, advies: Advies, reason: str) -> Advies:
    """Give it back to its author as a draft, with the reason; the author hears of it."""
    fresh = _in_state(advies, State.REVIEW, "Dit advies wacht niet op een tweede lezer.")
    _check_decider(actor, fresh)
    fresh.state = State.DRAFT
    fresh.returned_reason = reason
    fresh.save(update_fields=["state", "returned_reason", "updated_at"])
    record(actor=actor, action="advies.returned", subject=fresh)
    announce(kind="advies.returned", subject=fresh, actor=actor)
    return fresh


@transaction.atomic
def publish_advies(
    *, actor: Any, advies: Advies, understood: bool, review_at: date | None = None
) -> Advies:
    """Put it in the public handboek.

    ``understood`` says that this second reader needs no explaining to understand it.

    Raises PermissionDenied for whoever wrote or last changed it, and ValidationError with all
    problems when a source, a text or the consent of a casushouder is missing. The evidence is
    computed again first. Every casushouder of what it rests on gets mail.
    """
    _in_state(advies, State.REVIEW, "Dit advies wacht niet op een tweede lezer.")
    fresh = refresh_evidence(advies, actor=actor)
    _check_decider(actor, fresh)
    require_understood(understood)
    if problems := problems_before_publishing(fresh) + problems_of_consent(fresh):
        raise ValidationError(problems)
    fresh.state = State.PUBLISHED
    fresh.published_by = actor
    fresh.published_at = fresh.understood_at = timezone.now()
    fresh.written_by = fresh.author
    fresh.returned_reason = ""
    fresh.review_at = day_of_review(fresh, review_at)
    fresh.save()
    write_change(fresh, ChangeKind.FIRST, FIRST)
    record(actor=actor, action="advies.published", subject=fresh, author=fresh.author_id)
    casussen = sorted(casussen_under(fresh))
    announce(kind="advies.published", subject=fresh, actor=actor, casussen=casussen)
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
    if fresh.published_at is not None:
        write_change(fresh, ChangeKind.WITHDRAWN, GONE, fresh.withdrawn_reason)
    Werkversie.objects.filter(advies=fresh).delete()
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
    close_review_tasks(fresh, actor=actor)
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
