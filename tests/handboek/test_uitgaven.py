"""Row 79: an edition stays readable at its own address, whatever happens to the book later."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from handboek import openbaar, services
from handboek import uitgaven as reading
from handboek.enums import UitgaveState
from handboek.models import Uitgave, UitgaveAdvies
from handboek.services import bevriezen, uitgaven
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import HoofdstukFactory
from tests.handboek.uitgaven import appeared, made
from tests.kaart import paths_in_map

LIST = "/handboek/uitgaven/"
DESK = "/handboek/redactie/uitgaven/"
MORE = """
    INSERT INTO handboek_uitgaveadvies
        (uitgave_id, hoofdstuk_id, advies_id, number, version, position, title, level, data)
    SELECT uitgave_id, hoofdstuk_id, advies_id, 99999, 1, 999, 'Erbij', 0, '{}'
    FROM handboek_uitgaveadvies
"""


def html(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer
    return answer.content.decode()


def new_text(advies, writer, second, **texts) -> None:
    """Publish another text of an advies as people do."""
    row = services.start_werkversie(actor=writer, advies=advies)
    values = {name: getattr(row, name) for name in row.TEXT} | row.many()
    values |= {"what": "Korter.", "reason": "Dat leest beter."} | texts
    services.update_werkversie(actor=writer, werkversie=row, **values)
    row.refresh_from_db()
    services.submit_werkversie(actor=writer, werkversie=row)
    services.publish_werkversie(actor=second, werkversie=row, understood=True)


def test_an_edition_stays_readable_after_the_next(
    client, make_advies, public_casus, redacteur, redacteur2
) -> None:
    """Row 79: old texts, a withdrawn advies and a new edition all keep their address."""
    changed = make_advies(public_casus, title="Vraag het eerst")
    gone = make_advies(title="Reken alles door")
    first = appeared(redacteur, redacteur2, year=2026)
    new_text(changed, redacteur, redacteur2, title="Vraag het eerst aan bewoners")
    services.withdraw_advies(actor=redacteur, advies=gone, reason="Het klopte niet meer.")
    second = appeared(redacteur, redacteur2, year=2026)
    assert (first.code, second.code) == ("2026-1", "2026-2")

    page = html(client, f"{LIST}2026-1/adviezen/{changed.number}/")
    assert "<h1>Vraag het eerst</h1>" in page
    assert "In de uitgave staat de tekst van toen" in page
    assert f"/handboek/adviezen/{changed.number}-vraag-het-eerst-aan-bewoners/" in page
    page = html(client, f"{LIST}2026-1/adviezen/{gone.number}/")
    assert "Reken alles door" in page
    assert "Nu is dit advies ingetrokken. Het klopte niet meer." in page
    assert client.get(f"{LIST}2026-2/adviezen/{gone.number}/").status_code == 404
    page = html(client, f"{LIST}2026-2/adviezen/{changed.number}/")
    assert "<h1>Vraag het eerst aan bewoners</h1>" in page
    assert "In de uitgave staat de tekst van toen" not in page
    page = html(client, f"{LIST}2026-1/")
    assert f'href="{LIST}2026-2/verschil/2026-1/"' in page
    assert 'href="/handboek/wijzigingen/"' in page
    assert "Uitgave 2026-1" in html(client, LIST) and "Uitgave 2026-2" in html(client, LIST)


def test_it_holds_just_what_openbaar_says(make_advies, public_casus, redacteur) -> None:
    advies = make_advies(public_casus)
    uitgave = made(redacteur)
    [row] = UitgaveAdvies.objects.filter(uitgave=uitgave)
    assert row.data == json.loads(json.dumps(openbaar.advies_as_data(advies)))
    assert (row.number, row.version, row.title) == (advies.number, 1, advies.title)


def test_nothing_of_a_closed_source_is_in_an_edition(
    client, make_advies, public_casus, hidden_casus, redacteur, redacteur2
) -> None:
    advies = make_advies(public_casus, hidden_casus)
    appeared(redacteur, redacteur2, year=2026)
    pages = [LIST, f"{LIST}2026-1/", f"{LIST}2026-1/adviezen/{advies.number}/"]
    pages.append(f"{LIST}2026-1/hoofdstukken/{advies.hoofdstuk.number}/")
    for address in pages:
        text = html(client, address)
        for secret in ("Geheime", "Stilzwijgen", "Zeeland", "Achterkamer"):
            assert secret not in text, (address, secret)
    assert "De bus die bleef" in html(client, pages[2])


def test_the_advies_says_in_which_editions_it_stands(
    client, make_advies, redacteur, redacteur2
) -> None:
    advies = make_advies()
    assert "Ook in een uitgave" not in html(client, advies.get_absolute_url())
    appeared(redacteur, redacteur2, year=2026)
    page = html(client, advies.get_absolute_url())
    assert f'href="/handboek/uitgaven/2026-1/adviezen/{advies.number}/"' in page


def test_who_made_it_does_not_let_it_appear(make_advies, redacteur, redacteur2) -> None:
    """Row 79: a redacteur prepares, another one agrees; the database says the same."""
    make_advies()
    uitgave = made(redacteur)
    with pytest.raises(PermissionDenied):
        services.publish_uitgave(actor=redacteur, uitgave=uitgave, seen=uitgave.mark())
    services.change_uitgave(actor=redacteur2, uitgave=uitgave, name="Anders", foreword="")
    uitgave.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.publish_uitgave(actor=redacteur2, uitgave=uitgave, seen=uitgave.mark())
    with pytest.raises(IntegrityError), transaction.atomic():
        Uitgave.objects.filter(pk=uitgave.pk).update(agreed_by=redacteur)


def test_words_that_changed_after_they_were_read_do_not_appear(
    make_advies, redacteur, redacteur2
) -> None:
    make_advies()
    uitgave = made(redacteur)
    seen = uitgave.mark()
    services.change_uitgave(actor=redacteur, uitgave=uitgave, name="Anders", foreword="")
    with pytest.raises(ChangedMeanwhileError):
        services.publish_uitgave(actor=redacteur2, uitgave=uitgave, seen=seen)
    assert Uitgave.objects.get().state == UitgaveState.READY


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE handboek_uitgave SET name = 'Anders'",
        "DELETE FROM handboek_uitgave",
        "UPDATE handboek_uitgaveadvies SET title = 'Anders'",
        "UPDATE handboek_uitgaveadvies SET data = '{}'",
        "UPDATE handboek_uitgaveadvies SET removed_at = now(), version = 9",
        "DELETE FROM handboek_uitgaveadvies",
        "UPDATE handboek_uitgavehoofdstuk SET title = 'Anders'",
        "DELETE FROM handboek_uitgavehoofdstuk",
        MORE,
    ],
)
def test_the_database_refuses_to_change_an_edition(make_advies, redacteur, redacteur2, sql) -> None:
    make_advies()
    appeared(redacteur, redacteur2)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_did_not_appear_can_be_thrown_away_and_its_number_is_free(
    make_advies, redacteur
) -> None:
    make_advies()
    uitgave = made(redacteur, year=2026)
    with pytest.raises(ValidationError):
        services.start_uitgave(actor=redacteur, name="Nog een", foreword="")
    services.discard_uitgave(actor=redacteur, uitgave=uitgave)
    assert made(redacteur, year=2026).code == "2026-1"


def test_an_empty_book_makes_no_edition(redacteur) -> None:
    with pytest.raises(ValidationError):
        services.start_uitgave(actor=redacteur, name="Leeg", foreword="")


def test_a_large_book_is_made_in_steps_that_go_on_after_a_fall(
    make_advies, redacteur, monkeypatch
) -> None:
    """Row 79: progress is kept, each advies comes once, and a step that fails is tried again."""
    monkeypatch.setattr(bevriezen, "STEP", 2)
    numbers = {make_advies().number for _ in range(5)}
    uitgave = services.start_uitgave(actor=redacteur, name="Groot", foreword="")
    assert uitgaven.make_step(timezone.now())
    uitgave.refresh_from_db()
    assert (uitgave.progress, uitgave.state) == (40, UitgaveState.MAKING)
    whole = bevriezen._frozen
    monkeypatch.setattr(bevriezen, "_frozen", lambda *given: 1 / 0)
    assert uitgaven.make_step(timezone.now())
    uitgave.refresh_from_db()
    assert (uitgave.attempts, uitgave.adviezen.count()) == (1, 2)
    assert not uitgaven.make_step(timezone.now()), "it waits a while"
    monkeypatch.setattr(bevriezen, "_frozen", whole)
    later = timezone.now() + timedelta(minutes=2)
    while uitgaven.make_step(later):
        pass
    uitgave.refresh_from_db()
    rows = uitgave.adviezen.values_list("number", "position")
    assert {number for number, _ in rows} == numbers
    assert sorted(place for _, place in rows) == [1, 2, 3, 4, 5]
    assert uitgave.state == UitgaveState.READY


def test_five_failures_are_told_on_its_page(client_of, make_advies, redacteur, monkeypatch) -> None:
    make_advies()
    uitgave = services.start_uitgave(actor=redacteur, name="Stuk", foreword="")
    monkeypatch.setattr(bevriezen, "_frozen", lambda *given: 1 / 0)
    for minutes in range(0, 60, 10):
        uitgaven.make_step(timezone.now() + timedelta(minutes=minutes))
    uitgave.refresh_from_db()
    assert uitgave.state == UitgaveState.FAILED
    address = f"{DESK}{uitgave.code}/"
    assert "Het maken is niet gelukt" in html(client_of(redacteur), address)


def test_what_is_withdrawn_while_it_is_made_stays_out(make_advies, redacteur) -> None:
    stays, goes = make_advies(), make_advies()
    uitgave = services.start_uitgave(actor=redacteur, name="Net op tijd", foreword="")
    services.withdraw_advies(actor=redacteur, advies=goes, reason="Achterhaald.")
    while uitgaven.make_step(timezone.now()):
        pass
    uitgave.refresh_from_db()
    assert [row.number for row in uitgave.adviezen.all()] == [stays.number]
    assert uitgave.total == 1


def test_only_the_redactie_sees_it_before_it_appears(
    client, client_of, make_advies, redacteur, redacteur2, deelnemer
) -> None:
    advies = make_advies()
    uitgave = made(redacteur)
    for page in ("", f"adviezen/{advies.number}/", f"hoofdstukken/{advies.hoofdstuk.number}/"):
        address = f"{LIST}{uitgave.code}/{page}"
        assert client.get(address).status_code == 404
        assert client_of(deelnemer).get(address).status_code == 404
        assert "nog niet verschenen" in html(client_of(redacteur2), address)
    assert uitgave.name not in html(client, LIST)


def test_a_redacteur_makes_one_and_another_lets_it_appear(
    client, client_of, make_advies, redacteur, redacteur2
) -> None:
    advies = make_advies()
    answer = client_of(redacteur).post(
        f"{DESK}nieuw/", {"name": "Voor raadsleden", "foreword": "## Welkom\n\nLees mee."}
    )
    uitgave = Uitgave.objects.get()
    assert answer.url == f"{DESK}{uitgave.code}/"
    assert "0% van 1 advies" in html(client_of(redacteur), answer.url)
    while uitgaven.make_step(timezone.now()):
        pass
    assert "wacht op een tweede redacteur" in html(client_of(redacteur), answer.url)
    assert "Laat deze uitgave verschijnen" not in html(client_of(redacteur), answer.url)
    assert "Laat deze uitgave verschijnen" in html(client_of(redacteur2), answer.url)
    seen = Uitgave.objects.get().mark()
    told = client_of(redacteur2).post(f"{answer.url}verschijn/", {"seen": seen})
    assert told.url == f"{LIST}{uitgave.code}/"
    page = html(client, told.url)
    assert "Voor raadsleden" in page and "Lees mee." in page
    assert advies.hoofdstuk.title in page
    acts = AuditEvent.objects.filter(action__startswith="uitgave.").order_by("pk")
    assert [row.action for row in acts] == ["uitgave.started", "uitgave.ready", "uitgave.published"]


def test_a_name_that_is_missing_is_asked_for_and_the_foreword_is_kept(
    client_of, make_advies, redacteur
) -> None:
    make_advies()
    answer = client_of(redacteur).post(f"{DESK}nieuw/", {"name": " ", "foreword": "Bewaar mij."})
    assert answer.status_code == 422
    assert "Bewaar mij." in answer.content.decode()
    assert not Uitgave.objects.exists()


def test_a_new_edition_is_told_to_members_and_in_the_feed(
    client, make_advies, redacteur, redacteur2
) -> None:
    make_advies()
    appeared(redacteur, redacteur2, year=2026)
    kinds = set(MessageEvent.objects.values_list("kind", flat=True))
    assert {"uitgave.ready", "uitgave.published"} <= kinds
    feed = html(client, f"{LIST}atom.xml")
    assert "Uitgave 2026-1: Wat we leerden" in feed
    assert "/handboek/uitgaven/2026-1/" in feed


def test_pages_of_an_edition_set_no_cookie(client, make_advies, redacteur, redacteur2) -> None:
    advies = make_advies()
    appeared(redacteur, redacteur2, year=2026)
    for page in ("", f"adviezen/{advies.number}/", f"hoofdstukken/{advies.hoofdstuk.number}/"):
        answer = client.get(f"{LIST}2026-1/{page}")
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_a_chapter_keeps_its_name_of_then(client, make_advies, redacteur, redacteur2) -> None:
    chapter = HoofdstukFactory(number=77, title="Begin bij mensen", intro="Lees dit eerst.")
    advies = make_advies(hoofdstuk=chapter)
    appeared(redacteur, redacteur2, year=2026)
    services.change_hoofdstuk(
        actor=redacteur, hoofdstuk=chapter, title="Luister", intro="Iets anders."
    )
    page = html(client, f"{LIST}2026-1/hoofdstukken/77/")
    assert "Begin bij mensen" in page and "Lees dit eerst." in page
    assert f"/handboek/uitgaven/2026-1/adviezen/{advies.number}/" in page
    assert "Luister" not in page and "Iets anders." not in page


def _queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_take_the_same_queries_for_1_and_50(
    client_of, make_advies, redacteur, redacteur2
) -> None:
    """Row 79: the list, the front and a chapter."""
    chapter = HoofdstukFactory(number=77)
    make_advies(hoofdstuk=chapter)
    appeared(redacteur, redacteur2, year=2025)
    reader = client_of(redacteur)
    few = [_queries(reader, f"{LIST}{page}") for page in ("", "2025-1/", "2025-1/hoofdstukken/77/")]
    for _ in range(49):
        make_advies(hoofdstuk=chapter)
    for _ in range(3):
        appeared(redacteur, redacteur2, year=2026)
    many = [
        _queries(reader, f"{LIST}{page}") for page in ("", "2026-3/", "2026-3/hoofdstukken/77/")
    ]
    assert many == few


def test_files_get_just_what_is_frozen_in_order(
    make_advies, redacteur, redacteur2, monkeypatch
) -> None:
    monkeypatch.setattr(reading, "CHUNK", 2)
    adviezen = [make_advies() for _ in range(5)]
    uitgave = appeared(redacteur, redacteur2, year=2026)
    services.withdraw_advies(actor=redacteur, advies=adviezen[0], reason="Achterhaald.")
    found = list(reading.adviezen_van(uitgave))
    rows = list(uitgave.adviezen.order_by("position"))
    assert found == [row.data for row in rows] and len(found) == 5
    chapters = reading.hoofdstukken_van(uitgave)
    assert [row["titel"] for row in chapters] == [row.title for row in uitgave.hoofdstukken.all()]
    assert all("/handboek/uitgaven/2026-1/hoofdstukken/" in row["adres"] for row in chapters)
    first = uitgave.hoofdstukken.first()
    assert [row["hoofdstuk"]["nummer"] for row in reading.adviezen_van(uitgave, first)] == [
        first.number
    ]


def test_the_map_of_the_site_names_each_page_of_an_edition(
    client, make_advies, redacteur, redacteur2
) -> None:
    """Row 79: archivers find it."""
    advies = make_advies()
    made(redacteur, year=2025)
    assert not [path for path in paths_in_map(client) if "/uitgaven/2025-1/" in path]
    services.discard_uitgave(actor=redacteur, uitgave=Uitgave.objects.get())
    appeared(redacteur, redacteur2, year=2026)
    found = paths_in_map(client)
    assert {LIST, f"{LIST}2026-1/", f"{LIST}2026-1/adviezen/{advies.number}/"} <= found
    assert f"{LIST}2026-1/hoofdstukken/{advies.hoofdstuk.number}/" in found
