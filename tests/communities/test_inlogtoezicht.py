"""Who signs in: a line in the log, an alarm when many fail, a mail about a new browser."""

import logging
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import agree, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW_DEVICE = "Er is ingelogd op een nieuw apparaat"


def log_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def log_out(client: Client) -> None:
    client.post("/account/logout/")


@pytest.fixture
def person() -> Deelnemer:
    return agree(DeelnemerFactory(with_password=True))


def test_a_browser_that_is_new_is_told_to_the_owner_and_a_known_one_is_not(
    person: Deelnemer,
) -> None:
    home, elsewhere = Client(), Client(headers={"user-agent": "Firefox/140.0 (Windows NT 10.0)"})
    log_in(home, person.email)
    log_out(home)
    log_in(home, person.email)
    assert post() == [], "the first browser of all, and one that was there before"
    log_in(elsewhere, person.email)
    [message] = post()
    assert (message.to, message.subject) == ([person.email], NEW_DEVICE)
    assert "Firefox op Windows" in str(message.body)
    assert "Kies dan meteen een nieuw wachtwoord" in str(message.body)
    log_out(elsewhere)
    log_in(elsewhere, person.email)
    assert post() == [message]


def test_a_browser_that_two_people_share_knows_both(person: Deelnemer) -> None:
    other = agree(DeelnemerFactory(with_password=True))
    client = Client()
    for each in (person, other, person, other):
        log_in(client, each.email)
        log_out(client)
    assert post() == []


@pytest.mark.parametrize("kept", ["{pk}", "{pk}:x:y", ""])
def test_a_browser_cannot_say_by_itself_that_it_is_known(person: Deelnemer, kept: str) -> None:
    log_in(Client(), person.email)
    stranger = Client()
    stranger.cookies["apparaat"] = kept.format(pk=person.pk)
    log_in(stranger, person.email)
    assert [message.subject for message in post()] == [NEW_DEVICE]


def test_what_a_browser_keeps_of_one_person_says_nothing_of_another(person: Deelnemer) -> None:
    other = agree(DeelnemerFactory(with_password=True))
    log_in(Client(), other.email)
    mine = Client()
    log_in(mine, person.email)
    log_out(mine)
    log_in(mine, other.email)
    assert [message.to for message in post()] == [[other.email]]


def test_what_the_browser_keeps_is_for_no_script_and_no_other_site(
    person: Deelnemer, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    log_in(client, person.email)
    cookie = client.cookies["apparaat"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_each_way_of_signing_in_and_out_is_a_line_in_the_log(
    person: Deelnemer, caplog: pytest.LogCaptureFixture
) -> None:
    TOTP.activate(person, SECRET)
    client = Client(REMOTE_ADDR="192.0.2.7")
    with caplog.at_level(logging.INFO):
        log_in(client, person.email, "een-ander-wachtwoord")
        log_in(client, person.email)
        client.post("/account/2fa/authenticate/", {"code": "000000"})
        client.post("/account/2fa/authenticate/", {"code": totp()})
        log_out(client)
    lines = [
        (row.action, row.object, row.result, row.origin)  # type: ignore[attr-defined]
        for row in caplog.records
        if row.name == "communities.inlogtoezicht"
    ]
    assert lines == [
        ("inloggen", "wachtwoord", "mislukt", "192.0.2.7"),
        ("inloggen", "totp", "mislukt", "192.0.2.7"),
        ("inloggen", "password+mfa", "gelukt", "192.0.2.7"),
        ("uitloggen", "sessie", "gelukt", "192.0.2.7"),
    ]
    assert f"deelnemer {person.pk}" in caplog.text
    for secret in (person.email, person.last_name, PASSWORD, "een-ander-wachtwoord"):
        assert secret not in caplog.text


def totp() -> str:
    from tests.communities.test_tweede_stap import code_of

    return code_of(SECRET)


def alarms(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [row.getMessage() for row in caplog.records if row.levelno == logging.ERROR]


def test_many_failures_sound_the_alarm_once(
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    client_of: Any,
    beheerder: Deelnemer,
    text_of: Any,
) -> None:
    settings.FAILED_SIGN_INS_ALARM = 4
    hub = client_of(beheerder)
    for number in range(3):
        log_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), f"iemand{number}@voorbeeld.nl")
    assert (alarms(caplog), "mislukte inloggen" in text_of(hub.get("/beheer/"))) == ([], False)
    for number in range(3, 7):
        log_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), f"iemand{number}@voorbeeld.nl")
    assert alarms(caplog) == ["4 attempts to sign in failed within 10 minutes."]
    assert "1 keer mislukte inloggen heel vaak" in text_of(hub.get("/beheer/"))
    assert AuditEvent.objects.get(action="inloggen.peak").data == {"number": 4}
    log = text_of(hub.get("/beheer/logboek/"))
    assert "4 mislukte pogingen om in te loggen, in tien minuten" in log


def test_attempts_that_are_refused_unseen_count_too(
    settings: Any, person: Deelnemer, caplog: pytest.LogCaptureFixture
) -> None:
    settings.FAILED_SIGN_INS_ALARM = 6
    for _ in range(6):
        log_in(Client(), person.email, "geraden-wachtwoord")
    assert len(alarms(caplog)) == 1
    results = {getattr(row, "result", "") for row in caplog.records}
    assert {"mislukt", "geweigerd"} <= results
