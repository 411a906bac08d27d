"""Rate limits: behind a proxy, for every way in, also while the cache is dead."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from netwerk.kern.cache import ForgivingRedisCache
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import post

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PATIENCE = "Te veel"


@pytest.fixture(params=["alive", "dead"], autouse=True)
def cache(settings: Any, request: pytest.FixtureRequest, fresh_cache: None) -> Iterator[None]:
    """Run every test twice: the second time nobody listens where the cache was."""
    if request.param == "dead":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
        known = settings.CACHES
        settings.CACHES = {**known, "default": {**known["default"], "LOCATION": address}}
    ForgivingRedisCache.retry_at = 0.0
    yield
    ForgivingRedisCache.retry_at = 0.0


def guess(client: Client, email: str, **headers: str) -> Any:
    data = {"login": email, "password": "geraden-wachtwoord"}
    return client.post("/account/login/", data, headers=headers)


def refused(answer: Any) -> bool:
    return bool(answer.status_code == 429 or PATIENCE in answer.text)


@pytest.mark.parametrize("first", ["/account/login/", "/beheer/techniek/"])
def test_guessing_a_password_ends_after_five_times_for_an_account(first: str) -> None:
    person = DeelnemerFactory(with_password=True, is_staff=True)
    client = Client()
    assert client.get(first, follow=True).request["PATH_INFO"] == "/account/login/"
    for _ in range(5):
        assert not refused(guess(client, person.email))
    right = {"login": person.email, "password": PASSWORD}
    assert refused(client.post("/account/login/", right))
    assert "_auth_user_id" not in client.session


def test_an_address_that_somebody_makes_up_gives_no_new_chances(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        made_up = f"203.0.113.{number}, 198.51.100.7"
        assert not refused(
            guess(Client(), f"iemand{number}@voorbeeld.nl", **{"x-forwarded-for": made_up})
        )
    last = guess(Client(), "nog@voorbeeld.nl", **{"x-forwarded-for": "203.0.113.99, 198.51.100.7"})
    assert refused(last)
    elsewhere = guess(Client(), "nog@voorbeeld.nl", **{"x-forwarded-for": "198.51.100.8"})
    assert not refused(elsewhere), "others behind the same proxy go on"


def test_without_a_proxy_the_header_means_nothing() -> None:
    for number in range(10):
        guess(
            Client(), f"iemand{number}@voorbeeld.nl", **{"x-forwarded-for": f"203.0.113.{number}"}
        )
    assert refused(guess(Client(), "nog@voorbeeld.nl", **{"x-forwarded-for": "203.0.113.99"}))


def test_codes_by_mail_end_after_three_for_an_address() -> None:
    person = DeelnemerFactory()
    for _ in range(4):
        answer = Client().post("/account/login/code/", {"email": person.email.upper()})
    assert refused(answer)
    assert len(post()) == 3


def test_guessing_the_code_of_an_app_ends_in_every_browser() -> None:
    person = DeelnemerFactory(with_password=True)
    TOTP.activate(person, SECRET)
    seen = []
    for _ in range(3):
        client = Client()
        client.post("/account/login/", {"login": person.email, "password": PASSWORD})
        wrong = [client.post("/account/2fa/authenticate/", {"code": "000000"}) for _ in range(3)]
        seen += [refused(answer) for answer in wrong]
    assert seen == [False] * 5 + [True] * 4


def test_passkeys_end_after_ten_for_an_address_on_the_internet() -> None:
    answers = [
        Client().post("/account/2fa/webauthn/login/", {"credential": "{}"}).status_code
        for _ in range(11)
    ]
    assert answers == [302] * 10 + [429]


def test_a_passkey_answer_without_sense_is_no_error() -> None:
    for text in ("", "{}", "[]", "nee", '{"response": {"userHandle": "AA"}}'):
        answer = Client().post("/account/2fa/webauthn/login/", {"credential": text})
        assert answer.headers["Location"] == "/account/login/"


def test_passwords_are_hashed_with_argon2() -> None:
    person = DeelnemerFactory(with_password=True)
    assert identify_hasher(person.password).algorithm == "argon2"
