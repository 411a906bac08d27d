"""Writing the minutes: per agenda item, side by side, and never over each other."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import ItemKind, VerslagState
from bijeenkomsten.models import Bijeenkomst, Verslag, VerslagItem
from bijeenkomsten.services.errors import BijeenkomstError, VerslagConflictError
from bijeenkomsten.services.locking import lock
from communities.enums import Visibility
from netwerk.kern.audit.services import record

READERS = (Visibility.COMMUNITY, Visibility.NETWORK)
"""Who may read final minutes; wider takes somebody else's consent and is not for one organiser."""


@transaction.atomic
def start_verslag(*, actor: Any, bijeenkomst: Bijeenkomst) -> Verslag:
    """Begin the minutes with an empty text for every part of the programme that is no break.

    A meeting without a programme gets one part for its whole length. Minutes that were begun
    already are returned as they are.
    """
    locked = lock(bijeenkomst)
    verslag, created = Verslag.objects.get_or_create(
        bijeenkomst=locked, defaults={"created_by": actor}
    )
    if not created:
        return verslag
    if not locked.agendapunten.filter(kind=ItemKind.WORK).exists():
        length = int((locked.ends_at - locked.starts_at).total_seconds() // 60)
        locked.agendapunten.create(order=1, title="Wat we bespraken", minutes=min(length, 2880))
    add_missing_items(verslag, actor)
    record(actor=actor, action="verslag.started", subject=verslag)
    return verslag


def add_missing_items(verslag: Verslag, actor: Any) -> None:
    """Give every part of the programme that is no break a text, as long as it is a draft."""
    if verslag.state != VerslagState.DRAFT:
        return
    missing = verslag.bijeenkomst.agendapunten.filter(kind=ItemKind.WORK).exclude(
        verslagitems__verslag=verslag
    )
    for item in missing:
        VerslagItem.objects.create(verslag=verslag, agendapunt=item, updated_by=actor)


@transaction.atomic
def save_verslag_item(*, actor: Any, item: VerslagItem, body: str, version: int) -> VerslagItem:
    """Save what was said at one agenda item, when nobody else did since ``version``.

    Raises VerslagConflictError, which carries both texts, when somebody did; BijeenkomstError when
    the minutes are final.
    """
    verslag = Verslag.objects.select_for_update().get(pk=item.verslag_id)
    _refuse_final(verslag)
    current = VerslagItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if current.body == body:
        return current
    if current.version != version:
        raise VerslagConflictError(current=current, yours=body)
    current.body, current.updated_by = body, actor
    current.version += 1
    current.save(update_fields=["body", "version", "updated_by", "updated_at"])
    record(actor=actor, action="verslag.written", subject=current, version=current.version)
    return current


@transaction.atomic
def finalise_verslag(*, actor: Any, verslag: Verslag, visibility: str) -> Verslag:
    """Fix the minutes and show them to the community or the network; an empty one is refused."""
    locked = Verslag.objects.select_for_update().get(pk=verslag.pk)
    _refuse_final(locked)
    if visibility not in READERS:
        raise BijeenkomstError("Kies wie het verslag mag lezen: de community of het netwerk.")
    if not locked.items.exclude(body="").exists():
        raise BijeenkomstError("Er staat nog niets in het verslag.")
    locked.state, locked.visibility = VerslagState.FINAL, visibility
    locked.finalised_at = timezone.now()
    locked.save(update_fields=["state", "visibility", "finalised_at"])
    record(actor=actor, action="verslag.finalised", subject=locked, visibility=visibility)
    return locked


def _refuse_final(verslag: Verslag) -> None:
    if verslag.state == VerslagState.FINAL:
        raise BijeenkomstError("Dit verslag is vastgesteld. Wijzigen kan niet meer.")
