"""The outbox: planning once, checking again before sending, crashes, and many senders."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections, transaction
from django.utils import timezone

from bijeenkomsten import services as meetings
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.berichten import loop, planner, registry, sender
from netwerk.kern.berichten.models import Delivery, Heartbeat, MessageEvent, OptOut, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import BATCH, reap, send_due
from netwerk.kern.berichten.services import announce
from netwerk.kern.berichten.tasks import sweep
from tests.berichten.conftest import Sink, free_port, wait_for
from tests.factories import BijeenkomstFactory, DeelnemerFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bijeenkomst(community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(community=community)


def publish(bijeenkomst: Bijeenkomst, actor: Deelnemer | None = None) -> MessageEvent:
    with transaction.atomic():
        return announce(
            kind="bijeenkomst.published",
            subject=bijeenkomst,
            actor=actor,
            revision=bijeenkomst.revision,
        )


def register(bijeenkomst: Bijeenkomst, person: Deelnemer) -> Delivery:
    meetings.answer(actor=person, bijeenkomst=bijeenkomst, answer="yes")
    plan_due()
    return Delivery.objects.get(kind="bijeenkomst.registered", person=person)


def due_now() -> None:
    Delivery.objects.filter(state__in=[State.PLANNED, State.RETRY]).update(due_at=timezone.now())


def states() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("state", "reason"))


# --- planning ---------------------------------------------------------------------------------


def test_event_becomes_one_delivery_per_member(
    bijeenkomst: Bijeenkomst,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    ander_lid: Deelnemer,
    settings: Any,
) -> None:
    settings.MESSAGE_QUIET_SECONDS = 300
    event = publish(bijeenkomst, organisator)
    assert plan_due() == 1
    delivery = Delivery.objects.get()
    assert (delivery.person, delivery.kind) == (deelnemer, "bijeenkomst.published")
    assert delivery.dedupe_key == f"pub:{bijeenkomst.pk}:{deelnemer.pk}"
    assert delivery.due_at == event.created_at + timedelta(seconds=300)
    assert (delivery.state, delivery.event) == (State.PLANNED, event)
    event.refresh_from_db()
    assert event.planned_at is not None


def test_planning_the_same_thing_again_adds_nothing(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    publish(bijeenkomst)
    publish(bijeenkomst)
    assert plan_due() == 2
    assert plan_due() == 0
    assert Delivery.objects.count() == 1


def test_who_opted_out_or_cannot_log_in_is_left_out(
    bijeenkomst: Bijeenkomst, community: Community, deelnemer: Deelnemer
) -> None:
    closed = LidmaatschapFactory(community=community, deelnemer__is_active=False).deelnemer
    OptOut.objects.create(person=deelnemer, kind="bijeenkomst.published")
    publish(bijeenkomst)
    plan_due()
    assert Delivery.objects.filter(person__in=[closed, deelnemer]).count() == 0


def test_essential_message_ignores_an_opt_out(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    OptOut.objects.create(person=deelnemer, kind="bijeenkomst.registered")
    assert register(bijeenkomst, deelnemer).state == State.PLANNED
    assert send_due().sent == 1


def test_unknown_kind_is_planned_with_a_log_line(
    bijeenkomst: Bijeenkomst, caplog: pytest.LogCaptureFixture
) -> None:
    event = announce(kind="niemand.luistert", subject=bijeenkomst, actor=None)
    assert plan_due() == 1
    event.refresh_from_db()
    assert event.planned_at is not None
    assert f"Nobody is told about niemand.luistert (event {event.pk})." in caplog.text


def test_event_that_fails_does_not_stop_the_next(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    broken = announce(kind="bijeenkomst.registered", subject=bijeenkomst, actor=None)  # no person
    publish(bijeenkomst)
    assert plan_due() == 1
    broken.refresh_from_db()
    assert broken.planned_at is None
    assert Delivery.objects.get().kind == "bijeenkomst.published"


def test_recipients_are_inserted_in_chunks(
    bijeenkomst: Bijeenkomst, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    LidmaatschapFactory.create_batch(7, community=community)
    monkeypatch.setattr(planner, "CHUNK", 3)
    publish(bijeenkomst)
    plan_due()
    assert Delivery.objects.count() == 7


# --- the last check ---------------------------------------------------------------------------


def lose_membership(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    Lidmaatschap.objects.filter(deelnemer=person).delete()


def lose_account(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=person.pk).update(is_active=False)


def opt_out(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    OptOut.objects.create(person=person, kind="bijeenkomst.published")


def cancel(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    meetings.cancel_bijeenkomst(actor=person, bijeenkomst=bijeenkomst, reason="Ziek")


def answer(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    meetings.answer(actor=person, bijeenkomst=bijeenkomst, answer="no")


def expire(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    Delivery.objects.update(expires_at=timezone.now())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lose_membership, "mag het onderwerp niet meer zien"),
        (lose_account, "het account staat uit"),
        (opt_out, "wil dit bericht niet"),
        (cancel, "de bijeenkomst gaat niet door"),
        (answer, "heeft al geantwoord"),
        (expire, "verlopen"),
    ],
)
def test_what_changed_after_planning_stops_the_message(
    change: Callable[[Bijeenkomst, Deelnemer], None],
    reason: str,
    bijeenkomst: Bijeenkomst,
    deelnemer: Deelnemer,
) -> None:
    publish(bijeenkomst)
    plan_due()
    change(bijeenkomst, deelnemer)
    due_now()
    assert send_due().sent == 0
    assert states() == [(State.SUPPRESSED, reason)]
    assert mail.outbox == []


def test_without_a_change_the_same_message_is_sent(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    publish(bijeenkomst)
    plan_due()
    due_now()
    assert send_due().sent == 1
    assert states() == [(State.SENT, "")]
    [sent] = mail.outbox
    assert sent.to == [deelnemer.email]


def test_quiet_period_holds_a_message_back(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> None:
    publish(bijeenkomst)
    plan_due()
    assert send_due().taken == 0
    assert states() == [(State.PLANNED, "")]


def test_message_that_cannot_be_made_waits_and_the_next_is_sent(
    bijeenkomst: Bijeenkomst, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (LidmaatschapFactory(community=community).deelnemer for _ in range(2))
    register(bijeenkomst, first)
    register(bijeenkomst, second)
    kind = registry.get("bijeenkomst.registered")
    context = kind.context

    def broken(delivery: Delivery, subject: Any) -> dict[str, Any]:
        if delivery.person_id == first.pk:
            raise ZeroDivisionError
        return context(delivery, subject)

    monkeypatch.setattr(kind, "context", broken)
    assert send_due().sent == 1
    assert states() == [
        (State.RETRY, "het bericht kon niet gemaakt worden (ZeroDivisionError)"),
        (State.SENT, ""),
    ]


# --- crashes ----------------------------------------------------------------------------------


class CrashError(BaseException):
    """The process ends here: no handler of the sender may see it as an ordinary error."""


def crash_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*args: Any) -> int:
        raise CrashError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", die)


def age_leases() -> None:
    Delivery.objects.filter(lease_until__isnull=False).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )


@pytest.mark.django_db(transaction=True)
def test_crash_between_sending_and_sent_is_ambiguous(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(bijeenkomst)
    plan_due()
    due_now()
    with monkeypatch.context() as patch:
        crash_in(patch)
        with pytest.raises(CrashError):
            send_due()
    assert states() == [(State.SENDING, "")]
    reap()
    assert states() == [(State.SENDING, "")], "its lease has not ended yet"
    age_leases()
    reap()
    [delivery] = Delivery.objects.all()
    assert (delivery.state, delivery.doubts, delivery.reason) == (
        State.AMBIGUOUS,
        1,
        "onduidelijk of het aankwam: het versturen brak af",
    )
    assert send_due().taken == 0


@pytest.mark.django_db(transaction=True)
def test_crash_with_an_invitation_is_sent_again_under_the_same_id(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(bijeenkomst, deelnemer)
    with monkeypatch.context() as patch:
        crash_in(patch)
        with pytest.raises(CrashError):
            send_due()
    assert Aanmelding.objects.get().calendar_sent, "it may have arrived"
    age_leases()
    reap()
    [delivery] = Delivery.objects.all()
    assert (delivery.state, delivery.doubts) == (State.RETRY, 1)
    assert delivery.reason == "onduidelijk of poging 1 aankwam, opnieuw: het versturen brak af"
    due_now()
    assert send_due().sent == 1
    [sent] = mail.outbox
    assert sent.extra_headers["Message-ID"] == delivery.message_id


def test_crash_before_sending_is_planned_again(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    delivery = register(bijeenkomst, deelnemer)
    Delivery.objects.update(state=State.LEASED, lease_until=timezone.now() + timedelta(minutes=1))
    assert send_due().taken == 0
    age_leases()
    assert send_due().sent == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.doubts) == (State.SENT, 1, 0)


def test_sender_that_seemed_dead_still_settles_its_row(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(bijeenkomst)
    plan_due()
    due_now()

    def slow(self: Any, messages: list[Any]) -> int:
        age_leases()
        reap()
        assert states()[0][0] == State.AMBIGUOUS
        return 1

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", slow)
    send_due()
    assert states()[0][0] == State.SENT


def test_later_message_waits_for_the_one_under_way(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    register(bijeenkomst, deelnemer)
    Delivery.objects.update(state=State.SENDING, lease_until=timezone.now() + timedelta(minutes=1))
    cancel(bijeenkomst, deelnemer)
    plan_due()
    assert send_due().sent == 0
    assert [state for state, _ in states()] == [State.SENDING, State.PLANNED]
    Delivery.objects.filter(state=State.SENDING).update(state=State.SENT)
    due_now()
    assert send_due().sent == 1


# --- many at once -----------------------------------------------------------------------------


def in_parallel(number: int, act: Callable[[], Any]) -> None:
    """Run something in threads that start together; an error is raised here."""
    barrier = threading.Barrier(number)

    def run() -> None:
        try:
            barrier.wait()
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        for future in [pool.submit(run) for _ in range(number)]:
            future.result()


@pytest.mark.django_db(transaction=True)
def test_twenty_planners_and_senders_send_each_mail_once(
    sink: Sink, bijeenkomst: Bijeenkomst, community: Community
) -> None:
    people = [LidmaatschapFactory(community=community).deelnemer for _ in range(12)]
    for person in people:
        meetings.answer(actor=person, bijeenkomst=bijeenkomst, answer="yes")

    def work() -> None:
        plan_due()
        send_due(limit=3)

    in_parallel(20, work)
    while send_due().taken:
        pass
    assert sorted(to[0] for to, _ in sink.ledger) == sorted(person.email for person in people)
    assert states() == [(State.SENT, "")] * 12


@pytest.mark.django_db(transaction=True)
def test_change_waits_for_the_check_of_the_sender(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    """The order of a cancellation and the last check is total, so a mail is never out of date."""
    delivery = register(bijeenkomst, deelnemer)
    with transaction.atomic():
        assert sender._locked_subject(delivery) == bijeenkomst
        blocked: list[bool] = []

        def try_to_lock() -> None:
            with transaction.atomic():
                rows = Bijeenkomst.objects.select_for_update(skip_locked=True)
                blocked.append(not rows.filter(pk=bijeenkomst.pk).exists())

        in_parallel(1, try_to_lock)
        assert blocked == [True]


# --- the loop and the broker -------------------------------------------------------------------


def test_dead_broker_has_no_effect_on_a_request(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netwerk.celery import app

    monkeypatch.setattr(app.conf, "broker_url", f"redis://127.0.0.1:{free_port()}/0")
    monkeypatch.setattr(app, "send_task", lambda *args, **kwargs: pytest.fail("broker was used"))
    publish(bijeenkomst)
    assert MessageEvent.objects.get().kind == "bijeenkomst.published"
    plan_due()
    due_now()
    assert send_due().sent == 1


def test_celery_does_the_same_work(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> None:
    meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
    sweep()
    assert states() == [(State.SENT, "")]


@pytest.mark.django_db(transaction=True)
def test_loop_is_woken_by_the_database_and_writes_its_heartbeat(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "POLL", 20.0)
    running = loop.Loop()
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        wait_for(lambda: Heartbeat.objects.filter(job="berichtenlus").exists())
        meetings.answer(actor=deelnemer, bijeenkomst=bijeenkomst, answer="yes")
        wait_for(lambda: states() == [(State.SENT, "")])
    finally:
        running.stop()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('berichten', '')")
        thread.join(timeout=5)
    assert not thread.is_alive()


def test_breaker_leaves_an_unreachable_server_alone(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, settings: Any
) -> None:
    register(bijeenkomst, deelnemer)
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": free_port(), "timeout": 1},
        }
    }
    breaker = loop.Breaker()
    loop.sweep(breaker)
    assert (breaker.is_open, breaker.pause) == (True, 30.0)
    breaker.note(unreachable=True)
    assert breaker.pause == 60.0
    for _ in range(9):
        breaker.note(unreachable=True)
    assert breaker.pause == 300.0
    breaker.note(unreachable=False)
    assert (breaker.is_open, breaker.pause) == (False, 0.0)


def test_sweep_goes_on_until_all_is_sent(bijeenkomst: Bijeenkomst, community: Community) -> None:
    for person in DeelnemerFactory.create_batch(BATCH + 2):
        LidmaatschapFactory(community=community, deelnemer=person)
    publish(bijeenkomst)
    plan_due()
    due_now()
    assert loop.sweep() == BATCH + 2


def test_sweep_stops_when_asked(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> None:
    register(bijeenkomst, deelnemer)
    assert loop.sweep(stopping=lambda: True) == 0
    assert send_due(stopping=lambda: True).sent == 0
    assert states() == [(State.PLANNED, "")]
