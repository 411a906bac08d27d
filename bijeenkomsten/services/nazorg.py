"""What people thought of a meeting, kept without who it was."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Random
from django.utils import timezone

from bijeenkomsten.models import Bijeenkomst, Evaluatie, EvaluatieGegeven
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import lock

OPEN_DAYS = 30
FEWEST = 5
"""With fewer answers a result would tell who gave it."""


def evaluation_open(bijeenkomst: Bijeenkomst) -> bool:
    """Say whether people can tell now: from the end, for thirty days."""
    last = bijeenkomst.ends_at + timedelta(days=OPEN_DAYS)
    return bijeenkomst.is_past and not bijeenkomst.is_cancelled and timezone.now() < last


@transaction.atomic
def give_evaluation(
    *, actor: Any, bijeenkomst: Bijeenkomst, well: int, good_things: int, takeaway: str
) -> None:
    """Keep an answer, and apart from it that this person answered.

    Nothing ties the two: keys are random, the order is mixed anew, and all rows of the meeting
    are written in this transaction, so that none carries the mark of its own. So there is no
    line in the audit log either.
    """
    locked = lock(bijeenkomst)
    if not evaluation_open(locked):
        raise BijeenkomstError("Je kunt dit niet meer invullen.")
    given = EvaluatieGegeven.objects.filter(bijeenkomst=locked)
    if given.filter(deelnemer=actor).exists():
        raise BijeenkomstError("Je vulde dit al in.")
    EvaluatieGegeven.objects.create(pk=_key(), bijeenkomst=locked, deelnemer=actor)
    Evaluatie.objects.create(
        pk=_key(),
        bijeenkomst=locked,
        well=well,
        good_things=good_things,
        takeaway=takeaway,
        mixed=0,
    )
    Evaluatie.objects.filter(bijeenkomst=locked).update(mixed=Random())
    given.update(deelnemer=F("deelnemer"))


def _key() -> int:
    return secrets.randbelow(2**62) + 1
