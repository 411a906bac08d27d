"""Following by mail without an account: double opt-in, the same answer for all, one click out."""

import re
import smtplib
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.test import Client

from communities import drempel
from communities.models import Abonnement
from communities.notifications.nieuws import CONFIRM, LEAVE
from communities.services import volgen
from communities.services.nieuws import mail_news
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import sender, tokens
from netwerk.kern.berichten.inbound.reports import Report
from netwerk.kern.berichten.inbound.returned import note_report
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.cache import ForgivingRedisCache
from tests.factories import DeelnemerFactory, NieuwsberichtFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
ADDRESS = "Sam.Pieters@Voorbeeld.nl"
FORM = "/nieuws/volgen/"


def ask(client: Client, email: str = ADDRESS) -> Any:
    return client.post(FORM, {"email": email})


def mail() -> Any:
    """Send what is due and return the last mail."""
    plan_due()
    send_due()
    return outgoing.outbox[-1]


def link(text: str, word: str) -> str:
    [path] = re.findall(rf"http://testserver(/nieuws/volgen/{word}/\S+)", text)
    return str(path)


def test_follow_confirm_and_stop_without_an_account(client: Client) -> None:
    answer = ask(client)
    assert answer.headers["Location"] == "/nieuws/volgen/gevraagd/"
    row = Abonnement.objects.get()
    assert (row.email, row.confirmed_at) == ("sam.pieters@voorbeeld.nl", None)
    sent = mail()
    assert sent.to == ["sam.pieters@voorbeeld.nl"]
    confirm = link(sent.body, "bevestig")
    reader = Client(enforce_csrf_checks=True)
    page = reader.get(confirm)
    assert "s…@v….nl" in page.text
    assert "sam.pieters" not in page.text
    row.refresh_from_db()
    assert row.confirmed_at is None, "opening the link changes nothing: scanners do that"
    assert "Gelukt" in reader.post(confirm).text
    row.refresh_from_db()
    first = row.confirmed_at
    assert first is not None
    reader.post(confirm)
    row.refresh_from_db()
    assert row.confirmed_at == first
    stop = link(sent.body, "stop")
    assert "Wil je geen nieuws meer?" in reader.get(stop).text
    assert Abonnement.objects.exists()
    assert reader.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Abonnement.objects.exists(), "the address itself is gone"
    assert reader.post(stop).status_code == 200, "doing it again changes nothing"
    assert reader.get(confirm).status_code == 404
    assert reader.cookies == {}


def test_the_answer_is_the_same_whatever_is_known_and_each_gets_one_mail(client: Client) -> None:
    person = DeelnemerFactory()
    volgen.follow_by_mail(email="bekend@voorbeeld.nl")
    volgen.confirm_following(pk=Abonnement.objects.get().pk)
    volgen.follow_by_mail(email="wacht@voorbeeld.nl")
    mail()
    outgoing.outbox.clear()
    answers, subjects = set(), []
    for email in ("nieuw@voorbeeld.nl", "wacht@voorbeeld.nl", "bekend@voorbeeld.nl", person.email):
        answer = ask(client, email)
        answers.add((answer.status_code, answer.headers["Location"], answer.content))
        sent = mail()
        assert sent.to == [email]
        subjects.append(sent.subject)
        assert "/nieuws/volgen/stop/" in sent.message()["List-Unsubscribe"]
        assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(answers) == 1
    assert len(outgoing.outbox) == 4
    confirm = "Wil je ons nieuws per mail?"
    assert subjects == [confirm, confirm, "Je volgt ons nieuws al", confirm]


def test_a_token_is_for_one_purpose(client: Client) -> None:
    volgen.follow_by_mail(email="sam@voorbeeld.nl")
    pk = Abonnement.objects.get().pk
    stop, confirm = tokens.link_token(LEAVE, pk), tokens.link_token(CONFIRM, pk)
    for path in (f"bevestig/{stop}", f"stop/{confirm}", f"stop/{stop[:-1]}x", "bevestig/niets"):
        assert client.post(f"{FORM}{path}/").status_code == 404, path
    row = Abonnement.objects.get()
    assert row.confirmed_at is None


def test_wrong_address_keeps_what_was_typed(client: Client) -> None:
    answer = ask(client, "sam@nergens")
    assert answer.status_code == 422
    assert "sam@nergens" in answer.text
    assert not Abonnement.objects.exists()


def test_one_address_gets_a_few_mails_and_the_answer_stays_the_same(client: Client) -> None:
    answers = {ask(client).headers["Location"] for _ in range(6)}
    assert answers == {"/nieuws/volgen/gevraagd/"}
    plan_due()
    assert Delivery.objects.count() == 3


def test_one_place_cannot_ask_for_many_addresses(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drempel, "FROM_ONE_PLACE", "4/h/ip")
    codes = [ask(client, f"persoon{n}@voorbeeld.nl").status_code for n in range(6)]
    assert codes == [302, 302, 302, 302, 429, 429]
    assert Abonnement.objects.count() == 4


def test_rate_limits_hold_with_a_dead_cache(client: Client, settings: Any) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"},
    }
    ForgivingRedisCache.retry_at = 0.0
    try:
        for _ in range(5):
            ask(client)
    finally:
        ForgivingRedisCache.retry_at = 0.0
    plan_due()
    assert Delivery.objects.count() == 3


class Refuses:
    """A mail server that knows no such address, or does not like our words."""

    def __init__(self, error: smtplib.SMTPException) -> None:
        self.error = error

    def open(self) -> None:
        """Connect."""

    def close(self) -> None:
        """Hang up."""

    def send_messages(self, messages: Any) -> None:
        """Refuse."""
        raise self.error


def send_news(monkeypatch: pytest.MonkeyPatch, error: smtplib.SMTPException) -> None:
    nieuws = NieuwsberichtFactory()
    mail_news(actor=nieuws.author, nieuws=nieuws)
    plan_due()
    with monkeypatch.context() as patch:
        patch.setattr(sender, "mailers", type("M", (), {"default": Refuses(error)}))
        send_due()


def confirmed(email: str = "sam@voorbeeld.nl") -> Abonnement:
    volgen.follow_by_mail(email=email)
    mail()
    row = volgen.confirm_following(pk=Abonnement.objects.get(email=email).pk)
    assert row is not None
    return row


def test_an_address_that_fails_three_times_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    row = confirmed()
    unknown = smtplib.SMTPRecipientsRefused({row.email: (550, b"5.1.1 user unknown")})
    for number in (1, 2):
        send_news(monkeypatch, unknown)
        row.refresh_from_db()
        assert row.bounces == number
    send_news(monkeypatch, unknown)
    assert not Abonnement.objects.exists()
    assert AuditEvent.objects.filter(action="abonnement.bounced").count() == 1


def test_what_is_not_about_the_address_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    row = confirmed()
    send_news(monkeypatch, smtplib.SMTPDataError(550, b"5.7.1 looks like spam"))
    assert Delivery.objects.get(kind="nieuws.volgers").state == State.BOUNCED
    row.refresh_from_db()
    assert row.bounces == 0


@pytest.mark.parametrize(("code", "counted"), [("5.1.1", 1), ("4.4.7", 0)])
def test_mail_that_comes_back_later_counts_when_it_is_for_good(code: str, counted: int) -> None:
    row = confirmed()
    delivery = Delivery.objects.get(kind="nieuws.confirm")
    Delivery.objects.filter(pk=delivery.pk).update(state=State.SENT)
    note_report(delivery.pk, Report(code=code, addresses={row.email}))
    row.refresh_from_db()
    assert row.bounces == counted


def test_only_the_page_with_the_form_sets_a_cookie(client: Client) -> None:
    for path in ("/nieuws/", "/nieuws/volgen/gevraagd/", "/voorwaarden/", "/over/"):
        client.get(path)
        assert client.cookies == {}, path
    client.get(FORM)
    assert len(client.cookies) == 1
    cache.clear()
