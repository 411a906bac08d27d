"""Taking something out of an edition: the one way in which a frozen text may change.

An edition stays for ever, but nobody's privacy has to wait for that. Two redacteuren decide about
words; names of a casus that is closed afterwards go by themselves.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from casussen.models import Casus
from handboek import openbaar
from handboek.enums import RemovalState
from handboek.models import Advies, UitgaveAdvies, Weglating
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
    """A casus is no longer for everybody: editions name it no more, nor its province."""
    address = openbaar.absolute(casus.get_absolute_url())
    rests = Advies.objects.resting_on(casus).order_by().values("pk")
    rows = UitgaveAdvies.objects.filter(
        Q(advies__in=rests) | Q(data__bronnen__contains=[{"adres": address}])
    )
    for rij in rows.select_for_update(of=("self",)).order_by("pk"):
        sources = [_closed(row, address, casus) for row in rij.data["bronnen"]]
        if sources != rij.data["bronnen"]:
            _write(rij, rij.data | {"bronnen": sources}, zin=True)
            record(
                actor=actor, action="weglating.closed_source", subject=casus, uitgave=rij.uitgave_id
            )


def _closed(bron: dict[str, Any], address: str, casus: Casus) -> dict[str, Any]:
    if not bron["adres"].startswith(address):
        return bron
    title = casus.public_label if bron["soort"] == "casus" else NO_MORE
    return bron | {"titel": title, "onder": "Niet openbaar", "adres": ""}
