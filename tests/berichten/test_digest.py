"""Overviews per day and per week (features.md row 25): when they come, and what is in them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bijeenkomsten import services as meetings
from communities import services
from communities.models import Community, Deelnemer, Reactie
from netwerk.kern.berichten import notifications, preferences, registry
from netwerk.kern.berichten.loop import announce_what_time_brings
from netwerk.kern.berichten.models import (
    Delivery,
    FailedAddress,
    Frequency,
    Lane,
    MessageEvent,
    Overzicht,
    State,
)
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import reap, send_due
from netwerk.kern.berichten.services import announce
from tests.berichten.conftest import Sink, in_parallel, publish
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2027, 1, 12, 12, 0, tzinfo=AMSTERDAM)
WEDNESDAY_SEVEN = datetime(2027, 1, 13, 7, 0, tzinfo=AMSTERDAM)
MONDAY_SEVEN = datetime(2027, 1, 18, 7, 0, tzinfo=AMSTERDAM)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stop the time on a Tuesday at noon; the rounds of that day and week are done."""
    with time_machine.travel(TUESDAY, tick=False) as frozen:
        yield frozen


@pytest.fixture
def anna(community: Community) -> Deelnemer:
    """Return somebody who reads of conversations once a day."""
    person = LidmaatschapFactory(community=community, deelnemer__first_name="Anna").deelnemer
    choose(person, Frequency.DAILY)
    return person


@pytest.fixture
def ben(community: Community) -> Deelnemer:
    return LidmaatschapFactory(community=community, deelnemer__first_name="Ben").deelnemer


@pytest.fixture
def casus(clock: Any, anna: Deelnemer, ben: Deelnemer, community: Community) -> Any:
    """Return a casus on which Anna wrote, so that she hears of what others write."""
    casus = CasusFactory(community=community, casushouder=ben, title="De bus die bleef rijden")
    post(anna, casus)
    run()
    return casus


def choose(person: Deelnemer, often: str, *kinds: str) -> None:
    for key in kinds or ("gesprek.reactie", "gesprek.gevolgd", "casus.reactie"):
        preferences.set_frequency(person=person, message=registry.get(key), frequency=often)


def post(actor: Deelnemer, subject: Any, parent: Reactie | None = None) -> Reactie:
    return services.post_reactie(actor=actor, subject=subject, body="GEHEIM woord", parent=parent)


def run() -> None:
    """Do one round: what time brings, planning, and all sending that is due."""
    announce_what_time_brings()
    plan_due()
    while send_due().taken:
        pass


def overviews(mailoutbox: list[Any]) -> list[Any]:
    return [mail for mail in mailoutbox if mail.subject.startswith("Nieuw in je netwerk")]


def lines(mail: Any) -> list[str]:
    return re.findall(r"^- (.*)$", mail.body, re.M)


def waiting() -> list[str]:
    """Return the states of everything that can be an item, oldest first."""
    rows = Delivery.objects.exclude(kind="overzicht").filter(person__first_name="Anna")
    return list(rows.order_by("pk").values_list("state", flat=True))


def test_daily_overview_comes_at_seven_and_not_before(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    mailoutbox.clear()
    post(ben, casus)
    run()
    assert (mailoutbox, waiting()) == ([], [State.WAITING])
    clock.move_to(WEDNESDAY_SEVEN - MINUTE)
    run()
    assert mailoutbox == []
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = mailoutbox
    assert mail.subject == "Nieuw in je netwerk: 1 bericht"
    assert lines(mail) == [f"{ben} schreef een reactie"]
    assert "Je overzicht van deze dag: 1 bericht." in mail.body
    assert waiting() == [State.BUNDLED]
    delivery = Delivery.objects.get(kind="overzicht")
    assert (delivery.lane, delivery.state) == (Lane.DIGEST, State.SENT)
    assert [item.kind for item in delivery.items.all()] == ["gesprek.reactie"]


def test_overview_comes_once_a_day_and_what_comes_later_waits_for_tomorrow(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    post(ben, casus)
    for hours in range(24):
        clock.move_to(WEDNESDAY_SEVEN + timedelta(hours=hours))
        if hours == 2:
            post(ben, casus)
        run()
    assert len(overviews(mailoutbox)) == 1
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    assert [len(lines(mail)) for mail in overviews(mailoutbox)] == [1, 1]


def test_first_item_of_a_quiet_day_waits_for_the_next(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    post(ben, casus)
    clock.move_to(WEDNESDAY_SEVEN + MINUTE)
    run()
    assert overviews(mailoutbox) == []
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    assert len(overviews(mailoutbox)) == 1


def test_what_happened_while_the_machine_stood_still_is_in_the_first_overview(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    post(ben, casus)
    clock.move_to(WEDNESDAY_SEVEN + timedelta(hours=2))
    run()
    assert len(overviews(mailoutbox)) == 1


def test_no_overview_in_the_weekend(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    clock.move_to(datetime(2027, 1, 15, 12, 0, tzinfo=AMSTERDAM))  # Friday
    run()
    post(ben, casus)
    for day in (16, 17):
        clock.move_to(datetime(2027, 1, day, 12, 0, tzinfo=AMSTERDAM))
        run()
        assert overviews(mailoutbox) == []
    clock.move_to(MONDAY_SEVEN)
    run()
    assert len(overviews(mailoutbox)) == 1


def test_weekly_overview_comes_on_monday(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    choose(anna, Frequency.WEEKLY)
    post(ben, casus)
    for day in range(13, 18):
        clock.move_to(datetime(2027, 1, day, 9, 0, tzinfo=AMSTERDAM))
        post(ben, casus)
        run()
    clock.move_to(MONDAY_SEVEN - MINUTE)
    run()
    assert overviews(mailoutbox) == []
    clock.move_to(MONDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert mail.subject == "Nieuw in je netwerk: 6 berichten"
    assert "Je overzicht van deze week: 6 berichten." in mail.body
    clock.move_to(MONDAY_SEVEN + timedelta(days=1))
    run()
    assert len(overviews(mailoutbox)) == 1


def test_weekly_overview_comes_later_when_the_machine_stood_still_on_monday(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    choose(anna, Frequency.WEEKLY)
    post(ben, casus)
    run()
    for day in (19, 20):
        clock.move_to(datetime(2027, 1, day, 10, 0, tzinfo=AMSTERDAM))
        run()
    assert len(overviews(mailoutbox)) == 1
    days = Overzicht.objects.filter(frequency=Frequency.WEEKLY).values_list("day", flat=True)
    assert [f"{day:%d}" for day in days.order_by("day")] == ["11", "18"]


def test_daily_and_weekly_of_one_person_do_not_mix(
    clock: Any,
    casus: Any,
    anna: Deelnemer,
    ben: Deelnemer,
    community: Community,
    mailoutbox: list[Any],
) -> None:
    choose(anna, Frequency.WEEKLY, "bijeenkomst.published")
    meeting = BijeenkomstFactory(community=community, starts_at=TUESDAY + timedelta(days=30))
    publish(meeting, ben)
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [daily] = overviews(mailoutbox)
    assert lines(daily) == [f"{ben} schreef een reactie"]
    clock.move_to(datetime(2027, 1, 18, 6, 30, tzinfo=AMSTERDAM))
    post(ben, casus)
    clock.move_to(MONDAY_SEVEN)
    run()
    _, *monday = overviews(mailoutbox)
    assert sorted(lines(mail)[0] for mail in monday) == sorted(
        [
            f"{ben} schreef een reactie",
            "Nieuwe bijeenkomst: donderdag 11 februari 2027, 12.00 tot 14.00 uur",
        ]
    )


@pytest.mark.parametrize(
    ("friday", "monday_in_utc"),
    [
        (datetime(2027, 3, 26, 12, tzinfo=AMSTERDAM), datetime(2027, 3, 29, 5, 0, tzinfo=UTC)),
        (datetime(2027, 10, 29, 12, tzinfo=AMSTERDAM), datetime(2027, 11, 1, 6, 0, tzinfo=UTC)),
    ],
    ids=["summer time begins", "summer time ends"],
)
def test_seven_o_clock_is_seven_o_clock_after_the_change_of_the_clock(
    friday: datetime,
    monday_in_utc: datetime,
    clock: Any,
    casus: Any,
    ben: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    clock.move_to(friday)
    run()
    post(ben, casus)
    clock.move_to(monday_in_utc - MINUTE)
    run()
    assert overviews(mailoutbox) == []
    clock.move_to(monday_in_utc)
    run()
    assert len(overviews(mailoutbox)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_make_one_overview(
    community: Community, mailoutbox: list[Any]
) -> None:
    """Fault case 14."""
    people = [LidmaatschapFactory(community=community).deelnemer for _ in range(2)]
    choose(people[0], Frequency.DAILY)
    with time_machine.travel(TUESDAY, tick=False) as clock:
        run()
        casus = CasusFactory(community=community, casushouder=people[0])
        post(people[1], casus)
        run()
        clock.move_to(WEDNESDAY_SEVEN)
        in_parallel(4, announce_what_time_brings)
        assert MessageEvent.objects.filter(kind="overzicht").count() == 1
        in_parallel(4, plan_due)
        in_parallel(4, send_due)
    assert len(overviews(mailoutbox)) == 1
    assert Delivery.objects.filter(kind="overzicht").count() == 1


def test_nothing_that_was_mailed_at_once_is_in_it(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    choose(anna, Frequency.AT_ONCE)
    told = post(ben, casus)
    run()
    choose(anna, Frequency.DAILY)
    later = post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert later.get_absolute_url() in mail.body
    assert told.get_absolute_url() not in mail.body
    assert waiting() == [State.SENT, State.BUNDLED]


def test_no_mail_when_nothing_waits(clock: Any, casus: Any, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    for day in range(13, 20):
        clock.move_to(datetime(2027, 1, day, 7, 0, tzinfo=AMSTERDAM))
        run()
    assert mailoutbox == []
    assert not Delivery.objects.filter(kind="overzicht").exists()
    assert Overzicht.objects.filter(frequency=Frequency.DAILY).count() == 6


def untrue_post(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    services.remove_reactie(actor=ben, reactie=Reactie.objects.filter(author=ben).latest("pk"))


def untrue_membership(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    anna.lidmaatschappen.all().delete()


def untrue_mute(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    preferences.set_attention(person=anna, topic=casus.community, attention="mute")


def untrue_never(casus: Any, anna: Deelnemer, ben: Deelnemer) -> None:
    choose(anna, Frequency.NEVER)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (untrue_post, "de reactie is verwijderd"),
        (untrue_membership, "mag het onderwerp niet meer zien"),
        (untrue_mute, "wil hier niets over horen"),
        (untrue_never, "wil dit bericht niet"),
    ],
)
@pytest.mark.parametrize("planned", [False, True])
def test_overview_in_which_nothing_is_left_is_not_sent(
    change: Any,
    reason: str,
    planned: bool,
    clock: Any,
    casus: Any,
    anna: Deelnemer,
    ben: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    if planned:
        announce_what_time_brings()
        plan_due()
    change(casus, anna, ben)
    run()
    assert overviews(mailoutbox) == []
    item = Delivery.objects.get(kind="gesprek.reactie", person=anna)
    assert (item.state, item.reason) == (State.SUPPRESSED, reason)
    overview = Delivery.objects.get(kind="overzicht")
    assert (overview.state, overview.reason) == (State.SUPPRESSED, "er is niets te melden")


@pytest.mark.parametrize("what", ["past", "cancelled", "answered"])
def test_meeting_that_is_no_news_any_more_is_left_out(
    what: str,
    clock: Any,
    anna: Deelnemer,
    ben: Deelnemer,
    organisator: Deelnemer,
    community: Community,
    mailoutbox: list[Any],
) -> None:
    choose(anna, Frequency.DAILY, "bijeenkomst.published")
    run()
    begin = WEDNESDAY_SEVEN - timedelta(hours=2 if what == "past" else -48)
    meeting = BijeenkomstFactory(community=community, starts_at=begin)
    publish(meeting, organisator)
    run()
    if what == "cancelled":
        meetings.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="Ziek")
    if what == "answered":
        meetings.answer(actor=anna, bijeenkomst=meeting, answer="no")
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    assert overviews(mailoutbox) == []
    assert waiting() == [State.SUPPRESSED]


def test_what_is_true_is_told_beside_what_is_not(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    gone, kept = post(ben, casus), post(ben, casus)
    services.remove_reactie(actor=ben, reactie=gone)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert mail.subject == "Nieuw in je netwerk: 1 bericht"
    assert kept.get_absolute_url() in mail.body
    assert gone.get_absolute_url() not in mail.body


@pytest.mark.parametrize(
    ("often", "expected"),
    [("at_once", "tomorrow"), ("weekly", "monday"), ("never", "never"), ("daily", "tomorrow")],
)
def test_what_waits_follows_a_change_of_mind(
    often: str,
    expected: str,
    clock: Any,
    casus: Any,
    anna: Deelnemer,
    ben: Deelnemer,
    mailoutbox: list[Any],
) -> None:
    post(ben, casus)
    run()
    choose(anna, often)
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    assert len(overviews(mailoutbox)) == (1 if expected == "tomorrow" else 0)
    clock.move_to(MONDAY_SEVEN)
    run()
    assert len(overviews(mailoutbox)) == (0 if expected == "never" else 1)


def test_subjects_stand_together_with_the_newest_first(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    other = CasusFactory(community=casus.community, casushouder=ben, title="Een ander verhaal")
    post(anna, other)
    run()
    posts = [post(ben, subject) for subject in (casus, other, casus)]
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    order = [
        mail.body.index(text)
        for text in (
            casus.title,
            posts[2].get_absolute_url(),
            posts[0].get_absolute_url(),
            other.title,
            posts[1].get_absolute_url(),
        )
    ]
    assert order == sorted(order)
    assert mail.body.count(casus.title) == 1
    assert f"http://testserver{casus.get_absolute_url()}\n" in mail.body
    assert "GEHEIM" not in mail.message().as_string()


def test_more_than_sixty_items_are_counted_and_told_once(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    for _ in range(notifications.MOST_LINES + 5):
        post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert mail.subject == "Nieuw in je netwerk: 65 berichten"
    assert len(lines(mail)) == notifications.MOST_LINES
    assert "En nog 5 andere berichten.\n" in mail.body
    assert "En nog 5 andere berichten." in mail.alternatives[0][0]
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    assert len(overviews(mailoutbox)) == 1
    assert set(waiting()) == {State.BUNDLED}


def test_queries_grow_slowly_with_the_items(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    counts = []
    for day, number in ((13, 1), (14, 21)):
        for _ in range(number):
            post(ben, casus)
        run()
        clock.move_to(datetime(2027, 1, day, 7, 0, tzinfo=AMSTERDAM))
        announce_what_time_brings()
        plan_due()
        with CaptureQueriesContext(connection) as captured:
            assert send_due().sent == 1
        counts.append(len(captured))
    assert (counts[1] - counts[0]) / 20 <= 8


def test_refused_for_now_is_tried_again_with_the_same_items(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, sink: Sink
) -> None:
    first = post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    sink.on_data = lambda envelope: "451 4.3.2 later"
    run()
    overview = Delivery.objects.get(kind="overzicht")
    assert (overview.state, waiting()) == (State.RETRY, [State.BUNDLED])
    second = post(ben, casus)
    plan_due()
    sink.on_data = lambda envelope: None
    clock.move_to(WEDNESDAY_SEVEN + timedelta(minutes=10))
    run()
    [mail] = [mail for mail in sink.mails() if mail["Subject"].startswith("Nieuw in")]
    text = mail.get_body(("plain",)).get_content()
    assert first.get_absolute_url() in text
    assert second.get_absolute_url() not in text, "that is for tomorrow"
    assert waiting() == [State.BUNDLED, State.WAITING]


def test_item_that_became_untrue_is_left_out_of_the_next_attempt(
    clock: Any, casus: Any, ben: Deelnemer, sink: Sink
) -> None:
    gone, kept = post(ben, casus), post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    sink.on_data = lambda envelope: "451 4.3.2 later"
    run()
    services.remove_reactie(actor=ben, reactie=gone)
    sink.on_data = lambda envelope: None
    clock.move_to(WEDNESDAY_SEVEN + timedelta(minutes=10))
    run()
    [mail] = [mail for mail in sink.mails() if mail["Subject"].startswith("Nieuw in")]
    text = mail.get_body(("plain",)).get_content()
    assert kept.get_absolute_url() in text
    assert gone.get_absolute_url() not in text


def test_overview_that_is_given_up_leaves_its_items_for_the_next(
    clock: Any, casus: Any, ben: Deelnemer, sink: Sink
) -> None:
    told, gone = post(ben, casus), post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    sink.on_data = lambda envelope: "451 4.3.2 later"
    run()
    services.remove_reactie(actor=ben, reactie=gone)
    clock.move_to(WEDNESDAY_SEVEN + timedelta(minutes=10))
    run()
    clock.move_to(WEDNESDAY_SEVEN + timedelta(hours=21))
    run()
    overview = Delivery.objects.get(kind="overzicht")
    assert (overview.state, overview.reason) == (State.SUPPRESSED, "verlopen")
    assert waiting() == [State.WAITING, State.SUPPRESSED], "what became untrue does not come back"
    sink.on_data = lambda envelope: None
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    [mail] = [mail for mail in sink.mails() if mail["Subject"].startswith("Nieuw in")]
    assert told.get_absolute_url() in mail.get_body(("plain",)).get_content()
    assert waiting() == [State.BUNDLED, State.SUPPRESSED]


def test_overview_that_is_refused_leaves_its_items_for_the_next(
    clock: Any, casus: Any, ben: Deelnemer, sink: Sink
) -> None:
    told = post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    sink.on_data = lambda envelope: "554 5.7.1 no"
    run()
    assert Delivery.objects.get(kind="overzicht").state == State.BOUNCED
    assert waiting() == [State.WAITING]
    sink.on_data = lambda envelope: None
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    [mail] = [mail for mail in sink.mails() if mail["Subject"].startswith("Nieuw in")]
    assert told.get_absolute_url() in mail.get_body(("plain",)).get_content()


def test_overview_in_doubt_is_not_sent_again(
    clock: Any, casus: Any, ben: Deelnemer, sink: Sink
) -> None:
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    sink.drop_after_data = True
    run()
    overview = Delivery.objects.get(kind="overzicht")
    assert (overview.state, overview.doubts, waiting()) == (State.AMBIGUOUS, 1, [State.BUNDLED])
    sink.drop_after_data = False
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    arrived = [mail for mail in sink.mails() if mail["Subject"].startswith("Nieuw in")]
    assert len(arrived) == 1


def test_sender_that_died_before_the_mail_server_heard_is_in_doubt_too(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    announce_what_time_brings()
    plan_due()
    Delivery.objects.filter(kind="overzicht").update(
        state=State.LEASED, lease_until=timezone.now() - MINUTE
    )
    reap()
    assert Delivery.objects.get(kind="overzicht").state == State.PLANNED
    run()
    assert len(overviews(mailoutbox)) == 1


def test_blocked_address_gets_no_overview_and_old_news_is_dropped(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    FailedAddress.objects.create(
        person=anna, email=anna.email, bounces=3, first_at=TUESDAY, last_at=TUESDAY
    )
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    assert (overviews(mailoutbox), waiting()) == ([], [State.WAITING])
    FailedAddress.objects.all().delete()
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=33))
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=34))
    run()
    [mail] = overviews(mailoutbox)
    assert len(lines(mail)) == 1
    old = Delivery.objects.filter(person=anna, kind="gesprek.reactie").earliest("pk")
    assert (old.state, old.reason) == (State.SUPPRESSED, notifications.TOO_OLD)


def test_closed_account_gets_no_overview(
    clock: Any, casus: Any, anna: Deelnemer, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    post(ben, casus)
    run()
    anna.is_active = False
    anna.save()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    assert overviews(mailoutbox) == []


def test_new_meeting_in_its_quiet_minutes_waits_for_the_next_overview(
    clock: Any, anna: Deelnemer, ben: Deelnemer, community: Community, mailoutbox: list[Any]
) -> None:
    choose(anna, Frequency.DAILY, "bijeenkomst.published")
    run()
    clock.move_to(WEDNESDAY_SEVEN - MINUTE)
    publish(BijeenkomstFactory(community=community), ben)
    plan_due()
    Delivery.objects.filter(person=anna).update(due_at=WEDNESDAY_SEVEN + 5 * MINUTE)
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    assert overviews(mailoutbox) == []
    clock.move_to(WEDNESDAY_SEVEN + timedelta(days=1))
    run()
    assert len(overviews(mailoutbox)) == 1


def test_every_kind_that_can_wait_has_words_for_its_line(
    clock: Any, redacteur: Deelnemer, ben: Deelnemer, community: Community, mailoutbox: list[Any]
) -> None:
    can_wait = {each.key for each in registry.all_messages() if each.digestible}
    LidmaatschapFactory(community=community, deelnemer=redacteur)
    choose(redacteur, Frequency.DAILY, *can_wait)
    run()
    owned = CasusFactory(community=community, casushouder=redacteur, title="Mijn casus")
    followed = CasusFactory(community=community, casushouder=ben, title="Gevolgd")
    joined = CasusFactory(community=community, casushouder=ben, title="Meegedaan")
    preferences.set_attention(person=redacteur, topic=followed, attention="follow")
    post(redacteur, joined)
    for subject in (owned, followed, joined):
        post(ben, subject)
    publish(BijeenkomstFactory(community=community, starts_at=TUESDAY + timedelta(days=9)), ben)
    advies = AdviesFactory(state="review", title="Vraag het eerst")
    with transaction.atomic():
        announce(kind="advies.review_asked", subject=advies, actor=ben)
    run()
    assert set(Delivery.objects.filter(person=redacteur).values_list("kind", flat=True)) == can_wait
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = [mail for mail in overviews(mailoutbox) if mail.to == [redacteur.email]]
    wrote = f"{ben} schreef een reactie"
    assert lines(mail) == [
        "Een advies wacht op een tweede lezer",
        "Nieuwe bijeenkomst: donderdag 21 januari 2027, 12.00 tot 14.00 uur",
        wrote,
        wrote,
        wrote,
    ]
    html = mail.alternatives[0][0]
    assert "<img" not in html
    for line in lines(mail):
        assert line in html


def test_overview_has_its_own_way_to_stop_it(
    clock: Any, casus: Any, ben: Deelnemer, mailoutbox: list[Any]
) -> None:
    post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    headers = overviews(mailoutbox)[0].message()
    assert headers["List-Unsubscribe"].startswith("<http://testserver/berichten/afmelden/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["References"] is None


def test_planning_overviews_for_many_people_takes_few_queries(
    clock: Any, community: Community, ben: Deelnemer
) -> None:
    counts = []
    for day, number in ((13, 1), (14, 30)):
        other = CommunityFactory()
        LidmaatschapFactory(community=other, deelnemer=ben)
        for _ in range(number):
            person = DeelnemerFactory()
            LidmaatschapFactory(community=other, deelnemer=person)
            choose(person, Frequency.DAILY, "bijeenkomst.published")
        run()
        publish(BijeenkomstFactory(community=other), ben)
        plan_due()
        clock.move_to(datetime(2027, 1, day, 7, 0, tzinfo=AMSTERDAM))
        announce_what_time_brings()
        with CaptureQueriesContext(connection) as captured:
            plan_due()
        counts.append(len(captured))
        while send_due().taken:
            pass
    assert counts[0] == counts[1]
    assert Delivery.objects.filter(kind="overzicht").count() == 31
