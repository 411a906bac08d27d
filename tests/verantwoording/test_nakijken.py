"""What must be looked at again waits with beheerders, and who is responsible is told to all."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from time_machine import travel

from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import retention
from netwerk.kern.verantwoording.models import Nakijkpunt, Regeling
from netwerk.kern.verantwoording.punten import PUNTEN, after, stand_of

pytestmark = pytest.mark.django_db
POINTS = "/beheer/nakijken/"
DOMAINS = f"{POINTS}domeinen/"
DESK = "/beheer/verantwoordelijk/"
AGREED = {
    "organisations": "Provincie Voorbeeld: beheert de leden\n\nStichting Voorbeeld",
    "contact": "Provincie Voorbeeld",
    "email": "privacy@voorbeeld.nl",
    "officer": "fg@voorbeeld.nl",
    "processor": "Voorbeeld Hosting",
    "agreed_on": "2027-01-15",
}


def waits(client: Client) -> list[str]:
    """Return what asks for attention on the front door of beheer."""
    return [line.text for line in client.get("/beheer/").context["attention"]]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 6, date(2027, 6, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 6, 30), 36, date(2029, 6, 30)),
    ],
)
def test_so_many_months_later(day: date, months: int, then: date) -> None:
    assert after(day, months) == then


def test_the_register_of_domains_asks_for_attention_each_half_year(
    beheerder: Deelnemer, client_of: Any
) -> None:
    client = client_of(beheerder)
    assert f"{len(PUNTEN)} dingen moeten worden nagekeken" in waits(client)
    with travel(date(2027, 1, 4), tick=False):
        client = client_of(beheerder)
        answer = client.post(DOMAINS, {"last_on": "2027-01-04", "note": "netwerk.voorbeeld.nl"})
        assert answer.url == POINTS
        assert f"{len(PUNTEN) - 1} dingen moeten worden nagekeken" in waits(client)
        assert "In orde tot 4 juli 2027" in client.get(POINTS).content.decode()
    with travel(date(2027, 6, 20), tick=False):
        assert stand_of("domeinen").is_near
    with travel(date(2027, 7, 4), tick=False):
        assert not stand_of("domeinen").is_late
    with travel(date(2027, 7, 5), tick=False):
        client = client_of(beheerder)
        assert "Te laat: het moest voor 4 juli 2027" in client.get(POINTS).content.decode()
        assert f"{len(PUNTEN)} dingen moeten worden nagekeken" in waits(client)
    line = AuditEvent.objects.get(action="nakijkpunt.looked_at")
    assert (line.actor, line.data) == (beheerder, {"punt": "domeinen"})


@pytest.mark.parametrize("day", ["", "gisteren", "2099-01-01"])
def test_a_day_that_is_none_or_to_come_is_refused(
    beheerder: Deelnemer, client_of: Any, day: str
) -> None:
    answer = client_of(beheerder).post(DOMAINS, {"last_on": day, "note": "Alles klopt."})
    assert answer.status_code == 422
    assert "last_on" in answer.context["form"].errors
    assert "Alles klopt." in answer.content.decode()
    assert not Nakijkpunt.objects.exists()


def test_a_point_that_nobody_told_of_is_not_there(beheerder: Deelnemer, client_of: Any) -> None:
    assert client_of(beheerder).get(f"{POINTS}koffie/").status_code == 404


def test_before_anybody_filled_it_in_the_page_says_so_and_beheer_waits(
    beheerder: Deelnemer, client_of: Any
) -> None:
    page = Client().get("/privacy/wie/")
    assert "De beheerders moeten dat nog invullen" in page.content.decode()
    assert not page.cookies
    assert any(line.startswith("Er staat nog niet welke") for line in waits(client_of(beheerder)))


def test_everybody_reads_who_is_responsible_and_whom_to_ask(
    beheerder: Deelnemer, client_of: Any
) -> None:
    client = client_of(beheerder)
    assert client.post(DESK, AGREED).url == "/privacy/wie/"
    page = Client().get("/privacy/wie/").content.decode()
    for words in ("<b>Provincie Voorbeeld</b>: beheert de leden", "<b>Stichting Voorbeeld</b>"):
        assert words in page
    for words in ("mailto:privacy@voorbeeld.nl", "15 januari 2027", "Voorbeeld Hosting"):
        assert words in page
    assert "fg@voorbeeld.nl" in page
    assert not any(line.startswith("Er staat nog niet welke") for line in waits(client))
    assert AuditEvent.objects.filter(action="regeling.written", actor=beheerder).exists()


def test_two_who_fill_it_in_at_once_do_not_write_over_each_other(
    beheerder: Deelnemer, client_of: Any
) -> None:
    client = client_of(beheerder)
    client.post(DESK, AGREED)
    late = client.post(DESK, AGREED | {"contact": "Gemeente Voorbeeld", "expected": ""})
    assert late.status_code == 422
    assert "Gemeente Voorbeeld" in late.content.decode()
    assert Regeling.objects.get().contact == "Provincie Voorbeeld"


def test_everybody_reads_how_long_each_kind_of_data_is_kept(db: None) -> None:
    page = Client().get("/privacy/bewaren/")
    for rule in retention.rules():
        assert rule.label in page.content.decode(), rule.key
        assert rule.term.lower() in page.content.decode().lower(), rule.key
    assert not page.cookies


@pytest.mark.usefixtures("first_terms")
def test_who_writes_is_told_of_the_woo(deelnemer: Deelnemer, client_of: Any) -> None:
    text = Client().get("/privacy/").content.decode()
    assert 'id="woo"' in text
    assert "ook voor wat in een besloten community staat" in " ".join(text.split())
    terms = Client().get("/voorwaarden/").content.decode()
    assert "Wet open overheid" in terms
    assert "Dat geldt ook voor wat in een besloten groep staat" in " ".join(terms.split())
    form = client_of(deelnemer).get("/casussen/nieuw/").content.decode()
    assert "/privacy/#woo" in form
