"""Single sign-on against a real provider in a process of its own (features.md row 6)."""

import logging
import os
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import Client

from communities.models import Deelnemer
from tests.factories import DeelnemerFactory, LidmaatschapFactory
from tests.inloggen import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
SCRIPT = Path(__file__).parent.parent / "oidc" / "provider.mjs"
LOGIN = "/account/oidc/organisatie/login/"
CALLBACK = f"http://testserver{LOGIN}callback/"
NODE = Path(django_settings.BASE_DIR) / ".local" / "venv" / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Start the provider; it says UP when it listens."""
    port = free_port()
    path = f"{NODE}{os.pathsep}{os.environ['PATH']}"
    with subprocess.Popen(
        ["node", str(SCRIPT), str(port), CALLBACK],
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=SCRIPT.parent,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "UP"
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    """Return a function that sets the site up for a provider, as the environment does."""

    def to(issuer: str, **changes: Any) -> None:
        app = {
            **settings.OIDC_APP,
            "client_id": "netwerk",
            "secret": "een-geheim-voor-de-test",
            "settings": {**settings.OIDC_APP["settings"], "server_url": issuer},
            **changes,
        }
        known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": [app]}}

    return to


@pytest.fixture
def noor(db: None) -> Deelnemer:
    return LidmaatschapFactory(
        deelnemer=DeelnemerFactory(email="noor@veldhage.nl", first_name="Noor")
    ).deelnemer


class Elsewhere:
    """The browser of somebody at the pages of the provider."""

    def __init__(self, start: str) -> None:
        self.session = requests.Session()
        self.page = self.session.get(start, timeout=10)

    def submit(self, **data: str) -> str:
        """Post the form of the page; return where it leads when that is our site."""
        action = re.search(r'action="([^"]+)"', self.page.text)
        assert action, self.page.text
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', self.page.text))
        return self._follow("POST", urljoin(self.page.url, action[1]), {**hidden, **data})

    def stop(self) -> str:
        """Follow the link that stops it."""
        link = re.search(r'href="([^"]+/abort)"', self.page.text)
        assert link, self.page.text
        return self._follow("GET", urljoin(self.page.url, link[1]), None)

    def _follow(self, method: str, url: str, data: Any) -> str:
        for _ in range(10):
            answer = self.session.request(method, url, data=data, allow_redirects=False, timeout=10)
            if not answer.is_redirect:
                self.page = answer
                return ""
            url = urljoin(url, answer.headers["Location"])
            if url.startswith("http://testserver"):
                return url.removeprefix("http://testserver")
            method, data = "GET", None
        raise AssertionError(url)


def go(client: Client, name: str) -> str:
    """Begin here, log in there as somebody and agree; return the address that leads back."""
    elsewhere = Elsewhere(client.get(LOGIN).headers["Location"])
    elsewhere.submit(login=name, password="x")
    return elsewhere.submit()


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["noor", "capitals"])
def test_login_links_to_the_existing_account_by_verified_email(
    client: Client, issuer: str, configure: Any, noor: Deelnemer, name: str
) -> None:
    configure(issuer, name="Gemeente Veldhage")
    assert "Log in via Gemeente Veldhage" in client.get("/account/login/").text
    assert client.get(go(client, name)).headers["Location"] == "/mijn/"
    assert client.session["_auth_user_id"] == str(noor.pk)
    assert client.get("/account/password/set/").status_code == 200
    assert [m.subject for m in post()] == ["Je logt nu in via je organisatie"]
    again = Client()
    again.get(go(again, name))
    assert again.session["_auth_user_id"] == str(noor.pk)
    assert (SocialAccount.objects.count(), Deelnemer.objects.count()) == (1, 1)


def test_the_question_has_pkce_a_state_and_a_nonce(
    client: Client, issuer: str, configure: Any
) -> None:
    configure(issuer)
    target = client.get(f"{LOGIN}?scope=admin&auth_params=nonce%3Dx%26prompt%3Dnone")
    asked = {k: v[0] for k, v in parse_qs(urlsplit(target.headers["Location"]).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert min(len(asked["state"]), len(asked["nonce"])) >= 43, "256 bits"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("onbekend", "Je hebt hier nog geen account"),
        ("onbevestigd", "We weten niet zeker wie je bent"),
        ("tekst", "We weten niet zeker wie je bent"),
        ("zonder", "We weten niet zeker wie je bent"),
    ],
)
def test_any_other_address_gets_a_page_and_no_account(
    client: Client, issuer: str, configure: Any, noor: Deelnemer, name: str, words: str
) -> None:
    configure(issuer)
    page = client.get(go(client, name))
    assert (page.status_code, words in page.text, "Mail me een code" in page.text) == (
        403,
        True,
        True,
    )
    assert not is_in(client)
    assert (SocialAccount.objects.count(), Deelnemer.objects.count()) == (0, 1)


def test_a_closed_account_stays_closed(
    client: Client, issuer: str, configure: Any, noor: Deelnemer
) -> None:
    noor.is_active = False
    noor.save()
    configure(issuer)
    assert client.get(go(client, "noor")).headers["Location"] == "/account/inactive/"
    assert not is_in(client)


def test_the_own_second_step_is_still_asked(
    client: Client, issuer: str, configure: Any, noor: Deelnemer
) -> None:
    TOTP.activate(noor, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    configure(issuer)
    assert client.get(go(client, "noor")).headers["Location"] == "/account/2fa/authenticate/"
    assert not is_in(client)


def test_who_stops_there_gets_a_page_with_a_way_back(
    client: Client, issuer: str, configure: Any
) -> None:
    configure(issuer)
    back = Elsewhere(client.get(LOGIN).headers["Location"]).stop()
    page = client.get(back, follow=True)
    assert "Je bent gestopt met inloggen" in page.text
    assert 'href="/account/login/"' in page.text


def failed(client: Client, path: str, caplog: pytest.LogCaptureFixture) -> bool:
    """Say whether an address shows the page of what went wrong, and left a line in the log."""
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        page = client.get(path)
    logged = "Single sign-on failed" in caplog.text
    return page.status_code == 401 and "lukt nu niet" in page.text and logged


def test_an_answer_to_another_question_is_refused(
    client: Client,
    issuer: str,
    configure: Any,
    noor: Deelnemer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    configure(issuer)
    back = go(client, "noor")
    assert failed(client, re.sub(r"state=[^&]+", "state=verzonnen", back), caplog)
    assert failed(Client(), back, caplog), "in another browser"
    wrong_code = Client()
    assert failed(wrong_code, re.sub(r"code=[^&]+", "code=x", go(wrong_code, "noor")), caplog)
    assert client.get(back).headers["Location"] == "/mijn/"
    client.logout()
    assert failed(client, back, caplog), "a second time"
    assert not is_in(client)


def test_a_token_with_another_nonce_is_refused(
    client: Client,
    issuer: str,
    configure: Any,
    noor: Deelnemer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    configure(issuer)
    back = go(client, "noor")
    session = client.session
    for state, *_ in session["socialaccount_states"].values():
        state["nonce"] = "een-andere"
    session.save()
    assert failed(client, back, caplog)
    assert not is_in(client)


def test_a_provider_by_another_name_is_refused(
    client: Client, issuer: str, configure: Any, caplog: pytest.LogCaptureFixture
) -> None:
    configure(issuer.replace("127.0.0.1", "localhost"))
    assert failed(client, LOGIN, caplog)


def test_a_wrong_secret_is_a_page(
    client: Client, issuer: str, configure: Any, noor: Deelnemer, caplog: pytest.LogCaptureFixture
) -> None:
    configure(issuer, secret="een-ander-geheim")
    assert failed(client, go(client, "noor"), caplog)
    assert not is_in(client)


def test_a_provider_that_is_away_is_a_page(
    client: Client,
    issuer: str,
    configure: Any,
    noor: Deelnemer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    configure(issuer)
    back = go(client, "noor")
    configure(f"http://127.0.0.1:{free_port()}")
    assert failed(client, LOGIN, caplog)
    assert failed(client, back, caplog)
    assert not is_in(client)


def test_without_settings_there_is_nothing(client: Client, db: None) -> None:
    assert "Log in via" not in client.get("/account/login/").text
    assert client.get(LOGIN).status_code == 404
    assert client.get(f"{LOGIN}callback/").status_code == 404
