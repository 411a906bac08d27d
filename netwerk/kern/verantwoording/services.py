"""Acts of a beheerder: say that something was looked at, who is responsible, and what leaked.

A refusal that a person can do something about is a ValidationError with a Dutch sentence.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from netwerk.kern.audit.services import record
from netwerk.kern.eerst import one_at_a_time
from netwerk.kern.verantwoording.models import Datalek, Nakijkpunt, Regeling
from netwerk.kern.verantwoording.punten import Punt

CHANGED = "Iemand anders veranderde dit net. Jouw tekst staat er nog. Vergelijk en bewaar opnieuw."


def _only_beheerder(actor: Any) -> None:
    if not actor.is_beheerder:
        raise PermissionDenied


@transaction.atomic
def look_at(*, actor: Any, punt: Punt, last_on: date, note: str) -> Nakijkpunt:
    """Write down that somebody looked at a point."""
    _only_beheerder(actor)
    row, _ = Nakijkpunt.objects.update_or_create(
        key=punt.key, defaults={"last_on": last_on, "note": note, "changed_by": actor}
    )
    record(actor=actor, action="nakijkpunt.looked_at", subject=row, punt=punt.key)
    return row


@transaction.atomic
def write_regeling(*, actor: Any, expected: str, values: dict[str, Any]) -> Regeling:
    """Keep what the organisations agreed; there is one row."""
    _only_beheerder(actor)
    one_at_a_time(Regeling)
    row = Regeling.objects.first()
    if (row.mark() if row else "") != expected:
        raise ValidationError(CHANGED)
    row = row or Regeling()
    for name in Regeling.WRITTEN:
        setattr(row, name, values[name])
    row.changed_by = actor
    row.save()
    record(actor=actor, action="regeling.written", subject=row)
    return row


@transaction.atomic
def record_datalek(*, actor: Any, values: dict[str, Any]) -> Datalek:
    """Put a breach in the register; it cannot be taken out."""
    _only_beheerder(actor)
    made = Datalek.objects.create(created_by=actor, changed_by=actor, **values)
    record(actor=actor, action="datalek.recorded", subject=made)
    return made


@transaction.atomic
def change_datalek(
    *, actor: Any, datalek: Datalek, expected: str, values: dict[str, Any]
) -> Datalek:
    """Keep what is known by now; the log says which parts changed."""
    _only_beheerder(actor)
    row = Datalek.objects.select_for_update().get(pk=datalek.pk)
    if row.mark() != expected:
        raise ValidationError(CHANGED)
    changed = [name for name in Datalek.WRITTEN if getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.changed_by = actor
        row.save()
        record(actor=actor, action="datalek.changed", subject=row, fields=changed)
    return row
