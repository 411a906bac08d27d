"""Two-step login: who decides for others makes a second step (features.md row 8)."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from communities.enums import Role
from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.audit.models import AuditEvent
from tests.factories import PASSWORD, DeelnemerFactory
from tests.inloggen import agree, post, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
ClientOf = Callable[[Deelnemer | None], Client]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, steps: int = 0) -> str:
    """Return what an app shows, now or some periods of 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def log_in(client: Client, person: Deelnemer) -> Any:
    data = {"login": person.email, "password": PASSWORD}
    return client.post("/account/login/", data)


@pytest.fixture
def with_password() -> Callable[[Deelnemer], Deelnemer]:
    """Return a function that gives somebody a password to log in with."""

    def give(person: Deelnemer) -> Deelnemer:
        person.set_password(PASSWORD)
        person.save()
        return agree(person)

    return give


@pytest.mark.parametrize("role", ["organisator", "redacteur", "beheerder", "engineer"])
def test_a_role_cannot_reach_beheer_without_a_second_factor(
    client: Client, request: pytest.FixtureRequest, role: str, with_password: Any
) -> None:
    if role == "engineer":
        person = DeelnemerFactory(is_staff=True, is_superuser=True)
    else:
        person = request.getfixturevalue(role)
    assert log_in(client, with_password(person)).status_code == 302
    for path in ("/beheer/leden/", "/beheer/techniek/", "/mijn/", "/mijn/profiel/"):
        answer = client.get(path)
        assert answer.headers["Location"].startswith("/account/tweede-stap/?next=%2F"), path
    refused = client.post("/mijn/profiel/", {"first_name": "X", "last_name": "Y"})
    assert (refused.status_code, "tweede stap" in refused.text) == (403, True)
    page = client.get("/account/tweede-stap/?next=/beheer/leden/")
    assert "Maak een toegangssleutel" in page.text
    assert "Koppel een app" in page.text


def test_public_pages_show_what_a_visitor_sees(
    client: Client, organisator: Deelnemer, community: Community
) -> None:
    sign_in(client, organisator, second_step=False)
    page = client.get(community.get_absolute_url())
    assert page.status_code == 200
    assert not page.context["user"].is_authenticated


def test_who_has_no_role_needs_no_second_step(client: Client, deelnemer: Deelnemer) -> None:
    sign_in(client, deelnemer, second_step=False)
    assert client.get("/mijn/").status_code == 200


def test_a_role_asks_for_it_on_the_next_request(
    client: Client, deelnemer: Deelnemer, community: Community
) -> None:
    sign_in(client, deelnemer, second_step=False)
    assert client.get("/mijn/").status_code == 200
    Lidmaatschap.objects.filter(deelnemer=deelnemer).update(role=Role.ORGANISER)
    assert client.get("/mijn/").headers["Location"].startswith("/account/tweede-stap/")
    Lidmaatschap.objects.filter(deelnemer=deelnemer).update(role=Role.MEMBER)
    assert client.get("/mijn/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_door_and_leads_back(
    client: Client, beheerder: Deelnemer, with_password: Any
) -> None:
    log_in(client, with_password(beheerder))
    wanted = client.get("/beheer/leden/?q=anna").headers["Location"]
    assert client.get(wanted).status_code == 200
    form = client.get("/account/2fa/totp/activate/")
    secret = re.search(r'id="sleutel">(\w+)<', form.text)[1]
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.headers["Location"] == "/account/2fa/recovery-codes/"
    codes = client.get("/account/2fa/recovery-codes/")
    assert 'href="/account/tweede-stap/"' in codes.text
    back = client.get("/account/tweede-stap/")
    assert back.headers["Location"] == "/beheer/leden/?q=anna"
    assert client.get("/beheer/leden/?q=anna").status_code == 200


def test_logging_in_asks_for_the_code_of_the_app(
    client: Client, organisator: Deelnemer, with_password: Any
) -> None:
    TOTP.activate(with_password(organisator), SECRET)
    assert log_in(client, organisator).headers["Location"] == "/account/2fa/authenticate/"
    assert client.get("/mijn/").headers["Location"].startswith("/account/login/")
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "Deze code klopt niet" in wrong.text
    right = client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})
    assert right.headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200


def test_a_recovery_code_works_once(
    client: Client, organisator: Deelnemer, with_password: Any
) -> None:
    TOTP.activate(with_password(organisator), SECRET)
    code = RecoveryCodes.activate(organisator).get_unused_codes()[0]
    log_in(client, organisator)
    done = client.post("/account/2fa/authenticate/", {"code": code})
    assert done.headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200
    other = Client()
    log_in(other, organisator)
    again = other.post("/account/2fa/authenticate/", {"code": code})
    assert "Deze code klopt niet" in again.text
    assert "_auth_user_id" not in other.session


def test_a_session_from_before_makes_the_step_it_has_now(
    client: Client, organisator: Deelnemer, with_password: Any
) -> None:
    sign_in(client, with_password(organisator), second_step=False)
    TOTP.activate(organisator, SECRET)
    page = client.get("/account/tweede-stap/?next=/mijn/")
    assert 'href="/account/2fa/reauthenticate/?next=%2Fmijn%2F"' in page.text
    data = {"code": code_of(SECRET), "next": "/mijn/"}
    assert client.post("/account/2fa/reauthenticate/", data).headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200


def reauthenticated(client: Client) -> Client:
    """Let a session show again that it is the person."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def test_the_last_second_step_stays_while_a_role_needs_it(
    client: Client, organisator: Deelnemer, with_password: Any
) -> None:
    sign_in(client, with_password(organisator))
    app = TOTP.activate(organisator, SECRET).instance
    reauthenticated(client)
    refused = client.post("/account/2fa/totp/deactivate/")
    assert "Met jouw rol in het netwerk heb je een tweede stap nodig." in refused.text
    passkey = Authenticator.objects.create(
        user=organisator, type="webauthn", data={"name": "Sleutel", "credential": {}}
    )
    assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    remove = f"/account/2fa/webauthn/keys/{passkey.pk}/remove/"
    answer = client.post(remove, follow=True)
    assert "Stel eerst een andere in." in answer.text
    assert list(Authenticator.objects.filter(user=organisator)) == [passkey]
    assert not Authenticator.objects.filter(pk=app.pk).exists()


def test_who_needs_none_takes_it_away_and_every_session_forgets_it(
    client: Client, deelnemer: Deelnemer, with_password: Any, community: Community
) -> None:
    app = TOTP.activate(with_password(deelnemer), SECRET).instance
    log_in(client, deelnemer)
    client.post("/account/2fa/authenticate/", {"code": code_of(SECRET)})
    other = Client()
    log_in(other, deelnemer)
    other.post("/account/2fa/authenticate/", {"code": code_of(SECRET, 1)})
    reauthenticated(client)
    assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(pk=app.pk).exists()
    Lidmaatschap.objects.filter(deelnemer=deelnemer).update(role=Role.ORGANISER)
    assert client.get("/mijn/").headers["Location"].startswith("/account/tweede-stap/")
    assert "Location" in other.get("/mijn/").headers


def test_only_the_demo_accounts_of_a_demo_are_let_through(
    client: Client, settings: Any, beheerder: Deelnemer
) -> None:
    settings.DEMO_WITHOUT_SECOND_FACTOR = True
    beheerder.email = "bente@echt.nl"
    beheerder.save()
    sign_in(client, beheerder, second_step=False)
    assert client.get("/mijn/").status_code == 302
    beheerder.email = "bente@voorbeeld.nl"
    beheerder.save()
    assert client.get("/mijn/").status_code == 200
    page = Client().get("/account/login/")
    assert "Op een echte site" in page.text


def test_an_address_elsewhere_is_no_way_back(client: Client, beheerder: Deelnemer) -> None:
    sign_in(client, beheerder, second_step=False)
    client.get("/account/tweede-stap/?next=//kwaad.voorbeeld.nl/")
    assert client.session.get("na_tweede_stap") is None


def test_a_beheerder_resets_a_lost_second_step_and_the_person_hears_of_it(
    client: Client, client_of: ClientOf, beheerder: Deelnemer, organisator: Deelnemer
) -> None:
    TOTP.activate(organisator, SECRET)
    RecoveryCodes.activate(organisator)
    sign_in(client, organisator)
    path = f"/beheer/leden/{organisator.pk}/acties/tweede-stap/"
    page = client_of(beheerder).get(path)
    assert "Bij de volgende keer inloggen stelt Olle een nieuwe tweede stap in." in page.text
    assert Authenticator.objects.filter(user=organisator).count() == 2
    client_of(beheerder).post(path)
    assert not Authenticator.objects.filter(user=organisator).exists()
    assert "/account/login/" in client.get("/mijn/").headers["Location"]
    assert AuditEvent.objects.get(action="deelnemer.second_step_reset").subject_id == organisator.pk
    assert [(m.to, m.subject) for m in post()] == [
        ([organisator.email], "Je tweede stap is gewist")
    ]


def test_nobody_resets_the_own_second_step(client_of: ClientOf, beheerder: Deelnemer) -> None:
    TOTP.activate(beheerder, SECRET)
    path = f"/beheer/leden/{beheerder.pk}/acties/tweede-stap/"
    page = client_of(beheerder).post(path, follow=True)
    assert "Vraag een andere beheerder om jouw tweede stap te wissen." in page.text
    assert Authenticator.objects.filter(user=beheerder).exists()


@pytest.mark.parametrize(
    "path", ["recovery-codes/", "recovery-codes/generate/", "webauthn/add/", ""]
)
def test_an_older_session_neither_adds_nor_reads_a_second_step(
    client: Client, deelnemer: Deelnemer, community: Community, with_password: Any, path: str
) -> None:
    log_in(client, with_password(deelnemer))  # somebody who knows the password
    deelnemer.lidmaatschappen.filter(community=community).update(role=Role.ORGANISER)
    TOTP.activate(deelnemer, SECRET)  # the person, elsewhere
    RecoveryCodes.activate(deelnemer)
    answer = client.get(f"/account/2fa/{path}")
    assert answer.headers["Location"].startswith("/account/tweede-stap/?next=")
    assert client.post("/account/email/", {"action_add": "", "email": "x@y.nl"}).status_code == 403
    assert "Doe de tweede stap" in client.get("/account/tweede-stap/").text
    answer = client.post("/account/2fa/reauthenticate/", {"code": code_of(SECRET)})
    assert answer.status_code == 302
    assert client.get(f"/account/2fa/{path}").status_code in {200, 302}
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
