"""What members propose for a programme, and what an organiser says to it."""

from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import ProposalState
from bijeenkomsten.models import Agendapunt, Agendavoorstel, Bijeenkomst
from bijeenkomsten.services import programma
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import lock
from casussen.models import Casus, Dilemma, Leervraag
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

MOST_OPEN = 5  # of one person, for one meeting


class Fields(TypedDict, total=False):
    """What a member fills in."""

    title: str
    explanation: str
    minutes: int
    casus: Casus | None
    dilemma: Dilemma | None
    leervraag: Leervraag | None


@transaction.atomic
def propose_agendapunt(
    *, actor: Any, bijeenkomst: Bijeenkomst, **fields: Unpack[Fields]
) -> Agendavoorstel:
    """Propose a part for a meeting that has not begun; its organisers hear it."""
    locked = lock(bijeenkomst)
    if locked.is_cancelled or locked.has_started:
        raise BijeenkomstError("Voor deze bijeenkomst kun je niets meer voorstellen.")
    mine = locked.agendavoorstellen.filter(proposed_by=actor).open()
    if mine.filter(title=fields.get("title", "")).exists():
        raise BijeenkomstError("Dit heb je al voorgesteld.")
    if mine.count() >= MOST_OPEN:
        raise BijeenkomstError(
            f"Er wachten al {MOST_OPEN} voorstellen van jou. Wacht tot daarover is beslist."
        )
    row: Agendavoorstel = locked.agendavoorstellen.create(proposed_by=actor, **fields)
    record(actor=actor, action="agendavoorstel.made", subject=locked, voorstel=row.pk)
    announce(kind="agendavoorstel.made", subject=locked, actor=actor, voorstel_id=row.pk)
    return row


@transaction.atomic
def accept_agendavoorstel(
    *, actor: Any, voorstel: Agendavoorstel, werkvorm: str = "", **fields: Unpack[programma.Fields]
) -> Agendapunt:
    """Put a proposal on the programme, at the end and as the organiser wants it."""
    locked = _lock_pending(voorstel)
    item = programma.add_agendapunt(
        actor=actor, bijeenkomst=locked.bijeenkomst, werkvorm=werkvorm, **fields
    )
    locked.agendapunt = item
    _decide(locked, actor, ProposalState.ACCEPTED)
    record(
        actor=actor,
        action="agendavoorstel.accepted",
        subject=locked.bijeenkomst,
        voorstel=locked.pk,
    )
    return item


@transaction.atomic
def decline_agendavoorstel(*, actor: Any, voorstel: Agendavoorstel, reason: str) -> None:
    """Say why a proposal does not come on the programme."""
    locked = _lock_pending(voorstel)
    locked.reason = reason
    _decide(locked, actor, ProposalState.DECLINED)
    record(
        actor=actor,
        action="agendavoorstel.declined",
        subject=locked.bijeenkomst,
        voorstel=locked.pk,
    )


@transaction.atomic
def withdraw_agendavoorstel(*, actor: Any, voorstel: Agendavoorstel) -> None:
    """Take back what one proposed oneself; nobody is mailed."""
    locked = _lock_pending(voorstel)
    locked.state, locked.decided_at = ProposalState.WITHDRAWN, timezone.now()
    locked.save(update_fields=["state", "decided_at"])
    record(
        actor=actor,
        action="agendavoorstel.withdrawn",
        subject=locked.bijeenkomst,
        voorstel=locked.pk,
    )


def _lock_pending(voorstel: Agendavoorstel) -> Agendavoorstel:
    meeting = lock(voorstel.bijeenkomst)
    locked = Agendavoorstel.objects.select_for_update(of=("self",)).get(pk=voorstel.pk)
    if locked.state != ProposalState.PENDING:
        raise BijeenkomstError(f"Dit voorstel is al {locked.get_state_display()}.")
    locked.bijeenkomst = meeting
    return locked


def _decide(voorstel: Agendavoorstel, actor: Any, state: ProposalState) -> None:
    voorstel.state, voorstel.decided_by, voorstel.decided_at = state, actor, timezone.now()
    voorstel.save(update_fields=["state", "reason", "decided_by", "decided_at", "agendapunt"])
    announce(
        kind="agendavoorstel.decided",
        subject=voorstel.bijeenkomst,
        actor=actor,
        voorstel_id=voorstel.pk,
    )
