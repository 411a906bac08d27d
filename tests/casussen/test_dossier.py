"""A casus to take along: what the reader may read, as a document and as a package to keep."""

import hashlib
import io
import json
import subprocess
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casussen.dossier import pakket
from casussen.models import CasusSectie
from communities.services import post_reactie
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.dev.epubcheck import ensure_epubcheck
from netwerk.kern.uitvoer import pdf, werk
from netwerk.kern.uitvoer.models import Uitvoer
from tests.factories import (
    BevindingFactory,
    CasusFactory,
    DilemmaFactory,
    LesFactory,
    LidmaatschapFactory,
)
from tests.uitvoer.lezen import kinds, text_of

pytestmark = pytest.mark.django_db
OPEN = "De bus rijdt nu twee keer per uur."
CLOSED = "De wethouder wil dit niet horen."


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def casus(community: Any, deelnemer: Any) -> Any:
    """Return a casus of the community of which Dana is casushouder, with a closed passage."""
    made = CasusFactory(
        title="De bus die bleef",
        slug="de-bus",
        community=community,
        casushouder=deelnemer,
        visibility="community",
    )
    body = f"{OPEN}\n\n:::vertrouwelijk\n{CLOSED}\n:::"
    CasusSectie.objects.update_or_create(
        casus=made, kind="context", defaults={"body": body, "updated_by": deelnemer}
    )
    return made


def add_file(casus: Any, person: Any, name: str, *, confidential: bool = False) -> Bijlage:
    row = Bijlage(
        subject=casus,
        title=f"Titel van {name}",
        name=name,
        media_type="text/plain",
        uploaded_by=person,
        confidential=confidential,
    )
    content = f"inhoud van {name}".encode()
    row.sha256, row.size = hashlib.sha256(content).hexdigest(), len(content)
    row.file.save(name, ContentFile(content))
    return row


def package(client: Any, casus: Any) -> zipfile.ZipFile:
    """Have the package made, and fetch it."""
    answer = client.post(f"/casussen/{casus.slug}/dossier/")
    assert answer.status_code == 302
    assert werk.make_due(seconds=60) == 1
    fetched = client.get(f"{answer.headers['Location']}ophalen/")
    return zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content)))


def test_the_package_holds_page_pdf_data_and_files_with_their_checksums(
    client_of, deelnemer, casus
) -> None:
    add_file(casus, deelnemer, "plan.txt")
    dilemma = DilemmaFactory(
        question="Vaart of rust?", visibility="community", community=casus.community
    )
    dilemma.casussen.add(casus)
    post_reactie(actor=deelnemer, subject=casus, body="Dit helpt **echt**.")
    les = LesFactory(casus=casus, conclusion="Vraag het eerst aan de bus.")
    with package(client_of(deelnemer), casus) as box:
        assert sorted(box.namelist()) == [
            "LEESMIJ.txt",
            "bestanden/01-plan.txt",
            "dossier.html",
            "dossier.json",
            "dossier.pdf",
        ]
        data = json.loads(box.read("dossier.json"))
        page = box.read("dossier.html").decode()
        with pikepdf.open(io.BytesIO(box.read("dossier.pdf"))) as made:
            assert kinds(made)["/H2"] >= 1
        for row in data["metagegevens"]["bestanden"]:
            content = box.read(row["naam"])
            assert hashlib.sha256(content).hexdigest() == row["checksum"]["checksumWaarde"]
    assert data["gesprek"][0]["markdown"] == "Dit helpt **echt**."
    for words in (OPEN, "Vaart of rust?", "Dit helpt", les.conclusion, "Titel van plan.txt"):
        assert words in page, words


def test_an_archive_finds_its_fields(casus) -> None:
    casus.finished_at = datetime(2028, 2, 29, 12, tzinfo=UTC)
    found = pakket.metadata(casus, [], confidential=False)
    assert found["aggregatieniveau"] == "Dossier"
    assert found["bewaartermijn"]["termijnEinddatum"] == "2038-03-01"
    assert pakket.end_of_term(date(2027, 5, 4)) == date(2037, 5, 4)


def test_nobody_reads_in_a_dossier_what_the_page_does_not_say(
    client, client_of, deelnemer, ander_lid, casus, community
) -> None:
    add_file(casus, deelnemer, "geheim.txt", confidential=True)
    member = LidmaatschapFactory(community=community).deelnemer
    assert client_of(ander_lid).get("/casussen/de-bus/dossier/").status_code == 404
    assert client_of(ander_lid).get("/casussen/de-bus/dossier/casus.pdf").status_code == 404
    assert client.get("/casussen/de-bus/dossier/casus.pdf").status_code == 404
    read = text_of(client_of(member).get("/casussen/de-bus/dossier/casus.pdf").content)
    assert OPEN in read
    assert CLOSED not in read and "geheim.txt" not in read
    own = text_of(client_of(deelnemer).get("/casussen/de-bus/dossier/casus.pdf").content)
    assert CLOSED in own and "vertrouwelijke stukken" in own
    with package(client_of(member), casus) as box:
        everything = b" ".join(box.read(name) for name in box.namelist()).decode("utf-8", "ignore")
    assert OPEN in everything
    assert CLOSED not in everything and "geheim.txt" not in everything


def test_who_left_the_group_does_not_fetch_the_confidential_package(
    client_of, deelnemer, organisator, casus
) -> None:
    client = client_of(deelnemer)
    answer = client.post("/casussen/de-bus/dossier/")
    werk.make_due(seconds=60)
    assert Uitvoer.objects.get().about.endswith("-vertrouwelijk")
    type(casus).objects.update(casushouder=organisator)
    got = client.get(f"{answer.headers['Location']}ophalen/", follow=True)
    assert "Je mag dit niet meer zien" in got.content.decode()


def test_who_left_the_network_does_not_fetch_what_was_said_in_it(
    client_of, deelnemer, community
) -> None:
    public = CasusFactory(slug="open", community=community, visibility="public", body=OPEN)
    post_reactie(actor=deelnemer, subject=public, body="Onder ons gezegd.")
    member = LidmaatschapFactory(community=community)
    client = client_of(member.deelnemer)
    answer = client.post("/casussen/open/dossier/")
    werk.make_due(seconds=60)
    fetched = client.get(f"{answer.headers['Location']}ophalen/")
    assert b"".join(fetched.streaming_content).startswith(b"PK")
    member.delete()
    got = client.get(f"{answer.headers['Location']}ophalen/", follow=True)
    assert "Je mag dit niet meer zien" in got.content.decode()


def test_a_casus_that_no_pdf_can_hold_says_so(client_of, deelnemer, casus, monkeypatch) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", timedelta(0))
    got = client_of(deelnemer).get("/casussen/de-bus/dossier/casus.pdf", follow=True)
    assert got.status_code == 503
    assert "lukt geen PDF" in got.content.decode()
    assert settings.MESSAGE_COOKIE_NAME not in got.cookies


def test_the_list_of_files_tells_no_title_of_what_was_closed_since(
    client_of, organisator, casus, community
) -> None:
    member = LidmaatschapFactory(community=community)
    client = client_of(member.deelnemer)
    answer = client.post("/casussen/de-bus/dossier/")
    assert "De bus die bleef" in client.get("/mijn/bestanden/").content.decode()
    type(casus).objects.update(title="Nu nog geheimer", visibility="casusgroep")
    for path in ("/mijn/bestanden/", answer.headers["Location"]):
        page = client.get(path).content.decode()
        assert "Nu nog geheimer" not in page and "de-bus" not in page


def test_who_joins_the_group_while_the_package_waits_gets_no_closed_passage_under_open_rights(
    client_of, community, casus
) -> None:
    member = LidmaatschapFactory(community=community).deelnemer
    client_of(member).post("/casussen/de-bus/dossier/")
    type(casus).objects.update(casushouder=member)
    assert werk.make_due(seconds=60) == 0
    assert not Uitvoer.objects.get().file


def test_a_visitor_reads_a_public_casus_without_its_talk_and_logs_in_for_the_package(
    client, deelnemer, community
) -> None:
    public = CasusFactory(slug="open", community=community, visibility="public", body=OPEN)
    post_reactie(actor=deelnemer, subject=public, body="Onder ons gezegd.")
    BevindingFactory(casus=public)
    read = text_of(client.get("/casussen/open/dossier/casus.pdf").content)
    assert OPEN in read
    assert "Onder ons" not in read
    answer = client.post("/casussen/open/dossier/")
    assert answer.headers["Location"].startswith("/account/login/")
    assert not Uitvoer.objects.exists()


def test_every_form_can_be_had_and_the_epub_is_right(client_of, deelnemer, casus, tmp_path) -> None:
    client = client_of(deelnemer)
    for form in ("pdf", "odt", "epub", "html"):
        answer = client.get(f"/casussen/de-bus/dossier/casus.{form}")
        assert answer.status_code == 200
        assert f'filename="casus-de-bus.{form}"' in answer.headers["Content-Disposition"]
    file = tmp_path / "casus.epub"
    file.write_bytes(client.get("/casussen/de-bus/dossier/casus.epub").content)
    command = [*ensure_epubcheck(), str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout, run.stdout
    assert client.get("/casussen/de-bus/dossier/casus.exe").status_code == 404
    assert 'href="/casussen/de-bus/dossier/"' in client.get("/casussen/de-bus/").content.decode()


def test_a_list_of_dossiers_asks_as_much_for_many_as_for_one(
    client_of, deelnemer, community
) -> None:
    client, counts = client_of(deelnemer), []
    for number in (1, 19):
        for _ in range(number):
            one = CasusFactory(community=community, visibility="community")
            about = pakket.about_of(deelnemer, one)
            Uitvoer.objects.create(person=deelnemer, maker=pakket.KEY, about=about, form="zip")
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/mijn/bestanden/").content.decode()
        counts.append(len(asked))
    assert page.count("Dossier: ") == 20
    assert counts[0] == counts[1]
