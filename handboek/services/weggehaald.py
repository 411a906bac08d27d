"""What rests on a post or on the answer of a resident, when that is taken away or comes back."""

from typing import Any

from django.db import transaction

from casussen.models import Inwonersantwoord
from communities.models import Reactie
from handboek.enums import SignalKind, State
from handboek.models import Advies, AdviesLes, Bevinding, Signaal
from handboek.services.evidence import handle_signaal, lock_adviezen, refresh_evidence
from netwerk.kern.audit.services import record

BACK = "De bron staat er weer."


@transaction.atomic
def reactie_removed(*, reactie: Reactie, actor: Any) -> None:
    """Handle the domain event ``reactie.removed``."""
    _taken_away(Bevinding.objects.filter(reactie=reactie), actor)


@transaction.atomic
def reactie_restored(*, reactie: Reactie, actor: Any) -> None:
    """Handle the domain event ``reactie.restored``."""
    _came_back(Bevinding.objects.filter(reactie=reactie), actor)


@transaction.atomic
def antwoord_taken_away(*, antwoord: Inwonersantwoord, actor: Any) -> None:
    """Handle the domain event ``inwonersantwoord.taken_away``."""
    _taken_away(Bevinding.objects.filter(inwonersantwoord=antwoord), actor)


@transaction.atomic
def antwoord_placed(*, antwoord: Inwonersantwoord, actor: Any) -> None:
    """Handle the domain event ``inwonersantwoord.placed``: it may have stood there before."""
    _came_back(Bevinding.objects.filter(inwonersantwoord=antwoord), actor)


def _taken_away(bevindingen: Any, actor: Any) -> None:
    """Weigh again what rests on it, and give a redacteur a task for each published advies."""
    for advies in _resting_on(bevindingen):
        fresh = refresh_evidence(advies, actor=actor)
        record(actor=actor, action="advies.voice_withdrawn", subject=fresh, level=int(fresh.level))
        if fresh.state == State.PUBLISHED and not _tasks(fresh).exists():
            Signaal.objects.create(advies=fresh, kind=SignalKind.SOURCE_WITHDRAWN)


def _came_back(bevindingen: Any, actor: Any) -> None:
    """Weigh again, and close the task when nothing under the advies is gone any more."""
    for advies in _resting_on(bevindingen):
        refresh_evidence(advies, actor=actor)
        rows = Bevinding.objects.with_sources().filter(lessen__gebruik__advies=advies).distinct()
        if any(row.source_is_gone for row in rows):
            continue
        for signaal in _tasks(advies).select_for_update():
            handle_signaal(actor=actor, signaal=signaal, note=BACK)


def _tasks(advies: Advies) -> Any:
    """Return what waits about a voice under an advies; about a casus it names that casus."""
    waiting = Signaal.objects.waiting().filter(kind=SignalKind.SOURCE_WITHDRAWN)
    return waiting.filter(advies=advies, casus__isnull=True)


def _resting_on(bevindingen: Any) -> list[Advies]:
    """Return what rests on these and was not withdrawn, locked; mostly nothing does."""
    links = AdviesLes.objects.filter(les__bevindingen__in=bevindingen.order_by().values("pk"))
    rows = Advies.objects.filter(pk__in=links.values("advies")).exclude(state=State.WITHDRAWN)
    return lock_adviezen(rows.values_list("pk", flat=True))
