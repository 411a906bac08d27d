"""Logging in with a code by mail (features.md row 9), and the outbox that carries it."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from communities.accountmail import WORTH_TELLING, forget_account_mails
from communities.models import Accountmail, Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import agree, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
ASK, CONFIRM = "/account/login/code/", "/account/login/code/confirm/"
UNKNOWN = "niemand@voorbeeld.nl"


def ask(client: Client, email: str) -> Any:
    return client.post(ASK, {"email": email})


def code_in(message: Any) -> str:
    found = re.search(r"^\S{3,5}-\S{3,5}$", str(message.body), re.M)
    assert found, message.body
    return found[0]


def test_a_code_works_once(client: Client) -> None:
    person = agree(DeelnemerFactory())
    assert ask(client, person.email).headers["Location"] == CONFIRM
    [message] = post()
    assert (message.to, "http" in message.body.split("--")[0]) == ([person.email], False)
    code = code_in(message)
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200
    other = Client()
    ask(other, person.email)
    wrong = other.post(CONFIRM, {"code": code})
    assert (wrong.status_code, "Deze code klopt niet" in wrong.text) == (200, True)
    assert "_auth_user_id" not in other.session
    client.post("/account/logout/")
    assert "/account/login/" in client.post(CONFIRM, {"code": code}).headers["Location"]


def test_a_code_works_for_ten_minutes(client: Client) -> None:
    person = DeelnemerFactory()
    with time_machine.travel(timezone.now(), tick=False) as now:
        ask(client, person.email)
        code = code_in(post()[-1])
        now.shift(timedelta(minutes=10, seconds=1))
        late = client.post(CONFIRM, {"code": code})
        assert "/account/login/" in late.headers["Location"]
        assert "_auth_user_id" not in client.session
        ask(client, person.email)
        code = code_in(post()[-1])
        now.shift(timedelta(minutes=9, seconds=59))
        assert client.post(CONFIRM, {"code": code}).headers["Location"] == "/mijn/"


def test_three_guesses_end_it(client: Client) -> None:
    person = DeelnemerFactory()
    ask(client, person.email)
    code = code_in(post()[0])
    for _ in range(3):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    assert client.post(CONFIRM, {"code": code}).status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", [ASK, "/account/password/reset/"])
def test_an_unknown_address_gets_the_same_answer_and_as_many_mails(path: str) -> None:
    person = DeelnemerFactory(with_password=True)
    closed = DeelnemerFactory(with_password=True, is_active=False)
    answers = []
    for email in (person.email, UNKNOWN, closed.email):
        client = Client()
        first = client.post(path, {"email": email})
        page = client.get(first.headers["Location"])
        text = re.sub(r'value="\w{64}"', "", page.text).replace(email, "x@x.nl")
        answers.append((first.status_code, first.headers["Location"], page.status_code, text))
        assert Delivery.objects.count() + Accountmail.objects.count() > 0
    assert answers[1] == answers[0]
    assert answers[2] == answers[0]
    assert sorted(m.to[0] for m in post()) == sorted([person.email, UNKNOWN, closed.email])


def test_a_wrong_password_looks_the_same_for_an_unknown_address() -> None:
    person = DeelnemerFactory(with_password=True)
    pages = []
    for email in (person.email, UNKNOWN):
        data = {"login": email, "password": "een-ander-wachtwoord"}
        page = Client().post("/account/login/", data)
        pages.append(re.sub(r'value="\w{64}"', "", page.text).replace(email, "x@x.nl"))
    assert pages[0] == pages[1]
    assert post() == []


def test_an_address_gets_three_mails_in_five_minutes_and_no_more() -> None:
    for _ in range(6):
        answer = ask(Client(), UNKNOWN)
    assert answer.status_code in {200, 302, 429}
    assert len(post()) == 3


def test_the_mail_goes_first_and_its_secret_goes_with_it(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    person = DeelnemerFactory()
    with caplog.at_level(logging.DEBUG):
        ask(client, person.email)
        plan_due()
        delivery = Delivery.objects.get()
        assert (delivery.lane, delivery.person, delivery.data["addressee"]) == (
            Lane.URGENT,
            None,
            Accountmail.objects.get().pk,
        )
        assert delivery.expires_at - delivery.created_at < timedelta(minutes=10, seconds=5)
        forget_account_mails()
        assert Accountmail.objects.count() == 1, "it is not out yet"
        [message] = post()
    assert not Accountmail.objects.exists()
    for secret in (person.email, code_in(message)):
        assert secret not in caplog.text


def test_with_the_mail_server_away_login_goes_on_and_the_mail_comes_later(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = DeelnemerFactory()
    away = OSError("connection refused")

    def refuse(self: Any) -> None:
        raise away

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "open", refuse)
        assert ask(client, person.email).headers["Location"] == CONFIRM
        plan_due()
        assert send_due().unreachable
        forget_account_mails()
    code = code_in(post()[0])
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == "/mijn/"


def test_a_code_that_came_too_late_is_not_sent_and_forgotten(client: Client) -> None:
    ask(client, DeelnemerFactory().email)
    plan_due()
    Delivery.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert post() == []
    assert Delivery.objects.get().state == State.SUPPRESSED
    assert not Accountmail.objects.exists()


def test_what_never_got_planned_is_forgotten_too() -> None:
    row = Accountmail.objects.create(email=UNKNOWN, stem="account/email/login_code")
    Accountmail.objects.update(created_at=timezone.now() - 3 * WORTH_TELLING)
    forget_account_mails()
    assert not Accountmail.objects.filter(pk=row.pk).exists()


def test_the_owner_hears_of_a_new_password(client: Client) -> None:
    person = agree(DeelnemerFactory(with_password=True))
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    fresh = "een-lange-rustige-zin"
    data = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    client.post("/account/password/change/", data)
    [message] = post()
    assert (message.to, message.subject) == ([person.email], "Je wachtwoord is veranderd")
    assert client.get("/mijn/").status_code == 200
    assert mail.outbox == [message]
    assert Deelnemer.objects.get(pk=person.pk).check_password(fresh)
