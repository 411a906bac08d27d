"""What people write down in the room: a question, an advice, what they take along."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Agendapunt, Inbreng, Stap, Verslag, Zaalstand
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import lock
from netwerk.kern.audit.services import record

MOST_A_MINUTE = 10
MOST_A_MEETING = 150
LONGEST = 500  # signs, so that the back row can read it


@transaction.atomic
def write_down(
    *, actor: Any, agendapunt: Agendapunt, stap: Stap | None, kind: str, body: str
) -> Inbreng:
    """Keep what somebody writes; the same words twice in a row are kept once."""
    locked = lock(agendapunt.bijeenkomst)
    if Verslag.objects.filter(bijeenkomst=locked, state=VerslagState.FINAL).exists():
        raise BijeenkomstError("Het verslag is vastgesteld. Opschrijven kan niet meer.")
    if not Zaalstand.objects.filter(bijeenkomst=locked, began_at__isnull=False).exists():
        raise BijeenkomstError("De zaal is nog niet begonnen. Opschrijven kan straks.")
    mine = Inbreng.objects.filter(agendapunt__bijeenkomst=locked, author=actor)
    last = mine.order_by("-pk").first()
    if last and _is_same(last, agendapunt, stap, kind, body):
        return last
    _refuse_flood(mine)
    row = Inbreng.objects.create(
        agendapunt=agendapunt, stap=stap, kind=kind, body=body, author=actor
    )
    record(actor=actor, action="inbreng.written", subject=locked, inbreng=row.pk)
    return row


def _is_same(row: Inbreng, agendapunt: Agendapunt, stap: Stap | None, kind: str, body: str) -> bool:
    """Say whether this is what was kept a moment ago: a double click."""
    words = (row.kind, row.body) == (kind, body) and row.removed_at is None
    return words and row.agendapunt_id == agendapunt.pk and row.stap == stap


def _refuse_flood(mine: Any) -> None:
    since = timezone.now() - timedelta(minutes=1)
    if mine.filter(created_at__gt=since).count() >= MOST_A_MINUTE:
        raise BijeenkomstError("Je schrijft wel erg snel. Wacht even en probeer het opnieuw.")
    if mine.count() >= MOST_A_MEETING:
        raise BijeenkomstError(f"Je schreef al {MOST_A_MEETING} dingen op. Meer kan niet.")


@transaction.atomic
def remove_inbreng(*, actor: Any, inbreng: Inbreng) -> None:
    """Take what was written off the pages; twice is once."""
    row = Inbreng.objects.select_for_update().get(pk=inbreng.pk)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        meeting = inbreng.agendapunt.bijeenkomst
        record(actor=actor, action="inbreng.removed", subject=meeting, inbreng=row.pk)


@transaction.atomic
def adopt_inbreng(*, actor: Any, inbreng: Inbreng, adopted: bool) -> None:
    """Say that who brought the part in takes this along, or after all does not."""
    row = Inbreng.objects.select_for_update().get(pk=inbreng.pk)
    if (row.adopted_at is not None) != adopted:
        row.adopted_at = timezone.now() if adopted else None
        row.save(update_fields=["adopted_at"])
        meeting = inbreng.agendapunt.bijeenkomst
        if adopted:
            record(actor=actor, action="inbreng.adopted", subject=meeting, inbreng=row.pk)
        else:
            record(actor=actor, action="inbreng.let_go", subject=meeting, inbreng=row.pk)
