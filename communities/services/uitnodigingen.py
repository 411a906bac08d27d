"""Inviting people to a community, and what they answer; with and without an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from communities.adreslijst import Entry
from communities.enums import InvitationState, RequestState, Role
from communities.models import (
    Community,
    Deelnemer,
    Lidmaatschap,
    Lidmaatschapsverzoek,
    Uitnodiging,
)
from communities.services.leden import add_deelnemer, add_lidmaatschap, holder_of, holders_of
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

VALID_FOR = timedelta(days=30)
MOST_A_DAY = 1500  # mails with invitations of one person
SENT, WANTED, ACCEPTED = "uitnodiging.sent", "uitnodiging.wanted", "uitnodiging.accepted"
AGAIN = timedelta(minutes=1)  # two clicks on "stuur opnieuw" are one
INVITE = "communities.invite"


class Outcome(StrEnum):
    """What becomes of one address of a list."""

    NEW = "new"
    RENEWED = "renewed"
    DOUBLE = "double"
    MEMBER = "member"
    INVITED = "invited"
    SELF = "self"
    CLOSED = "closed"
    WRONG = "wrong"

    @property
    def is_mailed(self) -> bool:
        """Say whether a mail goes out."""
        return self in {Outcome.NEW, Outcome.RENEWED}


@dataclass(frozen=True)
class Judged:
    """One address of a list, and what becomes of it; ``earlier`` is the open invitation."""

    entry: Entry
    outcome: Outcome
    earlier: Uitnodiging | None = None


def judge(*, actor: Deelnemer, community: Community, entries: Sequence[Entry]) -> list[Judged]:
    """Say of every address what inviting would do; changes nothing."""
    emails = {entry.email for entry in entries if not entry.error}
    people = holders_of(emails)
    places = Lidmaatschap.objects.filter(community=community, deelnemer__in=people.values())
    members = set(places.values_list("deelnemer_id", flat=True))
    rows = Uitnodiging.objects.open().filter(community=community, email__in=emails)
    earlier = {row.email: row for row in rows}
    seen: set[str] = set()
    judged = []
    for entry in entries:
        row, person = earlier.get(entry.email), people.get(entry.email)
        if entry.error:
            outcome = Outcome.WRONG
        elif entry.email in seen:
            outcome = Outcome.DOUBLE
        elif person is not None and person.pk in members:
            outcome = Outcome.MEMBER
        elif person is not None and person.pk == actor.pk:
            outcome = Outcome.SELF
        elif person is not None and not person.is_active:
            outcome = Outcome.CLOSED
        elif row is not None:
            outcome = Outcome.RENEWED if row.is_expired else Outcome.INVITED
        else:
            outcome = Outcome.NEW
        seen.add(entry.email)
        judged.append(Judged(entry, outcome, row))
    return judged


@transaction.atomic
def invite(
    *,
    actor: Deelnemer,
    community: Community,
    entries: Sequence[Entry],
    role: str = Role.MEMBER,
    note: str = "",
) -> list[Judged]:
    """Mail everybody on a list who can be invited, each once; return what became of each.

    The community is locked, so that two organisers with the same list send one mail.
    """
    community = Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    _refuse_ended(community)
    judged = judge(actor=actor, community=community, entries=entries)
    _refuse_too_many(actor, sum(one.outcome.is_mailed for one in judged))
    for one in judged:
        if one.outcome == Outcome.NEW:
            row = Uitnodiging(
                community=community,
                email=one.entry.email,
                first_name=one.entry.first_name,
                infix=one.entry.infix,
                last_name=one.entry.last_name,
                role=role,
                note=note,
                invited_by=actor,
                expires_at=timezone.now() + VALID_FOR,
            )
            row.save()
            _send(actor, row, "uitnodiging.sent")
        elif one.outcome == Outcome.RENEWED and one.earlier is not None:
            row = _locked(one.earlier.pk)
            row.role, row.note = role, note
            _refuse_answered(row)
            _renew(actor, row)
    return judged


@transaction.atomic
def resend(*, actor: Deelnemer, uitnodiging: Uitnodiging) -> Uitnodiging:
    """Mail an open invitation again; it is valid for another month, and older links work too."""
    row = _locked(uitnodiging.pk)
    _refuse_ended(row.community)
    _refuse_answered(row)
    if row.sent_at > timezone.now() - AGAIN:
        raise ValidationError("Deze uitnodiging is net verstuurd.", code="just")
    person = holder_of(row.email)
    if person is not None and person.lidmaatschappen.filter(community=row.community).exists():
        raise ValidationError(f"{person} doet al mee in {row.community}.", code="same")
    _refuse_too_many(actor, 1)
    _renew(actor, row)
    return row


@transaction.atomic
def resend_expired(*, actor: Deelnemer, community: Community) -> int:
    """Mail every expired invitation of a community again; return how many."""
    rows = Uitnodiging.objects.open().filter(community=community, expires_at__lte=timezone.now())
    number = 0
    for row in rows.order_by("pk")[:MOST_A_DAY]:
        try:
            resend(actor=actor, uitnodiging=row)
        except ValidationError as error:
            if getattr(error, "code", "") in {"ended", "many"}:
                raise
        else:
            number += 1
    return number


@transaction.atomic
def revoke(*, actor: Deelnemer, uitnodiging: Uitnodiging) -> Uitnodiging:
    """Take an open invitation back; its link says so."""
    row = _locked(uitnodiging.pk)
    _refuse_answered(row)
    _answer(row, InvitationState.REVOKED)
    audit.record(actor=actor, action="uitnodiging.revoked", subject=row, community=row.community_id)
    return row


@transaction.atomic
def accept(*, pk: int, person: Deelnemer) -> Uitnodiging:
    """Join as somebody who is logged in; a request of theirs that waits is granted with it."""
    row = _locked(pk)
    _refuse_unusable(row)
    holder = holder_of(row.email)
    if holder is None or holder.pk != person.pk:
        raise ValidationError("Deze uitnodiging is voor iemand anders.", code="other")
    return _join(row, person)


@transaction.atomic
def accept_with_new_account(
    *, pk: int, first_name: str, last_name: str, infix: str = ""
) -> Uitnodiging:
    """Join without an account: one is made, with the address that the invitation was mailed to.

    It has no password and nobody is logged in: only who reads mail at that address gets in.
    """
    row = _locked(pk)
    _refuse_unusable(row)
    if holder_of(row.email) is not None:
        raise ValidationError("Je hebt al een account. Log in om mee te doen.", code="known")
    person = add_deelnemer(
        actor=None, email=row.email, first_name=first_name, infix=infix, last_name=last_name
    )
    announce(kind="deelnemer.welcome", subject=person, actor=row.invited_by)
    return _join(row, person)


@transaction.atomic
def decline(*, pk: int) -> Uitnodiging:
    """Say no; needs no account."""
    row = _locked(pk)
    _refuse_unusable(row)
    _answer(row, InvitationState.DECLINED)
    audit.record(actor=None, action="uitnodiging.declined", subject=row, community=row.community_id)
    return row


@transaction.atomic
def want_new(*, pk: int) -> None:
    """Tell the organisers that somebody wants an expired invitation again; once a day at most."""
    row = _locked(pk)
    if not row.is_expired or row.community.has_ended:
        return
    kind = ContentType.objects.get_for_model(Community)
    lately = MessageEvent.objects.filter(
        content_type=kind,
        object_id=row.community_id,
        kind=WANTED,
        data__uitnodiging_id=row.pk,
        created_at__gt=timezone.now() - timedelta(days=1),
    )
    if not lately.exists():
        announce(kind=WANTED, subject=row.community, actor=None, uitnodiging_id=row.pk)


@transaction.atomic
def note_came_back(*, pk: int, times: int) -> None:
    """Write down that the last mail did not arrive."""
    rows = Uitnodiging.objects.filter(pk=pk, times_sent=times)
    rows.update(came_back=True)


def _join(row: Uitnodiging, person: Deelnemer) -> Uitnodiging:
    """Give the place. Whoever may not give it any more made an ordinary member at most.

    Requests are locked before the place is made: an organiser who decides does it in that order.
    """
    waiting = Lidmaatschapsverzoek.objects.waiting().filter(
        community=row.community, deelnemer=person
    )
    asked = list(waiting.select_for_update(of=("self",)))
    inviter = row.invited_by
    still = inviter.is_active and allowed(inviter, INVITE, row.community)
    try:
        with transaction.atomic():
            add_lidmaatschap(
                actor=inviter,
                person=person,
                community=row.community,
                role=row.role if still else Role.MEMBER,
            )
    except ValidationError as error:
        if getattr(error, "code", "") != "same":
            raise
    row.accepted_by = person
    _answer(row, InvitationState.ACCEPTED)
    for verzoek in asked:
        verzoek.state, verzoek.decided_at = RequestState.APPROVED, timezone.now()
        verzoek.decided_by = inviter
        verzoek.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record(
        actor=person, action=ACCEPTED, subject=row, community=row.community_id, role=row.role
    )
    announce(kind=ACCEPTED, subject=row.community, actor=person, uitnodiging_id=row.pk)
    return row


def _locked(pk: int) -> Uitnodiging:
    rows = Uitnodiging.objects.select_related("community", "invited_by")
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise ValidationError("Deze uitnodiging bestaat niet meer.", code="gone")
    return found


def _answer(row: Uitnodiging, state: InvitationState) -> None:
    row.state, row.answered_at = state, timezone.now()
    row.save(update_fields=["state", "answered_at", "accepted_by"])


def _renew(actor: Deelnemer, row: Uitnodiging) -> None:
    row.times_sent += 1
    row.sent_at = timezone.now()
    row.expires_at = row.sent_at + VALID_FOR
    row.invited_by, row.came_back = actor, False
    row.save()  # locked, so nothing of another is written over
    _send(actor, row, "uitnodiging.resent")


def _send(actor: Deelnemer, row: Uitnodiging, action: str) -> None:
    audit.record(
        actor=actor, action=action, subject=row, community=row.community_id, role=str(row.role)
    )
    announce(kind=SENT, subject=row, actor=actor, times=row.times_sent)


def _refuse_answered(row: Uitnodiging) -> None:
    if row.state != InvitationState.OPEN:
        raise ValidationError(f"Deze uitnodiging is al {row.get_state_display()}.", code="answered")


def _refuse_unusable(row: Uitnodiging) -> None:
    _refuse_answered(row)
    _refuse_ended(row.community)
    if row.is_expired:
        raise ValidationError("Deze uitnodiging is verlopen.", code="expired")


def _refuse_ended(community: Community) -> None:
    if community.has_ended:
        raise ValidationError(
            f"{community} is klaar. Je kunt er niemand meer voor uitnodigen.", code="ended"
        )


def _refuse_too_many(actor: Deelnemer, number: int) -> None:
    since = timezone.now() - timedelta(days=1)
    sent = Uitnodiging.objects.filter(invited_by=actor, sent_at__gt=since).count()
    if number and sent + number > MOST_A_DAY:
        raise ValidationError(
            f"Je kunt {MOST_A_DAY} uitnodigingen per dag versturen. Ga morgen verder.", code="many"
        )
