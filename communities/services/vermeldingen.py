"""Naming people in a post: who can read it gets one mail, who cannot is not kept."""

from typing import Any

from django.db.models import Model

from communities import vermeldingen
from communities.models import Deelnemer, Reactie, Vermelding
from netwerk.kern.berichten.services import announce


def name_people(*, actor: Deelnemer, reactie: Reactie, subject: Model) -> list[Deelnemer]:
    """Keep whom the text of a post names, and announce who is named for the first time.

    Runs in the transaction that saves the post; returns the new ones. Raises ValidationError
    (Dutch) when a name may be of more people, or too many are named.
    """
    rows: Any = reactie.vermeldingen.all()
    before = set(rows.values_list("deelnemer_id", flat=True))
    found = vermeldingen.check(vermeldingen.read(actor, reactie.body, before))
    named = vermeldingen.readers(found, reactie.gesprek)
    rows.exclude(deelnemer__in=named).delete()
    new = [each for each in named if each.pk not in before]
    Vermelding.objects.bulk_create(
        [Vermelding(reactie=reactie, deelnemer=each) for each in new], ignore_conflicts=True
    )
    if new:
        announce(
            kind="gesprek.vermeld",
            subject=subject,
            actor=actor,
            reactie_id=reactie.pk,
            people=[each.pk for each in new],
        )
    return new
