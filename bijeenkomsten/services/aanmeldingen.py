"""Signing up and off: capacity is exact, because one meeting's answers happen one by one."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.services.errors import BijeenkomstError, BijeenkomstFullError
from bijeenkomsten.services.locking import be_patient, lock
from bijeenkomsten.services.wachtlijst import pass_on, tell
from netwerk.kern.audit.services import record


@transaction.atomic
def answer(
    *,
    actor: Any,
    bijeenkomst: Bijeenkomst,
    answer: str,
    form: str = "",
    needs: str | None = None,
) -> Aanmelding:
    """Write down what this person answers; signing off stays possible after the closing date.

    Raises BijeenkomstFullError when every place of that form is taken, BijeenkomstError when it
    is too late. ``form`` and ``needs`` stay as they are when they are not given; what somebody
    needs is forgotten as soon as the answer is no. Who asks for the waiting list while there is a
    place gets that place.
    """
    be_patient()
    locked = lock(bijeenkomst)
    pass_on(locked)
    mine = locked.aanmeldingen.filter(deelnemer=actor).first()
    mine = mine or Aanmelding(bijeenkomst=locked, deelnemer=actor, answer="")
    return settle(locked, mine, actor=actor, answer=answer, form=form, needs=needs)


def settle(
    locked: Bijeenkomst,
    mine: Aanmelding,
    *,
    actor: Any,
    answer: str,
    form: str = "",
    needs: str | None = None,
) -> Aanmelding:
    """Give one answer its new value while the meeting is locked; see ``answer``."""
    before, form_before = mine.answer, mine.form
    held = mine.form if before == Answer.YES or mine.has_offer else None
    mine.form = _form_of(locked, mine, form)
    has_place = held is not None and (held == mine.form or not locked.is_hybrid)
    is_full = locked.places_left_in(mine.form) == 0
    same_line = before == Answer.WAITING and mine.form == form_before
    if answer == Answer.WAITING and not same_line and (has_place or not is_full):
        answer = Answer.YES
    _refuse_when_late(locked, before, answer, is_kept=has_place)
    if answer == Answer.YES and is_full and not has_place:
        raise BijeenkomstFullError(mine.form if locked.is_hybrid else "")
    _line_up(mine, answer, same_line=same_line)
    if answer == Answer.YES and before != Answer.YES:
        mine.generation += 1
    answers_poll = mine.asked and answer not in {before, Answer.YES}
    if answers_poll:  # the invitation of the poll goes; its withdrawal must be the newer one
        mine.generation += 1
    mine.asked = mine.asked and answer == before
    mine.answer = answer
    if needs is not None or answer == Answer.NO:
        mine.needs = "" if answer == Answer.NO else needs or ""
    mine.save()
    if (before, form_before) != (answer, mine.form):
        _tell(locked, mine, actor, before, taken_back=answers_poll and mine.calendar_sent)
        pass_on(locked)
        mine.refresh_from_db(fields=["answer", "waiting_since", "offered_until", "offers"])
    return mine


def _form_of(locked: Bijeenkomst, mine: Aanmelding, form: str) -> str:
    """Return the form that is asked, the one that stood, or the only one there is."""
    if not locked.is_hybrid:
        return locked.forms[0]
    return form if form in locked.forms else mine.form


def _line_up(mine: Aanmelding, answer: str, *, same_line: bool) -> None:
    """Begin to wait, stay in line, or leave it; for another form one waits from now on."""
    if answer != Answer.WAITING:
        mine.waiting_since, mine.offered_until = None, None
    elif not same_line:
        mine.waiting_since, mine.offered_until = timezone.now(), None


def _tell(
    locked: Bijeenkomst, mine: Aanmelding, actor: Any, before: str, *, taken_back: bool = False
) -> None:
    record(actor=actor, action="aanmelding.answered", subject=mine, answer=mine.answer)
    if before != mine.answer and (taken_back or Answer.YES in {before, mine.answer}):
        kind = "registered" if mine.answer == Answer.YES else "unregistered"
        tell(locked, mine, f"bijeenkomst.{kind}", actor=actor, generation=mine.generation)


def _refuse_when_late(bijeenkomst: Bijeenkomst, before: str, answer: str, *, is_kept: bool) -> None:
    """Refuse what comes too late; a place that is kept can be taken until the start."""
    if bijeenkomst.is_past:
        raise BijeenkomstError("Deze bijeenkomst is al geweest.")
    if answer in {before, Answer.NO} or bijeenkomst.registration_open:
        return
    if bijeenkomst.is_cancelled:
        raise BijeenkomstError("Deze bijeenkomst gaat niet door. Aanmelden kan niet.")
    if not (is_kept and answer == Answer.YES):
        raise BijeenkomstError("Aanmelden kan niet meer: de laatste dag daarvoor is voorbij.")
