"""Signing in with a token that is not good: another key or audience, too old (ASVS V9, V10)."""

import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import trustme
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from communities.models import Deelnemer
from tests.communities.test_oidc import CALLBACK, LOGIN, configure, failed, is_in, noor
from tests.oidc.vervalser import ACCESS, STRANGER, Forger, public

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
__all__ = ["configure", "noor"]
AN_HOUR = 3600


@pytest.fixture
def forger(configure: Any, noor: Deelnemer) -> Iterator[Forger]:
    """Return a provider that signs what it is told to, and that the site is set up for."""
    server = Forger()
    with server.running():
        configure(server.url)
        yield server


def back(client: Client, forger: Forger) -> str:
    """Begin here, and let the provider answer at once; return the address that leads back."""
    asked = parse_qs(urlsplit(client.get(LOGIN).headers["Location"]).query)
    forger.claims = {"nonce": asked["nonce"][0]} | forger.claims
    return f"{CALLBACK}?code=x&state={asked['state'][0]}".removeprefix("http://testserver")


def test_a_good_token_opens_the_door_and_no_token_is_kept_or_shown(
    client: Client, forger: Forger, noor: Deelnemer
) -> None:
    answer = client.get(back(client, forger))
    assert answer.headers["Location"] == "/mijn/"
    assert client.session["_auth_user_id"] == str(noor.pk)
    assert not SocialToken.objects.exists()
    told = [str(dict(client.session.items())), str(client.cookies), str(answer.headers)]
    told.append(str(SocialAccount.objects.get().extra_data))
    assert ACCESS not in "".join(told)


WRONG: dict[str, dict[str, Any]] = {  # by a name that is the same in every process
    "stranger": {"way": "stranger"},
    "none": {"way": "none"},
    "public key as secret": {"way": "public key as secret"},
    "unknown key": {"way": "stranger", "header": {"kid": "2"}},
    "key in the token": {"way": "stranger", "header": {"jwk": public(STRANGER)}},
    "key elsewhere": {"way": "stranger", "header": {"jku": "{url}/strange-keys"}},
    "audience": {"claims": {"aud": "een-ander"}},
    "two audiences": {"claims": {"aud": ["een-ander", "nog-een"]}},
    "no audience": {"left_out": {"aud"}},
    "issuer": {"claims": {"iss": "https://kwaad.example"}},
    "no issuer": {"left_out": {"iss"}},
    "too old": {"claims": {"exp": int(time.time()) - AN_HOUR}},
    "no end": {"left_out": {"exp"}},
    "not yet": {"claims": {"nbf": int(time.time()) + AN_HOUR}},
    "made later": {"claims": {"iat": int(time.time()) + AN_HOUR}},
    "nonce": {"claims": {"nonce": "een-andere"}},
    "no nonce": {"left_out": {"nonce"}},
    "subject": {"claims": {"sub": "iemand-anders"}},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_token_that_is_not_good_opens_nothing(
    client: Client, forger: Forger, caplog: pytest.LogCaptureFixture, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(forger, name, value)
    if "jku" in forger.header:
        forger.header = {"jku": forger.header["jku"].format(url=forger.url)}
    assert failed(client, back(client, forger), caplog)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_person_is_known_by_what_never_changes_and_not_by_an_address(
    client: Client, forger: Forger, noor: Deelnemer
) -> None:
    client.get(back(client, forger))
    forger.claims, forger.person = {}, forger.person | {"email": "noor.haverkamp@elders.nl"}
    again = Client()
    again.get(back(again, forger))
    assert again.session["_auth_user_id"] == str(noor.pk)
    forger.claims, forger.person = {}, forger.person | {"sub": "iemand", "email": "x@elders.nl"}
    other = Client()
    assert other.get(back(other, forger)).status_code == 403
    assert not is_in(other)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("moved", ["/token", "/keys", "/who", "/.well-known/openid-configuration"])
def test_a_provider_that_leads_on_to_another_address_is_not_followed(
    client: Client, forger: Forger, caplog: pytest.LogCaptureFixture, moved: str
) -> None:
    path = back(client, forger)
    forger.moved = moved
    assert failed(client, path, caplog)
    assert forger.moved == "", "it was asked"
    assert not is_in(client)


def test_a_provider_with_a_certificate_that_nobody_trusts_is_not_believed(
    client: Client, configure: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = Forger()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.url = server.url.replace("http:", "https:")
    with server.running():
        configure(server.url)
        assert failed(client, LOGIN, caplog)
    assert "SSLError" in caplog.text
