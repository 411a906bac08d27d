"""What an advies is worth when a casus under it told later that it did not work."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from casussen.enums import Outcome
from casussen.models import Casus, Terugblik
from handboek.enums import Kind, Relation, SignalKind, Stance, State
from handboek.models import Advies, AdviesLes, Bevinding, Herkenning, Signaal, Tegenspraak
from handboek.services.evidence import (
    adviezen_resting_on,
    handle_signaal,
    lock_adviezen,
    refresh_evidence,
)
from netwerk.kern.audit.services import record

CHANGED = "Het antwoord van de casus is veranderd."


def failed_terugblik(casus: Casus) -> Terugblik | None:
    """Return the last thing that a casus told, when that is that it did not work."""
    last = casus.terugblikken.answered().order_by("-months").first()
    return last if last and last.outcome == Outcome.FAILED else None


@transaction.atomic
def casus_followed_up(*, casus: Casus, actor: Any) -> None:
    """Weigh again what rests on a casus that told how it is, and set or close the tasks about it.

    Handles the domain event ``casus.followed_up``. What a redacteur settled about an earlier
    answer of this casus goes.
    """
    failed = failed_terugblik(casus)
    adviezen = adviezen_resting_on(casus)
    old = Tegenspraak.objects.filter(terugblik__casus=casus)
    (old.exclude(terugblik=failed) if failed else old).delete()
    supported = _supported_by(casus) if failed else set()
    for advies in adviezen:
        fresh = refresh_evidence(advies, actor=actor)
        if fresh.state == State.PUBLISHED and fresh.pk in supported:
            _signal(fresh, casus)
    if failed is None:
        waiting = Signaal.objects.waiting().filter(casus=casus, kind=SignalKind.FAILED_LATER)
        for signaal in waiting.select_for_update():
            handle_signaal(actor=actor, signaal=signaal, note=CHANGED)


def _supported_by(casus: Casus) -> set[int]:
    """Return the ids of the adviezen that a les from this casus supports, or what it recognised."""
    found = Bevinding.objects.about_casus(casus).order_by().values("pk")
    said = Herkenning.objects.standing().filter(casus=casus).order_by()
    same = said.filter(stance=Stance.RECOGNISED).values("les")
    otherwise = said.filter(stance=Stance.CONTRADICTED).values("les")
    links = AdviesLes.objects.filter(
        Q(relation=Relation.SUPPORTS, les__bevindingen__in=found)
        | Q(relation=Relation.SUPPORTS, les__in=same)
        | Q(relation=Relation.CONTRADICTS, les__in=otherwise)
    )
    return set(links.values_list("advies", flat=True))


def _signal(advies: Advies, casus: Casus) -> None:
    settled = Tegenspraak.objects.filter(advies=advies, terugblik__casus=casus)
    same = Signaal.objects.waiting().filter(
        advies=advies, casus=casus, kind=SignalKind.FAILED_LATER
    )
    if not settled.exists() and not same.exists():
        Signaal.objects.create(advies=advies, casus=casus, kind=SignalKind.FAILED_LATER)


@transaction.atomic
def settle_terugblik(*, actor: Any, advies: Advies, terugblik: Terugblik, note: str) -> Advies:
    """Say why "achteraf werkte het niet" of one casus does not count against this advies.

    It stays on the page. The casus counts no more, for or against.
    """
    if not note.strip():
        raise ValidationError("Schrijf op waarom dit niet tegen het advies telt.")
    lock_adviezen([advies.pk])
    casus = terugblik.casus
    if failed_terugblik(casus) != terugblik or advies.kind != Kind.DO:
        raise ValidationError("Dit spreekt het advies niet (meer) tegen.")
    if advies.pk not in _supported_by(casus):
        raise ValidationError("Dit advies rust niet op deze casus.")
    _, made = Tegenspraak.objects.get_or_create(
        advies=advies, terugblik=terugblik, defaults={"settled_by": actor, "note": note.strip()}
    )
    if made:
        record(actor=actor, action="advies.failure_settled", subject=advies, terugblik=terugblik.pk)
    tasks = Signaal.objects.waiting().filter(
        advies=advies, casus=casus, kind=SignalKind.FAILED_LATER
    )
    for signaal in tasks.select_for_update():
        handle_signaal(actor=actor, signaal=signaal, note=note.strip())
    return refresh_evidence(advies, actor=actor)
