"""Whatever people, time and the mail server do: no mail tells an old truth (cases 21 to 25).

A state machine of Hypothesis on the real database. Without STORY_STEPS every run is the same;
`STORY_STEPS=100000 make test ARGS="tests/bijeenkomsten/test_story.py -n0"` is a long run.
"""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bijeenkomsten import services
from communities.models import Deelnemer, Lidmaatschap
from netwerk.kern.berichten import loop, preferences, registry, sender
from netwerk.kern.berichten.models import Delivery, MessageEvent, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.bijeenkomsten.mail_server import KilledError, MailServer, Mood
from tests.bijeenkomsten.story import Meeting, Person, Story, shown_of
from tests.factories import CommunityFactory, LidmaatschapFactory, begrip

STEPS_OF_ONE = 60
STEPS = int(os.environ.get("STORY_STEPS", "900"))
MOST_MEETINGS = 3
LINK = "https://video.voorbeeld.nl/x"
BEGINNINGS = [
    datetime(2027, 1, 10, 12, 0, tzinfo=UTC),
    datetime(2026, 10, 21, 22, 30, tzinfo=UTC),  # days before summer time ends
    datetime(2027, 3, 25, 22, 30, tzinfo=UTC),  # days before it begins
]
WAITS = [
    timedelta(seconds=1),
    timedelta(seconds=20),
    timedelta(minutes=3),
    timedelta(minutes=55),
    timedelta(hours=7),
    timedelta(hours=23),
    timedelta(days=3),
]
OPEN = [State.PLANNED, State.LEASED, State.SENDING, State.RETRY]
FAILED = [State.BOUNCED, State.DEAD, State.AMBIGUOUS]
RIGHTS = {"mag het onderwerp niet meer zien", "het account staat uit", "verlopen"}
moods = st.lists(
    st.one_of(st.just(Mood.ACCEPTS), st.just(Mood.ACCEPTS), st.sampled_from(Mood)), max_size=8
)
some = st.integers(min_value=0, max_value=11)
hours = st.integers(min_value=2, max_value=24 * 9)
places = st.sampled_from(["Assen", "Emmen, zaal 2; boven", ""])
moments = st.lists(st.sampled_from(["7d", "1d", "1h"]), unique=True)
often = st.sampled_from(["at_once", "daily", "weekly", "never"])
acts = st.sampled_from(["move", "move", "place", "reminders", "cancel", "cancel", "restore"])
done = {"steps": 0, "mails": 0, "stories": 0}


class Steady(SystemRandom):
    """Waits that are the same in every run, so that Hypothesis can repeat what it found."""

    def uniform(self, a: float, b: float) -> float:
        """Return the middle."""
        return (a + b) / 2


class Complaints(logging.Handler):
    """What the code itself reports as wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "netwerk.kern.berichten.watch":  # rightly: here mail may stand still
            return
        self.heard.append(f"{record.getMessage()} {record.exc_info}")


class Stories(RuleBasedStateMachine):
    """Meetings and people, in any order of events."""

    @initialize(
        begin=st.sampled_from(BEGINNINGS), hours=hours, reminders=moments, told=st.booleans()
    )
    def begin(self, begin: datetime, hours: int, reminders: list[str], told: bool) -> None:
        """Begin with a meeting that two people come to, perhaps told already."""
        self.clock = time_machine.travel(begin, tick=False)
        self.time: Any = self.clock.start()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.complaints = Complaints()
        logging.getLogger("netwerk").addHandler(self.complaints)
        sender.JITTER = Steady()
        self.story = Story()
        MailServer.moods = []
        MailServer.look = staticmethod(self.story.look)
        self.community = CommunityFactory()
        self.organiser = LidmaatschapFactory(community=self.community, role="organiser").deelnemer
        everybody = [LidmaatschapFactory(community=self.community).deelnemer for _ in range(3)]
        for row in [self.organiser, *everybody]:
            self.story.people[row.email] = Person(row)
        self.schedule(hours, reminders, LINK)
        for who in (1, 2):
            self.answer(who, 0, "yes")
        if told:
            self.all_runs([])

    # --- which ----------------------------------------------------------------------------------

    def meeting(self, number: int) -> Meeting:
        rows = list(self.story.meetings.values())
        return rows[number % len(rows)]

    def person(self, number: int) -> Person:
        rows = list(self.story.people.values())
        return rows[number % len(rows)]

    # --- what organisers do ---------------------------------------------------------------------

    def schedule(self, hours: int, reminders: list[str], link: str) -> None:
        start = timezone.now() + timedelta(hours=hours)
        row = services.schedule_bijeenkomst(
            actor=self.organiser,
            community=self.community,
            title=f"Casustafel {len(self.story.meetings)}",
            kind=begrip("bijeenkomstsoort", "casustafel"),
            goal="Kijken",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place="Assen",
            online_link=link,
            reminders=reminders,
        )
        self.story.meetings[row.pk] = Meeting(row, start, "Assen", link, reminders)

    @precondition(lambda self: len(self.story.meetings) < MOST_MEETINGS)
    @rule(hours=hours, reminders=moments, link=st.sampled_from(["", LINK]))
    def another_meeting(self, hours: int, reminders: list[str], link: str) -> None:
        self.schedule(hours, reminders, link)

    @rule(which=some, act=acts, hours=hours, place=places, reminders=moments)
    def organiser_acts(
        self, which: int, act: str, hours: int, place: str, reminders: list[str]
    ) -> None:
        meeting = self.meeting(which)
        if act == "move":
            self.move(meeting, timezone.now() + timedelta(hours=hours))
        elif act == "place":
            self.change(meeting, place=place)
            self.changed(meeting, differs=place != meeting.place)
            meeting.place = place
        elif act == "reminders":
            self.change(meeting, reminders=reminders)
            meeting.reminders = reminders
        elif act == "cancel":
            self.cancel(meeting)
        else:
            self.restore(meeting)

    def change(self, meeting: Meeting, **fields: Any) -> None:
        services.update_bijeenkomst(actor=self.organiser, bijeenkomst=meeting.row, **fields)

    def move(self, meeting: Meeting, start: datetime) -> None:
        self.change(meeting, starts_at=start, ends_at=start + timedelta(hours=2))
        differs, meeting.start = start != meeting.start, start
        self.changed(meeting, differs=differs)

    def changed(self, meeting: Meeting, *, differs: bool) -> None:
        """Note a change that calendars see; of a cancelled or past meeting nobody is told."""
        if differs and not meeting.is_cancelled:
            meeting.is_untold = meeting.end < timezone.now()
            if not meeting.is_untold:
                meeting.heard_at = meeting.changed_at = timezone.now()

    def cancel(self, meeting: Meeting) -> None:
        if meeting.is_cancelled or meeting.end < timezone.now():
            return
        row = services.cancel_bijeenkomst(
            actor=self.organiser, bijeenkomst=meeting.row, reason="De zaal is dicht."
        )
        meeting.is_cancelled, meeting.cancel_sequence = True, row.sequence
        meeting.changed_at = timezone.now()

    def restore(self, meeting: Meeting) -> None:
        if not meeting.is_cancelled or meeting.end < timezone.now():
            return
        services.restore_bijeenkomst(actor=self.organiser, bijeenkomst=meeting.row)
        meeting.is_cancelled = meeting.is_untold = False
        meeting.heard_at = meeting.changed_at = timezone.now()

    # --- what people do -------------------------------------------------------------------------

    @rule(who=some, which=some, said=st.sampled_from(["yes", "yes", "yes", "maybe", "no"]))
    def answer(self, who: int, which: int, said: str) -> None:
        person, meeting = self.person(who), self.meeting(which)
        if not person.has_right:
            return
        try:
            services.answer(actor=person.row, bijeenkomst=meeting.row, answer=said)
        except services.BijeenkomstError:
            return
        person.answered_at[meeting.row.pk] = timezone.now()
        if person.answers.get(meeting.row.pk) != said:
            person.switched_at[meeting.row.pk] = timezone.now()
        person.answers[meeting.row.pk] = said

    @rule(who=some, kind=st.sampled_from(["published", "reminder"]), often=often)
    def prefer(self, who: int, kind: str, often: str) -> None:
        person, message = self.person(who), registry.get(f"bijeenkomst.{kind}")
        if often in message.choices():
            preferences.set_frequency(person=person.row, message=message, frequency=often)
            person.wants[message.key] = often

    @rule(who=some, act=st.sampled_from(["member", "account", "silence", "silence all"]))
    def person_changes(self, who: int, act: str) -> None:
        """Leave or come back, close the account or open it, silence something or listen again."""
        person = self.person(who)
        if act.startswith("silence"):
            wide = act == "silence all"
            topic: Any = self.community if wide else self.meeting(who).row
            key = "community" if wide else topic.pk
            attention = "" if key in person.silent else "mute"
            preferences.set_attention(person=person.row, topic=topic, attention=attention)
            person.silent ^= {key}
        elif person.row != self.organiser:
            self.change_right(person, act)
            person.lacked_at = timezone.now()

    def change_right(self, person: Person, act: str) -> None:
        if act == "account":
            person.is_active = not person.is_active
            Deelnemer.objects.filter(pk=person.row.pk).update(is_active=person.is_active)
        elif person.is_member:
            person.is_member = False
            Lidmaatschap.objects.filter(deelnemer=person.row).delete()
        else:
            person.is_member = True
            Lidmaatschap.objects.create(community=self.community, deelnemer=person.row)

    # --- what time and machines do ---------------------------------------------------------------

    @rule(wait=st.sampled_from(WAITS))
    def time_passes(self, wait: timedelta) -> None:
        self.time.shift(wait)

    @rule(
        which=some,
        moment=st.sampled_from([timedelta(days=7), timedelta(days=1), timedelta(hours=1)]),
        late=st.sampled_from([timedelta(seconds=-1), timedelta(0), timedelta(minutes=5)]),
    )
    def a_moment_comes(self, which: int, moment: timedelta, late: timedelta) -> None:
        to = self.meeting(which).start - moment + late
        if to > timezone.now():
            self.time.move_to(to)

    @rule()
    def planner_runs(self) -> None:
        loop.announce_what_time_brings()
        plan_due()

    @rule(answers=moods, most=st.sampled_from([1, 50]))
    def sender_runs(self, answers: list[Mood], most: int) -> None:
        MailServer.moods = answers
        with contextlib.suppress(KilledError):
            send_due(most)
        MailServer.moods = []

    @rule(answers=moods, wait=st.sampled_from(WAITS))
    def time_passes_and_all_runs(self, answers: list[Mood], wait: timedelta) -> None:
        self.time.shift(wait)
        self.all_runs(answers)

    @rule(answers=moods)
    def all_runs(self, answers: list[Mood]) -> None:
        self.planner_runs()
        self.sender_runs(answers, 50)

    # --- what always holds ----------------------------------------------------------------------

    @invariant()
    def a_reason_is_kept(self) -> None:
        done["steps"] += 1
        kept = Delivery.objects.filter(state__in=[State.SUPPRESSED, *FAILED], reason="")
        assert not kept.exists()
        assert not self.complaints.heard

    def teardown(self) -> None:
        if not hasattr(self, "block"):
            return
        try:
            if sys.exc_info()[0] is None:  # else a step failed, and that is what to tell
                self.settle()
                self.everybody_knows_how_it_ended()
        finally:
            done["mails"] += self.story.mails
            done["stories"] += 1
            logging.getLogger("netwerk").removeHandler(self.complaints)
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)
            self.clock.stop()

    def settle(self) -> None:
        """Let a mail server that accepts everything take all that still has to go out."""
        for _ in range(200):
            loop.announce_what_time_brings()
            plan_due()
            while send_due().taken:
                pass
            waiting = Delivery.objects.filter(state__in=OPEN)
            if not waiting.exists():
                break
            nearest = min(each.lease_until if each.lease_until else each.due_at for each in waiting)
            self.time.move_to(max(nearest, timezone.now()) + timedelta(seconds=1))
        assert not Delivery.objects.filter(state__in=OPEN).exists()
        assert not MessageEvent.objects.filter(planned_at__isnull=True).exists()

    def everybody_knows_how_it_ended(self) -> None:
        """Check that no calendar shows what is not so, unless its mail could not arrive."""
        for (address, pk), told in self.story.appointments.items():
            person, meeting = self.story.people[address], self.story.meetings[pk]
            comes = person.answers.get(pk) == "yes" and not meeting.is_cancelled
            if self.excused(person, meeting):
                continue
            assert told.method == ("REQUEST" if comes else "CANCEL")
            if comes and not meeting.is_untold:
                assert told.shows == shown_of(meeting)
            if meeting.is_cancelled:
                key = f"can:{pk}:{meeting.cancel_sequence}:{person.row.pk}"
                last = Delivery.objects.get(dedupe_key=key)
                too_late = (last.state, last.reason) == (State.SUPPRESSED, "verlopen")
                could_not = last.state in FAILED  # refused, while nothing changed after it
                assert last.state == State.SENT or too_late or could_not, last.reason

    def excused(self, person: Person, meeting: Meeting) -> bool:
        """Say whether somebody had no right to a mail, or a mail could not arrive."""
        pk = meeting.row.pk
        since = person.switched_at.get(pk, meeting.changed_at)
        if meeting.is_cancelled or person.answers.get(pk) == "yes":
            since = max(since, meeting.changed_at)  # who signed off hears of no later change
        lacked = not person.has_right or person.lacked_at >= since
        about = Delivery.objects.filter(
            person=person.row,
            event__object_id=pk,
            event__kind__startswith="bijeenkomst.",
            created_at__gte=since,
        ).exclude(kind__in=["bijeenkomst.published", "bijeenkomst.reminder"])
        not_arrived = about.filter(state__in=FAILED) | about.filter(reason__in=RIGHTS)
        return lacked or not_arrived.exists()


@pytest.fixture
def _world(settings: Any) -> Iterator[None]:
    settings.MESSAGE_QUIET_SECONDS = 300
    settings.MAIL_IN_DOMAIN = "in.voorbeeld.nl"
    settings.MAIL_PER_MINUTE = 0
    settings.MAILERS = {"default": {"BACKEND": "tests.bijeenkomsten.mail_server.MailServer"}}
    jitter = sender.JITTER
    yield
    sender.JITTER = jitter


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_world")
def test_no_mail_tells_an_old_truth(capsys: Any) -> None:
    """Run as many steps as asked for; a long run says how it went."""
    profile = settings(
        max_examples=max(1, STEPS // STEPS_OF_ONE),
        stateful_step_count=STEPS_OF_ONE,
        deadline=None,
        database=None,
        derandomize="STORY_STEPS" not in os.environ,
        phases=[Phase.generate],  # making a story shorter takes longer than reading it
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Stories, settings=profile)
    assert done["steps"] > 0
    assert done["mails"] > 0
    with capsys.disabled():
        print(f" {done['steps']} steps, {done['stories']} stories, {done['mails']} mails", end="")
