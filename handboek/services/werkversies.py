"""A new text for a published advies: written beside it, read by somebody else, put in its place."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from handboek.enums import ChangeKind, State
from handboek.instemming import problems_of_consent
from handboek.models import Advies, Werkversie
from handboek.services.evidence import lock_adviezen, refresh_evidence
from handboek.services.instemming import ask_consent
from handboek.services.nakijken import close_review_tasks
from handboek.services.publication import (
    day_of_review,
    problems_of_evidence,
    problems_of_text,
    require_understood,
)
from handboek.services.tekstconcepten import forget_tekstconcept
from handboek.services.wijzigingen import write_change
from handboek.services.writing import last_position
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

NOT_PUBLISHED = "Dit advies staat niet in het handboek."
TAKEN = "Iemand werkt al aan een nieuwe tekst voor dit advies."
SAY_WHAT = "Schrijf op wat er verandert, en waarom. Lezers zien dat straks."


@transaction.atomic
def start_werkversie(*, actor: Any, advies: Advies) -> Werkversie:
    """Begin with a copy of the text as it stands; the handboek keeps the old one meanwhile."""
    (fresh,) = lock_adviezen([advies.pk])
    if fresh.state != State.PUBLISHED:
        raise ValidationError(NOT_PUBLISHED)
    if Werkversie.objects.filter(advies=fresh).exists():
        raise ValidationError(TAKEN)
    row = Werkversie(advies=fresh, writer=actor, edited_by=actor)
    _copy(fresh, row)
    record(actor=actor, action="werkversie.started", subject=fresh)
    return row


@transaction.atomic
def update_werkversie(
    *, actor: Any, werkversie: Werkversie, seen: str | None = None, **fields: Any
) -> Werkversie:
    """Keep another text; in review it becomes a draft again.

    ``seen`` is the mark of the text that the person began with. Raises ChangedMeanwhileError when
    somebody else saved since.
    """
    row = _locked(werkversie)
    if seen is not None and seen != row.mark():
        raise ChangedMeanwhileError
    for name in [name for name in row.MANY if name in fields]:
        getattr(row, name).set(fields.pop(name))
    for name, value in fields.items():
        setattr(row, name, value)
    row.state, row.edited_by = State.DRAFT, actor
    row.save()
    record(actor=actor, action="werkversie.changed", subject=row.advies)
    forget_tekstconcept(actor=actor, text=row)
    return row


@transaction.atomic
def submit_werkversie(*, actor: Any, werkversie: Werkversie) -> Werkversie:
    """Ask another redacteur to read it."""
    row = _locked(werkversie, State.DRAFT, "Deze tekst is al ingeleverd.")
    if not row.what.strip() or not row.reason.strip():
        raise ValidationError(SAY_WHAT)
    row.state = State.REVIEW
    row.save(update_fields=["state", "updated_at"])
    record(actor=actor, action="werkversie.submitted", subject=row.advies)
    announce(kind="advies.review_asked", subject=row.advies, actor=actor)
    ask_consent(actor=actor, lessen=row.advies.les_keys())
    return row


@transaction.atomic
def return_werkversie(*, actor: Any, werkversie: Werkversie, reason: str) -> Werkversie:
    """Give it back as a draft, with the reason."""
    row = _locked(werkversie, State.REVIEW, "Deze tekst wacht niet op een tweede lezer.")
    _check_decider(actor, row.advies)
    row.state, row.returned_reason = State.DRAFT, reason
    row.save(update_fields=["state", "returned_reason", "updated_at"])
    record(actor=actor, action="werkversie.returned", subject=row.advies)
    announce(kind="advies.returned", subject=row.advies, actor=actor)
    return row


def problems_of_werkversie(werkversie: Werkversie, advies: Advies) -> list[str]:
    """Return what must be done before this text takes the place of the present one."""
    problems = problems_of_evidence(advies) + problems_of_text(werkversie)
    if not werkversie.what.strip() or not werkversie.reason.strip():
        problems.append(SAY_WHAT)
    return problems


@transaction.atomic
def publish_werkversie(
    *, actor: Any, werkversie: Werkversie, understood: bool, review_at: date | None = None
) -> Advies:
    """Let it take the place of the text in the handboek, under the same number and address.

    Raises PermissionDenied for whoever began it or changed it last.
    """
    row = _locked(werkversie, State.REVIEW, "Deze tekst wacht niet op een tweede lezer.")
    fresh = refresh_evidence(row.advies, actor=actor)
    if fresh.state != State.PUBLISHED:
        raise ValidationError(NOT_PUBLISHED)
    _check_decider(actor, fresh)
    require_understood(understood)
    if problems := problems_of_werkversie(row, fresh) + problems_of_consent(fresh):
        raise ValidationError(problems)
    if row.hoofdstuk_id != fresh.hoofdstuk_id:
        fresh.position = last_position(row.hoofdstuk)
    fresh.version += 1
    fresh.written_by, fresh.edited_by, fresh.published_by = row.writer, row.edited_by, actor
    fresh.understood_at = timezone.now()
    fresh.review_at = day_of_review(fresh, review_at)
    _copy(row, fresh)
    close_review_tasks(fresh, actor=actor)
    write_change(fresh, ChangeKind.VERSION, row.what, row.reason)
    record(
        actor=actor,
        action="werkversie.published",
        subject=fresh,
        author=row.writer_id,
        version=fresh.version,
    )
    row.delete()
    return refresh_evidence(fresh, actor=actor)


@transaction.atomic
def discard_werkversie(*, actor: Any, werkversie: Werkversie) -> None:
    """Throw it away; what stands in the handboek stays as it is."""
    row = _locked(werkversie)
    record(actor=actor, action="werkversie.discarded", subject=row.advies)
    forget_tekstconcept(actor=actor, text=row)
    row.delete()


def _copy(source: Advies | Werkversie, target: Advies | Werkversie) -> None:
    for name in source.TEXT:
        setattr(target, name, getattr(source, name))
    target.save()
    for name, rows in source.many().items():
        getattr(target, name).set(rows)


def _locked(werkversie: Werkversie, state: State | None = None, complaint: str = "") -> Werkversie:
    """Lock the advies and read the working version again; say so when it went meanwhile."""
    lock_adviezen([werkversie.advies_id])
    row = Werkversie.objects.select_related("advies").filter(pk=werkversie.pk).first()
    if row is None:
        raise ValidationError("Deze werkversie is er niet meer.")
    if state is not None and row.state != state:
        raise ValidationError(complaint)
    return row


def _check_decider(actor: Any, advies: Advies) -> None:
    if not allowed(actor, "handboek.decide_werkversie", advies):
        raise PermissionDenied("Somebody else than the writers decides.")
