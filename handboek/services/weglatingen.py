"""Taking something out of an edition: the one way in which a frozen text may change.

An edition stays for ever, but nobody's privacy has to wait for that. Two redacteuren decide about
words; names of a casus that is closed afterwards go by themselves.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.formats import date_format

from casussen.models import Casus, Inwonersantwoord
from handboek import openbaar
from handboek.enums import RemovalState
from handboek.models import UitgaveAdvies, Weglating
from handboek.uitvoer import boekbestanden
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

PARTS = {
    "samenvatting": "De samenvatting",
    "waarom": "Waarom",
    "hoe": "Zo doe je het",
    "werktAls": "Werkt als",
    "werktNietAls": "Werkt niet als",
    "bronnen": "De bronnen, en de zin over de bewijskracht",
    "lessen": "De lessen",
    "verbanden": "De verbanden met andere adviezen",
}
LISTS = {"bronnen", "lessen", "verbanden"}
NO_MORE = "Een bron die niet meer openbaar is"
ASKED_BEFORE = "Er wordt al gevraagd om hier iets weg te halen. Beslis daar eerst over."
NOTHING = "Kies wat eruit moet."
DECIDED = "Hierover is al besloten."


@transaction.atomic
def ask_removal(*, actor: Any, rij: UitgaveAdvies, parts: list[str], reason: str) -> Weglating:
    """Ask another redacteur to agree; nothing changes until then."""
    if not parts or set(parts) - set(PARTS):
        raise ValidationError({"delen": NOTHING})
    UitgaveAdvies.objects.select_for_update().get(pk=rij.pk)
    if Weglating.objects.filter(rij=rij, state=RemovalState.ASKED).exists():
        raise ValidationError(ASKED_BEFORE)
    asked = Weglating.objects.create(rij=rij, parts=parts, reason=reason, asked_by=actor)
    record(actor=actor, action="weglating.asked", subject=rij.advies, uitgave=rij.uitgave_id)
    announce(kind="weglating.asked", subject=rij.advies, actor=actor, weglating=asked.pk)
    return asked


@transaction.atomic
def take_out(*, actor: Any, weglating: Weglating) -> Weglating:
    """Agree: the words go from this edition, and from each one with the same text."""
    found = _decided(actor, weglating, RemovalState.DONE)
    same = UitgaveAdvies.objects.select_for_update().filter(
        advies=found.rij.advies_id, version=found.rij.version
    )
    for rij in same.order_by("pk"):
        changed = {part: _taken_out(rij.data, part, found.reason) for part in found.parts}
        _write(rij, rij.data | changed, zin="bronnen" in found.parts)
    record(actor=actor, action="weglating.done", subject=found.rij.advies, rijen=len(same))
    return found


@transaction.atomic
def refuse_removal(*, actor: Any, weglating: Weglating) -> Weglating:
    """Say no: the text stays."""
    found = _decided(actor, weglating, RemovalState.REFUSED)
    record(actor=actor, action="weglating.refused", subject=found.rij.advies)
    return found


def _decided(actor: Any, weglating: Weglating, state: RemovalState) -> Weglating:
    found = Weglating.objects.select_for_update().get(pk=weglating.pk)
    if found.state != RemovalState.ASKED:
        raise ValidationError(DECIDED)
    if not allowed(actor, "handboek.decide_weglating", found):
        raise PermissionDenied("Somebody else than who asked decides.")
    found.state, found.decided_by, found.decided_at = state, actor, timezone.now()
    found.save(update_fields=["state", "decided_by", "decided_at"])
    return found


def _taken_out(data: dict[str, Any], part: str, reason: str) -> Any:
    """Return what stands in the place of a part: that it was taken out, when and why."""
    if part in LISTS or not data[part]:
        return [] if part in LISTS else ""
    day = date_format(timezone.localdate(), "j F Y")
    return f"Hier is op {day} tekst weggehaald. {reason}"[:300]


def _write(rij: UitgaveAdvies, data: dict[str, Any], *, zin: bool) -> None:
    if zin:
        evidence = data["bewijs"]
        data["bewijs"] = evidence | {"zin": f"{evidence['woord']}. {NO_MORE}."}
    rij.data, rij.removed_at = data, timezone.now()
    rij.save(update_fields=["data", "removed_at"])
    boekbestanden.drop_uitgave(rij.uitgave)


@transaction.atomic
def close_sources(*, casus: Casus, actor: Any) -> None:
    """A casus is no longer for everybody: editions name it no more, nor its province.

    The same goes for what residents answered at it. Conversations are never named to the public.
    """
    answered = Inwonersantwoord.objects.filter(vraag__casus=casus).select_related("vraag__casus")
    _close([casus, *answered], casus.public_label, subject=casus, actor=actor)


@transaction.atomic
def close_answer(*, antwoord: Inwonersantwoord, actor: Any) -> None:
    """Handle ``inwonersantwoord.taken_away``."""
    _close([antwoord], NO_MORE, subject=antwoord, actor=actor)


def _close(sources: list[Any], label: str, *, subject: Model, actor: Any) -> None:
    """Take the names of these sources out of every edition."""
    addresses = {openbaar.absolute(source.get_absolute_url()) for source in sources}
    named = Q(pk__in=[])
    for address in addresses:
        named |= Q(data__contains={"bronnen": [{"adres": address}]})
    rows = UitgaveAdvies.objects.filter(named)
    for rij in rows.select_for_update(of=("self",)).order_by("pk"):
        shown = [_closed(row, addresses, label) for row in rij.data["bronnen"]]
        _write(rij, rij.data | {"bronnen": shown}, zin=True)
        record(
            actor=actor, action="weglating.closed_source", subject=subject, uitgave=rij.uitgave_id
        )


def _closed(bron: dict[str, Any], addresses: set[str], label: str) -> dict[str, Any]:
    if bron["adres"] not in addresses:
        return bron
    title = label if bron["soort"] == "casus" else NO_MORE
    return bron | {"titel": title, "onder": "Niet openbaar", "adres": ""}
