"""A mistake in final minutes: a new version with a reason, and the old one stays."""

from typing import Any

from django.db import transaction

from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Correctie, Verslag, VerslagItem
from bijeenkomsten.services.errors import BijeenkomstError, VerslagConflictError
from netwerk.kern.audit.services import record


@transaction.atomic
def correct_verslag_item(
    *, actor: Any, item: VerslagItem, body: str, version: int, reason: str
) -> VerslagItem:
    """Replace a text of final minutes; the database takes it only with its correction.

    Raises VerslagConflictError when somebody else corrected it since ``version``.
    """
    verslag = Verslag.objects.select_for_update().get(pk=item.verslag_id)
    if verslag.state != VerslagState.FINAL:
        raise BijeenkomstError("Dit verslag is nog niet vastgesteld. Je kunt het gewoon wijzigen.")
    current = VerslagItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if current.version != version:
        raise VerslagConflictError(current=current, yours=body)
    if current.body == body:
        raise BijeenkomstError("De tekst is nog hetzelfde. Verander eerst wat niet klopt.")
    if not body:
        raise BijeenkomstError("Een vastgesteld deel kan niet leeg worden. Schrijf wat wel klopt.")
    current.version += 1
    Correctie.objects.create(
        item=current, version=current.version, reason=reason, corrected_by=actor
    )
    current.body, current.updated_by = body, actor
    current.save(update_fields=["body", "version", "updated_by", "updated_at"])
    record(actor=actor, action="verslag.corrected", subject=current, version=current.version)
    return current
