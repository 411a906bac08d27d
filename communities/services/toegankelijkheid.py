"""What the network states about how accessible the portal is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from communities.models import Deelnemer, Toegankelijkheidsverklaring
from netwerk.kern.audit import services as audit
from netwerk.kern.eerst import one_at_a_time

CHANGED = "Iemand anders heeft de verklaring net veranderd. Open deze pagina opnieuw en kijk eerst."


@transaction.atomic
def state_accessibility(
    *, actor: Deelnemer, expected: str, **stated: Any
) -> Toegankelijkheidsverklaring:
    """Keep the statement, when it still is the one that stood on the screen.

    Raises ValidationError (Dutch) when it is not.
    """
    one_at_a_time(Toegankelijkheidsverklaring)  # the first time there is no row to lock
    statement = Toegankelijkheidsverklaring.objects.current()
    if statement.mark() != expected:
        raise ValidationError(CHANGED, code="changed")
    for name in Toegankelijkheidsverklaring.STATED:
        setattr(statement, name, stated[name])
    if statement.mark() != expected:
        statement.save()
        audit.record(
            actor=actor,
            action="toegankelijkheid.stated",
            subject=statement,
            status=statement.status,
            stated_on=str(statement.stated_on or "onbekend"),
            audited_on=str(statement.audited_on or ""),
        )
    return statement
