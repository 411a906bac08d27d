"""How long a session lasts, what begins a new one, and what asks once more who it is (ASVS V7)."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from communities.models import ApiSleutel, Deelnemer
from netwerk.kern.avg.models import Verwijderverzoek
from tests.communities.test_inlogcode import code_in
from tests.communities.test_tweede_stap import SECRET, code_of
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import agree, post, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
OTHER = "nieuw@voorbeeld.nl"
NEW = "paars-olifant-trompet-77"


def key(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def log_in(client: Client, person: Deelnemer) -> Any:
    return client.post("/account/login/", {"login": person.email, "password": PASSWORD})


def is_in(client: Client) -> bool:
    return bool(client.get("/mijn/").status_code == 200)


@pytest.fixture
def person() -> Deelnemer:
    return agree(DeelnemerFactory(with_password=True))


def test_signing_in_gives_a_new_key_and_the_one_of_before_opens_nothing(person: Deelnemer) -> None:
    client = Client()
    client.post("/account/login/code/", {"email": person.email})
    before = key(client)
    client.post("/account/login/code/confirm/", {"code": code_in(post()[0])})
    first = key(client)
    assert is_in(client)
    client.post("/account/logout/")
    log_in(client, person)
    assert len({before, first, key(client)}) == 3
    for value in (before, first):
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = value
        assert not is_in(thief)
    assert is_in(client)


def test_a_key_that_somebody_brings_along_does_not_become_a_session(person: Deelnemer) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    log_in(client, person)
    assert key(client) != "a" * 32
    assert not Session.objects.filter(session_key="a" * 32).exists()


def test_keys_of_sessions_are_random_and_long(person: Deelnemer) -> None:
    keys = set()
    for _ in range(3):
        client = Client()
        sign_in(client, person)
        keys.add(key(client))
    assert len(keys) == 3
    assert all(re.fullmatch(r"[a-z0-9]{32}", each) for each in keys), "36**32 is over 128 bits"


def days_later(client: Client, days: list[int]) -> list[bool]:
    """Say on each of these days after today whether the session still opens the door."""
    found = []
    with time_machine.travel(timezone.now(), tick=False) as now:
        start = timezone.now()
        for day in days:
            now.move_to(start + timedelta(days=day))
            found.append(is_in(client))
    return found


def test_a_session_that_nobody_uses_ends_after_three_weeks(person: Deelnemer) -> None:
    client = Client()
    log_in(client, person)
    assert is_in(client)
    assert days_later(client, [14, 28]) == [True, True], "each visit begins the three weeks anew"
    other = Client()
    log_in(other, person)
    assert is_in(other)
    assert days_later(other, [7, 29]) == [True, False], "22 days later, and within the month"
    assert is_in(client), "that of another browser is not ended with it"


def test_every_session_ends_after_a_month_however_much_it_is_used(person: Deelnemer) -> None:
    client = Client()
    log_in(client, person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert int(cookie["max-age"]) <= timedelta(days=30).total_seconds()
    assert days_later(client, [0, 10, 20, 30, 31]) == [True, True, True, True, False]
    assert not Session.objects.filter(session_key=cookie.value).exists()


def test_a_page_is_read_while_the_day_of_a_session_cannot_be_written(
    client: Client, person: Deelnemer
) -> None:
    sign_in(client, person)
    session = client.session
    session["gebruikt"] = (timezone.localdate() - timedelta(days=1)).isoformat()
    session.save()

    def full(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('UPDATE "django_session"'):
            raise OperationalError("disk full")
        return execute(sql, *rest)

    with connection.execute_wrapper(full):
        assert client.get("/account/email/").status_code == 200


def test_signing_out_ends_the_session_and_lets_the_browser_forget(
    client: Client, person: Deelnemer
) -> None:
    log_in(client, person)
    value = key(client)
    answer = client.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert not Session.objects.filter(session_key=value).exists()
    assert "Clear-Site-Data" not in client.get("/").headers


def change_address(client: Client) -> Any:
    return client.post("/account/email/", {"action_add": "ja", "email": OTHER})


@pytest.fixture
def older(client: Client, person: Deelnemer) -> Client:
    """Return the browser of somebody who logged in ten minutes ago, and left it open."""
    sign_in(client, person)
    return client


def test_another_address_is_added_only_after_the_password(older: Client, person: Deelnemer) -> None:
    asked = change_address(older)
    assert asked.headers["Location"].startswith("/account/reauthenticate/?next=")
    wrong = older.post("/account/reauthenticate/", {"password": "een-ander-wachtwoord"})
    assert (wrong.status_code, EmailAddress.objects.filter(email=OTHER).exists()) == (200, False)
    data = {"password": PASSWORD, "next": "/account/email/"}
    older.post("/account/reauthenticate/", data)
    assert EmailAddress.objects.get(email=OTHER).verified is False
    assert OTHER in {address for message in post() for address in message.to}


@pytest.mark.parametrize("action", ["action_primary", "action_remove"])
def test_an_address_is_chosen_or_removed_only_after_the_password(
    older: Client, person: Deelnemer, action: str
) -> None:
    EmailAddress.objects.create(user=person, email=OTHER, verified=True)
    asked = older.post("/account/email/", {action: "ja", "email": OTHER})
    assert asked.headers["Location"].startswith("/account/reauthenticate/?next=")
    mine = EmailAddress.objects.filter(user=person).values_list("email", "primary")
    assert set(mine) == {(person.email, True), (OTHER, False)}


def test_who_has_no_password_logs_in_again_before_another_address(client: Client) -> None:
    person = agree(DeelnemerFactory())
    sign_in(client, person)
    refused = change_address(client)
    assert (refused.status_code, "Log eerst opnieuw in" in refused.text) == (403, True)
    assert not EmailAddress.objects.filter(email=OTHER).exists()
    out = client.post("/account/logout/", {"next": "/account/login/?next=/account/email/"})
    assert out.headers["Location"] == "/account/login/?next=/account/email/"
    client.post("/account/login/code/", {"email": person.email})
    client.post("/account/login/code/confirm/", {"code": code_in(post()[-1])})
    assert change_address(client).status_code == 302
    assert EmailAddress.objects.filter(email=OTHER).exists()


def test_who_has_a_second_step_makes_it_before_another_address(client: Client) -> None:
    person = agree(DeelnemerFactory())
    TOTP.activate(person, SECRET)
    sign_in(client, person)
    asked = change_address(client)
    assert asked.headers["Location"].startswith("/account/2fa/reauthenticate/?next=")
    data = {"code": code_of(SECRET), "next": "/account/email/"}
    client.post("/account/2fa/reauthenticate/", data)
    assert EmailAddress.objects.filter(email=OTHER).exists()


GUARDED = (
    "/account/password/set/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/generate/",
    "/mijn/gegevens/ophalen/",
    "/mijn/gegevens/verwijderen/",
)


@pytest.mark.parametrize("path", GUARDED)
def test_who_has_no_password_logs_in_again_before_all_that_is_guarded(
    client: Client, path: str
) -> None:
    person = agree(DeelnemerFactory())
    sign_in(client, person)
    words = {"password1": NEW, "password2": NEW}
    refused = client.post(path, words, headers={"Referer": "http://testserver/mijn/gegevens/"})
    assert (refused.status_code, "Log eerst opnieuw in" in refused.text) == (403, True)
    assert 'value="/account/login/?next=%2Fmijn%2Fgegevens%2F"' in refused.text
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert not Verwijderverzoek.objects.filter(person=person).exists()
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_page_elsewhere_is_not_where_signing_in_anew_leads(client: Client) -> None:
    sign_in(client, agree(DeelnemerFactory()))
    page = client.post("/account/password/set/", headers={"Referer": "https://kwaad.voorbeeld/x"})
    assert 'value="/account/login/?next=%2Fmijn%2F"' in page.text


def test_a_first_password_and_second_step_are_made_right_after_a_code_by_mail(
    client: Client, organisator: Deelnemer
) -> None:
    agree(organisator)
    client.post("/account/login/code/", {"email": organisator.email})
    client.post("/account/login/code/confirm/", {"code": code_in(post()[-1])})
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    assert client.get("/account/2fa/webauthn/add/").status_code == 200
    plain = agree(DeelnemerFactory())
    other = Client()
    other.post("/account/login/code/", {"email": plain.email})
    other.post("/account/login/code/confirm/", {"code": code_in(post()[-1])})
    other.post("/account/password/set/", {"password1": NEW, "password2": NEW})
    plain.refresh_from_db()
    assert plain.check_password(NEW)


def test_a_second_step_is_not_passed_around_by_a_first_password(
    client: Client, organisator: Deelnemer
) -> None:
    TOTP.activate(agree(organisator), SECRET)
    sign_in(client, organisator)
    asked = client.post("/account/password/set/", {"password1": NEW, "password2": NEW})
    assert asked.headers["Location"].startswith("/account/2fa/reauthenticate/?next=")
    organisator.refresh_from_db()
    assert not organisator.has_usable_password()


def test_a_key_for_the_api_is_made_only_after_the_password(
    older: Client, person: Deelnemer
) -> None:
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    words = {"name": "Mijn spreadsheet", "expires_on": day}
    asked = older.post("/mijn/api-sleutels/nieuw/", words)
    assert asked.headers["Location"].startswith("/account/reauthenticate/?next=")
    assert not ApiSleutel.objects.exists()
    data = {"password": PASSWORD, "next": "/mijn/api-sleutels/nieuw/"}
    made = older.post("/account/reauthenticate/", data)
    assert ApiSleutel.objects.get().deelnemer == person
    assert made.status_code == 200, "and is shown there"


def test_every_cookie_that_a_message_sets_has_a_name_of_ours(
    client: Client, person: Deelnemer
) -> None:
    answer = log_in(client, person)
    names = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.DEVICE_COOKIE_NAME,
        settings.MESSAGE_COOKIE_NAME,
    }
    assert set(answer.cookies) <= names


def act(client: Client, action: str, email: str = "") -> str:
    """Use a button of Je e-mailadres; return what the page then says, without tags."""
    page = client.post("/account/email/", {action: "ja", "email": email}, follow=True)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", unescape(page.text)))


def test_choosing_the_address_that_mail_goes_to_already_changes_and_mails_nothing(
    client: Client, person: Deelnemer
) -> None:
    log_in(client, person)
    before = len(post())
    assert f"Je mail gaat al naar {person.email}" in act(client, "action_primary", person.email)
    assert "Kies eerst een adres." in act(client, "action_primary")
    assert f"{person.email} is al bevestigd." in act(client, "action_send", person.email)
    assert "Stuur de bevestiging opnieuw" not in client.get("/account/email/").text
    assert len(post()) == before


def test_a_new_address_is_confirmed_and_then_chosen(client: Client, person: Deelnemer) -> None:
    log_in(client, person)
    change_address(client)
    assert "Stuur de bevestiging opnieuw" in client.get("/account/email/").text
    sent = next(mail for mail in post() if OTHER in mail.to)
    path = re.search(r"/account/confirm-email/\S+", str(sent.body))
    assert path is not None
    back = client.post(path[0], follow=True)
    assert back.redirect_chain[-1][0] == "/account/email/"
    assert f"Je mail gaat nog naar {person.email}" in unescape(back.text)
    assert f"Je mail gaat voortaan naar {OTHER}" in act(client, "action_primary", OTHER)
    changed = post()[-1]
    assert (changed.to, changed.subject) == ([person.email], "Je e-mailadres is veranderd")
    assert "/contact/" in str(changed.body)


def test_an_address_that_is_taken_away_hears_of_it_and_whom_to_ask(
    client: Client, person: Deelnemer
) -> None:
    log_in(client, person)
    for email, verified in ((OTHER, True), ("typfout@voorbeeld.nl", False)):
        EmailAddress.objects.create(user=person, email=email, verified=verified)
    before = len(post())
    assert f"{OTHER} is weggehaald" in act(client, "action_remove", OTHER)
    told = {mail.to[0]: str(mail.body) for mail in post()[before:]}
    assert set(told) == {person.email, OTHER}
    assert "/account/password/reset/" in told[person.email]
    assert "/account/password/reset/" not in told[OTHER]
    assert "/contact/" in told[OTHER]
    assert settings.CONTACT_MAIL in told[OTHER]
    act(client, "action_remove", "typfout@voorbeeld.nl")  # nobody showed that it is theirs
    assert "typfout@voorbeeld.nl" not in {mail.to[0] for mail in post()}


def test_who_has_one_address_has_nothing_to_choose(person: Deelnemer) -> None:
    client = Client()
    log_in(client, person)
    choice = "Haal dit adres weg"
    page = client.get("/account/email/").text
    assert person.email in page
    assert choice not in page
    EmailAddress.objects.create(user=person, email="ander@voorbeeld.nl", verified=True)
    assert choice in client.get("/account/email/").text
