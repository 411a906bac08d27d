"""Signing up and off: capacity is exact, because one meeting's answers happen one by one."""

from typing import Any

from django.db import transaction

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.services.errors import BijeenkomstError, BijeenkomstFullError
from bijeenkomsten.services.locking import lock
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce


@transaction.atomic
def answer(*, actor: Any, bijeenkomst: Bijeenkomst, answer: str, needs: str = "") -> Aanmelding:
    """Write down what this person answers; signing off stays possible after the closing date.

    Raises BijeenkomstFullError when every place is taken, BijeenkomstError when it is too late.
    What somebody needs is forgotten as soon as the answer is no.
    """
    locked = lock(bijeenkomst)
    mine = locked.aanmeldingen.filter(deelnemer=actor).first()
    mine = mine or Aanmelding(bijeenkomst=locked, deelnemer=actor, answer="")
    before = mine.answer
    _refuse_when_late(locked, before, answer)
    if answer == Answer.YES and before != Answer.YES:
        if locked.places_left == 0:
            raise BijeenkomstFullError
        mine.generation += 1
    mine.answer = answer
    mine.needs = "" if answer == Answer.NO else needs
    mine.save()
    if before == answer:
        return mine
    record(actor=actor, action="aanmelding.answered", subject=mine, answer=answer)
    if Answer.YES in {before, answer}:
        announce(
            kind=f"bijeenkomst.{'registered' if answer == Answer.YES else 'unregistered'}",
            subject=locked,
            actor=actor,
            revision=locked.revision,
            person_id=actor.pk,
            generation=mine.generation,
        )
    return mine


def _refuse_when_late(bijeenkomst: Bijeenkomst, before: str, answer: str) -> None:
    if bijeenkomst.is_past:
        raise BijeenkomstError("Deze bijeenkomst is al geweest.")
    if answer in {before, Answer.NO} or bijeenkomst.registration_open:
        return
    if bijeenkomst.is_cancelled:
        raise BijeenkomstError("Deze bijeenkomst gaat niet door. Aanmelden kan niet.")
    raise BijeenkomstError("Aanmelden kan niet meer: de laatste dag daarvoor is voorbij.")
