"""Whether mail goes out: written down once, told to beheerders, and said by /gezond/."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.models import Community, Deelnemer
from netwerk.kern.berichten import watch, words
from netwerk.kern.berichten.loop import Breaker, sweep
from netwerk.kern.berichten.models import Delivery, Heartbeat, MessageEvent, State
from netwerk.kern.berichten.watch import MAIL_AWAY, MAIL_STOPPED, SLOW, STANDSTILL, Stop
from tests.berichten.conftest import free_port, smtp_settings

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def add(deelnemer: Deelnemer, community: Community) -> Callable[..., Delivery]:
    """Return a function that adds a message to a person."""
    event = MessageEvent.objects.create(
        kind="deelnemer.welcome", subject=deelnemer, planned_at=timezone.now()
    )

    def make(due_at: datetime, **fields: Any) -> Delivery:
        return Delivery.objects.create(
            **{
                "dedupe_key": f"t:{Delivery.objects.count()}",
                "event": event,
                "kind": "deelnemer.welcome",
                "person": deelnemer,
                "due_at": due_at,
                "expires_at": due_at + timedelta(days=9),
                "message_id": "<x@testserver>",
            }
            | fields
        )

    return make


def away(since: datetime, last: datetime, trouble: str = "TimeoutError") -> None:
    Heartbeat.objects.create(job=MAIL_AWAY, ran_at=last, since=since, trouble=trouble)


def test_nothing_to_send_is_no_stop_even_when_the_server_is_away(now: datetime) -> None:
    away(now - 60 * MINUTE, now)
    assert watch.find_stop(now) is None


def test_a_message_that_waits_a_quarter_of_an_hour_is_a_stop(
    now: datetime, add: Callable[..., Delivery]
) -> None:
    add(now + MINUTE)
    first = add(now - 14 * MINUTE)
    assert watch.find_stop(now) is None
    assert watch.find_stop(now + MINUTE) == Stop(first.due_at, "")


def test_a_server_that_is_away_five_minutes_is_a_stop_when_there_is_mail(
    now: datetime, add: Callable[..., Delivery]
) -> None:
    add(now - MINUTE)
    away(now - 4 * MINUTE, now)
    assert watch.find_stop(now) is None
    assert watch.find_stop(now + MINUTE) == Stop(now - 4 * MINUTE, "TimeoutError")


def test_an_old_report_of_trouble_does_not_count_any_more(
    now: datetime, add: Callable[..., Delivery]
) -> None:
    add(now - MINUTE)
    away(now - 60 * MINUTE, now - 11 * MINUTE)
    assert watch.find_stop(now) is None


def test_mail_that_goes_but_not_in_time_is_called_slow(
    now: datetime, add: Callable[..., Delivery]
) -> None:
    add(now - 20 * MINUTE)
    add(now - 20 * MINUTE, state=State.SENT, sent_at=now - MINUTE)
    stop = watch.find_stop(now)
    assert stop == Stop(now - 20 * MINUTE, SLOW)
    assert (stop.text, stop.why) == ("Mail gaat te langzaam. Het oudste bericht wacht", "")


def test_the_log_hears_of_a_stop_once_and_once_of_its_end(
    now: datetime, add: Callable[..., Delivery], caplog: Any
) -> None:
    caplog.set_level(logging.WARNING, logger="netwerk.kern.berichten.watch")
    late = add(now - 20 * MINUTE)
    for minutes in range(3):
        watch.look(now + minutes * MINUTE)
    late.delete()
    for minutes in range(3):
        watch.look(now + minutes * MINUTE)
    lines = [(record.levelname, record.message[:19]) for record in caplog.records]
    assert lines == [
        ("ERROR", "Mail does not go ou"),
        ("WARNING", "Mail goes out again"),
    ]
    assert not Heartbeat.objects.filter(job=MAIL_STOPPED).exists()


def test_a_sender_writes_down_what_is_wrong_and_the_log_says_error_once(
    add: Callable[..., Delivery], settings: Any, caplog: Any
) -> None:
    settings.MAILERS = smtp_settings(free_port())
    add(timezone.now())
    for _ in range(3):
        sweep(Breaker())
    row = Heartbeat.objects.get(job=MAIL_AWAY)
    assert (row.trouble, row.since is not None) == ("ConnectionRefusedError", True)
    levels = [r.levelname for r in caplog.records if r.message.startswith("No mail goes out")]
    assert levels == ["ERROR", "WARNING", "WARNING"]
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    assert sweep(Breaker()) == 1
    assert not Heartbeat.objects.filter(job=MAIL_AWAY).exists()


def test_what_was_written_down_is_told_as_long_as_it_is_fresh(now: datetime) -> None:
    assert watch.current_stop(now) is None
    Heartbeat.objects.create(
        job=MAIL_STOPPED, ran_at=now, since=now - 20 * MINUTE, trouble="421 4.3.2"
    )
    stop = watch.current_stop(now)
    assert stop == Stop(now - 20 * MINUTE, "421 4.3.2")
    assert (stop.text, stop.why) == ("Er gaat geen mail uit", "De mailserver neemt nu niets aan")
    assert watch.current_stop(now + 6 * MINUTE) is None


def test_when_no_process_beats_any_more_that_is_a_stop_too(now: datetime) -> None:
    Heartbeat.beat(watch.WORKER, now - 30 * MINUTE)
    Heartbeat.beat(watch.LOOP, now - 4 * MINUTE)
    assert watch.current_stop(now) is None, "one of the two is enough to send"
    assert watch.current_stop(now + 2 * MINUTE) == Stop(now - 4 * MINUTE, STANDSTILL)


def test_the_notice_is_on_every_page_of_a_beheerder_and_costs_others_nothing(
    client_of: Callable[[Deelnemer | None], Client],
    beheerder: Deelnemer,
    deelnemer: Deelnemer,
    now: datetime,
) -> None:
    def ask(person: Deelnemer | None) -> tuple[bool, bool]:
        client = client_of(person)
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/over/")
        asked = [q for q in captured.captured_queries if "berichten_heartbeat" in q["sql"]]
        assert len(asked) <= 1
        return "Er gaat geen mail uit sinds" in page.text, bool(asked)

    assert ask(beheerder) == (False, True)
    Heartbeat.objects.create(job=MAIL_STOPPED, ran_at=now, since=now - 20 * MINUTE)
    assert ask(beheerder) == (True, True)
    assert [ask(person) for person in (deelnemer, None)] == [(False, False), (False, False)]


def test_health_says_how_many_messages_need_a_look(
    client: Client, now: datetime, add: Callable[..., Delivery]
) -> None:
    for state in (State.DEAD, State.DEAD, State.AMBIGUOUS):
        add(now, state=state)
    for job in (watch.LOOP, watch.WORKER):
        Heartbeat.beat(job, now)
    report = client.get("/gezond/")
    assert (report.status_code, report.json()["dead"], report.json()["ambiguous"]) == (200, 2, 1)
    add(now - 16 * MINUTE)
    stuck = client.get("/gezond/")
    assert (stuck.status_code, stuck.json()["status"]) == (503, "niet gezond")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("550 5.1.1", "het adres bestaat niet"),
        ("geweigerd: 552 5.2.2", "het postvak is vol"),
        ("teruggekomen: 5.7.26", "geweigerd als ongewenste mail"),
        ("5.1.9", "het adres klopt niet"),
        ("552", "het postvak is vol"),
        ("550", "geweigerd, zonder reden die we kennen"),
        ("", "geweigerd, zonder reden die we kennen"),
        ("5.9.9", "geweigerd, zonder reden die we kennen"),
    ],
)
def test_codes_are_told_in_words(code: str, said: str) -> None:
    assert words.of_bounce(code) == said


def test_errors_of_our_own_server_are_told_in_words() -> None:
    assert words.of_server("ConnectionRefusedError") == "de mailserver neemt niet op"
    assert words.of_server("OSError") == "de mailserver geeft een fout (OSError)"
    assert words.of_server("") == ""
