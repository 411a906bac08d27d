"""Rows 88, 89 and 94: the handboek as files, which say what everybody reads and nothing else."""

import csv
import io
import json
import subprocess
import time
import zipfile
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casussen import services as casussen
from handboek import services
from handboek.models import Lijstitem
from handboek.uitvoer import boekbestanden, stukken
from handboek.uitvoer.vormen import FORMS
from netwerk.kern.dev.epubcheck import ensure_epubcheck
from netwerk.kern.uitvoer import pdf, werk
from netwerk.kern.uitvoer.models import Uitvoer
from tests.factories import AdviesFactory, BevindingFactory, HoofdstukFactory, LijstitemFactory
from tests.handboek.uitgaven import appeared
from tests.uitvoer.lezen import kinds, links, structure, text_of

pytestmark = pytest.mark.django_db
HERE = "/handboek/downloaden"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def fetched(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.getvalue()


def words(form: str, content: bytes) -> str:
    """Return all that can be read in a file."""
    if form == "pdf":
        with pikepdf.open(io.BytesIO(content)) as made:
            _, outside = links(made)
        return f"{text_of(content)} {outside}"
    if form in {"epub", "odt"}:
        with zipfile.ZipFile(io.BytesIO(content)) as made:
            return unescape(" ".join(made.read(name).decode() for name in made.namelist()))
    return unescape(content.decode())


def make_files() -> None:
    boekbestanden.refresh()
    werk.make_due(seconds=60)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_an_advies_says_what_the_page_says(form, client, make_advies, public_casus):
    advies = make_advies(public_casus, number=14, title="Vraag reizigers voor je “rekent”")
    found = words(form, fetched(client, f"{HERE}/advies-14.{form}"))
    for said in (advies.title, advies.summary, advies.why, "De bus die bleef", "CC BY 4.0"):
        assert said in found, said
    assert "/handboek/adviezen/14/versies/1/" in found


def test_nothing_of_a_closed_casus_is_in_any_form(
    client, client_of, redacteur, make_advies, public_casus, hidden_casus
):
    """Also for who reads it all: a file is passed on."""
    advies = make_advies(public_casus, hidden_casus, number=14)
    link = advies.onderbouwing.exclude(les__bevindingen__casus=public_casus).get()
    BevindingFactory(casus=hidden_casus, quote="De Achterkamer besloot.").lessen.add(link.les)
    LijstitemFactory(owner=redacteur, advies=advies)
    make_files()
    person = client_of(redacteur)
    files = [
        (client, f"{HERE}/advies-14"),
        (person, f"{HERE}/advies-14"),
        (person, "/handboek/mijn-lijst/bestand"),
        (person, f"{HERE}/handboek"),
        (client, f"{HERE}/hoofdstuk-{advies.hoofdstuk.number}"),
    ]
    for form, (who, path) in product(FORMS, files):
        asked = (who, f"{path}.{form}")
        found = words(form, fetched(*asked))
        assert "De bus die bleef" in found
        for secret in ("Geheime", "geheime-fusie", "Stilzwijgen", "Zeeland", "Achterkamer"):
            assert secret not in found, (asked[1], secret)


def test_the_pdf_of_an_advies_is_tagged_with_its_sources_as_footnotes(
    client, make_advies, public_casus
):
    """Row 88: headings are tagged, sources are footnotes."""
    make_advies(public_casus, number=14, title="Vraag het eerst")
    content = fetched(client, f"{HERE}/advies-14.pdf")
    with pikepdf.open(io.BytesIO(content)) as made:
        heads = [kind for kind, _ in structure(made) if kind.startswith("/H")]
        assert heads[0] == "/H1"
        assert set(heads[1:]) == {"/H2"}
        assert kinds(made)["/Note"] == 1
        assert str(made.docinfo.Title) == "Vraag het eerst"
    assert "Vraag het eerst" in text_of(content)


def test_the_book_has_contents_and_its_links_stay_inside(client, make_advies):
    chapter = HoofdstukFactory(title="Samen beginnen")
    make_advies(number=14, hoofdstuk=chapter)
    make_advies(
        number=15, hoofdstuk=chapter, why="Zie [dit](/handboek/adviezen/14-een-oude-titel/)."
    )
    make_files()
    with pikepdf.open(io.BytesIO(fetched(client, f"{HERE}/handboek.pdf"))) as made:
        inside, outside = links(made)
        assert kinds(made)["/TOCI"] == 3
    assert inside >= 3 + 1
    assert not [address for address in outside if "een-oude-titel" in address]


def test_the_epub_of_the_book_passes_epubcheck(client, make_advies, public_casus, tmp_path):
    """Row 89: no errors."""
    make_advies(public_casus, number=14, how="1. Bel\n2. Vraag\n\n| a | b |\n|---|---|\n| c | d |")
    make_files()
    file = tmp_path / "handboek.epub"
    file.write_bytes(fetched(client, f"{HERE}/handboek.epub"))
    command = [*ensure_epubcheck(), str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout, run.stdout + run.stderr


def test_own_list_is_a_pdf_in_its_order_with_notes_and_nobody_else_gets_them(
    client, client_of, deelnemer, make_advies
):
    """Row 94."""
    for number in (14, 16):
        advies = make_advies(number=number, title=f"Vraag het {number} keer")
        services.put_on_list(actor=deelnemer, adviezen=[advies])
    first = Lijstitem.objects.get(advies__number=16)
    services.note_on_list(actor=deelnemer, item=first, note="Bespreken met Sam")
    services.move_on_list(actor=deelnemer, item=first, up=True)
    own = text_of(fetched(client_of(deelnemer), "/handboek/mijn-lijst/bestand.pdf"))
    assert own.index("Vraag het 16 keer") < own.rindex("Vraag het 14 keer")
    assert "Mijn notitie: Bespreken met Sam" in own
    shared = text_of(fetched(client, f"{HERE}/lijst.pdf?n=16,14"))
    assert "Vraag het 16 keer" in shared
    assert "Bespreken" not in shared


def test_a_note_stands_in_the_data_of_the_own_list(client_of, deelnemer, make_advies):
    services.put_on_list(actor=deelnemer, adviezen=[make_advies(number=14)])
    services.note_on_list(actor=deelnemer, item=Lijstitem.objects.get(), note="=1+1")
    client = client_of(deelnemer)
    data = json.loads(fetched(client, "/handboek/mijn-lijst/bestand.json"))
    assert data["adviezen"][0]["mijnNotitie"] == "=1+1"
    table = fetched(client, "/handboek/mijn-lijst/bestand.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert rows[0]["mijn notitie"] == "'=1+1"
    answer = client.get("/handboek/mijn-lijst/bestand.csv")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_json_and_csv_hold_every_advies_once_in_the_order_of_the_book(client, make_advies):
    second, first = HoofdstukFactory(number=8), HoofdstukFactory(number=7)
    make_advies(number=20, hoofdstuk=second)
    make_advies(number=21, hoofdstuk=first)
    make_files()
    data = json.loads(fetched(client, f"{HERE}/handboek.json"))
    assert [row["nummer"] for row in data["adviezen"]] == [21, 20]
    assert data["licentie"]["naam"] == "CC BY 4.0"
    table = fetched(client, f"{HERE}/handboek.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert [row["nummer"] for row in rows] == ["21", "20"]


def test_what_was_withdrawn_says_so_and_stands_in_no_book(client, make_advies, redacteur):
    advies = make_advies(number=14, title="Doe dit")
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Het werkte niet.")
    make_files()
    assert "Dit advies is ingetrokken. Het werkte niet." in text_of(
        fetched(client, f"{HERE}/advies-14.pdf")
    )
    assert "Doe dit" not in words("json", fetched(client, f"{HERE}/handboek.json"))
    assert client.get(f"{HERE}/lijst.pdf?n=14").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["advies-14.pdf", "advies-99.pdf", "advies-15.exe", "hoofdstuk-99.pdf", "x.pdf"],
)
def test_what_is_not_there_is_not_found(path, client, make_advies):
    AdviesFactory(number=14)
    make_advies(number=15)
    assert client.get(f"{HERE}/{path}").status_code == 404


def test_a_file_that_is_not_made_yet_says_when_to_come_back(client):
    answer = client.get(f"{HERE}/handboek.pdf")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Dit bestand is er nu niet" in answer.content.decode()
    assert "wordt gemaakt" in client.get(f"{HERE}/").content.decode()


def test_files_are_made_anew_only_when_the_book_says_something_else(make_advies, redacteur):
    advies = make_advies(number=14)
    assert boekbestanden.refresh() == len(FORMS)
    werk.make_due(seconds=60)
    assert boekbestanden.refresh() == 0
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Het is achterhaald.")
    assert boekbestanden.refresh() == len(FORMS)


def test_a_casus_that_is_closed_takes_the_files_away_at_once(
    client, make_advies, public_casus, community, django_capture_on_commit_callbacks
):
    make_advies(public_casus, number=14)
    make_files()
    fetched(client, f"{HERE}/handboek.json")
    with django_capture_on_commit_callbacks(execute=True):
        casussen.withdraw_casus(
            actor=public_casus.casushouder, casus=public_casus, reason="Het mag niet meer."
        )
    assert client.get(f"{HERE}/handboek.json").status_code == 503
    assert not Uitvoer.objects.exclude(file="").exists()


def test_an_edition_is_a_file_that_says_what_it_said_then(
    client, make_advies, redacteur, redacteur2, django_capture_on_commit_callbacks
):
    """Row 79: also as a file, with its foreword; what is taken out of it goes out of the file."""
    advies = make_advies(number=14, title="Vraag het eerst", why="Het scheelt Kanarie veel werk.")
    edition = appeared(redacteur, redacteur2, year=2027, foreword="Welkom, **lezer**.")
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Het is achterhaald.")
    make_files()
    path = f"{HERE}/uitgave-{edition.code}"
    read = text_of(fetched(client, f"{path}.pdf"))
    for said in ("Voorwoord", "Welkom, lezer.", "Vraag het eerst", "Kanarie", edition.code):
        assert said in read, said
    assert "Vraag het eerst" not in words_of_book(client)
    assert boekbestanden.refresh() == 0
    rij = edition.adviezen.get()
    asked = services.ask_removal(
        actor=redacteur, rij=rij, parts=["waarom"], reason="Er stond een naam in."
    )
    with django_capture_on_commit_callbacks(execute=True):
        services.take_out(actor=redacteur2, weglating=asked)
    assert client.get(f"{path}.json").status_code == 503
    make_files()
    assert "Kanarie" not in words("json", fetched(client, f"{path}.json"))
    assert client.get(f"{HERE}/uitgave-2027-9.pdf").status_code == 404


def words_of_book(client: Client) -> str:
    return words("json", fetched(client, f"{HERE}/handboek.json"))


def test_chapter_too_large_to_wait_for_is_made_beforehand(client, make_advies, monkeypatch):
    advies = make_advies(number=14)
    path = f"{HERE}/hoofdstuk-{advies.hoofdstuk.number}.json"
    monkeypatch.setattr(boekbestanden, "MOST_AT_ONCE", 0)
    assert client.get(path).status_code == 503
    make_files()
    assert json.loads(fetched(client, path))["adviezen"][0]["nummer"] == 14


def test_of_a_change_in_one_chapter_the_others_are_not_made_anew(
    make_advies, redacteur, monkeypatch
):
    monkeypatch.setattr(boekbestanden, "MOST_AT_ONCE", 0)
    here, there = HoofdstukFactory(number=8), HoofdstukFactory(number=7)
    advies = make_advies(number=14, hoofdstuk=here)
    make_advies(number=15, hoofdstuk=here)
    make_advies(number=16, hoofdstuk=there)
    assert boekbestanden.refresh() == 3 * len(FORMS), "the book and two chapters"
    services.withdraw_advies(actor=redacteur, advies=advies, reason="Het is achterhaald.")
    assert boekbestanden.refresh() == 2 * len(FORMS), "the book and the chapter of the advies"
    assert boekbestanden.refresh() == 0


def test_a_pdf_of_a_large_book_is_a_zip_of_volumes(client, make_advies, monkeypatch):
    for number in (14, 15, 16):
        make_advies(number=number)
    monkeypatch.setattr(pdf, "MOST_PARTS", 2)
    monkeypatch.setattr(pdf, "VOLUME", 2)
    make_files()
    with zipfile.ZipFile(io.BytesIO(fetched(client, f"{HERE}/handboek.pdf"))) as box:
        names = box.namelist()
        assert len(names) > 1
        found = " ".join(text_of(box.read(name)) for name in names)
    for number in (14, 15, 16):
        assert f"Advies {number} ·" in found


def test_who_waits_too_long_for_the_press_is_told(client, make_advies, monkeypatch):
    make_advies(number=14)
    monkeypatch.setattr(pdf, "WAIT", 0.01)
    with pdf._turn:
        assert client.get(f"{HERE}/advies-14.pdf").status_code == 503
    assert client.get(f"{HERE}/advies-14.pdf").status_code == 200


def test_a_crowd_at_the_press_leaves_room_for_pages(client, make_advies):
    make_advies(number=14)
    with pdf._seats, pdf._seats:
        begin = time.monotonic()
        assert client.get(f"{HERE}/advies-14.pdf").status_code == 503
        assert time.monotonic() - begin < pdf.WAIT / 2
    assert client.get(f"{HERE}/advies-14.pdf").status_code == 200


def test_fifty_adviezen_take_as_many_queries_as_one(make_advies):
    chapter = HoofdstukFactory()
    counts = []
    for number in (1, 49):
        for _ in range(number):
            AdviesFactory(published=True, hoofdstuk=chapter)
        out = io.BytesIO()
        with CaptureQueriesContext(connection) as asked:
            FORMS["html"].write(stukken.chapter_stuk(chapter), out, lambda parts: None)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_visitors_get_no_cookie_and_the_page_links_to_every_form(client, make_advies):
    advies = make_advies(number=14)
    make_files()
    page = client.get(f"{HERE}/")
    for form in FORMS:
        for name in ("handboek", f"hoofdstuk-{advies.hoofdstuk.number}"):
            assert f'href="{HERE}/{name}.{form}"' in page.content.decode()
    assert "om verder te werken in Word" in page.content.decode()
    assert f'href="{HERE}/advies-14.pdf"' in client.get(advies.get_absolute_url()).content.decode()
    fetched(client, f"{HERE}/handboek.pdf")
    assert not client.cookies
