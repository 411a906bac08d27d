"""Date polls: asking, answering, and the moment that becomes a meeting.

The row of the poll is locked by every act, so that nobody answers what was decided just then.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bijeenkomsten.enums import Answer, PollState, Suits
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Datumoptie, Datumprikker, Datumstem
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.planning import schedule_bijeenkomst
from communities.enums import Visibility
from communities.models import Community, Deelnemer
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce

FEWEST, MOST = 2, 20  # moments of one poll
OVER = "Deze datumprikker is gesloten. Antwoorden kan niet meer."
DECIDED = "Over deze datumprikker is al beslist."


@transaction.atomic
def open_datumprikker(
    *, actor: Any, community: Community, moments: Iterable[datetime], **fields: Any
) -> Datumprikker:
    """Ask the members of a community which of these moments (UTC) suit them."""
    poll = Datumprikker.objects.create(community=community, created_by=actor, **fields)
    _add(poll, moments)
    record(actor=actor, action="datumprikker.opened", subject=poll)
    announce(kind="datumprikker.opened", subject=poll, actor=actor)
    return poll


@transaction.atomic
def add_moments(
    *, actor: Any, datumprikker: Datumprikker, moments: Iterable[datetime]
) -> Datumprikker:
    """Add moments; who answered before sees on the page that they said nothing of those yet."""
    poll = _lock(datumprikker)
    if not poll.is_open:
        raise BijeenkomstError(OVER)
    before = set(poll.opties.values_list("starts_at", flat=True))
    fresh = [moment for moment in moments if moment not in before]
    if len(before) + len(fresh) > MOST:
        raise BijeenkomstError(f"Een datumprikker heeft hoogstens {MOST} momenten.")
    if fresh:
        _add(poll, fresh)
        record(actor=actor, action="datumprikker.extended", subject=poll, number=len(fresh))
    return poll


@transaction.atomic
def vote(*, actor: Any, datumprikker: Datumprikker, answers: Mapping[int, str]) -> None:
    """Write down which moments suit somebody, by the id of the moment; the last time counts."""
    poll = _lock(datumprikker)
    if not poll.is_open:
        raise BijeenkomstError(OVER)
    moments = poll.opties.filter(pk__in=answers).values_list("pk", flat=True)
    now = timezone.now()
    rows = [
        Datumstem(optie_id=pk, deelnemer=actor, suits=answers[pk], updated_at=now) for pk in moments
    ]
    Datumstem.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["optie", "deelnemer"],
        update_fields=["suits", "updated_at"],
    )
    record(actor=actor, action="datumprikker.answered", subject=poll)


@transaction.atomic
def choose_moment(*, actor: Any, datumprikker: Datumprikker, optie: Datumoptie) -> Bijeenkomst:
    """Make a meeting of one moment, and put down who could come then.

    Who said that it suits them is ``asked``: the invitation waits in their calendar for an answer.
    """
    poll = _lock(datumprikker)
    if poll.state != PollState.OPEN:
        raise BijeenkomstError(DECIDED)
    if optie.starts_at <= timezone.now():
        raise BijeenkomstError("Dit moment is al voorbij. Kies een ander moment.")
    meeting = schedule_bijeenkomst(
        actor=actor,
        community=poll.community,
        title=poll.title,
        kind=poll.kind,
        goal=poll.goal,
        place=poll.place,
        online_link=poll.online_link,
        starts_at=optie.starts_at,
        ends_at=optie.starts_at + poll.length,
        visibility=Visibility.COMMUNITY,
    )
    poll.state, poll.bijeenkomst = PollState.CHOSEN, meeting
    poll.save(update_fields=["state", "bijeenkomst"])
    _ask(meeting, optie)
    record(actor=actor, action="datumprikker.chosen", subject=poll, bijeenkomst=meeting.pk)
    announce(kind="datumprikker.chosen", subject=meeting, actor=actor, revision=meeting.revision)
    return meeting


@transaction.atomic
def stop_datumprikker(*, actor: Any, datumprikker: Datumprikker, reason: str) -> Datumprikker:
    """Stop without a meeting; who answered reads why."""
    poll = _lock(datumprikker)
    if poll.state != PollState.OPEN:
        raise BijeenkomstError(DECIDED)
    poll.state, poll.stop_reason = PollState.WITHDRAWN, reason
    poll.save(update_fields=["state", "stop_reason"])
    record(actor=actor, action="datumprikker.stopped", subject=poll)
    announce(kind="datumprikker.stopped", subject=poll, actor=actor)
    return poll


def _lock(poll: Datumprikker) -> Datumprikker:
    return Datumprikker.objects.select_for_update().get(pk=poll.pk)


def _add(poll: Datumprikker, moments: Iterable[datetime]) -> None:
    rows = [Datumoptie(datumprikker=poll, starts_at=moment) for moment in sorted(set(moments))]
    Datumoptie.objects.bulk_create(rows)


def _ask(meeting: Bijeenkomst, optie: Datumoptie) -> None:
    could = optie.stemmen.filter(suits__in=[Suits.YES, Suits.IF_NEEDED]).values("deelnemer")
    people = Deelnemer.objects.members_of(meeting.community).filter(pk__in=could)
    Aanmelding.objects.bulk_create(
        Aanmelding(
            bijeenkomst=meeting,
            deelnemer=person,
            answer=Answer.MAYBE,
            generation=1,
            asked=True,
        )
        for person in people.order_by("pk")
    )
