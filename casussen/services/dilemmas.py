"""Bringing in a dilemma, changing it, parking it, and closing it with what was chosen."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from casussen.enums import DilemmaState, Round, Side
from casussen.models import Casus, Dilemma
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.services.posities import counted, lock_dilemma
from casussen.services.rows import free_slug
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.audit.services import record

FIELDS = (
    "question",
    "first_title",
    "first_text",
    "second_title",
    "second_text",
    "first_value",
    "second_value",
    "affects",
    "tried",
    "visibility",
)
ENOUGH_LAYERS = 2
"""From so many layers a choice is made without saying that others were not heard."""
STEPS = {
    DilemmaState.OPEN: {DilemmaState.PARKED, DilemmaState.CHOSEN},
    DilemmaState.PARKED: {DilemmaState.PARKED, DilemmaState.OPEN},
    DilemmaState.CHOSEN: {DilemmaState.CHOSEN, DilemmaState.OPEN},
}
"""From a state to the states that may follow; to the same one is to change the words."""


@transaction.atomic
def create_dilemma(
    *, actor: Any, community: Community, casussen: Iterable[Casus] = (), **values: Any
) -> Dilemma:
    """Bring in a dilemma for a community, perhaps seen in some casussen."""
    _refuse_unknown(values)
    if values.get("visibility") == Visibility.PUBLIC:
        raise CasusError("Iedereen laten meelezen kan pas als een organisator heeft meegekeken.")
    slug = free_slug(Dilemma, values["question"], "dilemma")
    dilemma = Dilemma.objects.create(author=actor, community=community, slug=slug, **values)
    dilemma.casussen.set(casussen)
    record(actor=actor, action="dilemma.created", subject=dilemma)
    return dilemma


@transaction.atomic
def update_dilemma(
    *,
    actor: Any,
    dilemma: Dilemma,
    casussen: Iterable[Casus] | None = None,
    seen: str | None = None,
    **values: Any,
) -> Dilemma:
    """Change a dilemma; only somebody else than its author makes it public.

    ``seen`` is the mark of what the person started from (Dilemma.mark); raises
    ChangedMeanwhileError when somebody else changed it since.
    """
    _refuse_unknown(values)
    current = lock_dilemma(dilemma)
    if seen is not None and seen != current.mark():
        raise ChangedMeanwhileError
    wanted = values.get("visibility", current.visibility)
    widened = wanted == Visibility.PUBLIC and current.visibility != Visibility.PUBLIC
    if widened and current.author_id == actor.pk:
        raise CasusError("Iedereen laten meelezen kan pas als een organisator heeft meegekeken.")
    changed = [name for name, value in values.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, values[name])
    current.save(update_fields=[*changed, "updated_at"])
    if casussen is not None:
        current.casussen.set(casussen)
    record(actor=actor, action="dilemma.changed", subject=current, fields=changed)
    return current


@transaction.atomic
def close_dilemma(
    *, actor: Any, dilemma: Dilemma, side: str, outcome: str, anyway: bool = False
) -> Dilemma:
    """Write down for which side was chosen and why; closing twice changes only the words.

    With standpunten from fewer than two layers it asks to say so (``anyway``): a choice may be
    made with few voices, but not without noticing. Choosing ends the rounds of positions too.
    """
    if not outcome:
        raise CasusError("Schrijf op wat jullie kozen en waarom.")
    if side not in Side.values:
        raise CasusError("Kies waarvoor jullie kozen.")
    current = _lock_for(dilemma, DilemmaState.CHOSEN)
    if not (anyway or current.is_chosen) and layers_heard(current) < ENOUGH_LAYERS:
        raise CasusError(
            "Er zijn nog geen standpunten van twee lagen. Vink aan dat jullie toch kiezen."
        )
    current.state, current.chosen_side, current.outcome = DilemmaState.CHOSEN, Side(side), outcome
    changed = ["state", "chosen_side", "outcome", "updated_at"]
    if current.round != Round.CLOSED:
        current.round, current.figures = Round.CLOSED, counted(current)
        changed += ["round", "figures"]
    current.save(update_fields=changed)
    record(actor=actor, action="dilemma.closed", subject=current, side=side)
    return current


@transaction.atomic
def park_dilemma(*, actor: Any, dilemma: Dilemma, reason: str) -> Dilemma:
    """Let a dilemma wait, and say why; parking twice changes only the words."""
    if not reason:
        raise CasusError("Schrijf op waarom dit dilemma wacht.")
    current = _lock_for(dilemma, DilemmaState.PARKED)
    current.state, current.state_reason = DilemmaState.PARKED, reason
    current.save(update_fields=["state", "state_reason", "updated_at"])
    record(actor=actor, action="dilemma.parked", subject=current)
    return current


@transaction.atomic
def reopen_dilemma(*, actor: Any, dilemma: Dilemma) -> Dilemma:
    """Look into it again; what was chosen before stays to be read."""
    current = _lock_for(dilemma, DilemmaState.OPEN)
    current.state, current.state_reason = DilemmaState.OPEN, ""
    current.save(update_fields=["state", "state_reason", "updated_at"])
    record(actor=actor, action="dilemma.reopened", subject=current)
    return current


def layers_heard(dilemma: Dilemma) -> int:
    """Return how many layers have a standpunt."""
    return dilemma.standpunten.order_by().values("layer").distinct().count()


def _lock_for(dilemma: Dilemma, wanted: DilemmaState) -> Dilemma:
    """Lock the dilemma; CasusError when this state may not follow the one it has by now."""
    current = lock_dilemma(dilemma)
    if wanted not in STEPS[DilemmaState(current.state)]:
        raise CasusError(
            f"Dit dilemma is intussen {current.get_state_display()}. Zet het eerst weer open."
            if current.state != DilemmaState.OPEN
            else "Dit dilemma staat al open."
        )
    return current


def _refuse_unknown(values: dict[str, Any]) -> None:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"Not a part of a dilemma: {sorted(unknown)}")
