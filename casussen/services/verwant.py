"""Which casussen belong together; a link stands on both ends and goes from both at once."""

from typing import Any

from django.db import transaction

from casussen.models import Casus
from casussen.services.errors import CasusError
from casussen.services.rows import lock_standing
from netwerk.kern.audit.services import record

MOST_RELATED = 20


@transaction.atomic
def relate(*, actor: Any, casus: Casus, other: Casus) -> None:
    """Link two casussen, on both ends."""
    current = lock_standing(casus)
    if other.pk == current.pk:
        raise CasusError("Een casus hoort altijd bij zichzelf. Kies een andere.")
    if current.related.filter(pk=other.pk).exists():
        return
    if current.related.count() >= MOST_RELATED:
        raise CasusError(
            f"Je kunt hoogstens {MOST_RELATED} casussen koppelen. Haal er eerst een weg."
        )
    current.related.add(other)
    record(actor=actor, action="casus.related", subject=current, other=other.pk)


@transaction.atomic
def unrelate(*, actor: Any, casus: Casus, other: Casus) -> None:
    """Take a link away, from both ends; the writers of either may."""
    current = lock_standing(casus)
    if current.related.filter(pk=other.pk).exists():
        current.related.remove(other)
        record(actor=actor, action="casus.unrelated", subject=current, other=other.pk)
