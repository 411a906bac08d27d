"""The last check, crashes, and many senders at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from bijeenkomsten import services as meetings
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.checks import locked_subject
from netwerk.kern.berichten.models import Delivery, Preference, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import reap, send_due
from tests.berichten.conftest import Sink, due_now, in_parallel, publish, register, states
from tests.factories import LidmaatschapFactory

pytestmark = pytest.mark.django_db


# --- the last check ---------------------------------------------------------------------------


def lose_membership(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    Lidmaatschap.objects.filter(deelnemer=person).delete()


def lose_account(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    Deelnemer.objects.filter(pk=person.pk).update(is_active=False)


def opt_out(bijeenkomst: Bijeenkomst, person: Deelnemer) -> None:
    Preference.objects.create(person=person, kind="bijeenkomst.published", frequency="never")


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
        assert locked_subject(delivery) == bijeenkomst
        blocked: list[bool] = []

        def try_to_lock() -> None:
            with transaction.atomic():
                rows = Bijeenkomst.objects.select_for_update(skip_locked=True)
                blocked.append(not rows.filter(pk=bijeenkomst.pk).exists())

        in_parallel(1, try_to_lock)
        assert blocked == [True]
