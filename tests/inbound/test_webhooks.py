"""A mail service that hands over by HTTP: only behind the secret, and the same path inside."""

import base64
import json
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

import netwerk.urls as site
from communities.models import Deelnemer
from netwerk.kern.berichten.inbound import handle_due, webhooks
from netwerk.kern.berichten.models import Delivery, FailedAddress, InboundMail, State
from tests.inbound.conftest import answers, plain

pytestmark = pytest.mark.django_db
SECRET = "haak:een-lang-wachtwoord-van-de-dienst"
LOGIN = "Basic " + base64.b64encode(SECRET.encode()).decode()
urlpatterns: list[Any] = []


@pytest.fixture
def _service(settings: Any) -> None:
    """Mount the addresses of one service beside all others, as netwerk.urls does."""
    settings.MAIL_WEBHOOK_SECRET = SECRET
    settings.MAIL_WEBHOOK_PROVIDER = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    hooks = path("berichten/haak/", include((webhooks.webhook_urls(), "anymail")))
    urlpatterns[:] = [hooks, *site.urlpatterns]
    settings.ROOT_URLCONF = __name__


def post(where: str, data: dict[str, Any], login: str = LOGIN) -> HttpResponse:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    headers = {"Authorization": login} if login else {}
    return client.post(
        f"/berichten/haak/postmark/{where}/",
        json.dumps(data),
        content_type="application/json",
        headers=headers,
    )


def mail(deelnemer: Deelnemer, address: str) -> dict[str, Any]:
    return {
        "FromFull": {"Email": deelnemer.email, "Name": "", "MailboxHash": ""},
        "OriginalRecipient": address,
        "Subject": "Re: reactie",
        "MessageID": "dienst-1",
        "RawEmail": plain(
            "Goed plan.", sender=deelnemer.email, headers="Message-ID: <een@voorbeeld.nl>"
        ).decode(),
        "Headers": [{"Name": "Return-Path", "Value": f"<{deelnemer.email}>"}],
        "Attachments": [],
    }


@pytest.mark.usefixtures("_service")
def test_an_answer_comes_in_once(address: str, deelnemer: Deelnemer) -> None:
    for _ in range(2):
        assert post("inbound", mail(deelnemer, address)).status_code == 200
    assert InboundMail.objects.count() == 1
    handle_due()
    assert answers() == ["Goed plan."]


@pytest.mark.usefixtures("_service")
@pytest.mark.parametrize("login", ["", "Basic aGFhazpmb3V0", "Bearer x"])
@pytest.mark.parametrize("where", ["inbound", "tracking"])
def test_nobody_gets_in_without_the_secret(
    login: str, where: str, address: str, deelnemer: Deelnemer
) -> None:
    assert post(where, mail(deelnemer, address), login).status_code == 400
    assert not InboundMail.objects.exists()


@pytest.mark.usefixtures("_service")
def test_only_the_addresses_of_the_service_exist() -> None:
    assert [pattern.name for pattern in webhooks.webhook_urls()] == [
        "postmark_inbound_webhook",
        "postmark_tracking_webhook",
    ]
    answer = Client().post("/berichten/haak/sendgrid/inbound/", headers={"Authorization": LOGIN})
    assert answer.status_code == 404


def test_without_a_secret_there_is_no_webhook(settings: Any) -> None:
    settings.MAIL_WEBHOOK_SECRET = ""
    settings.MAIL_WEBHOOK_PROVIDER = "postmark"
    assert webhooks.webhook_urls() == []
    answer = Client().post("/berichten/haak/postmark/inbound/", headers={"Authorization": LOGIN})
    assert answer.status_code == 404


@pytest.mark.parametrize("provider", ["", "mandrill", "post"])
def test_a_service_that_cannot_prove_itself_stops_the_start(provider: str, settings: Any) -> None:
    settings.MAIL_WEBHOOK_SECRET = SECRET
    settings.MAIL_WEBHOOK_PROVIDER = provider
    with pytest.raises(ImproperlyConfigured, match="MAIL_WEBHOOK_PROVIDER"):
        webhooks.webhook_urls()


@pytest.mark.usefixtures("_service")
def test_a_mail_for_nobody_is_dropped(deelnemer: Deelnemer) -> None:
    assert post("inbound", mail(deelnemer, "info@in.voorbeeld.nl")).status_code == 200
    assert not InboundMail.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_service")
def test_when_nothing_can_be_stored_the_service_tries_again(
    address: str, deelnemer: Deelnemer
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            assert post("inbound", mail(deelnemer, address)).status_code == 500
        finally:
            cursor.execute("SET default_transaction_read_only = off")
    assert post("inbound", mail(deelnemer, address)).status_code == 200


def bounced(delivery: Delivery, email: str, **changes: str) -> dict[str, Any]:
    return {
        "RecordType": "Bounce",
        "MessageID": delivery.message_id.strip("<>"),
        "Type": "HardBounce",
        "Email": email,
        "Description": "The server was unable to deliver your message.",
        "Details": "smtp;550 5.1.1 User unknown",
        "BouncedAt": "2026-11-24T10:12:20Z",
        "ID": 42,
    } | changes


@pytest.mark.usefixtures("_service")
def test_a_bounce_of_the_service_marks_message_and_address_once(
    delivery: Delivery, deelnemer: Deelnemer
) -> None:
    for _ in range(2):
        assert post("tracking", bounced(delivery, deelnemer.email)).status_code == 200
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == (State.BOUNCED, "teruggekomen: 5.1.1")
    assert list(FailedAddress.objects.values_list("email", "bounces")) == [(deelnemer.email, 1)]


@pytest.mark.usefixtures("_service")
@pytest.mark.parametrize(
    "changes",
    [
        {"Email": "ander@voorbeeld.nl"},
        {"MessageID": "bestaat-niet"},
        {"RecordType": "Delivery"},
        {"Type": "Transient"},
    ],
)
def test_what_is_no_bounce_of_ours_marks_nothing(
    changes: dict[str, str], delivery: Delivery, deelnemer: Deelnemer
) -> None:
    assert post("tracking", bounced(delivery, deelnemer.email, **changes)).status_code == 200
    delivery.refresh_from_db()
    assert (delivery.state, FailedAddress.objects.count()) == (State.SENT, 0)
