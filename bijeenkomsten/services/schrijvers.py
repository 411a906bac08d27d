"""Who writes along at the minutes."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from bijeenkomsten.enums import Answer, VerslagState
from bijeenkomsten.models import Aanmelding, Verslag, people_there
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.verslagstand import lock_verslag
from communities.models import Deelnemer
from communities.sharing import people_let_in
from netwerk.kern.audit.services import record


def possible_writers(verslag: Verslag) -> QuerySet[Deelnemer]:
    """Return who was there or signed up, may see the meeting, and does not write yet."""
    meeting = verslag.bijeenkomst
    signed_up = Aanmelding.objects.filter(
        bijeenkomst=meeting, answer__in=[Answer.YES, Answer.MAYBE], deelnemer__isnull=False
    )
    there = people_there(meeting).order_by().values("pk")
    rows = Deelnemer.objects.active().filter(
        Q(pk__in=signed_up.values("deelnemer")) | Q(pk__in=there),
        people_let_in(meeting.visibility, meeting.community_ids),
    )
    found: QuerySet[Deelnemer] = rows.exclude(pk__in=verslag.writers.values("pk"))
    return found.order_by("sort_name", "pk")


@transaction.atomic
def add_writer(*, actor: Any, verslag: Verslag, deelnemer: Deelnemer) -> None:
    """Let somebody who was there or signed up write every part."""
    locked = lock_verslag(verslag, VerslagState.DRAFT, VerslagState.CHECK)
    if locked.writers.filter(pk=deelnemer.pk).exists():
        return
    if not possible_writers(locked).filter(pk=deelnemer.pk).exists():
        raise BijeenkomstError("Kies iemand die erbij was of zich aanmeldde.")
    locked.writers.add(deelnemer)
    record(actor=actor, action="verslag.writer_added", subject=locked, person=deelnemer.pk)


@transaction.atomic
def remove_writer(*, actor: Any, verslag: Verslag, deelnemer: Deelnemer) -> None:
    """Take the pen back; what this person wrote stays."""
    locked = lock_verslag(verslag, VerslagState.DRAFT, VerslagState.CHECK)
    if locked.writers.filter(pk=deelnemer.pk).exists():
        locked.writers.remove(deelnemer)
        record(actor=actor, action="verslag.writer_removed", subject=locked, person=deelnemer.pk)
