"""Taking a position in a dilemma before and after the talk, and counting how the group moved.

Nobody sees where somebody stands, and no figure is shown while people can still answer. When
the rounds end, the figures are counted once, only of people who answered twice and only from
four people, and stay as they are: there are never two counts to compare, also not after
somebody's data were erased.
"""

from collections import Counter
from typing import Any

from django.db import transaction

from casussen.enums import PositionMoment, Round
from casussen.models import Dilemma, Positie
from casussen.models.dilemmas import LEANINGS
from casussen.services.errors import CasusError
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

FEWEST = 4
"""Figures of fewer people than this would say too much about each of them."""
NEXT = {Round.BEFORE: Round.AFTER, Round.AFTER: Round.CLOSED}


def lock_dilemma(dilemma: Dilemma) -> Dilemma:
    """Return the dilemma as it is now, locked until the transaction ends."""
    return Dilemma.objects.select_for_update(of=("self",), no_key=True).get(pk=dilemma.pk)


@transaction.atomic
def take_position(*, actor: Any, dilemma: Dilemma, moment: str, leaning: int) -> Positie:
    """Say where this person stands; the last answer counts as long as the moment lasts.

    ``moment`` is the one that the person saw: an answer to the first question that arrives
    after the talk is refused, not taken for an answer to the second. It leaves no line in the
    log, for who took part is nobody's business.
    """
    if leaning not in LEANINGS:
        raise CasusError("Kies waar jij staat.")
    current = _lock_at(dilemma, moment)
    if moment == PositionMoment.AFTER and not _position(current, actor, PositionMoment.BEFORE):
        raise CasusError("Je gaf vóór het gesprek geen positie. Daarom vragen we je er nu niet om.")
    position, _ = Positie.objects.update_or_create(
        dilemma=current, deelnemer=actor, moment=moment, defaults={"leaning": leaning}
    )
    return position


@transaction.atomic
def leave_position(*, actor: Any, dilemma: Dilemma, moment: str) -> None:
    """Take the position of this moment back."""
    current = _lock_at(dilemma, moment)
    Positie.objects.filter(dilemma=current, deelnemer=actor, moment=moment).delete()


@transaction.atomic
def next_round(*, actor: Any, dilemma: Dilemma, seen: str) -> Dilemma:
    """Say that the talk was, so that people answer again; or end the second round.

    ``seen`` is the round that the person saw: pressing twice goes one round on, not two.
    """
    current = lock_dilemma(dilemma)
    if current.round != seen or current.round == Round.CLOSED:
        return current
    current.round = NEXT[Round(current.round)]
    changed = ["round", "updated_at"]
    if current.round == Round.CLOSED:
        current.figures = counted(current)
        changed.append("figures")
    else:
        announce(kind="dilemma.talked", subject=current, actor=actor)
    current.save(update_fields=changed)
    record(actor=actor, action="dilemma.round", subject=current, round=current.round)
    return current


def counted(dilemma: Dilemma) -> dict[str, Any]:
    """Return how the people who answered twice moved; empty when they are too few."""
    answers: dict[int, dict[str, int]] = {}
    for person, moment, leaning in dilemma.posities.values_list("deelnemer", "moment", "leaning"):
        answers.setdefault(person, {})[moment] = leaning
    both = [
        (of["before"], of["after"]) for of in answers.values() if {"before", "after"} == set(of)
    ]
    if len(both) < FEWEST:
        return {}
    before, after = (Counter(answers) for answers in zip(*both, strict=True))
    return {
        "before": [before[step] for step in LEANINGS],
        "after": [after[step] for step in LEANINGS],
        "to_first": sum(then > now for then, now in both),
        "to_second": sum(then < now for then, now in both),
        "people": len(both),
    }


def answered(dilemma: Dilemma) -> dict[str, int]:
    """Return how many people answered at each moment; never what."""
    moments = dilemma.posities.values_list("moment", flat=True)
    return dict(Counter(moments))


def _lock_at(dilemma: Dilemma, moment: str) -> Dilemma:
    """Lock the dilemma; CasusError when this is not the moment (any more)."""
    current = lock_dilemma(dilemma)
    if current.round == Round.CLOSED:
        raise CasusError("De vraag is gesloten. Je kunt geen positie meer geven.")
    if current.round != moment:
        raise CasusError("Het gesprek is intussen geweest. Geef hieronder je positie van nu.")
    return current


def _position(dilemma: Dilemma, person: Any, moment: str) -> Positie | None:
    rows = dilemma.posities.filter(deelnemer=person, moment=moment)
    found: Positie | None = rows.first()
    return found
