"""Passwords, codes and second steps, as far as a package does it for us (ASVS V6)."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from communities.models import Deelnemer
from tests.communities.test_inlogcode import code_in
from tests.communities.test_tweede_stap import SECRET, code_of
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import agree, post, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
FRESH = "een-lange-rustige-zin"
CODE = "/account/2fa/authenticate/"


def log_in(client: Client, person: Deelnemer, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": person.email, "password": password})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def changed(person: Deelnemer, new: str, old: str = PASSWORD) -> bool:
    """Change a password as its owner does; say whether it worked."""
    client = Client()
    sign_in(client, person)
    words = {"oldpassword": old, "password1": new, "password2": new}
    client.post("/account/password/change/", words)
    return Deelnemer.objects.get(pk=person.pk).check_password(new)


@pytest.fixture
def person() -> Deelnemer:
    return agree(DeelnemerFactory(with_password=True))


def test_another_password_asks_for_that_of_now(person: Deelnemer) -> None:
    assert not changed(person, FRESH, old="een-ander-wachtwoord")
    assert not changed(person, FRESH, old="")
    assert changed(person, FRESH)


@pytest.mark.parametrize(
    "password",
    [
        "  Vier Fietsen naast de слот 🚲 ",
        "902841736450",
        "x" * 40 + " Zin van meer dan vierenzestig tekens " + "y" * 60,
    ],
)
def test_a_password_is_taken_exactly_as_typed_of_any_sign_and_length(
    person: Deelnemer, password: str
) -> None:
    assert changed(person, password)
    client = Client()
    for other in {password.strip(), password.swapcase(), password[:64]} - {password}:
        log_in(client, person, other)
        assert not is_in(client), other
    log_in(client, person, password)
    assert is_in(client)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/account/login/", {"current-password"}),
        ("/account/password/change/", {"current-password", "new-password"}),
        ("/account/reauthenticate/", {"current-password"}),
    ],
)
def test_fields_of_passwords_are_masked_and_made_for_managers(
    client: Client, person: Deelnemer, path: str, expected: set[str]
) -> None:
    if path != "/account/login/":
        log_in(client, person)
    fields = re.findall(r"<input[^>]*password[^>]*>", client.get(path).text)
    assert fields
    told = set()
    for field in fields:
        assert 'type="password"' in field
        assert "maxlength" not in field
        assert "onpaste" not in field
        told |= set(re.findall(r'autocomplete="([^"]+)"', field))
    assert told == expected


def test_a_forgotten_password_leads_around_no_second_step(person: Deelnemer) -> None:
    TOTP.activate(person, SECRET)
    client = Client()
    client.post("/account/password/reset/", {"email": person.email})
    link = re.search(r"/account/password/reset/key/\S+", str(post()[0].body))
    assert link
    path = client.get(link[0], follow=True).redirect_chain[-1][0]
    client.post(path, {"password1": FRESH, "password2": FRESH})
    assert not is_in(client)
    assert log_in(client, person, FRESH).headers["Location"] == CODE
    assert not is_in(client)
    assert "Location" in client.get("/mijn/").headers
    client.post(CODE, {"code": code_of(SECRET)})
    assert is_in(client)


def test_the_code_of_an_app_works_once_as_long_as_it_is_good(person: Deelnemer) -> None:
    TOTP.activate(person, SECRET)
    with time_machine.travel(timezone.now(), tick=False) as now:
        code, before = code_of(SECRET), code_of(SECRET, -1)
        first = Client()
        log_in(first, person)
        first.post(CODE, {"code": code})
        assert is_in(first)
        again = Client()
        log_in(again, person)
        for wait, used in ((0, code), (31, code), (0, f" {code[:3]} {code[3:]}"), (0, before)):
            now.shift(timedelta(seconds=wait))  # the package forgets one after half a minute
            for client, path in ((again, CODE), (first, "/account/2fa/reauthenticate/")):
                assert "Deze code klopt niet" in client.post(path, {"code": used}).text
                cache.clear()  # else the limit on guesses answers
        assert not is_in(again)
        fresh = Client()
        log_in(fresh, person)
        fresh.post(CODE, {"code": code_of(SECRET, 1)})
        assert is_in(fresh)


def test_codes_and_seeds_are_long_enough_and_never_the_same(person: Deelnemer) -> None:
    TOTP.activate(person, SECRET)
    recovery = RecoveryCodes.activate(person).get_unused_codes()
    assert len(recovery) == len(set(recovery)) == 10
    assert {len(re.sub(r"\W", "", code)) for code in recovery} == {8}, "10**8 is 26 bits"
    seeds = {generate_totp_secret() for _ in range(5)}
    assert (len(seeds), {len(seed) for seed in seeds}) == (5, {32}), "20 bytes"
    for _ in range(3):
        Client().post("/account/login/code/", {"email": person.email})
    codes = {code_in(message).replace("-", "") for message in post()}
    assert (len(codes), {len(code) for code in codes}) == (3, {8})
    assert {len(code_of(SECRET))} == {6}, "ASVS names six digits as enough"
