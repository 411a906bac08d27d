"""Reminders: the moments that an organiser chose, true words, and never one too many."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.notifications.changes import CHANGED_AGAIN
from bijeenkomsten.notifications.reminders import announce_reminders, how_soon
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import loop, preferences, registry
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent, Preference
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import in_parallel
from tests.factories import AanmeldingFactory, BijeenkomstFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 10, 12, 0, tzinfo=UTC)
START = datetime(2027, 1, 28, 13, 0, tzinfo=UTC)  # a Thursday, at 14.00 in the Netherlands
ALL = ["7d", "1d", "1h"]


@pytest.fixture(autouse=True)
def _no_quiet_period(settings: Any) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stand still more than a week before the meeting."""
    with time_machine.travel(NOW, tick=False) as frozen:
        yield frozen


@pytest.fixture
def bijeenkomst(clock: Any, community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, starts_at=START, reminders=ALL)


@pytest.fixture
def coming(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> Deelnemer:
    """Return somebody who said yes long before, and was told so."""
    services.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    loop.sweep()
    return deelnemer


def remind() -> list[tuple[str, str]]:
    """Run two rounds, as two schedulers would; return [(address, first words)] of what came."""
    before = len(mail.outbox)
    loop.sweep()
    loop.sweep()
    return sorted((each.to[0], each.subject.split(":")[0]) for each in mail.outbox[before:])


def change(actor: Deelnemer, bijeenkomst: Bijeenkomst, **fields: Any) -> None:
    services.update_bijeenkomst(actor=actor, bijeenkomst=bijeenkomst, **fields)


def move(actor: Deelnemer, bijeenkomst: Bijeenkomst, start: datetime) -> None:
    change(actor, bijeenkomst, starts_at=start, ends_at=start + timedelta(hours=2))


def cancel(actor: Deelnemer, bijeenkomst: Bijeenkomst) -> None:
    services.cancel_bijeenkomst(actor=actor, bijeenkomst=bijeenkomst, reason="De zaal is dicht.")


def reasons() -> list[str]:
    rows = Delivery.objects.filter(kind="bijeenkomst.reminder").order_by("pk")
    return list(rows.values_list("reason", flat=True))


# --- which moments ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reminders", "expected"),
    [
        ([], []),
        (["1d"], ["Morgen"]),
        (["7d", "1h"], ["Over een week", "Over een uur"]),
        (ALL, ["Over een week", "Morgen", "Over een uur"]),
    ],
)
def test_each_chosen_moment_is_told_once(
    reminders: list[str],
    expected: list[str],
    clock: Any,
    bijeenkomst: Bijeenkomst,
    coming: Deelnemer,
) -> None:
    Bijeenkomst.objects.update(reminders=reminders)
    told = []
    for hours in [*range(8 * 24, 27, -12), *range(26, -3, -1)]:
        clock.move_to(START - timedelta(hours=hours))
        told += remind()
    assert told == [(coming.email, words) for words in expected]
    kinds = Delivery.objects.filter(kind="bijeenkomst.reminder")
    hour = [Lane.URGENT] if "1h" in reminders else []
    rest = [Lane.NORMAL] * len(set(reminders) - {"1h"})
    assert list(kinds.order_by("pk").values_list("lane", flat=True)) == rest + hour


def test_nothing_is_made_before_its_moment(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer
) -> None:
    clock.move_to(START - timedelta(days=7, seconds=1))
    assert remind() == []
    assert not MessageEvent.objects.filter(kind="bijeenkomst.reminder").exists()
    clock.shift(timedelta(seconds=1))
    assert remind() == [(coming.email, "Over een week")]


def test_only_who_comes_is_reminded(
    clock: Any, bijeenkomst: Bijeenkomst, community: Community, coming: Deelnemer
) -> None:
    perhaps, left, silent, muted, never, gone = (
        LidmaatschapFactory(community=community).deelnemer for _ in range(6)
    )
    for person, answer in ((perhaps, "maybe"), (left, "no")):
        services.answer(actor=person, bijeenkomst=bijeenkomst, answer=answer)
    for person in (muted, never, gone):
        services.answer(actor=person, bijeenkomst=bijeenkomst, answer="yes")
    preferences.set_attention(person=muted, topic=bijeenkomst, attention="mute")
    Preference.objects.create(person=never, kind="bijeenkomst.reminder", frequency="never")
    remind()
    clock.move_to(START - timedelta(days=1))
    announce_reminders()
    plan_due()
    gone.lidmaatschappen.all().delete()
    assert remind() == [(coming.email, "Morgen")]
    assert reasons() == ["", "mag het onderwerp niet meer zien"]
    assert not Delivery.objects.filter(person=silent, kind="bijeenkomst.reminder").exists()


def test_choice_is_at_once_or_never() -> None:
    message = registry.get("bijeenkomst.reminder")
    assert (message.choices(), message.digestible) == (["at_once", "never"], False)


# --- people who know already ------------------------------------------------------------------


def test_who_signs_up_three_hours_before_still_hears_an_hour_before(
    clock: Any, bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    clock.move_to(START - timedelta(hours=3))
    services.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    assert remind() == [(deelnemer.email, "Je bent aangemeld")]
    clock.move_to(START - timedelta(hours=1))
    assert remind() == [(deelnemer.email, "Over een uur")]


@pytest.mark.parametrize(
    "before", [timedelta(days=6), timedelta(hours=20), timedelta(minutes=50)], ids=str
)
def test_who_just_answered_is_not_reminded_of_it(
    before: timedelta, clock: Any, bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    clock.move_to(START - before)
    services.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    assert remind() == [(deelnemer.email, "Je bent aangemeld")]
    clock.shift(timedelta(minutes=10))
    assert remind() == []


def test_who_answers_again_while_the_reminder_waits_is_not_reminded(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer
) -> None:
    clock.move_to(START - timedelta(days=1))
    announce_reminders()
    plan_due()
    clock.shift(timedelta(minutes=1))
    for answer in ("no", "yes"):
        services.answer(actor=coming, bijeenkomst=bijeenkomst, answer=answer)
    assert remind() == [(coming.email, "Je bent aangemeld")]
    assert reasons() == ["heeft pas nog geantwoord"]


@pytest.mark.parametrize("place", ["Elders", None])
def test_change_in_the_last_day_takes_the_place_of_the_reminder(
    place: str | None,
    clock: Any,
    bijeenkomst: Bijeenkomst,
    coming: Deelnemer,
    organisator: Deelnemer,
) -> None:
    clock.move_to(START - timedelta(days=2))
    if place:
        clock.move_to(START - timedelta(hours=20))
        change(organisator, bijeenkomst, place=place, reminders=["1d"])
    else:
        move(organisator, bijeenkomst, START - timedelta(days=1, hours=5))
    assert remind() == [(coming.email, "Gewijzigd")]


# --- changes ----------------------------------------------------------------------------------


def test_move_makes_the_old_reminder_stale_and_gives_new_ones(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer, organisator: Deelnemer
) -> None:
    clock.move_to(START - timedelta(days=1))
    announce_reminders()
    plan_due()
    later = START + timedelta(days=10)
    move(organisator, bijeenkomst, later)
    assert remind() == [(coming.email, "Gewijzigd")]
    assert reasons() == [CHANGED_AGAIN]
    for before, words in ((7, "Over een week"), (1, "Morgen")):
        clock.move_to(later - timedelta(days=before))
        assert remind() == [(coming.email, words)]


def test_another_place_makes_a_waiting_reminder_superfluous(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer, organisator: Deelnemer
) -> None:
    clock.move_to(START - timedelta(days=1))
    announce_reminders()
    plan_due()
    clock.shift(timedelta(seconds=1))
    change(organisator, bijeenkomst, place="Elders")
    assert remind() == [(coming.email, "Gewijzigd")]
    assert reasons() == [CHANGED_AGAIN]


def test_cancelled_meeting_is_not_reminded_of_and_a_restored_one_is(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer, organisator: Deelnemer
) -> None:
    clock.move_to(START - timedelta(days=1))
    announce_reminders()
    plan_due()
    cancel(organisator, bijeenkomst)
    assert remind() == [(coming.email, "Gaat niet door")]
    assert reasons() == ["de bijeenkomst gaat niet door"]
    clock.shift(timedelta(hours=2))
    assert remind() == []
    services.restore_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst)
    assert remind() == [(coming.email, "Gaat toch door")]
    clock.move_to(START - timedelta(hours=1))
    assert remind() == [(coming.email, "Over een uur")]


def test_organiser_can_take_a_reminder_back_and_ask_for_one(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer, organisator: Deelnemer
) -> None:
    clock.move_to(START - timedelta(days=1))
    announce_reminders()
    plan_due()
    change(organisator, bijeenkomst, reminders=[])
    assert remind() == []
    assert reasons() == ["de organisator wil deze herinnering niet meer"]
    change(organisator, bijeenkomst, reminders=["1h"])
    clock.move_to(START - timedelta(hours=1))
    assert remind() == [(coming.email, "Over een uur")]
    assert Bijeenkomst.objects.get().sequence == 0, "calendars need not know"


# --- after a standstill -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        (timedelta(days=6, hours=5), ["Over 6 dagen"]),
        (timedelta(days=5, seconds=1), ["Over 5 dagen"]),
        (timedelta(days=5), []),
        (timedelta(days=3), []),
        (timedelta(hours=23), ["Morgen"]),
        (timedelta(hours=10), ["Vandaag"]),
        (timedelta(hours=3), []),
        (timedelta(minutes=55), ["Over een uur"]),
        (timedelta(minutes=10), ["Zo meteen"]),
        (timedelta(0), []),
    ],
    ids=str,
)
def test_after_a_standstill_only_the_nearest_that_makes_sense(
    back: timedelta, expected: list[str], clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer
) -> None:
    clock.move_to(START - back)
    assert remind() == [(coming.email, words) for words in expected]


def test_reminder_that_waited_too_long_is_not_sent(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer
) -> None:
    clock.move_to(START - timedelta(days=7))
    announce_reminders()
    plan_due()
    clock.move_to(START - timedelta(days=3))
    assert remind() == []
    assert reasons() == ["verlopen"]


def test_reminder_that_was_announced_before_this_version_is_of_a_day(
    clock: Any, bijeenkomst: Bijeenkomst, coming: Deelnemer
) -> None:
    clock.move_to(START - timedelta(hours=20))
    announce_reminders()
    event = MessageEvent.objects.get(kind="bijeenkomst.reminder")
    MessageEvent.objects.filter(pk=event.pk).update(data={"starts_at": START.isoformat()})
    assert remind() == [(coming.email, "Morgen")]


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "now", "words"),
    [
        # At 0.30 in the night, an hour before is another day.
        (datetime(2027, 1, 28, 23, 30), datetime(2027, 1, 28, 22, 30), "Over een uur"),
        (datetime(2027, 1, 28, 23, 30), datetime(2027, 1, 28, 20, 30), "Morgen"),
        (datetime(2027, 1, 28, 23, 30), datetime(2027, 1, 27, 23, 30), "Morgen"),
        # The day of 25 hours: a day before 23.30 it is 0.30 of the same day.
        (datetime(2026, 10, 25, 22, 30), datetime(2026, 10, 24, 22, 30), "Vandaag"),
        # The day of 23 hours: a day before 0.30 it is 23.30, two days before.
        (datetime(2027, 3, 28, 22, 30), datetime(2027, 3, 27, 22, 30), "Overmorgen"),
        (datetime(2027, 3, 31, 8), datetime(2027, 3, 24, 8), "Over een week"),
    ],
)
def test_words_follow_the_calendar_of_the_netherlands(
    start: datetime, now: datetime, words: str
) -> None:
    assert how_soon(start.replace(tzinfo=UTC), now.replace(tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("before", "subject", "greeting", "last"),
    [
        (timedelta(days=7), "Over een week: Tafel op 28 januari", "tot over een week", "je plek"),
        (timedelta(days=1), "Morgen: Tafel op 28 januari", "tot morgen", "je plek"),
        (timedelta(hours=9), "Vandaag: Tafel op 28 januari", "tot straks", "je plek"),
        (timedelta(hours=1), "Over een uur: Tafel op 28 januari", "tot zo", "de anderen"),
    ],
    ids=str,
)
def test_each_moment_has_its_own_words(
    before: timedelta,
    subject: str,
    greeting: str,
    last: str,
    clock: Any,
    bijeenkomst: Bijeenkomst,
    coming: Deelnemer,
) -> None:
    Bijeenkomst.objects.update(title="Tafel", online_link="https://video.voorbeeld.nl/x")
    clock.move_to(START - before)
    remind()
    sent = mail.outbox[-1]
    [html] = [part.content for part in sent.alternatives if part.mimetype == "text/html"]
    assert sent.subject == subject
    for text in (sent.body, html):
        assert f"Dag Dana, {greeting}" in text
        assert last in text
        assert "https://video.voorbeeld.nl/x" in text
    assert "Tijd: donderdag 28 januari 2027, 14.00 tot 16.00 uur" in sent.body
    assert [part.mimetype for part in sent.alternatives] == ["text/html"]


# --- two schedulers ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("minutes", [7 * 24 * 60 - 5, 20 * 60, 50])
def test_many_schedulers_and_senders_remind_once(
    minutes: int, community: Community, deelnemer: Deelnemer, settings: Any
) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    start = timezone.now() + timedelta(minutes=minutes)
    meeting = BijeenkomstFactory(community=community, starts_at=start, reminders=ALL)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    Aanmelding.objects.update(updated_at=start - timedelta(days=8))
    mail.outbox.clear()

    def work() -> None:
        announce_reminders()
        plan_due()
        send_due()

    in_parallel(6, work)
    work()
    assert MessageEvent.objects.filter(kind="bijeenkomst.reminder").count() == 1
    assert [each.to for each in mail.outbox] == [[deelnemer.email]]
