"""When overviews come, per day and per week (features.md row 25)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.models import Community, Deelnemer
from netwerk.kern.berichten.loop import announce_what_time_brings
from netwerk.kern.berichten.models import (
    Delivery,
    Frequency,
    Lane,
    MessageEvent,
    Overzicht,
    State,
)
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import in_parallel, publish
from tests.berichten.overviews.conftest import (
    AMSTERDAM,
    MINUTE,
    MONDAY_SEVEN,
    TUESDAY,
    WEDNESDAY_SEVEN,
    choose,
    lines,
    overviews,
    post,
    run,
    waiting,
)
from tests.factories import (
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
)

pytestmark = pytest.mark.django_db


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


def test_no_mail_when_nothing_waits(clock: Any, casus: Any, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    for day in range(13, 20):
        clock.move_to(datetime(2027, 1, day, 7, 0, tzinfo=AMSTERDAM))
        run()
    assert mailoutbox == []
    assert not Delivery.objects.filter(kind="overzicht").exists()
    assert Overzicht.objects.filter(frequency=Frequency.DAILY).count() == 6


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
