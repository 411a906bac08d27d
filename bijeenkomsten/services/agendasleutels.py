"""The secret address of somebody's feeds: made when they ask, and made anew."""

from typing import Any

from django.db import transaction

from bijeenkomsten.models import Agendasleutel
from bijeenkomsten.models.agendasleutels import new_key
from communities import eerste_stappen
from netwerk.kern.audit.services import record


@transaction.atomic
def renew_agendasleutel(*, actor: Any) -> Agendasleutel:
    """Give this person a new address; what stood in the old one finds nothing any more."""
    mine, _ = Agendasleutel.objects.update_or_create(
        deelnemer=actor, defaults={"key": new_key()}, create_defaults={"key": new_key()}
    )
    record(actor=actor, action="agendasleutel.renewed", subject=mine)
    eerste_stappen.note_steps(actor, [eerste_stappen.CALENDAR])
    return mine
