"""Publicaties: adding one, changing it, and tying it to a les or an advies."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from casussen.services import ChangedMeanwhileError
from handboek.enums import State
from handboek.models import Advies, Les, Publicatie
from handboek.services.evidence import lock_adviezen, refresh_evidence
from netwerk.kern.audit.services import record

FIELDS = ("title", "authors", "year", "url", "licence", "doi")
FIXED = "Hier rust een gepubliceerd advies op. De publicatie blijft staan."


@transaction.atomic
def create_publicatie(*, actor: Any, **values: Any) -> Publicatie:
    """Add a report or an article."""
    _refuse_unknown(values)
    publicatie = Publicatie.objects.create(**values)
    record(actor=actor, action="publicatie.created", subject=publicatie)
    return publicatie


@transaction.atomic
def update_publicatie(
    *, actor: Any, publicatie: Publicatie, seen: str | None = None, **values: Any
) -> Publicatie:
    """Change what is said of it; raises ChangedMeanwhileError when somebody else did since."""
    _refuse_unknown(values)
    current = _lock(publicatie)
    if seen is not None and seen != current.mark():
        raise ChangedMeanwhileError
    changed = [name for name, value in values.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, values[name])
    current.save(update_fields=changed)
    record(actor=actor, action="publicatie.changed", subject=current, fields=changed)
    return current


@transaction.atomic
def tie_publicatie(*, actor: Any, publicatie: Publicatie, to: Les | Advies) -> None:
    """Put it under a les or an advies; what rests on that is weighed again.

    Under a les it counts for every advies that the les supports.
    """
    current = _lock(publicatie)
    if isinstance(to, Advies) and to.state == State.WITHDRAWN:
        raise ValidationError("Dit advies is ingetrokken.")
    adviezen = _adviezen_of(to)
    to.publicaties.add(current)
    record(actor=actor, action="publicatie.tied", subject=to, publicatie=current.pk)
    for advies in adviezen:
        refresh_evidence(advies, actor=actor)


@transaction.atomic
def untie_publicatie(*, actor: Any, publicatie: Publicatie, to: Les | Advies) -> None:
    """Take it from under a les or an advies, as long as nothing published rests on it there."""
    current = _lock(publicatie)
    adviezen = _adviezen_of(to)
    if any(advies.state == State.PUBLISHED for advies in adviezen):
        raise ValidationError(FIXED)
    to.publicaties.remove(current)
    record(actor=actor, action="publicatie.untied", subject=to, publicatie=current.pk)
    for advies in adviezen:
        refresh_evidence(advies, actor=actor)


def _lock(publicatie: Publicatie) -> Publicatie:
    return Publicatie.objects.select_for_update().get(pk=publicatie.pk)


def _adviezen_of(to: Les | Advies) -> list[Advies]:
    """Return what rests on it and was not withdrawn, locked; the les first, as elsewhere."""
    if isinstance(to, Advies):
        return lock_adviezen([to.pk])
    Les.objects.select_for_update(of=("self",)).get(pk=to.pk)
    rows = Advies.objects.filter(onderbouwing__les=to).exclude(state=State.WITHDRAWN)
    return lock_adviezen(rows.values_list("pk", flat=True))


def _refuse_unknown(values: dict[str, Any]) -> None:
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"Not a part of a publicatie: {sorted(unknown)}")
