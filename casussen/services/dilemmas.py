"""Bringing in a dilemma, changing it, and closing it with what was chosen."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from casussen.enums import DilemmaState
from casussen.models import Casus, Dilemma
from casussen.services.errors import CasusError
from casussen.services.rows import free_slug
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.audit.services import record

FIELDS = ("question", "first_title", "first_text", "second_title", "second_text", "visibility")


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
    *, actor: Any, dilemma: Dilemma, casussen: Iterable[Casus] | None = None, **values: Any
) -> Dilemma:
    """Change a dilemma; only somebody else than its author makes it public."""
    _refuse_unknown(values)
    current = _lock(dilemma)
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
def close_dilemma(*, actor: Any, dilemma: Dilemma, outcome: str) -> Dilemma:
    """Write down what was chosen and why; closing twice changes only the words."""
    if not outcome:
        raise CasusError("Schrijf op wat jullie kozen en waarom.")
    current = _lock(dilemma)
    current.state, current.outcome = DilemmaState.CHOSEN, outcome
    current.save(update_fields=["state", "outcome", "updated_at"])
    record(actor=actor, action="dilemma.closed", subject=current)
    return current


def _lock(dilemma: Dilemma) -> Dilemma:
    return Dilemma.objects.select_for_update(of=("self",), no_key=True).get(pk=dilemma.pk)


def _refuse_unknown(values: dict[str, Any]) -> None:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"Not a part of a dilemma: {sorted(unknown)}")
