"""A mail is stored once before anything is done with it, and handled once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from communities.models import Deelnemer
from netwerk.kern.berichten import loop, tokens
from netwerk.kern.berichten.inbound import MAX_BYTES, handle_due, handlers, handling, receive
from netwerk.kern.berichten.inbound.retention import forget_inbound
from netwerk.kern.berichten.models import Delivery, InboundMail, Outcome
from netwerk.kern.berichten.tasks import forget_inbound as forget_task
from tests.berichten.conftest import in_parallel
from tests.inbound.conftest import answers, outcome, plain, take_in

pytestmark = pytest.mark.django_db


def test_a_mail_is_stored_with_its_purpose_and_nothing_is_done_yet(
    address: str, delivery: Delivery, deelnemer: Deelnemer
) -> None:
    raw = plain("Goed plan.", sender=deelnemer.email)
    receipt = receive(raw, [address], "iemand@voorbeeld.nl")
    assert (receipt.stored, receipt.unknown, receipt.too_large) == ([address], [], False)
    mail = InboundMail.objects.get()
    assert bytes(mail.raw) == b"Return-Path: <iemand@voorbeeld.nl>\r\n" + raw
    assert (mail.purpose, mail.number) == (tokens.REPLY, delivery.pk)
    assert (mail.outcome, mail.person, mail.envelope_to) == (Outcome.NEW, None, address)
    assert answers() == []


def test_an_unknown_address_stores_nothing(address: str) -> None:
    other_domain = address.replace("in.voorbeeld.nl", "in.elders.nl")
    forged = address.replace("antwoord+", "retour+")
    unknown = ["info@in.voorbeeld.nl", other_domain, forged, "", "x@y@z", "antwoord+1.aaaa"]
    assert receive(b"Subject: x\r\n\r\nhoi", unknown).unknown == unknown
    assert not InboundMail.objects.exists()


def test_two_addresses_are_two_rows_and_a_stranger_between_them_is_named(address: str) -> None:
    bounce = tokens.address(tokens.BOUNCE, 5)
    receipt = receive(b"Subject: x\r\n\r\nhoi", [address, "info@in.voorbeeld.nl", bounce])
    assert receipt.stored == [address, bounce]
    assert receipt.unknown == ["info@in.voorbeeld.nl"]
    assert InboundMail.objects.count() == 2


def test_a_mail_of_more_than_ten_megabytes_is_refused(address: str) -> None:
    receipt = receive(b"x" * (MAX_BYTES + 1), [address])
    assert (receipt.too_large, receipt.stored) == (True, [])
    assert not InboundMail.objects.exists()


def test_capital_letters_in_the_address_change_nothing(address: str, deelnemer: Deelnemer) -> None:
    mail = take_in(plain("Goed plan.", sender=deelnemer.email.upper()), address.upper())
    assert outcome(mail) == (Outcome.DONE, "geplaatst als reactie")
    assert answers() == ["Goed plan."]


def test_the_same_mail_by_another_way_is_one_row(address: str, deelnemer: Deelnemer) -> None:
    raw = plain("Goed plan.", sender=deelnemer.email, headers="Message-ID: <een@voorbeeld.nl>")
    receive(raw, [address])
    receive(b"Received: from elders\r\n" + raw, [address.upper()], "iemand@voorbeeld.nl")
    assert InboundMail.objects.count() == 1
    handle_due()
    receive(raw, [address])
    assert handle_due() == 0
    assert answers() == ["Goed plan."]


def test_the_same_words_in_another_mail_are_another_answer(
    address: str, deelnemer: Deelnemer
) -> None:
    for name in ("een", "twee"):
        head = f"Message-ID: <{name}@voorbeeld.nl>"
        take_in(plain("Goed plan.", sender=deelnemer.email, headers=head), address)
    assert answers() == ["Goed plan.", "Goed plan."]


@pytest.mark.django_db(transaction=True)
def test_twenty_hands_at_once_make_one_answer(address: str, deelnemer: Deelnemer) -> None:
    raw = plain("Goed plan.", sender=deelnemer.email, headers="Message-ID: <een@voorbeeld.nl>")
    in_parallel(10, lambda: receive(raw, [address]))
    assert InboundMail.objects.count() == 1
    in_parallel(10, handle_due)
    assert answers() == ["Goed plan."]


def test_the_mail_itself_goes_once_it_is_handled(address: str, deelnemer: Deelnemer) -> None:
    mail = take_in(plain("Goed plan.", sender=deelnemer.email), address)
    assert (mail.raw, mail.words, mail.person) == (None, "", deelnemer)
    assert mail.handled_at is not None


def test_a_round_of_the_loop_handles_what_came_in(
    address: str, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    receive(plain("Goed plan.", sender=deelnemer.email), [address])
    loop.sweep()
    assert answers() == ["Goed plan."]
    assert [mail.subject for mail in mailoutbox] == ["Nieuwe reactie bij Leerplekken"]


def test_a_handler_that_fails_is_tried_five_times_and_loses_nothing(
    address: str, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(mail: InboundMail, letter: Any) -> Any:
        InboundMail.objects.filter(pk=mail.pk).update(words="half")
        raise OSError

    monkeypatch.setitem(handlers._handlers, tokens.REPLY, fails)
    raw = plain("Goed plan.", sender=deelnemer.email)
    mail = take_in(raw, address)
    assert handle_due() == 0, "the next attempt is later"
    waits = []
    while mail.outcome == Outcome.NEW:
        waits.append(round((mail.due_at - timezone.now()).total_seconds() / 60))
        assert (mail.attempts, mail.words, bytes(mail.raw)) == (len(waits), "", raw)
        InboundMail.objects.update(due_at=timezone.now())
        assert handle_due() == 1
        mail.refresh_from_db()
    assert waits == [1, 4, 16, 64]
    assert outcome(mail) == (Outcome.FAILED, "poging 5 mislukte: OSError")
    assert bytes(mail.raw) == raw
    assert handle_due() == 0


def test_one_mail_that_fails_does_not_hold_up_the_next(
    address: str, deelnemer: Deelnemer, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(b"Subject: x\r\n\r\nhoi", [tokens.address(tokens.BOUNCE, 1)])
    receive(plain("Goed plan.", sender=deelnemer.email), [address])
    monkeypatch.delitem(handlers._handlers, tokens.BOUNCE)
    assert handle_due() == 2
    assert answers() == ["Goed plan."]
    assert InboundMail.objects.get(purpose=tokens.BOUNCE).reason == "poging 1 mislukte: KeyError"


def test_a_round_is_bounded_and_stops_when_asked(address: str) -> None:
    for number in range(4):
        receive(plain(f"{number}", sender="x@elders.nl"), [address])
    assert handle_due(limit=3) == 3
    assert handle_due(stopping=lambda: True) == 0
    assert handle_due() == 1


def test_a_round_begins_no_mail_after_its_time(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        receive(plain(f"{number}", sender="x@elders.nl"), [address])
    with monkeypatch.context() as patch:
        patch.setattr(handling, "LONGEST", 0.0)
        assert handle_due() == 0
    assert handle_due() == 2


def test_what_was_handled_goes_after_thirty_days(address: str) -> None:
    now = timezone.now()
    for number in range(3):
        receive(plain(f"{number}", sender="x@elders.nl"), [address])
    handle_due(limit=2)
    first, second, waiting = InboundMail.objects.order_by("pk")
    InboundMail.objects.filter(pk=first.pk).update(handled_at=now - timedelta(days=31))
    InboundMail.objects.filter(pk=waiting.pk).update(received_at=now - timedelta(days=90))
    assert forget_inbound(now=now) == 1
    forget_task()
    assert set(InboundMail.objects.values_list("pk", flat=True)) == {second.pk, waiting.pk}


def test_a_mail_is_seen_by_who_sent_it_only(
    address: str, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    mail = take_in(plain("Goed plan.", sender=deelnemer.email), address)
    assert list(InboundMail.objects.visible_to(deelnemer)) == [mail]
    assert not InboundMail.objects.visible_to(organisator).exists()
    assert deelnemer.has_perm("berichten.view_inboundmail", mail)
    assert not organisator.has_perm("berichten.view_inboundmail", mail)
