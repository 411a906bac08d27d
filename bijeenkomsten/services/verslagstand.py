"""From draft by way of a check to final: who agrees, what they propose, and who answers that."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import ProposalState, VerslagState
from bijeenkomsten.models import Verslag, VerslagAkkoord, VerslagItem, Wijzigingsvoorstel
from bijeenkomsten.services.errors import BijeenkomstError
from communities.enums import Visibility
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

READERS = (Visibility.COMMUNITY, Visibility.NETWORK)
"""Who may read final minutes; wider takes somebody else's consent and is not for one organiser."""
CHECK_DAYS = 14
LONGEST_CHECK = 60
MOST_WAITING = 20  # proposed changes of one person: they all stand on one page
REFUSALS = {
    VerslagState.DRAFT: "Dit verslag is weer een concept. Nakijken kan nu niet.",
    VerslagState.CHECK: "Dit verslag wordt al nagekeken.",
    VerslagState.FINAL: "Dit verslag is vastgesteld. Wijzigen kan niet meer.",
}


def lock_verslag(verslag: Verslag, *states: VerslagState) -> Verslag:
    """Return the row as it is now, locked; BijeenkomstError when it is in another state."""
    locked = Verslag.objects.select_for_update().get(pk=verslag.pk)
    if locked.state not in states:
        raise BijeenkomstError(REFUSALS[VerslagState(locked.state)])
    return locked


@transaction.atomic
def open_check(*, actor: Any, verslag: Verslag, until: date) -> Verslag:
    """Ask who was there to look at the minutes, to the end of a day in Dutch time."""
    locked = lock_verslag(verslag, VerslagState.DRAFT)
    today = timezone.localdate()
    if not today <= until <= today + timedelta(days=LONGEST_CHECK):
        raise BijeenkomstError(
            f"Kies een dag vanaf vandaag, hooguit {LONGEST_CHECK} dagen vooruit."
        )
    _refuse_empty(locked)
    locked.state, locked.check_until = VerslagState.CHECK, until
    locked.save(update_fields=["state", "check_until"])
    record(actor=actor, action="verslag.check_opened", subject=locked)
    announce(kind="verslag.check", subject=locked, actor=actor, until=until.isoformat())
    return locked


@transaction.atomic
def reopen_verslag(*, actor: Any, verslag: Verslag) -> Verslag:
    """Make it a draft again; a next check asks everybody anew."""
    locked = lock_verslag(verslag, VerslagState.CHECK)
    locked.state, locked.check_until = VerslagState.DRAFT, None
    locked.save(update_fields=["state", "check_until"])
    locked.akkoorden.all().delete()
    record(actor=actor, action="verslag.reopened", subject=locked)
    return locked


@transaction.atomic
def agree_verslag(*, actor: Any, verslag: Verslag) -> VerslagAkkoord:
    """Write down that somebody who was there finds it right, as it stands now."""
    locked = _lock_checked(verslag)
    akkoord, _ = VerslagAkkoord.objects.update_or_create(
        verslag=locked, deelnemer=actor, defaults={"agreed_at": timezone.now()}
    )
    record(actor=actor, action="verslag.agreed", subject=locked)
    return akkoord


@transaction.atomic
def withdraw_agreement(*, actor: Any, verslag: Verslag) -> None:
    """Take one's own agreement back; without one nothing happens."""
    locked = lock_verslag(verslag, VerslagState.CHECK)
    gone, _ = locked.akkoorden.filter(deelnemer=actor).delete()
    if gone:
        record(actor=actor, action="verslag.agreement_withdrawn", subject=locked)


@transaction.atomic
def propose_change(*, actor: Any, item: VerslagItem, body: str) -> Wijzigingsvoorstel:
    """Keep what somebody who was there would write instead."""
    locked = _lock_checked(item.verslag)
    waiting = Wijzigingsvoorstel.objects.filter(item__verslag=locked, state=ProposalState.PENDING)
    if waiting.filter(proposed_by=actor).count() >= MOST_WAITING:
        raise BijeenkomstError(
            f"Er wachten al {MOST_WAITING} voorstellen van jou. Wacht tot daarop is geantwoord."
        )
    voorstel = Wijzigingsvoorstel.objects.create(item=item, proposed_by=actor, body=body)
    record(actor=actor, action="verslag.change_proposed", subject=item)
    return voorstel


@transaction.atomic
def decline_proposal(*, actor: Any, voorstel: Wijzigingsvoorstel, reason: str) -> None:
    """Leave the text as it is, and tell who proposed the change why."""
    lock_verslag(voorstel.item.verslag, VerslagState.DRAFT, VerslagState.CHECK)
    settle(actor, voorstel, ProposalState.DECLINED, reason)


def settle(
    actor: Any, voorstel: Wijzigingsvoorstel, state: ProposalState, reason: str = ""
) -> None:
    """Answer a proposed change, once, and tell who proposed it; inside a transaction."""
    row = Wijzigingsvoorstel.objects.select_for_update().get(pk=voorstel.pk)
    if row.state != ProposalState.PENDING:
        raise BijeenkomstError("Iemand anders heeft dit voorstel net beantwoord.")
    row.state, row.reason = state, reason
    row.decided_by, row.decided_at = actor, timezone.now()
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    if state == ProposalState.ACCEPTED:
        record(actor=actor, action="wijzigingsvoorstel.accepted", subject=row.item)
    else:
        record(actor=actor, action="wijzigingsvoorstel.declined", subject=row.item)
    announce(kind="verslag.answered", subject=row.item.verslag, actor=actor, voorstel_id=row.pk)


@transaction.atomic
def finalise_verslag(*, actor: Any, verslag: Verslag, visibility: str) -> Verslag:
    """Fix the minutes and show them to the community or the network.

    Empty ones are refused, and those with a proposed change that nobody answered.
    """
    locked = lock_verslag(verslag, VerslagState.DRAFT, VerslagState.CHECK)
    if visibility not in READERS:
        raise BijeenkomstError("Kies wie het verslag mag lezen: de community of het netwerk.")
    _refuse_empty(locked)
    waiting = Wijzigingsvoorstel.objects.filter(
        item__verslag=locked, state=ProposalState.PENDING
    ).count()
    if waiting:
        text = (
            "Er wacht nog een voorstel" if waiting == 1 else f"Er wachten nog {waiting} voorstellen"
        )
        raise BijeenkomstError(f"{text} op antwoord. Stel het verslag daarna vast.")
    locked.state, locked.visibility = VerslagState.FINAL, visibility
    locked.finalised_at = timezone.now()
    locked.save(update_fields=["state", "visibility", "finalised_at"])
    record(actor=actor, action="verslag.finalised", subject=locked, visibility=visibility)
    return locked


def _refuse_empty(verslag: Verslag) -> None:
    if not verslag.items.exclude(body="").exists():
        raise BijeenkomstError("Er staat nog niets in het verslag.")


def _lock_checked(verslag: Verslag) -> Verslag:
    locked = lock_verslag(verslag, VerslagState.CHECK)
    if locked.check_until is not None and locked.check_until < timezone.localdate():
        raise BijeenkomstError("De dagen om na te kijken zijn voorbij.")
    return locked
