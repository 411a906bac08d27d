"""Mail that comes back marks the message, and the address when it is to blame (row 104)."""

import pytest

from communities.models import Deelnemer
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.models import Delivery, FailedAddress, InboundMail, Outcome, State
from tests.inbound.conftest import answers, letter, outcome, plain, take_in

pytestmark = pytest.mark.django_db


def bounce(name: str, delivery: Delivery, sender: str) -> InboundMail:
    address = tokens.address(tokens.BOUNCE, delivery.pk)
    return take_in(letter(name, sender=sender, to=address), address, sender="")


def failed() -> list[tuple[str, int, str]]:
    return list(FailedAddress.objects.values_list("email", "bounces", "code"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bounce_postfix", "5.1.1"),
        ("bounce_exchange", "5.1.10"),
        ("bounce_gmail", "5.1.1"),
        ("bounce_exim_words", "5.1.1"),
    ],
)
def test_a_bounce_marks_the_message_and_the_address(
    name: str, code: str, delivery: Delivery, deelnemer: Deelnemer
) -> None:
    mail = bounce(name, delivery, deelnemer.email)
    assert outcome(mail) == (Outcome.DONE, f"het adres kwam terug: {code}")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.BOUNCED, f"teruggekomen: {code}")
    assert failed() == [(deelnemer.email, 1, code)]


@pytest.mark.parametrize("code", ["5.7.1", "5.7.26", "5.6.0"])
def test_what_looks_like_spam_says_nothing_about_the_address(
    code: str, delivery: Delivery, deelnemer: Deelnemer
) -> None:
    address = tokens.address(tokens.BOUNCE, delivery.pk)
    raw = letter("bounce_postfix", sender=deelnemer.email, to=address)
    mail = take_in(raw.replace(b"5.1.1", code.encode()), address, sender="")
    assert outcome(mail) == (Outcome.DONE, f"niet om het adres geweigerd: {code}")
    delivery.refresh_from_db()
    assert (delivery.state, failed()) == (State.BOUNCED, [])


def test_the_same_bounce_counts_once(delivery: Delivery, deelnemer: Deelnemer) -> None:
    bounce("bounce_postfix", delivery, deelnemer.email)
    mail = bounce("bounce_gmail", delivery, deelnemer.email)
    assert outcome(mail) == (Outcome.IGNORED, "dat dit bericht niet aankwam, was al bekend")
    assert failed() == [(deelnemer.email, 1, "5.1.1")]


def test_a_delay_changes_nothing(delivery: Delivery, deelnemer: Deelnemer) -> None:
    mail = bounce("bounce_postfix_delayed", delivery, deelnemer.email)
    assert mail.outcome == Outcome.IGNORED
    delivery.refresh_from_db()
    assert (delivery.state, failed()) == (State.SENT, [])


def test_given_up_after_days_says_nothing_about_the_address(
    delivery: Delivery, deelnemer: Deelnemer
) -> None:
    mail = bounce("bounce_postfix_expired", delivery, deelnemer.email)
    assert outcome(mail) == (Outcome.DONE, "later opgegeven: 4.4.1")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.BOUNCED, "teruggekomen: 4.4.1")
    assert failed() == []


@pytest.mark.parametrize("name", ["bounce_postfix", "bounce_exchange", "bounce_exim_words"])
def test_an_old_address_does_not_blame_the_new_one(
    name: str, delivery: Delivery, deelnemer: Deelnemer
) -> None:
    old = deelnemer.email
    Deelnemer.objects.filter(pk=deelnemer.pk).update(email="nieuw@voorbeeld.nl")
    mail = bounce(name, delivery, old)
    assert mail.reason.startswith("een ander adres kwam terug")
    delivery.refresh_from_db()
    assert (delivery.state, failed()) == (State.BOUNCED, [])


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied",
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="x"',
        'Content-Type: multipart/report; report-type=feedback-report; boundary="x"',
        "X-Niets: hier",
    ],
)
def test_other_mail_to_the_envelope_sender_is_ignored(
    headers: str, delivery: Delivery, deelnemer: Deelnemer
) -> None:
    raw = f"{headers}\r\nFrom: {deelnemer.email}\r\nSubject: Afwezig\r\n\r\n550 5.1.1".encode()
    mail = take_in(raw, tokens.address(tokens.BOUNCE, delivery.pk), sender="")
    assert mail.outcome == Outcome.IGNORED
    delivery.refresh_from_db()
    assert (delivery.state, failed()) == (State.SENT, [])


def test_the_envelope_sender_places_no_answer(delivery: Delivery, deelnemer: Deelnemer) -> None:
    raw = plain("Plaats mij", sender=deelnemer.email)
    mail = take_in(raw, tokens.address(tokens.BOUNCE, delivery.pk))
    assert (mail.outcome, answers()) == (Outcome.IGNORED, [])


def test_a_bounce_to_the_answering_address_marks_nothing(
    address: str, delivery: Delivery, deelnemer: Deelnemer
) -> None:
    mail = take_in(letter("bounce_postfix", sender=deelnemer.email, to=address), address, sender="")
    assert mail.outcome == Outcome.IGNORED
    delivery.refresh_from_db()
    assert (delivery.state, failed()) == (State.SENT, [])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("550 5.1.1 No such user (server 192.0.2.1, version 4.9.2.1)", "5.1.1"),
        ("The address is unknown: 5.1.10.", "5.1.10"),
        ("There is no such mailbox here.", "5.0.0"),
        ("I gave up after four days (4.4.7)", "4.4.7"),
    ],
)
def test_a_bounce_in_words_only_is_read_as_far_as_it_goes(
    words: str, code: str, delivery: Delivery, deelnemer: Deelnemer
) -> None:
    raw = (
        "From: MAILER-DAEMON@oud.voorbeeld.nl\r\nSubject: failure notice\r\n\r\n"
        f"Sorry.\r\n<{deelnemer.email}>:\r\n{words}"
    )
    take_in(raw.encode(), tokens.address(tokens.BOUNCE, delivery.pk), sender="")
    delivery.refresh_from_db()
    assert delivery.reason == f"teruggekomen: {code}"
    assert failed() == ([(deelnemer.email, 1, code)] if code.startswith("5") else [])


def test_a_message_that_is_gone_is_no_error() -> None:
    address = tokens.address(tokens.BOUNCE, 10**9)
    mail = take_in(letter("bounce_postfix", sender="a@voorbeeld.nl", to=address), address)
    assert outcome(mail) == (Outcome.IGNORED, "het bericht bestaat niet meer")


def test_what_stood_in_an_overview_that_came_back_waits_for_the_next(
    delivery: Delivery, deelnemer: Deelnemer
) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(kind="overzicht")
    item = Delivery.objects.get(pk=delivery.pk)
    item.pk, item.dedupe_key, item.kind = None, "rea:2", "gesprek.reactie"
    item.state, item.digest = State.BUNDLED, delivery
    item.save()
    bounce("bounce_postfix", delivery, deelnemer.email)
    item.refresh_from_db()
    assert (item.state, item.digest) == (State.WAITING, None)


def test_three_bounces_spare_the_address(delivery: Delivery, deelnemer: Deelnemer) -> None:
    for name in ("bounce_postfix", "bounce_gmail", "bounce_exchange"):
        assert not FailedAddress.objects.filter(bounces=FailedAddress.MOST_BOUNCES).exists()
        Delivery.objects.update(state=State.SENT)
        bounce(name, delivery, deelnemer.email)
    assert FailedAddress.objects.get().is_blocked
