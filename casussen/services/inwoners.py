"""A question of a public casus to residents, and what becomes of their answers.

Who answers has no account. Nothing of an answer is public before a moderator placed it.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from casussen.enums import AntwoordState
from casussen.models import Casus, Inwonersantwoord, Inwonersvraag
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.services.rows import lock, lock_standing
from communities.enums import Visibility
from netwerk.kern import events
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

LONGEST = timedelta(days=366)
SAME_AGAIN = timedelta(hours=1)  # a second click on the button is no second answer
NOT_PUBLIC = "Deze casus is niet openbaar. Inwoners kunnen de vraag dan niet lezen."
ONE_OPEN = "Er staat al een vraag aan inwoners open bij deze casus. Sluit die eerst."
WORDS_STAND = "Er zijn al antwoorden op deze vraag. De vraag zelf kun je niet meer veranderen."
CLOSED = "De vraag is gesloten. Je kunt niet meer antwoorden."
PAST = "Kies een dag die nog komt, of vandaag."
TOO_FAR = "Kies een dag binnen een jaar."


@transaction.atomic
def open_inwonersvraag(
    *, actor: Any, casus: Casus, question: str, closes_on: date, explanation: str = ""
) -> Inwonersvraag:
    """Ask residents one question about a casus that everybody reads; one at a time."""
    _lock_public(casus)
    _refuse_day(closes_on)
    _make_room(casus)
    vraag = Inwonersvraag.objects.create(
        casus=casus,
        question=question,
        explanation=explanation,
        closes_on=closes_on,
        opened_by=actor,
    )
    record(actor=actor, action="inwoners.opened", subject=casus, vraag=vraag.pk)
    return vraag


@transaction.atomic
def change_inwonersvraag(
    *,
    actor: Any,
    vraag: Inwonersvraag,
    question: str,
    explanation: str,
    closes_on: date,
    seen: str | None = None,
) -> Inwonersvraag:
    """Change an open question; once somebody answered, the question itself stands as it is.

    ``seen`` is the mark that the person started from; raises ChangedMeanwhileError when somebody
    else changed it since.
    """
    current = _lock(vraag)
    if seen is not None and seen != current.mark():
        raise ChangedMeanwhileError
    if not current.is_open:
        raise CasusError("Deze vraag is gesloten. Heropen haar eerst.")
    if question != current.question and current.antwoorden.exists():
        raise CasusError(WORDS_STAND)
    if closes_on != current.closes_on:
        _refuse_day(closes_on)
    current.question, current.explanation, current.closes_on = question, explanation, closes_on
    current.save(update_fields=["question", "explanation", "closes_on"])
    record(actor=actor, action="inwoners.changed", subject=current.casus, vraag=current.pk)
    return current


@transaction.atomic
def close_inwonersvraag(*, actor: Any, vraag: Inwonersvraag) -> Inwonersvraag:
    """Take no more answers, before the day that was set; what waits can still be placed."""
    current = _lock(vraag)
    if not current.is_open:
        raise CasusError("Deze vraag was al gesloten.")
    current.closed_at = timezone.now()
    current.save(update_fields=["closed_at"])
    record(actor=actor, action="inwoners.closed", subject=current.casus, vraag=current.pk)
    return current


@transaction.atomic
def reopen_inwonersvraag(*, actor: Any, vraag: Inwonersvraag, closes_on: date) -> Inwonersvraag:
    """Take answers again until a new day."""
    _lock_public(vraag.casus)
    current = _lock(vraag)
    if current.is_open:
        raise CasusError("Deze vraag staat al open.")
    _refuse_day(closes_on)
    _make_room(current.casus, besides=current)
    current.closed_at, current.closes_on = None, closes_on
    current.save(update_fields=["closed_at", "closes_on"])
    record(actor=actor, action="inwoners.reopened", subject=current.casus, vraag=current.pk)
    return current


@transaction.atomic
def send_inwonersantwoord(
    *, vraag: Inwonersvraag, body: str, name: str = "", place: str = ""
) -> Inwonersantwoord:
    """Keep what a resident answered; somebody looks at it before anybody reads it.

    The same words twice within an hour are one answer.
    """
    current = _lock(vraag)
    if not current.takes_answers:
        raise CasusError(CLOSED)
    recent = current.antwoorden.waiting().filter(sent_at__gt=timezone.now() - SAME_AGAIN)
    if same := recent.filter(body=body).first():
        return same
    antwoord = Inwonersantwoord.objects.create(vraag=current, body=body, name=name, place=place)
    record(
        actor=None,
        action="inwoners.answered",
        subject=current.casus,
        vraag=current.pk,
        antwoord=antwoord.pk,
    )
    oldest = current.antwoorden.waiting().order_by("pk").values_list("pk", flat=True).first()
    announce(
        kind="inwoners.answered",
        subject=current.casus,
        actor=None,
        vraag_id=current.pk,
        oldest=oldest,
        day=timezone.localdate().isoformat(),
    )
    return antwoord


@transaction.atomic
def place_inwonersantwoord(*, actor: Any, antwoord: Inwonersantwoord) -> Inwonersantwoord:
    """Let everybody who reads the casus read an answer."""
    current = _lock_answer(antwoord, AntwoordState.WAITING)
    _decide(actor, current, AntwoordState.PLACED)
    _log(actor, current, action="inwoners.placed")
    events.emit("inwonersantwoord.placed", antwoord=current, actor=actor)
    return current


@transaction.atomic
def refuse_inwonersantwoord(
    *, actor: Any, antwoord: Inwonersantwoord, reason: str
) -> Inwonersantwoord:
    """Keep an answer from being read, with the reason for who moderates; nobody else reads it."""
    if not reason.strip():
        raise CasusError("Schrijf kort op waarom je dit antwoord niet plaatst.")
    current = _lock_answer(antwoord, AntwoordState.WAITING)
    _decide(actor, current, AntwoordState.REFUSED, reason.strip())
    _log(actor, current, action="inwoners.refused")
    return current


@transaction.atomic
def undo_inwonersantwoord(*, actor: Any, antwoord: Inwonersantwoord) -> Inwonersantwoord:
    """Take a decision back: the answer waits again, and nobody reads it meanwhile."""
    lock(antwoord.vraag.casus)  # so that who makes a les of it meanwhile is found, or too late
    current = _lock_answer(antwoord, AntwoordState.PLACED, AntwoordState.REFUSED)
    if not current.body:
        raise CasusError("De tekst van dit antwoord is gewist. Het kan niet meer terug.")
    was_placed = current.state == AntwoordState.PLACED
    before = current.state
    current.state, current.reason = AntwoordState.WAITING, ""
    current.decided_by = current.decided_at = None
    current.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _log(actor, current, action="inwoners.undone", before=before)
    if was_placed:
        events.emit("inwonersantwoord.taken_away", antwoord=current, actor=actor)
    return current


def _decide(actor: Any, antwoord: Inwonersantwoord, state: str, reason: str = "") -> None:
    antwoord.state, antwoord.reason = state, reason
    antwoord.decided_by, antwoord.decided_at = actor, timezone.now()
    antwoord.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _log(actor: Any, antwoord: Inwonersantwoord, action: str, **data: Any) -> None:
    record(actor=actor, action=action, subject=antwoord.vraag.casus, antwoord=antwoord.pk, **data)


def _lock(vraag: Inwonersvraag) -> Inwonersvraag:
    rows = Inwonersvraag.objects.select_related("casus")
    return rows.select_for_update(of=("self",)).get(pk=vraag.pk)


def _lock_answer(antwoord: Inwonersantwoord, *states: str) -> Inwonersantwoord:
    """Lock an answer; CasusError when another moderator decided about it a moment ago."""
    rows = Inwonersantwoord.objects.select_related("vraag__casus", "decided_by")
    current = rows.select_for_update(of=("self",)).get(pk=antwoord.pk)
    if current.state not in states:
        who = f"{current.decided_by} besliste net: " if current.decided_by else "De stand is nu: "
        raise CasusError(f"{who}{current.get_state_display()}. Kijk nog eens.")
    return current


def _lock_public(casus: Casus) -> None:
    locked = lock_standing(casus)
    if locked.visibility != Visibility.PUBLIC:
        raise CasusError(NOT_PUBLIC)


def _refuse_day(closes_on: date) -> None:
    today = timezone.localdate()
    if closes_on < today:
        raise CasusError(PAST)
    if closes_on > today + LONGEST:
        raise CasusError(TOO_FAR)


def _make_room(casus: Casus, besides: Inwonersvraag | None = None) -> None:
    """Close what ran out by itself; CasusError when another question is open still."""
    others = casus.inwonersvragen.filter(closed_at__isnull=True)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    for row in others.select_for_update():
        if row.is_open:
            raise CasusError(ONE_OPEN)
        row.closed_at = timezone.make_aware(datetime.combine(row.closes_on, time(23, 59)))
        row.save(update_fields=["closed_at"])
