"""What a community wants to learn: bringing a leervraag in, changing it, and answering it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from casussen.enums import QuestionState
from casussen.models import Casus, Leervraag
from casussen.services.errors import CasusError, ChangedMeanwhileError
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.audit.services import record

FIELDS = ("question", "explanation", "visibility")
NOT_ALONE = "Iedereen laten meelezen kan pas als een organisator heeft meegekeken."


@transaction.atomic
def create_leervraag(
    *, actor: Any, community: Community, casussen: Iterable[Casus] = (), **values: Any
) -> Leervraag:
    """Put a question on the leeragenda of a community, behind the others."""
    _refuse_unknown(values)
    if values.get("visibility") == Visibility.PUBLIC:
        raise CasusError(NOT_ALONE)
    last = community.leervragen.aggregate(last=Max("order"))["last"] or 0
    leervraag = Leervraag.objects.create(
        created_by=actor, community=community, order=last + 1, **values
    )
    leervraag.casussen.set(casussen)
    record(actor=actor, action="leervraag.created", subject=leervraag)
    return leervraag


@transaction.atomic
def update_leervraag(
    *,
    actor: Any,
    leervraag: Leervraag,
    seen: str | None = None,
    casussen: Iterable[Casus] | None = None,
    **values: Any,
) -> Leervraag:
    """Change a question; only somebody else than who asked it makes it public.

    ``seen`` is the mark that the person started from (Leervraag.mark); raises
    ChangedMeanwhileError when somebody else changed it since.
    """
    _refuse_unknown(values)
    current = _lock(leervraag)
    if seen is not None and seen != current.mark():
        raise ChangedMeanwhileError
    wanted = values.get("visibility", current.visibility)
    widened = wanted == Visibility.PUBLIC and current.visibility != Visibility.PUBLIC
    if widened and current.created_by_id == actor.pk:
        raise CasusError(NOT_ALONE)
    changed = [name for name, value in values.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, values[name])
    current.save(update_fields=[*changed, "updated_at"])
    if casussen is not None:
        current.casussen.set(casussen)
    record(actor=actor, action="leervraag.changed", subject=current, fields=changed)
    return current


@transaction.atomic
def set_leervraag_state(
    *, actor: Any, leervraag: Leervraag, state: str, answer: str = "", seen: str | None = None
) -> Leervraag:
    """Say where a leervraag stands, with what is known now; answered takes an answer."""
    current = _lock(leervraag)
    if seen is not None and seen != current.mark():
        raise ChangedMeanwhileError
    if state == QuestionState.ANSWERED and not answer:
        raise CasusError("Schrijf op wat het antwoord is.")
    before = current.state
    current.state, current.answer = QuestionState(state), answer
    if state == QuestionState.ANSWERED:
        current.answered_at = current.answered_at or timezone.now()
    else:
        current.answered_at = None
    current.save(update_fields=["state", "answer", "answered_at", "updated_at"])
    record(actor=actor, action="leervraag.state_set", subject=current, before=before, after=state)
    return current


@transaction.atomic
def move_leervraag(*, actor: Any, leervraag: Leervraag, up: bool) -> None:
    """Let a question change places with the one before or after it on the leeragenda."""
    rows = list(
        Leervraag.objects.select_for_update(of=("self",)).filter(community=leervraag.community_id)
    )
    place = next((i for i, row in enumerate(rows) if row.pk == leervraag.pk), None)
    other = -1 if place is None else place + (-1 if up else 1)
    if place is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for order, row in enumerate(rows, start=1):
        row.order = order
    Leervraag.objects.bulk_update(rows, ["order"])
    record(actor=actor, action="leervraag.moved", subject=leervraag)


def _lock(leervraag: Leervraag) -> Leervraag:
    rows = Leervraag.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=leervraag.pk)


def _refuse_unknown(values: dict[str, Any]) -> None:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"Not a part of a leervraag: {sorted(unknown)}")
