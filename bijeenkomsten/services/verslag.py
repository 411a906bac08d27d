"""Writing the minutes: per agenda item, side by side, and never over each other."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten import opgeschreven
from bijeenkomsten.enums import ItemKind, ProposalState, VerslagState
from bijeenkomsten.models import Bijeenkomst, Verslag, VerslagItem, Wijzigingsvoorstel
from bijeenkomsten.moments import MOST_MINUTES
from bijeenkomsten.services.errors import BijeenkomstError, VerslagConflictError
from bijeenkomsten.services.locking import lock
from bijeenkomsten.services.verslagstand import lock_verslag, settle
from netwerk.kern.audit.services import record
from netwerk.kern.tekst import opmaak


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
        locked.agendapunten.create(
            order=1, title="Wat we bespraken", minutes=min(length, MOST_MINUTES)
        )
    add_missing_items(verslag, actor)
    record(actor=actor, action="verslag.started", subject=verslag)
    return verslag


def add_missing_items(verslag: Verslag, actor: Any) -> None:
    """Give every part of the programme that is no break a text, as long as it may change."""
    if verslag.state == VerslagState.FINAL:
        return
    missing = verslag.bijeenkomst.agendapunten.filter(kind=ItemKind.WORK).exclude(
        verslagitems__verslag=verslag
    )
    for item in missing:
        VerslagItem.objects.create(verslag=verslag, agendapunt=item, updated_by=actor)


@transaction.atomic
def save_verslag_item(
    *,
    actor: Any,
    item: VerslagItem,
    body: str,
    version: int,
    voorstel: Wijzigingsvoorstel | None = None,
) -> VerslagItem:
    """Save what was said at one agenda item, when nobody else did since ``version``.

    ``voorstel`` is the proposed change that this text takes over. Raises VerslagConflictError,
    which carries both texts, when somebody did; BijeenkomstError when the minutes are final.
    """
    lock_verslag(item.verslag, VerslagState.DRAFT, VerslagState.CHECK)
    current = VerslagItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if current.body != body:
        if current.version != version:
            raise VerslagConflictError(current=current, yours=body)
        current.body, current.updated_by = body, actor
        current.version += 1
        current.save(update_fields=["body", "version", "updated_by", "updated_at"])
        record(actor=actor, action="verslag.written", subject=current, version=current.version)
    if voorstel is not None:
        settle(actor, voorstel, ProposalState.ACCEPTED)
    return current


@transaction.atomic
def add_notes(*, actor: Any, item: VerslagItem, version: int) -> VerslagItem:
    """Put what the room wrote down at a part below its text; each thing once.

    Raises BijeenkomstError when the text changed since ``version``, or nothing is left to add.
    """
    lock_verslag(item.verslag, VerslagState.DRAFT, VerslagState.CHECK)
    current = VerslagItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if current.version != version:
        raise BijeenkomstError(
            "Iemand anders bewaarde dit deel net. Kijk wat er staat, en probeer het opnieuw."
        )
    rows = list(item.agendapunt.inbreng.for_minutes().select_for_update(of=("self",)))
    if not rows:
        raise BijeenkomstError("Alles wat is opgeschreven, staat al in het verslag.")
    current.body = "\n\n".join(filter(None, [current.body, opgeschreven.as_markdown(rows)]))
    if len(current.body) > opmaak.MAX_LENGTH:
        raise BijeenkomstError("Dit deel wordt te lang. Schrijf zelf op wat belangrijk is.")
    current.updated_by = actor
    current.version += 1
    current.save(update_fields=["body", "version", "updated_by", "updated_at"])
    item.agendapunt.inbreng.filter(pk__in=[row.pk for row in rows]).update(
        minuted_at=timezone.now()
    )
    record(actor=actor, action="verslag.notes_added", subject=current, version=current.version)
    return current
