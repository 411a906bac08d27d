"""Standpunten: how each layer sees a dilemma."""

from typing import Any

from django.db import transaction

from casussen.enums import Side
from casussen.models import Dilemma, Standpunt
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.services.posities import lock_dilemma
from netwerk.kern.audit.services import record
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.berichten.services import announce


@transaction.atomic
def add_standpunt(
    *, actor: Any, dilemma: Dilemma, layer: Begrip, side: str, arguments: str
) -> Standpunt:
    """Say how a layer sees the dilemma; a person says it once for a layer."""
    current = _lock_not_chosen(dilemma)
    if current.standpunten.filter(author=actor, layer=layer).exists():
        raise CasusError("Je gaf voor deze laag al een standpunt. Wijzig dat standpunt.")
    standpunt = Standpunt.objects.create(
        dilemma=current,
        author=actor,
        layer=layer,
        side=Side(side),
        arguments=arguments,
        from_experience=speaks_from_experience(actor, layer),
    )
    announce(kind="dilemma.standpunt", subject=current, actor=actor, standpunt_id=standpunt.pk)
    record(actor=actor, action="standpunt.added", subject=current, layer=layer.notation)
    return standpunt


@transaction.atomic
def change_standpunt(
    *, actor: Any, standpunt: Standpunt, seen: str, layer: Begrip, side: str, arguments: str
) -> Standpunt:
    """Change one's own standpunt; ``seen`` is its mark when the person began."""
    current = _lock_not_chosen(standpunt.dilemma)
    stored = current.standpunten.filter(pk=standpunt.pk).first()
    if stored is None:
        raise CasusError("Dit standpunt is intussen weggehaald. Voeg het opnieuw toe.")
    if stored.mark() != seen:
        raise ChangedMeanwhileError
    same_layer = current.standpunten.filter(author=stored.author_id, layer=layer)
    if same_layer.exclude(pk=stored.pk).exists():
        raise CasusError("Je gaf voor deze laag al een standpunt. Wijzig dat standpunt.")
    stored.layer, stored.side, stored.arguments = layer, Side(side), arguments
    stored.from_experience = speaks_from_experience(actor, layer)
    stored.save()
    record(actor=actor, action="standpunt.changed", subject=current, layer=layer.notation)
    return stored


@transaction.atomic
def remove_standpunt(*, actor: Any, standpunt: Standpunt) -> None:
    """Take a standpunt away: one's own, or as an organiser who tidies up."""
    current = lock_dilemma(standpunt.dilemma)
    removed, _ = current.standpunten.filter(pk=standpunt.pk).delete()
    if removed:
        own = standpunt.author_id == actor.pk
        action = "standpunt.removed" if own else "standpunt.tidied"
        record(actor=actor, action=action, subject=current, layer=standpunt.layer.notation)


def speaks_from_experience(person: Any, layer: Begrip) -> bool:
    """Say whether somebody speaks for another layer than that of their own organisation."""
    organisatie = person.organisatie
    return bool(organisatie is None or organisatie.layer != layer)


def _lock_not_chosen(dilemma: Dilemma) -> Dilemma:
    current = lock_dilemma(dilemma)
    if current.is_chosen:
        raise CasusError("Er is al gekozen. Een standpunt toevoegen of wijzigen kan niet meer.")
    return current
