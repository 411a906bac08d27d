"""A secret goes through real requests, good ones and failing ones, and stands in no log.

Every test ends by reading all lines, at level DEBUG and as JSON.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError, connection
from django.test import Client
from django.urls import path

from casussen.models import Casus
from communities.models import Deelnemer, Organisatie, Reactie
from netwerk.kern.policy import OPEN, needs, public
from netwerk.urls import urlpatterns as real
from tests.communities.test_inlogcode import code_in
from tests.communities.test_tweede_stap import SECRET, code_of
from tests.factories import PASSWORD, BijeenkomstFactory, CasusFactory
from tests.inloggen import agree, key_of, post, sign_in
from tests.toezicht.conftest import Lines, lines

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
__all__ = ["lines"]
CANARY = "kwartelkoningin"  # whatever nobody may read
MAIL = f"{CANARY}@gemeente-veldhage.nl"
handler500 = "netwerk.views.errors.server_error"
handler400 = "netwerk.views.errors.bad_request"
handler403 = "netwerk.views.errors.permission_denied"


@needs(OPEN)
def broken(request: Any, kind: str) -> Any:
    """Fail about what somebody sent, as code of ours or of a package might."""
    sent = request.POST.get("tekst", "")
    if kind == "database":
        Organisatie.objects.create(name=sent, slug=sent, kind_id=0)
        connection.check_constraints()
    if kind == "vertaling":
        return int(sent)
    if kind == "sleutel":
        return {}[sent]
    if kind == "verdacht":
        raise SuspiciousOperation(sent)
    if kind == "keten":
        try:
            raise ValueError(sent)
        except ValueError as error:
            raise RuntimeError(f"Over {sent}") from error
    if kind == "groep":
        raise ExceptionGroup(sent, [ValueError(sent)])
    return request.zoiets(sent)


urlpatterns = [path("stuk/<slug:kind>/", public(broken)), *real]


@pytest.fixture
def silent(lines: Lines) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that gives the lines, and asserts that no secret is in them."""
    logging.getLogger().setLevel(logging.DEBUG)

    def check(*secrets: str) -> list[dict[str, Any]]:
        found = [line for line in lines() if not line["action"].startswith("factory")]
        assert found, "nothing was written at all"
        text = json.dumps(found, ensure_ascii=False).lower()
        told = [secret for secret in (CANARY, *secrets) if secret.lower() in text]
        assert told == []
        return found

    return check


@pytest.fixture
def person(deelnemer: Deelnemer) -> Deelnemer:
    deelnemer.set_password(PASSWORD)
    deelnemer.email = MAIL
    deelnemer.last_name = CANARY
    deelnemer.save()
    deelnemer.emailaddress_set.update(email=MAIL)
    return agree(deelnemer)


def test_a_line_with_a_secret_in_it_would_be_found(silent: Any) -> None:
    logging.getLogger("een.pakket").debug("Zo niet: %s", CANARY)
    with pytest.raises(AssertionError):
        silent()


def cookies(client: Client) -> list[str]:
    return [morsel.value for morsel in client.cookies.values() if len(morsel.value) > 8]


def test_signing_in_with_a_password_a_code_and_a_second_step(
    person: Deelnemer, silent: Any
) -> None:
    secrets, client = [PASSWORD, "verkeerd-geheim"], Client()
    for word in ("verkeerd-geheim", PASSWORD):
        client.post("/account/login/", {"login": MAIL, "password": word})
    secrets += cookies(client)
    client.post("/account/logout/")
    client.post("/account/login/code/", {"email": MAIL})
    code = code_in(post()[-1])
    for word in ("AAAA-BBBB", code):
        client.post("/account/login/code/confirm/", {"code": word})
    secrets += [code, code.replace("-", ""), *cookies(client)]
    TOTP.activate(person, SECRET)
    other, number = Client(), code_of(SECRET)
    other.post("/account/login/", {"login": MAIL, "password": PASSWORD})
    for word in ("123450", number):
        other.post("/account/2fa/authenticate/", {"code": word})
    secrets += ["123450", number, SECRET, *cookies(other)]
    written = silent(*secrets)
    assert [x["result"] for x in written if x["action"] == "inloggen"].count("mislukt") == 3


def test_a_forgotten_password(person: Deelnemer, silent: Any) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": MAIL})
    link = str(post()[-1].body).partition("/account/password/reset/key/")[2].split()[0]
    page = client.get(f"/account/password/reset/key/{link}", follow=True)
    path = page.redirect_chain[-1][0]
    for word, status in (("kort", 200), ("een-heel-ander-geheim", 302)):
        answer = client.post(path, {"password1": word, "password2": word})
        assert answer.status_code == status, (path, answer.text[:2000])
    client.get(f"/account/password/reset/key/{link[:-3]}xyz")
    written = silent(link, link.strip("/").split("-", 1)[1], "een-heel-ander-geheim", "kort")
    assert "password.changed" in {line["action"] for line in written}


def test_a_key_for_the_api(person: Deelnemer, silent: Any) -> None:
    key = key_of(person)
    for given in (f"Bearer {key}", f"Bearer {key[:-2]}xy", f"Basic {key}", key):
        client = Client(headers={"Authorization": given})
        for asked in ("casussen", f"casussen?zoek={key}", f"niets/{key}", "mijn/profiel"):
            client.get(f"/api/v1/{asked}")
    written = silent(key, key[6:-4])
    assert {200, 401, 404, 400} <= {line.get("status") for line in written}


def test_an_address_of_somebody_in_a_question_a_form_and_a_list(
    person: Deelnemer, beheerder: Deelnemer, silent: Any
) -> None:
    client = Client()
    sign_in(client, beheerder)
    for page in ("/zoeken/", "/beheer/leden/", "/deelnemers/", "/beheer/logboek/"):
        assert client.get(page, {"q": MAIL}).status_code == 200
    new = {"email": MAIL, "first_name": CANARY, "last_name": CANARY}
    client.post("/beheer/leden/nieuw/", new)
    asked = client.post("/contact/", {"email": MAIL, "name": CANARY, "body": CANARY})
    assert asked.headers["Location"] == "/contact/gestuurd/"
    client.post("/account/login/code/", {"email": MAIL})
    assert any(MAIL in message.to for message in post())
    silent()


def test_the_text_of_a_closed_casus_that_is_read_written_and_refused(
    person: Deelnemer, buitenstaander: Deelnemer, silent: Any
) -> None:
    casus: Casus = CasusFactory(
        casushouder=person, visibility="community", slug=CANARY, title=CANARY, summary=CANARY
    )
    mine, theirs = Client(), Client()
    sign_in(mine, person)
    sign_in(theirs, buitenstaander)
    address = casus.get_absolute_url()
    assert CANARY in mine.get(address).text
    words = {"title": CANARY, "summary": CANARY * 400, "learning_question": CANARY}
    for client, status in ((mine, 200), (theirs, 404)):
        client.get(f"{address}?q={CANARY}")
        client.get(f"{address}{CANARY}/")
        assert client.post(f"{address}bewerk/", words).status_code == status
        answer = client.post(reactions(casus), {"body": CANARY})
        assert answer.status_code == (302 if client is mine else 404)
    assert Reactie.objects.get().body == CANARY
    assert {200, 302, 404} <= {line.get("status") for line in silent()}


def reactions(casus: Casus) -> str:
    kind = ContentType.objects.get_for_model(Casus).pk
    return f"/communities/gesprek/{kind}/{casus.pk}/reageer/"


@pytest.mark.parametrize(
    "fault", [IntegrityError, DataError, OperationalError], ids=lambda fault: fault.__name__
)
def test_a_database_that_fails_about_what_was_written(
    person: Deelnemer, silent: Any, fault: type[Exception]
) -> None:
    casus = CasusFactory(casushouder=person, visibility="community")
    client = Client(raise_request_exception=False)
    sign_in(client, person)

    def fail(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")) and "django_session" not in sql:
            raise fault(f"mis\nDETAIL: Failing row contains ({CANARY}, {params}).")
        return execute(sql, params, *rest)

    with connection.execute_wrapper(fail):
        said = client.post(reactions(casus), {"body": CANARY})
        asked = client.post("/contact/", {"email": MAIL, "name": CANARY, "body": CANARY * 3})
    assert min(said.status_code, asked.status_code) >= 500
    assert "ERROR" in {line["level"] for line in silent()}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("database", 500),
        ("vertaling", 500),
        ("sleutel", 500),
        ("keten", 500),
        ("groep", 500),
        ("iets", 500),
        ("verdacht", 400),
    ],
)
def test_a_fault_of_ours_about_what_was_sent(
    person: Deelnemer, silent: Any, kind: str, status: int
) -> None:
    client = Client(raise_request_exception=False, headers={"Referer": f"https://x.nl/{CANARY}"})
    sign_in(client, person)
    answer = client.post(f"/stuk/{kind}/?naam={CANARY}", {"tekst": CANARY})
    assert (answer.status_code, CANARY in answer.text) == (status, False)
    level = "ERROR" if status == 500 else "INFO"
    assert level in {line["level"] for line in silent(*cookies(client))}


def test_requests_that_make_no_sense(person: Deelnemer, silent: Any) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    sign_in(client, person)
    asked = [
        client.get("/over/", headers={"Host": f"{CANARY}.example"}),
        client.get(f"/over/%00{CANARY}/"),
        client.get(f"/{CANARY}//{CANARY}/?{CANARY}={CANARY}"),
        client.post("/mijn/profiel/", {"first_name": CANARY}),
        client.post("/account/login/", {"login": MAIL, "password": CANARY}),
        client.post("/account/login/", data=b"{" + CANARY.encode(), content_type="a/b; boundary=x"),
        client.post("/contact/", data={f"{CANARY}{n}": CANARY for n in range(1100)}),
        client.generic(CANARY.upper(), f"/over/{CANARY}/"),
        client.post("/csp-melding/", data=CANARY, content_type="application/csp-report"),
    ]
    assert {400, 403, 404} <= {answer.status_code for answer in asked}
    silent(*cookies(client))


def test_keys_in_addresses_that_lead_somewhere_and_nowhere(silent: Any) -> None:
    client = Client()
    meeting = BijeenkomstFactory()
    for address in (
        f"/agenda/{CANARY}/mijn.ics",
        f"/agenda/{CANARY}",
        f"/bijeenkomsten/gast/{CANARY}/",
        f"/bijeenkomsten/gast/bevestig/{CANARY}/",
        f"/berichten/afmelden/{CANARY}/",
        f"/berichten/stil/{CANARY}/",
        f"/casussen/toestemming/{CANARY}/",
        f"/uitnodiging/{CANARY}/",
        f"/account/confirm-email/{CANARY}/",
        f"{meeting.get_absolute_url()}?sleutel={CANARY}",
    ):
        client.get(address)
        client.post(address, {"token": CANARY})
    silent()


def test_settings_are_secrets_that_stand_in_no_line(client: Client, silent: Any) -> None:
    client.get("/over/")
    client.get("/gezond/")
    silent(settings.SECRET_KEY, settings.DATABASES["default"]["PASSWORD"])
