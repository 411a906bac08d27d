"""The page of all messages, and the example of each."""

import re
from email.message import EmailMessage
from html import unescape
from typing import Any

import pytest
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities.models import Deelnemer
from netwerk.kern.berichten import examples, registry
from netwerk.kern.berichten.examples import ALWAYS, CHANGES, WITH_CODE, AccountMail
from tests.inloggen import sign_in

pytestmark = pytest.mark.django_db
EVERY = (*ALWAYS, *CHANGES, *WITH_CODE)


@pytest.fixture
def client(deelnemer: Deelnemer) -> Client:
    client = Client()
    sign_in(client, deelnemer)
    return client


def links_of(text: str) -> set[str]:
    return set(re.findall(r"http://testserver/[^\s\"<]+", unescape(text)))


def test_page_names_every_kind_once_and_leads_to_its_example(client: Client) -> None:
    page = client.get(reverse("berichten:kinds"))
    body = page.content.decode()
    keys = re.findall(r'href="/berichten/soorten/([a-z_.]+)/"', body)
    shown = [message for message in registry.all_messages() if not message.in_parts]
    expected = [message.key for message in shown]
    expected += [each.key for each in examples.account_mails()]
    assert sorted(keys) == sorted(expected)
    assert "verzonnen gegevens" in body
    for message in shown:
        assert message.label in unescape(body)
        assert message.audience in unescape(body)


def test_page_says_what_can_be_chosen_and_what_happens_on_doubt(client: Client) -> None:
    body = " ".join(client.get(reverse("berichten:kinds")).content.decode().split())
    [published] = re.findall(r"een nieuwe bijeenkomst in een community van jou.*?</li>", body)
    assert "Na een paar minuten rust" in published
    assert "Jij kiest: meteen, één keer per dag, één keer per week of niet." in published
    assert "Dan sturen we hem niet nog een keer." in published
    [registered] = re.findall(r"Je bent aangemeld voor een bijeenkomst.*?</li>", body)
    assert "Er hangt een afspraak voor je agenda aan." in registered
    assert "Deze mail komt altijd." in registered
    assert "Dan sturen we hem nog een keer." in registered


def test_every_example_is_shown(client: Client) -> None:
    for _, kinds in examples.groups():
        for kind in kinds:
            page = client.get(reverse("berichten:kind", args=[kind.key]))
            body = unescape(page.content.decode())
            _, made = examples.find(kind.key)
            assert str(made.subject) in body
            assert "voorbeeld met verzonnen gegevens" in body
            html = client.get(reverse("berichten:kind_html", args=[kind.key]))
            assert html.headers["Content-Security-Policy"] == (
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
            )
            assert links_of(html.content.decode()) == links_of(made.body) - {"http://testserver"}


def test_an_example_says_who_it_seems_to_come_from(client: Client) -> None:
    body = unescape(client.get("/berichten/soorten/gesprek.reactie/").content.decode())
    assert "Dana de Boer via Netwerk Brede Welvaart <netwerk@netwerk.voorbeeld.nl>" in body
    body = unescape(client.get("/berichten/soorten/bijeenkomst.moved/").content.decode())
    assert "Een afspraak voor je agenda" in body


def test_an_example_asks_the_database_nothing(client: Client) -> None:
    # session and user, whatever the kind: everything in an example is invented
    asked = set()
    for key in ("gesprek.reactie", "bijeenkomst.published", "account.unknown_account"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("berichten:kind", args=[key]))
        asked.add(len(queries))
    assert len(asked) == 1


def test_what_does_not_exist_has_no_example(client: Client) -> None:
    assert client.get("/berichten/soorten/bestaat.niet/").status_code == 404
    assert client.get("/berichten/opgemaakt/bestaat.niet/").status_code == 404


def test_mails_about_changes_are_listed_when_they_are_sent() -> None:
    with_changes = {each.key for each in examples.account_mails()}
    with override_settings(ACCOUNT_EMAIL_NOTIFICATIONS=False):
        without = {each.key for each in examples.account_mails()}
    assert with_changes - without == {each.key for each in CHANGES}


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.key)
def test_every_mail_about_an_account_has_text_and_html(
    each: AccountMail, rf: RequestFactory, allauth_request: Any
) -> None:
    made = examples.account_example(each)
    html = examples.html_of(made)
    message: EmailMessage = made.message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "Netwerk Brede Welvaart <netwerk@netwerk.voorbeeld.nl>"
    for text in (made.body, html):
        assert "Nationaal Netwerk" in text or "NATIONAAL NETWERK" in text
        assert "contact@" in text
        assert "None" not in text
        assert "{{" not in text
    assert links_of(html) == links_of(made.body) - {"http://testserver"}
    assert re.search(r'<div style="display:none[^>]*>[A-Z]', html), "no preview for the inbox"


@pytest.fixture
def allauth_request(rf: RequestFactory) -> Any:
    request = rf.get("/")
    request.user = AnonymousUser()
    with context.request_context(request):
        yield request
