"""What becomes of the items when an overview does not arrive at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from communities import services
from communities.models import Deelnemer
from netwerk.kern.berichten import notifications
from netwerk.kern.berichten.loop import announce_what_time_brings
from netwerk.kern.berichten.models import (
    Delivery,
    FailedAddress,
    State,
)
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import reap
from tests.berichten.conftest import Sink
from tests.berichten.overviews.conftest import (
    MINUTE,
    TUESDAY,
    WEDNESDAY_SEVEN,
    lines,
    overviews,
    post,
    run,
    waiting,
)

pytestmark = pytest.mark.django_db


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


def test_an_overview_looks_at_so_much_and_no_more(
    casus: Any, ben: Deelnemer, clock: Any, mailoutbox: list[Any], monkeypatch: Any
) -> None:
    monkeypatch.setattr(notifications, "MOST_ITEMS", 3)
    for _ in range(5):
        post(ben, casus)
    run()
    clock.move_to(WEDNESDAY_SEVEN)
    run()
    [mail] = overviews(mailoutbox)
    assert len(lines(mail)) == 3
    assert waiting()[-5:] == ["suppressed"] * 2 + ["bundled"] * 3
    dropped = Delivery.objects.filter(reason=notifications.TOO_MANY)
    assert dropped.count() == 2
