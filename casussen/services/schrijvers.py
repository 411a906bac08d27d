"""Who writes and reads along: asking somebody, their answer, the order, leaving."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from casussen.enums import CasusRole, InvitationState
from casussen.models import Casus, CasusDeelname, Schrijfuitnodiging
from casussen.models.schrijven import HOLDER
from casussen.services.errors import CasusError
from casussen.services.keeping import remove_part, set_part, transfer_casus
from casussen.services.rows import lock, lock_standing
from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

SENT, ANSWERED = "schrijfuitnodiging.sent", "schrijfuitnodiging.answered"
AGAIN = timedelta(days=1)  # between two reminders
UNDO_FOR = timedelta(hours=1)  # after a part was taken away
MOST_WAITING = 20  # of one casus
GONE = "Deze uitnodiging geldt niet meer. Vraag de casushouder om een nieuwe."
PART_ACTS = ("casus.part_given", "casus.part_removed", "casus.part_left", "casus.part_put_back")


@transaction.atomic
def invite_writer(
    *, actor: Any, casus: Casus, person: Deelnemer, role: str, note: str = ""
) -> Schrijfuitnodiging:
    """Ask somebody to join; until they say yes they read no more than before, and the title."""
    current = lock_standing(casus, archived=True)
    _refuse_needless(current, person, role)
    waiting = current.schrijfuitnodigingen.waiting()
    if waiting.filter(deelnemer=person).exists():
        raise CasusError(f"{person} is al gevraagd, en heeft nog niet geantwoord.")
    if waiting.count() >= MOST_WAITING:
        raise CasusError(
            f"Er wachten al {MOST_WAITING} mensen op antwoord. Neem er eerst een terug."
        )
    _lapse(current.schrijfuitnodigingen.filter(deelnemer=person))  # what expired
    row = Schrijfuitnodiging.objects.create(
        casus=current, deelnemer=person, role=role, note=note, invited_by=actor
    )
    record(actor=actor, action="casus.part_offered", subject=current, person=person.pk, role=role)
    announce(kind=SENT, subject=person, actor=actor, schrijfuitnodiging_id=row.pk, times=1)
    return row


@transaction.atomic
def remind_writer(*, actor: Any, uitnodiging: Schrijfuitnodiging) -> Schrijfuitnodiging:
    """Mail an invitation again; once a day at most."""
    row = _locked(uitnodiging.pk)
    if not row.waits:
        raise CasusError("Deze uitnodiging wacht niet meer op antwoord.")
    if (row.reminded_at or row.invited_at) > timezone.now() - AGAIN:
        raise CasusError("Je kunt iemand één keer per dag herinneren. Probeer het morgen.")
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    times = f"{row.reminded_at:%Y%m%d%H%M%S}"
    announce(
        kind=SENT, subject=row.deelnemer, actor=actor, schrijfuitnodiging_id=row.pk, times=times
    )
    return row


@transaction.atomic
def take_back_invitation(*, actor: Any, uitnodiging: Schrijfuitnodiging) -> Schrijfuitnodiging:
    """Take an invitation back, as long as nobody answered it."""
    row = _locked(uitnodiging.pk)
    if row.state == InvitationState.WITHDRAWN:
        return row
    if row.state != InvitationState.OPEN:
        raise CasusError(f"{row.deelnemer} heeft al geantwoord: {row.get_state_display()}.")
    _set(row, InvitationState.WITHDRAWN)
    record(actor=actor, action="casus.offer_taken_back", subject=row.casus, person=row.deelnemer_id)
    return row


@transaction.atomic
def accept_invitation(*, person: Deelnemer, uitnodiging: Schrijfuitnodiging) -> Schrijfuitnodiging:
    """Join a casus; who is to be the casushouder takes it over. Saying yes twice is saying it once.

    An earlier yes is repeated, an earlier no or what was taken back is not.
    """
    row = _answerable(person, uitnodiging, InvitationState.ACCEPTED)
    if row.state == InvitationState.ACCEPTED:
        return row
    casus = row.casus
    if row.role == HOLDER:
        inviter = row.invited_by
        if not (inviter.is_active and allowed(inviter, "casussen.manage_group", casus)):
            raise CasusError(GONE)
        transfer_casus(actor=person, casus=casus, person=person)
        _lapse(casus.schrijfuitnodigingen.filter(role=HOLDER).exclude(pk=row.pk))
    elif person.pk != casus.casushouder_id:
        set_part(actor=person, casus=casus, person=person, role=row.role)
    _set(row, InvitationState.ACCEPTED)
    announce(kind=ANSWERED, subject=casus, actor=person, schrijfuitnodiging_id=row.pk)
    return row


@transaction.atomic
def decline_invitation(*, person: Deelnemer, uitnodiging: Schrijfuitnodiging) -> Schrijfuitnodiging:
    """Say no; nothing of the casus changes."""
    row = _answerable(person, uitnodiging, InvitationState.DECLINED)
    if row.state == InvitationState.DECLINED:
        return row
    _set(row, InvitationState.DECLINED)
    record(actor=person, action="casus.offer_declined", subject=row.casus, role=row.role)
    announce(kind=ANSWERED, subject=row.casus, actor=person, schrijfuitnodiging_id=row.pk)
    return row


@transaction.atomic
def leave_group(*, person: Deelnemer, casus: Casus) -> None:
    """Stop writing or reading along; the casushouder hands over first."""
    current = lock(casus)
    if current.casushouder_id == person.pk:
        raise CasusError(
            "Jij bent de casushouder. Vraag eerst een ander om de casus over te nemen."
        )
    part = current.deelnames.filter(deelnemer=person).first()
    if part is None:
        return
    part.delete()
    record(actor=person, action="casus.part_left", subject=current, role=part.role)


@transaction.atomic
def take_part_away(*, actor: Any, casus: Casus, part: CasusDeelname) -> AuditEvent | None:
    """Take somebody's part away; the line of the log is the key to put it back (put_part_back)."""
    current = lock_standing(casus, archived=True)
    found = current.deelnames.select_related("deelnemer").filter(pk=part.pk).first()
    if found is None:
        return None
    return remove_part(actor=actor, casus=current, person=found.deelnemer)


def undoable(*, actor: Any, casus: Casus, pk: int) -> AuditEvent | None:
    """Return the line of a part that this person took away just now, if nothing came after it."""
    lines = AuditEvent.objects.filter(
        subject_type=ContentType.objects.get_for_model(Casus), subject_id=casus.pk
    )
    since = timezone.now() - UNDO_FOR
    found = lines.filter(pk=pk, actor=actor, action="casus.part_removed", at__gt=since).first()
    if found is None or "role" not in found.data:
        return None
    who = found.data["person"]
    later = lines.filter(pk__gt=found.pk, action__in=PART_ACTS, data__person=who)
    back = Deelnemer.objects.filter(pk=who, is_active=True).exclude(pk=casus.casushouder_id)
    return found if back.exists() and not later.exists() else None


@transaction.atomic
def put_part_back(*, actor: Any, casus: Casus, pk: int) -> Deelnemer:
    """Undo that somebody's part was taken away: the same part, in the same place."""
    current = lock_standing(casus, archived=True)
    line = undoable(actor=actor, casus=current, pk=pk)
    if line is None:
        raise CasusError("Dit kun je niet meer terugdraaien. Nodig diegene opnieuw uit.")
    person = Deelnemer.objects.get(pk=line.data["person"])
    CasusDeelname.objects.get_or_create(
        casus=current,
        deelnemer=person,
        defaults={"role": line.data["role"], "order": line.data.get("order", 0)},
    )
    record(
        actor=actor,
        action="casus.part_put_back",
        subject=current,
        person=person.pk,
        role=line.data["role"],
    )
    return person


@transaction.atomic
def move_author(*, actor: Any, casus: Casus, part: CasusDeelname, up: bool) -> None:
    """Let a co-auteur change places with the one above or below; the casushouder stays first."""
    current = lock_standing(casus, archived=True)
    rows = list(current.deelnames.filter(role=CasusRole.CO_AUTHOR).order_by("order", "pk"))
    places = [row.pk for row in rows]
    if part.pk not in places:
        return
    here = places.index(part.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for number, row in enumerate(rows, start=1):
        row.order = number
    CasusDeelname.objects.bulk_update(rows, ["order"])
    record(actor=actor, action="casus.authors_ordered", subject=current)


def _refuse_needless(casus: Casus, person: Deelnemer, role: str) -> None:
    if person.pk == casus.casushouder_id:
        raise CasusError(f"{person} is al de casushouder.")
    if not person.is_active:
        raise CasusError(f"Het account van {person} staat uit.")
    if casus.deelnames.filter(deelnemer=person, role=role).exists():
        raise CasusError(f"{person} is al {CasusRole(role).label}.")


def _answerable(
    person: Deelnemer, uitnodiging: Schrijfuitnodiging, wanted: str
) -> Schrijfuitnodiging:
    row = _locked(uitnodiging.pk)
    if row.deelnemer_id != person.pk:
        raise CasusError("Deze uitnodiging is voor iemand anders.")
    if row.state != wanted and not row.waits:
        raise CasusError(GONE)
    return row


def _locked(pk: int) -> Schrijfuitnodiging:
    """Lock the casus first and then the invitation, as every act on a casus does."""
    casus = lock(Casus(pk=Schrijfuitnodiging.objects.values_list("casus", flat=True).get(pk=pk)))
    rows = Schrijfuitnodiging.objects.select_related("deelnemer", "invited_by")
    row = rows.select_for_update(of=("self",)).get(pk=pk)
    row.casus = casus
    return row


def _set(row: Schrijfuitnodiging, state: InvitationState) -> None:
    row.state, row.answered_at = state, timezone.now()
    row.save(update_fields=["state", "answered_at"])


def _lapse(rows: Any) -> None:
    rows.filter(state=InvitationState.OPEN).update(
        state=InvitationState.WITHDRAWN, answered_at=timezone.now()
    )
