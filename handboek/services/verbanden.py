"""Tying two adviezen together, and loosening them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from handboek.models import Advies, AdviesVerband
from handboek.services.evidence import lock_adviezen
from netwerk.kern.audit.services import record

SAME = "Een advies kan niet bij zichzelf horen. Vul het nummer van een ander advies in."


@transaction.atomic
def tie_adviezen(
    *, actor: Any, advies: Advies, other: Advies, kind: str, explanation: str
) -> AdviesVerband:
    """Say what two adviezen have to do with each other; a second time changes what was said."""
    if advies.pk == other.pk:
        raise ValidationError(SAME)
    first, second = lock_adviezen([advies.pk, other.pk])
    row, _ = AdviesVerband.objects.update_or_create(
        one=first, other=second, defaults={"kind": kind, "explanation": explanation.strip()}
    )
    record(actor=actor, action="advies.tied", subject=advies, other=other.pk, kind=str(kind))
    return row


@transaction.atomic
def untie_adviezen(*, actor: Any, advies: Advies, verband: AdviesVerband) -> None:
    """Say that two adviezen have nothing to do with each other after all."""
    other = verband.beside(advies)
    verband.delete()
    record(actor=actor, action="advies.untied", subject=advies, other=other.pk)
