"""What one reader sees of polls: their own choice, and the outcome once it is closed; pure reading.

Nobody sees who chose what. While a poll is open nobody sees a number for an answer either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from communities.models import Peiling, PeilingOptie, Stem
from netwerk.kern.policy import allowed


@dataclass
class Beeld:
    """One poll as one reader sees it; ``voted`` is how many people chose."""

    peiling: Peiling
    opties: list[PeilingOptie]
    mine: PeilingOptie | None
    voted: int
    may_vote: bool
    may_close: bool
    outcome: list[tuple[PeilingOptie, int, int]] = field(default_factory=list)


def beelden(user: Any, peilingen: Sequence[Peiling], *, looks_along: bool = False) -> list[Beeld]:
    """Return what this person sees of polls in one conversation; the same number of queries.

    Who looks along as this person (communities/inzage.py) does not see what they chose.
    """
    if not peilingen:
        return []
    found: dict[int, list[PeilingOptie]] = {}
    options = PeilingOptie.objects.filter(peiling__in=peilingen).order_by("order", "pk")
    for optie in options.annotate(number=Count("stemmen")):
        found.setdefault(optie.peiling_id, []).append(optie)
    chosen = Stem.objects.filter(peiling__in=peilingen, deelnemer=user.pk)
    mine = {} if looks_along else dict(chosen.values_list("peiling_id", "optie_id"))
    first = peilingen[0]
    may_vote = not looks_along and allowed(user, "communities.vote", first)
    leads = allowed(user, "communities.close_gesprek", first.gesprek)
    return [
        _beeld(user, peiling, found.get(peiling.pk, []), mine, may_vote=may_vote, leads=leads)
        for peiling in peilingen
    ]


def _beeld(
    user: Any,
    peiling: Peiling,
    opties: list[Any],
    mine: dict[int, int],
    *,
    may_vote: bool,
    leads: bool,
) -> Beeld:
    voted = sum(optie.number for optie in opties)
    closed = peiling.is_closed
    choice = next((optie for optie in opties if optie.pk == mine.get(peiling.pk)), None)
    outcome = [(each, each.number, round(100 * each.number / voted)) for each in opties if voted]
    return Beeld(
        peiling=peiling,
        opties=opties,
        mine=choice,
        voted=voted,
        may_vote=may_vote and not closed and choice is None,
        may_close=not closed and (leads or peiling.author_id == user.pk),
        outcome=outcome if closed else [],
    )
