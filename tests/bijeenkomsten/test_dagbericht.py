"""One mail a day for an organiser, with what changed at all their meetings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bijeenkomsten import services
from bijeenkomsten.dagbericht import news_for
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Dagbericht
from bijeenkomsten.notifications.dagbericht import announce_dagbericht
from communities.enums import Role
from communities.models import Community, Deelnemer
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Frequency, MessageEvent
from tests.berichten.overviews.conftest import run
from tests.factories import (
    AanmeldingFactory,
    AgendavoorstelFactory,
    BijeenkomstFactory,
    CommunityFactory,
    GastFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY_NOON = datetime(2027, 1, 11, 12, 0, tzinfo=AMSTERDAM)
NEED = "Ik heb coeliakie"


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stop the time on a Monday at noon, after the round of that day."""
    with time_machine.travel(MONDAY_NOON, tick=False) as frozen:
        announce_dagbericht()
        frozen.shift(timedelta(hours=1))
        yield frozen


@pytest.fixture
def meeting(clock: Any, community: Community) -> Bijeenkomst:
    start = MONDAY_NOON + timedelta(days=20)
    return BijeenkomstFactory(
        community=community,
        title="Casustafel: wie rijdt de bus",
        capacity=3,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )


def member(community: Community, name: str) -> Deelnemer:
    first, _, last = name.partition(" ")
    return LidmaatschapFactory(
        community=community, deelnemer__first_name=first, deelnemer__last_name=last
    ).deelnemer


def say(person: Deelnemer, meeting: Bijeenkomst, answer: str = "yes", needs: str = "") -> None:
    services.answer(actor=person, bijeenkomst=meeting, answer=answer, needs=needs)


def dailies(mailoutbox: list[Any]) -> list[Any]:
    return [mail for mail in mailoutbox if mail.subject.startswith("Je bijeenkomsten:")]


def next_morning(clock: Any, days: int = 1) -> None:
    day = datetime.now(AMSTERDAM).replace(hour=8, minute=0, second=0, microsecond=0)
    clock.move_to(day + timedelta(days=days))


def test_one_mail_a_day_says_who_came_and_went_and_no_word_of_health(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst, mailoutbox: list[Any]
) -> None:
    old = member(meeting.community, "Olga Oud")
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=old, generation=1, calendar_sent=True)
    Aanmelding.objects.update(updated_at=MONDAY_NOON - timedelta(days=9))
    say(member(meeting.community, "Dana de Boer"), meeting, needs=NEED)
    say(member(meeting.community, "Anton Aker"), meeting)
    say(old, meeting, "no")
    changes_mind = member(meeting.community, "Tijl Twijfel")
    say(changes_mind, meeting)
    say(changes_mind, meeting, "no")
    AgendavoorstelFactory(bijeenkomst=meeting)
    run()
    assert dailies(mailoutbox) == []  # no mail at once for each of them
    next_morning(clock)
    for _ in range(3):
        run()
        clock.shift(timedelta(hours=1))
    [mail] = dailies(mailoutbox)
    assert mail.to == [organisator.email]
    assert mail.subject == "Je bijeenkomsten: 2 aangemeld, 1 afgemeld"
    for words in (
        meeting.title,
        "Aangemeld: Anton Aker en Dana de Boer\n",
        "Afgemeld: Olga Oud\n",
        "1 persoon heeft iets nodig om mee te doen",
        f"/bijeenkomsten/{meeting.slug}/nodig/",
        "1 voorstel wacht op je antwoord",
        "Er komen nu 2 mensen. Nog 1 plek",
    ):
        assert words in mail.body
    everything = mail.message().as_string() + mail.body
    assert ("coeliakie" in everything, "Twijfel" in everything) == (False, False)


def test_who_waits_is_told_and_a_guest_too(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst, mailoutbox: list[Any]
) -> None:
    Bijeenkomst.objects.update(capacity=1)
    say(member(meeting.community, "Eerste Een"), meeting)
    say(member(meeting.community, "Wacht Even"), meeting, "waiting")
    other = BijeenkomstFactory(
        community=meeting.community,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        visibility="public",
        guests_welcome=True,
    )
    for name in ("Gerda Gast", "Weer Weg"):
        gast = GastFactory(bijeenkomst=other, name=name, confirmed_at=None)
        services.confirm_guest(pk=gast.pk)
    services.sign_off_guest(actor=organisator, gast=gast)
    next_morning(clock)
    announce_dagbericht()
    row = Dagbericht.objects.latest("day")
    first, second = news_for(organisator, row.since, row.until)
    assert (first.signed_up, first.queued) == (["Eerste Een"], 1)
    assert (second.signed_up, second.signed_off) == (["Gerda Gast"], [])


def test_without_a_change_or_only_by_oneself_there_is_no_mail(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst, mailoutbox: list[Any]
) -> None:
    say(organisator, meeting, needs=NEED)
    AgendavoorstelFactory(bijeenkomst=meeting)  # has a mail of its own
    next_morning(clock)
    run()
    next_morning(clock)
    run()
    assert dailies(mailoutbox) == []
    assert Dagbericht.objects.count() == 3
    assert MessageEvent.objects.filter(kind="bijeenkomst.daily").count() == 1


@pytest.mark.parametrize("case", ["past", "cancelled", "of another"])
def test_only_meetings_that_come_and_that_you_organise(
    case: str, clock: Any, organisator: Deelnemer, meeting: Bijeenkomst, mailoutbox: list[Any]
) -> None:
    say(member(meeting.community, "Dana de Boer"), meeting)
    if case == "past":
        Bijeenkomst.objects.update(
            starts_at=MONDAY_NOON + timedelta(hours=2), ends_at=MONDAY_NOON + timedelta(hours=3)
        )
    elif case == "cancelled":
        Bijeenkomst.objects.update(status="cancelled")
    else:
        Bijeenkomst.objects.update(community=CommunityFactory())
    next_morning(clock)
    run()
    assert dailies(mailoutbox) == []


def test_a_second_organiser_hears_too_and_who_wants_none_does_not(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst, mailoutbox: list[Any]
) -> None:
    second = LidmaatschapFactory(community=meeting.community, role=Role.ORGANISER).deelnemer
    daily = registry.get("bijeenkomst.daily")
    preferences.set_frequency(person=second, message=daily, frequency=Frequency.NEVER)
    say(member(meeting.community, "Dana de Boer"), meeting)
    assert (daily.concerns(second), daily.concerns(Deelnemer.objects.get(pk=second.pk))) == (
        True,
        True,
    )
    next_morning(clock)
    run()
    assert [mail.to for mail in dailies(mailoutbox)] == [[organisator.email]]


def test_what_changes_in_the_weekend_or_while_everything_stood_still_is_told_once_after(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst, mailoutbox: list[Any]
) -> None:
    next_morning(clock, days=5)  # Saturday
    say(member(meeting.community, "Dana de Boer"), meeting)
    clock.shift(timedelta(hours=2))
    run()
    assert dailies(mailoutbox) == []
    next_morning(clock, days=3)  # nothing ran on Monday: this is Tuesday
    run()
    next_morning(clock)
    run()
    [mail] = dailies(mailoutbox)
    assert "Dana de Boer" in mail.body


def test_what_was_written_just_before_the_round_is_told_the_next_day(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst, mailoutbox: list[Any]
) -> None:
    next_morning(clock)
    clock.shift(timedelta(minutes=-2))
    say(member(meeting.community, "Dana de Boer"), meeting)
    clock.shift(timedelta(minutes=2))
    run()
    assert dailies(mailoutbox) == []
    next_morning(clock)
    run()
    assert len(dailies(mailoutbox)) == 1


def test_it_takes_as_many_queries_for_one_answer_as_for_fifty(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst
) -> None:
    Bijeenkomst.objects.update(capacity=None)
    counts = []
    for number in (1, 49):
        for place in range(number):
            say(member(meeting.community, f"Jo Naam{place}"), meeting, needs="Een tolk")
        person = Deelnemer.objects.get(pk=organisator.pk)
        with CaptureQueriesContext(connection) as queries:
            [news] = news_for(person, MONDAY_NOON, MONDAY_NOON + timedelta(days=1))
        counts.append(len(queries))
        assert news.needs == len(news.signed_up)
    assert counts[0] == counts[1]


def test_a_guest_whom_an_organiser_signs_off_is_news_for_the_other_one_only(
    clock: Any, organisator: Deelnemer, meeting: Bijeenkomst
) -> None:
    second = LidmaatschapFactory(community=meeting.community, role=Role.ORGANISER).deelnemer
    Bijeenkomst.objects.update(visibility="public", guests_welcome=True)
    gast = GastFactory(bijeenkomst=meeting, name="Gerda Gast", confirmed_at=None)
    services.confirm_guest(pk=gast.pk)
    next_morning(clock)
    announce_dagbericht()
    services.sign_off_guest(actor=organisator, gast=gast)
    next_morning(clock)
    announce_dagbericht()
    row = Dagbericht.objects.latest("day")
    heard = [news_for(person, row.since, row.until) for person in (organisator, second)]
    assert heard[0] == []
    assert [news.signed_off for news in heard[1]] == [["Gerda Gast"]]
