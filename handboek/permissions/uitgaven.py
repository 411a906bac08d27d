"""Whether an edition appeared, and who made it or asked to take something out of it."""

from typing import Any

import rules

from handboek.enums import RemovalState, UitgaveState
from handboek.models import Uitgave, UitgaveAdvies, UitgaveHoofdstuk, Weglating


@rules.predicate
def is_final(user: Any, uitgave: Uitgave | None) -> bool:
    """The edition appeared."""
    return bool(uitgave and uitgave.state == UitgaveState.FINAL)


@rules.predicate
def is_in_final(user: Any, row: UitgaveAdvies | UitgaveHoofdstuk | None) -> bool:
    """It stands in an edition that appeared."""
    return bool(row and row.uitgave.state == UitgaveState.FINAL)


@rules.predicate
def has_not_appeared(user: Any, uitgave: Uitgave | None) -> bool:
    """Its name and foreword may still change, and it may be thrown away."""
    return bool(uitgave and uitgave.state != UitgaveState.FINAL)


@rules.predicate
def waits_for_second_redacteur(user: Any, uitgave: Uitgave | None) -> bool:
    """All texts are frozen and nobody decided yet."""
    return bool(uitgave and uitgave.state == UitgaveState.READY)


@rules.predicate
def made_it(user: Any, uitgave: Uitgave | None) -> bool:
    """Who began the edition, or changed its words last."""
    return bool(uitgave and user.pk in {uitgave.made_by_id, uitgave.edited_by_id})


@rules.predicate
def waits_for_agreement(user: Any, weglating: Weglating | None) -> bool:
    """Nobody decided yet whether it goes."""
    return bool(weglating and weglating.state == RemovalState.ASKED)


@rules.predicate
def asked_for_it(user: Any, weglating: Weglating | None) -> bool:
    """Who asked to take it out."""
    return bool(weglating and weglating.asked_by_id == user.pk)
