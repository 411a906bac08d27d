"""Logging in and coming in: what allauth does with our people, in our words."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from communities import services
from communities.models import Community, Deelnemer
from communities.password_validation import NotCommon
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import agree, post

ClientOf = Callable[[Deelnemer | None], Client]


def log_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def test_logging_in_with_any_capitals(client: Client, fresh_cache: None, db: None) -> None:
    person = DeelnemerFactory(with_password=True)
    response = log_in(client, person.email.upper())
    assert response.headers["Location"] == "/mijn/"


def test_logging_out_leaves_no_message_for_the_next_login(
    client_of: Callable[[Deelnemer | None], Client], deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    assert client.post("/account/logout/").status_code == 302
    assert settings.MESSAGE_COOKIE_NAME not in client.cookies
    client.force_login(deelnemer)
    assert "uitgelogd" not in client.get("/mijn/").text


def test_a_closed_account_cannot_log_in(
    client: Client, fresh_cache: None, beheerder: Deelnemer
) -> None:
    person = DeelnemerFactory(with_password=True)
    services.deactivate(actor=beheerder, person=person)
    response = log_in(client, person.email)
    assert response.headers["Location"] == "/account/inactive/"
    assert "_auth_user_id" not in client.session


def test_a_closed_account_gets_no_link_for_a_new_password(
    client: Client, fresh_cache: None, beheerder: Deelnemer
) -> None:
    person = DeelnemerFactory(with_password=True)
    services.deactivate(actor=beheerder, person=person)
    client.post("/account/password/reset/", {"email": person.email})
    sent = post()
    assert "/account/password/reset/key/" not in "".join(str(m.body) for m in sent)


def test_guessing_a_password_ends_after_some_tries(
    client: Client, fresh_cache: None, db: None
) -> None:
    person = DeelnemerFactory(with_password=True)
    for _ in range(5):
        log_in(client, person.email, "geraden-wachtwoord")
    response = log_in(client, person.email)
    assert "Te veel" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_new_person_sets_a_password_and_is_in(
    client: Client, fresh_cache: None, beheerder: Deelnemer, community: Community
) -> None:
    person = services.add_deelnemer(
        actor=beheerder,
        email="noor@veldhage.nl",
        first_name="Noor",
        last_name="Haverkamp",
        community=community,
    )
    client.post("/account/password/reset/", {"email": person.email})
    [message] = [m for m in post() if "nieuw wachtwoord" in m.subject]
    assert message.to == ["noor@veldhage.nl"]
    english = ("Hello", "password", "You", "Click", "Thank", "request")
    text = re.sub(r"https?://\S+", "", f"{message.subject}\n{message.body}")
    assert [word for word in english if word in text] == []
    link = re.search(r"/account/password/reset/key/\S+", str(message.body)).group(0)
    page = client.get(link, follow=True)
    path = page.redirect_chain[-1][0]
    client.post(path, {"password1": "een-lange-rustige-zin", "password2": "een-lange-rustige-zin"})
    agree(person)
    response = log_in(client, "noor@veldhage.nl", "een-lange-rustige-zin")
    assert response.headers["Location"] == "/mijn/"
    inside = f"/communities/{community.slug}/leden/"
    assert client.get(inside).status_code == 200


def test_nobody_makes_an_account_alone(client: Client, db: None) -> None:
    data = {"email": "x@voorbeeld.nl", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/account/signup/", data)
    assert "_auth_user_id" not in client.session
    assert (response.status_code in {200, 403}, Deelnemer.objects.count()) == (True, 0)


def test_what_is_wrong_with_a_password_is_said_in_our_words(db: None) -> None:
    person = DeelnemerFactory(email="beatrijs-mulder@x.nl", organisatie=None)
    said = {}
    for password in ("kort", "password1234", "beatrijs-mulder"):
        with pytest.raises(ValidationError) as caught:
            validate_password(password, person)
        said[password] = caught.value.messages
    assert said == {
        "kort": ["Dit wachtwoord is te kort. Gebruik minstens 12 tekens."],
        "password1234": ["Dit wachtwoord gebruiken te veel mensen. Kies iets van jezelf."],
        "beatrijs-mulder": ["Dit wachtwoord lijkt te veel op je naam of je e-mailadres."],
    }


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "PasswordPassword",
        "unbelievable1",
        "BredeWelvaart2026!",
        "welkom-bij-het-netwerk",
    ],
)
def test_a_password_that_leaked_or_is_ours_is_refused_without_asking_anybody(password: str) -> None:
    with pytest.raises(ValidationError) as caught:
        NotCommon().validate(password)
    assert caught.value.messages == [
        "Dit wachtwoord gebruiken te veel mensen. Kies iets van jezelf."
    ]


@pytest.mark.parametrize(
    "password", ["een-lange-rustige-zin", "vier fietsen naast de sloot", "902841736450", ""]
)
def test_a_password_of_your_own_is_taken(password: str) -> None:
    NotCommon().validate(password)
