"""Row 79: what must go from an edition for somebody's privacy goes, and says that it went."""

import json

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from handboek import services
from handboek.models import UitgaveAdvies, Weglating
from netwerk.kern import events
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import BevindingFactory, InwonersantwoordFactory
from tests.handboek.uitgaven import appeared

REASON = "Er stond een naam van een inwoner in."


@pytest.fixture
def rij(make_advies, public_casus, redacteur, redacteur2) -> UitgaveAdvies:
    """Return an advies with a name in it, in an edition that appeared."""
    make_advies(public_casus, how="1. Vraag het aan Kanarie Jansen.")
    appeared(redacteur, redacteur2, year=2026)
    return UitgaveAdvies.objects.get()


def test_two_redacteuren_take_a_text_out_and_it_says_so(
    client, client_of, rij, redacteur, redacteur2
) -> None:
    """Row 79: it goes from the database, the page says that, when and why, and the log holds it."""
    address = f"/handboek/redactie/uitgaven/2026-1/adviezen/{rij.number}/haal-weg/"
    answer = client_of(redacteur).post(address, {"delen": ["hoe"], "reason": REASON})
    asked = Weglating.objects.get()
    assert answer.url == f"/handboek/redactie/weglatingen/{asked.pk}/"
    assert "Kanarie" in client.get(rij.get_absolute_url()).content.decode()
    assert client_of(redacteur).post(f"{answer.url}haal-weg/").status_code == 403
    assert client_of(redacteur2).post(f"{answer.url}haal-weg/").status_code == 302
    rij.refresh_from_db()
    assert "Kanarie" not in json.dumps(rij.data)
    page = client.get(rij.get_absolute_url()).content.decode()
    assert "Uit deze tekst is iets weggehaald" in page and REASON in page
    assert "Kanarie" not in page
    acts = AuditEvent.objects.filter(action__startswith="weglating.").order_by("pk")
    assert [row.action for row in acts] == ["weglating.asked", "weglating.done"]
    assert MessageEvent.objects.filter(kind="weglating.asked").exists()


def test_it_goes_from_every_edition_with_the_same_text(rij, redacteur, redacteur2) -> None:
    appeared(redacteur, redacteur2, year=2026)
    asked = services.ask_removal(actor=redacteur, rij=rij, parts=["hoe"], reason=REASON)
    services.take_out(actor=redacteur2, weglating=asked)
    rows = UitgaveAdvies.objects.all()
    assert len(rows) == 2
    assert all("Kanarie" not in json.dumps(row.data) for row in rows)


def test_a_no_leaves_it_and_nobody_decides_alone_or_twice(rij, redacteur, redacteur2) -> None:
    asked = services.ask_removal(actor=redacteur, rij=rij, parts=["hoe"], reason=REASON)
    with pytest.raises(ValidationError):
        services.ask_removal(actor=redacteur2, rij=rij, parts=["hoe"], reason=REASON)
    with pytest.raises(PermissionDenied), transaction.atomic():
        services.take_out(actor=redacteur, weglating=asked)
    services.refuse_removal(actor=redacteur2, weglating=asked)
    with pytest.raises(ValidationError):
        services.take_out(actor=redacteur2, weglating=asked)
    rij.refresh_from_db()
    assert "Kanarie" in rij.data["hoe"] and rij.removed_at is None


def test_without_a_part_or_a_reason_nothing_is_asked(client_of, rij, redacteur) -> None:
    address = f"/handboek/redactie/uitgaven/2026-1/adviezen/{rij.number}/haal-weg/"
    for data in ({"reason": REASON}, {"delen": ["hoe"]}, {"delen": ["titel"], "reason": "x"}):
        answer = client_of(redacteur).post(address, data)
        assert answer.status_code == 422, data
        assert not Weglating.objects.exists()


@pytest.mark.parametrize("event", ["casus.narrowed", "casus.withdrawn"])
def test_a_casus_that_closes_later_is_named_no_more(
    client, rij, public_casus, redacteur, event
) -> None:
    """Row 79: neither its name nor its province; no redacteur has to think of it."""
    assert "De bus die bleef" in client.get(rij.get_absolute_url()).content.decode()
    with transaction.atomic():
        events.emit(event, casus=public_casus, actor=redacteur)
    rij.refresh_from_db()
    data = json.dumps(rij.data)
    assert "De bus die bleef" not in data and "Drenthe" not in data
    assert "de-bus-die-bleef" not in data
    page = client.get(rij.get_absolute_url()).content.decode()
    assert "De bus die bleef" not in page
    assert "Een bron van toen is niet meer openbaar" in page


@pytest.mark.parametrize("event", ["casus.narrowed", "inwonersantwoord.taken_away"])
def test_the_voice_of_a_resident_goes_with_the_casus_and_by_itself(
    make_advies, public_casus, redacteur, redacteur2, event
) -> None:
    """Row 79: its title names the casus."""
    advies = make_advies(public_casus)
    antwoord = InwonersantwoordFactory(vraag__casus=public_casus, state="placed")
    BevindingFactory(casus=public_casus, inwonersantwoord=antwoord).lessen.add(advies.lessen.get())
    appeared(redacteur, redacteur2, year=2026)
    rij = UitgaveAdvies.objects.get()
    voice = "Stem van inwoners bij “De bus die bleef”"
    assert voice in [row["titel"] for row in rij.data["bronnen"]]
    about = {"casus": public_casus} if event == "casus.narrowed" else {"antwoord": antwoord}
    with transaction.atomic():
        events.emit(event, actor=redacteur, **about)
    rij.refresh_from_db()
    assert voice not in [row["titel"] for row in rij.data["bronnen"]]
    assert antwoord.get_absolute_url() not in json.dumps(rij.data)


def test_a_les_that_nobody_may_open_keeps_its_words_without_a_link(client, rij, redacteur) -> None:
    """Row 79: never a broken link."""
    les = rij.advies.lessen.get()
    link = f'href="{settings.SITE_URL}{les.get_absolute_url()}"'
    assert link in client.get(rij.get_absolute_url()).content.decode()
    services.withdraw_advies(actor=redacteur, advies=rij.advies, reason="Achterhaald.")
    assert client.get(les.get_absolute_url()).status_code in {302, 404}
    page = client.get(rij.get_absolute_url()).content.decode()
    assert les.conclusion in page and link not in page
