"""What a meeting agreed: decisions and action points, and when those are closed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import ActionState, VerslagState
from bijeenkomsten.models import Actiepunt, Besluit, Verslag, VerslagItem
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.verslagstand import lock_verslag
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

WRITABLE = (VerslagState.DRAFT, VerslagState.CHECK)


@transaction.atomic
def add_besluit(*, actor: Any, item: VerslagItem, text: str) -> Besluit:
    """Write down a decision at one part of the minutes, until they are final."""
    verslag = lock_verslag(item.verslag, *WRITABLE)
    besluit = Besluit.objects.create(
        bijeenkomst_id=verslag.bijeenkomst_id,
        agendapunt_id=item.agendapunt_id,
        text=text,
        noted_by=actor,
    )
    record(actor=actor, action="besluit.added", subject=besluit)
    return besluit


@transaction.atomic
def change_besluit(*, actor: Any, item: VerslagItem, besluit: Besluit, text: str) -> Besluit:
    """Write a decision anew, until the minutes are final."""
    lock_verslag(item.verslag, *WRITABLE)
    besluit.text = text
    besluit.save(update_fields=["text"])
    record(actor=actor, action="besluit.changed", subject=besluit)
    return besluit


@transaction.atomic
def remove_besluit(*, actor: Any, item: VerslagItem, besluit: Besluit) -> None:
    """Take a decision out of the minutes, until they are final."""
    lock_verslag(item.verslag, *WRITABLE)
    record(actor=actor, action="besluit.removed", subject=besluit)
    besluit.delete()


@transaction.atomic
def add_actiepunt(
    *, actor: Any, item: VerslagItem, text: str, owner: Any, due_on: date
) -> Actiepunt:
    """Write down who does what before when, and tell the one who does it."""
    verslag = lock_verslag(item.verslag, *WRITABLE)
    punt = Actiepunt.objects.create(
        bijeenkomst_id=verslag.bijeenkomst_id,
        agendapunt_id=item.agendapunt_id,
        text=text,
        owner=owner,
        due_on=due_on,
        noted_by=actor,
    )
    record(actor=actor, action="actiepunt.added", subject=punt, person=owner.pk)
    _tell(actor, punt)
    return punt


@transaction.atomic
def change_actiepunt(
    *, actor: Any, actiepunt: Actiepunt, text: str, owner: Any, due_on: date, version: int
) -> Actiepunt:
    """Change what is to be done, by whom or when; a new owner is told.

    Raises BijeenkomstError when it was closed, or changed since ``version``; or when another text
    would change what final minutes say was agreed.
    """
    punt = _lock_open(actiepunt)
    if punt.text != text and words_are_fixed(punt):
        raise BijeenkomstError("Het verslag is vastgesteld. De tekst blijft zoals die is.")
    if punt.version != version:
        raise BijeenkomstError("Iemand anders wijzigde dit actiepunt net. Kijk of het nog klopt.")
    moved, given = punt.due_on != due_on, punt.owner_id != owner.pk
    punt.text, punt.owner, punt.due_on = text, owner, due_on
    punt.version += 1
    punt.save(update_fields=["text", "owner", "due_on", "version"])
    record(actor=actor, action="actiepunt.changed", subject=punt)
    if moved:
        record(actor=actor, action="actiepunt.moved", subject=punt, day=due_on.isoformat())
    if given:
        _tell(actor, punt)
    return punt


@transaction.atomic
def remove_actiepunt(*, actor: Any, actiepunt: Actiepunt) -> None:
    """Take out what was written down by mistake, as long as the minutes are a draft."""
    lock_verslag(Verslag.objects.get(bijeenkomst=actiepunt.bijeenkomst_id), VerslagState.DRAFT)
    punt = _lock_open(actiepunt)
    record(actor=actor, action="actiepunt.removed", subject=punt)
    punt.delete()


@transaction.atomic
def close_actiepunt(*, actor: Any, actiepunt: Actiepunt, state: str, outcome: str) -> Actiepunt:
    """Say that it is done, or that nobody will do it and why."""
    punt = _lock_open(actiepunt)
    if state not in {ActionState.DONE, ActionState.DROPPED}:
        raise BijeenkomstError("Kies of het klaar is of vervalt.")
    if state == ActionState.DROPPED and not outcome:
        raise BijeenkomstError("Schrijf op waarom het vervalt.")
    punt.state, punt.outcome = state, outcome
    punt.closed_by, punt.closed_at = actor, timezone.now()
    punt.version += 1
    punt.save(update_fields=["state", "outcome", "closed_by", "closed_at", "version"])
    record(actor=actor, action="actiepunt.closed", subject=punt, stand=str(state))
    return punt


def words_are_fixed(actiepunt: Actiepunt) -> bool:
    """Say whether final minutes hold it: then who does it and when may change, and no word."""
    final = Verslag.objects.filter(state=VerslagState.FINAL)
    return final.filter(bijeenkomst=actiepunt.bijeenkomst_id).exists()


def _lock_open(actiepunt: Actiepunt) -> Actiepunt:
    punt = Actiepunt.objects.select_for_update(of=("self",)).get(pk=actiepunt.pk)
    if punt.state != ActionState.OPEN:
        raise BijeenkomstError("Dit actiepunt is al gesloten.")
    return punt


def _tell(actor: Any, punt: Actiepunt) -> None:
    announce(
        kind="actiepunt.given",
        subject=punt,
        actor=actor,
        person_id=punt.owner_id,
        version=punt.version,
    )
