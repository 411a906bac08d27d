"""Who was there: apart from what they had answered."""

from typing import Any

from django.db import transaction

from bijeenkomsten.models import Aanwezigheid, Bijeenkomst, Gast
from communities.models import Deelnemer
from netwerk.kern.audit.services import record


@transaction.atomic
def note_presence(
    *,
    actor: Any,
    bijeenkomst: Bijeenkomst,
    deelnemer: Deelnemer | None = None,
    gast: Gast | None = None,
    present: bool,
) -> None:
    """Write down that somebody was there, or take that back; doing it again changes nothing.

    Each call is about one person, so two organisers at the door lose nothing of each other.
    """
    who = {"deelnemer": deelnemer} if deelnemer else {"gast": gast}
    if not present:
        gone, _ = Aanwezigheid.objects.filter(bijeenkomst=bijeenkomst, **who).delete()
        if gone:
            record(actor=actor, action="aanwezigheid.undone", subject=bijeenkomst)
        return
    mine = bijeenkomst.aanmeldingen.filter(**who).first()
    form = mine.form if mine and bijeenkomst.is_hybrid else bijeenkomst.forms[0]
    _row, created = Aanwezigheid.objects.get_or_create(
        bijeenkomst=bijeenkomst, defaults={"form": form, "noted_by": actor}, **who
    )
    if created:
        record(actor=actor, action="aanwezigheid.noted", subject=bijeenkomst)
