"""The end of the programme: everything is read, nothing is written, nobody gets mail."""

import os
import re
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from communities.models import Community, Deelnemer, Reactie
from communities.services import post_reactie
from netwerk.kern import archief, env
from netwerk.kern.berichten import registry, tokens
from netwerk.kern.berichten.inbound import handle_due, receive
from netwerk.kern.berichten.models import Delivery, InboundMail, Outcome, State
from netwerk.kern.berichten.planner import plan_due
from tests.factories import (
    PASSWORD,
    CasusFactory,
    DeelnemerFactory,
    ReactieFactory,
    VerzoekFactory,
)
from tests.inloggen import agree, post, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
BANNER = "Dit netwerk is afgesloten op 1 maart 2027. Je kunt alles nog lezen."


@pytest.fixture(autouse=True)
def _closed(settings: Any) -> None:
    settings.ARCHIVE_MODE = True
    settings.ARCHIVED_ON = date(2027, 3, 1)


def test_every_page_says_so_and_reads_as_before(
    client: Client, deelnemer: Deelnemer, community: Community
) -> None:
    casus = CasusFactory(community=community, title="Een dorp zonder winkel")
    sign_in(client, deelnemer)
    for path in ("/", "/mijn/", "/handboek/", casus.get_absolute_url()):
        response = client.get(path)
        assert response.status_code == 200
        assert BANNER in response.text
    assert casus.title in response.text


def test_nothing_is_asked_of_anybody(
    client: Client, organisator: Deelnemer, community: Community, settings: Any
) -> None:
    VerzoekFactory(community=community)
    sign_in(client, organisator)
    assert "Dit vragen we van je" not in client.get("/mijn/").text
    settings.ARCHIVE_MODE = False
    assert "Dit vragen we van je" in client.get("/mijn/").text


def test_a_visitor_reads_a_kept_page_that_says_so(client: Client) -> None:
    assert [BANNER in client.get("/over/").text for _ in range(2)] == [True, True]


def test_no_form_is_shown_that_would_be_refused(
    client: Client, deelnemer: Deelnemer, community: Community, settings: Any
) -> None:
    casus = CasusFactory(community=community, casushouder=deelnemer)
    sign_in(client, deelnemer)
    paths = [casus.get_absolute_url(), "/casussen/nieuw/", "/mijn/profiel/", "/contact/"]
    posts = re.compile(r'<form[^>]*method="post"')
    for path in paths:
        assert not posts.search(client.get(path, follow=True).text), path
    new = client.get("/casussen/nieuw/").text
    assert new.count(archief.SENTENCE) == 1
    settings.ARCHIVE_MODE = False
    assert all(posts.search(client.get(path, follow=True).text) for path in paths[1:])


def test_a_form_that_was_open_is_refused_with_words(
    client: Client, deelnemer: Deelnemer, community: Community
) -> None:
    casus = CasusFactory(community=community)
    sign_in(client, deelnemer)
    reactie = ReactieFactory(gesprek__subject=casus)
    response = client.post(
        f"/communities/reacties/{reactie.pk}/antwoord/", {"body": "Nog één ding"}
    )
    assert response.status_code == 403
    assert "<h1>Dit kan niet meer</h1>" in response.text
    assert "Wil je weten wat hier over jou staat" in response.text
    assert Reactie.objects.count() == 1


def test_a_program_gets_a_problem(rf: RequestFactory) -> None:
    response = archief.refusal(rf.post("/api/v1/adviezen"))
    assert response.status_code == 403
    assert response.headers["Content-Type"] == "application/problem+json"
    assert b'"status": 403' in response.content


def test_signing_in_and_out_works_and_nothing_is_asked_first(client: Client) -> None:
    person = DeelnemerFactory(
        with_password=True
    )  # did not agree to the terms: nobody takes part any more
    assert 'method="post"' in client.get("/account/login/").text
    entered = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert entered.headers["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/mijn/").status_code == 302


def test_a_code_to_sign_in_is_the_only_mail_that_goes(
    client: Client, deelnemer: Deelnemer, community: Community, settings: Any
) -> None:
    casus = CasusFactory(community=community, casushouder=agree(DeelnemerFactory()))
    settings.ARCHIVE_MODE = False
    post_reactie(actor=deelnemer, subject=casus, body="Wat denk jij?")
    settings.ARCHIVE_MODE = True
    assert post() == []
    assert Delivery.objects.exists()
    found = Delivery.objects.values_list("state", "reason").distinct()
    assert list(found) == [(State.SUPPRESSED, "het netwerk is afgesloten")]
    client.post("/account/login/code/", {"email": deelnemer.email})
    assert [message.to for message in post()] == [[deelnemer.email]]


def test_an_answer_by_mail_is_not_placed(
    deelnemer: Deelnemer, organisator: Deelnemer, community: Community, settings: Any
) -> None:
    settings.MAIL_IN_DOMAIN, settings.ARCHIVE_MODE = "in.voorbeeld.nl", False
    casus = CasusFactory(community=community, casushouder=deelnemer)
    post_reactie(actor=organisator, subject=casus, body="Wat denk jij?")
    plan_due()
    address = tokens.address(tokens.REPLY, Delivery.objects.get(person=deelnemer).pk)
    settings.ARCHIVE_MODE = True
    raw = f"From: {deelnemer.email}\r\nSubject: Re: casus\r\n\r\nGoed idee!\r\n".encode()
    assert receive(raw, [address], deelnemer.email).stored == [address]
    handle_due()
    mail = InboundMail.objects.get()
    assert (mail.outcome, mail.reason) == (Outcome.IGNORED, "het netwerk is afgesloten")
    assert Reactie.objects.count() == 1


def test_the_clock_announces_nothing_any_more(settings: Any) -> None:
    still = {f"{clock.__module__}.{clock.__name__}" for clock in registry.all_clocks()}
    assert still == {
        "communities.accountmail.forget_account_mails",
        "netwerk.kern.avg.werk.glance",
        "netwerk.kern.berichten.watch.look",
        "netwerk.kern.toezicht.schijf.look",
    }
    settings.ARCHIVE_MODE = False
    assert len(registry.all_clocks()) > len(still)


def test_only_what_changes_no_words_is_done_by_the_clock() -> None:
    command = "from netwerk import settings; print('/'.join(settings.CELERY_BEAT_SCHEDULE))"
    closed = {"ARCHIVE_MODE": "1", "ARCHIVED_ON": "2027-03-01"}
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=django_settings.BASE_DIR,
        env=dict(os.environ) | closed,
        capture_output=True,
        text=True,
        check=True,
    )
    still = set(done.stdout.strip().split("/"))
    assert {"hartslag", "berichten", "bewaartermijnen", "handboek als bestand"} <= still
    asking = {"rechten nakijken", "hoe is het nu", "instemming", "nieuw bij zoekopdrachten"}
    assert not still & asking
    assert asking < set(django_settings.CELERY_BEAT_SCHEDULE)


def test_a_date_is_needed_to_close(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVED_ON", "2027-03-01")
    assert env.day("ARCHIVED_ON", required=True) == date(2027, 3, 1)
    for wrong in ("", "1 maart", "2027-13-01"):
        monkeypatch.setenv("ARCHIVED_ON", wrong)
        with pytest.raises(ImproperlyConfigured):
            env.day("ARCHIVED_ON", required=True)
    monkeypatch.delenv("ARCHIVED_ON")
    assert env.day("ARCHIVED_ON", required=False) is None
