"""Adding sources to a casus, saying what they are, taking them away and putting them back."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casussen.models import Casus
from communities.models import Deelnemer
from netwerk.kern import bestanden
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import retention
from netwerk.kern.bijlagen import datums, opslag
from netwerk.kern.bijlagen.models import Bijlage
from tests.bijlagen import clamd
from tests.bijlagen.bestanden import EICAR, bomb, pdf, picture
from tests.bijlagen.factories import BestandFactory, LinkFactory
from tests.bijlagen.test_serving import body, status

Clients = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db
BASE = "/casussen/winkel/bijlagen/"
WORDS = {
    "title": "Verslag van de dorpsavond",
    "author": "Gemeente Veldhage",
    "dated": "maart 2024",
    "licence": "cc_by",
}


@pytest.fixture
def writer(casus: Casus, client_of: Clients) -> Client:
    """Return the casushouder, signed in."""
    return client_of(casus.casushouder)


def upload(data: bytes | None = None, name: str = "verslag.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if data is None else data, content_type="text/html")


def add(client: Client, file: Any, **words: Any) -> Any:
    return client.post(f"{BASE}bestand/", WORDS | words | {"file": file})


def test_source_has_title_author_date_and_licence(
    casus: Casus, writer: Client, client_of: Clients, organisator: Deelnemer
) -> None:
    answer = add(writer, upload())
    assert (answer.status_code, answer.headers["Location"]) == (302, BASE)
    link = WORDS | {"title": "Het rapport", "url": "www.voorbeeld.nl/rapport", "dated": "15-3-2024"}
    assert writer.post(f"{BASE}link/", link | {"licence": "reserved"}).status_code == 302
    file, other = Bijlage.objects.order_by("pk")
    assert (file.title, file.author, file.dated, file.licence) == (
        "Verslag van de dorpsavond",
        "Gemeente Veldhage",
        "2024-03",
        "cc_by",
    )
    assert (file.media_type, file.size, file.name) == ("application/pdf", len(pdf()), "verslag.pdf")
    assert (other.url, other.dated) == ("https://www.voorbeeld.nl/rapport", "2024-03-15")
    page = client_of(organisator).get("/casussen/winkel/").content.decode()
    for words in (
        *("Verslag van de dorpsavond", "Gemeente Veldhage", "maart 2024", "CC BY 4.0"),
        *("je mag dit hergebruiken", "pdf, 1 kB", "Het rapport", "15 maart 2024"),
        *("Alle rechten voorbehouden", "Link naar voorbeeld.nl"),
    ):
        assert words in page, words
    assert [e.action for e in AuditEvent.objects.order_by("pk")] == ["bijlage.added"] * 2


def test_eicar_file_is_refused_and_what_was_typed_stays(writer: Client) -> None:
    for name in ("eicar.txt", "eicar.pdf"):
        data = EICAR if name.endswith("txt") else pdf(EICAR)
        answer = add(writer, upload(data, name))
        text = answer.content.decode()
        assert "In dit bestand zit een virus" in text
        assert 'value="Verslag van de dorpsavond"' in text
    assert not Bijlage.objects.exists()
    assert not default_storage.exists("bijlagen")


def test_scanner_decides_and_nothing_comes_in_while_it_is_away(
    writer: Client, settings: Any
) -> None:
    with clamd.running() as scanner:
        settings.CLAMD_URL = scanner.address
        assert add(writer, upload()).status_code == 302
        assert scanner.seen == [pdf()]
    assert Bijlage.objects.get().scan_state == "clean"
    answer = add(writer, upload(), title="Een tweede")
    assert "kan nu niet worden gecontroleerd" in answer.content.decode()
    assert 'value="Een tweede"' in answer.content.decode()
    assert Bijlage.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "leeg.pdf", "Dit bestand is leeg"),
        (b"<html><script>alert(1)</script>", "a.pdf", "past niet bij de naam"),
        (bomb(30), "a.docx", "te groot als iemand het opent"),
        (b"a" * 1_000_001, "a.txt", "te groot: het mag hoogstens 1 MB"),
        (b"a" * 3_000_000, "a.txt", "te groot: het mag hoogstens 1 MB"),
    ],
    ids=["empty", "other", "bomb", "large", "larger"],  # a zip holds the time at which it was made
)
def test_refusal_stands_at_the_field(
    writer: Client, settings: Any, data: bytes, name: str, words: str
) -> None:
    settings.BIJLAGE_MOST_BYTES = 1_000_000
    answer = add(writer, upload(data, name))
    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors["file"])
    assert answer.context["form"]["title"].value() == "Verslag van de dorpsavond"
    assert not Bijlage.objects.exists()


def test_no_more_comes_in_than_fits(casus: Casus, writer: Client, settings: Any) -> None:
    settings.BIJLAGE_MOST_NUMBER = 2
    LinkFactory(subject=casus)
    settings.BIJLAGE_MOST_BYTES_TOGETHER = 20
    assert "niet meer bestanden bij" in add(writer, upload()).content.decode()
    settings.BIJLAGE_MOST_BYTES_TOGETHER = 1_000_000
    assert add(writer, upload()).status_code == 302
    assert "al 2 bestanden en links" in add(writer, upload()).content.decode()
    assert (
        "al 2 bestanden en links"
        in writer.post(f"{BASE}link/", WORDS | {"url": "https://voorbeeld.nl"}).content.decode()
    )
    _, files = default_storage.listdir(f"bijlagen/{Bijlage.objects.last().file.name[9:11]}")
    assert len(files) == 1, "what was refused left no file"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.nl/a", "data:text/html,x", "https://a:b@x.nl", "x y"]
)
def test_link_leads_to_a_web_page(writer: Client, url: str) -> None:
    answer = writer.post(f"{BASE}link/", WORDS | {"url": url})
    assert answer.context["form"].errors["url"]
    assert not Bijlage.objects.exists()


def test_words_change_and_the_file_stays(casus: Casus, writer: Client) -> None:
    bijlage = BestandFactory(subject=casus)
    address = f"/bestanden/{bijlage.public_id}/wijzigen/"
    assert "maart 2024" in writer.get(address).content.decode()
    writer.post(address, WORDS | {"title": "Anders <b>", "confidential": "on", "url": "x"})
    after = Bijlage.objects.get()
    assert (after.title, after.confidential, after.url) == ("Anders <b>", True, "")
    assert after.file.name == bijlage.file.name
    assert "Anders &lt;b&gt;" in writer.get(BASE).content.decode()


def test_what_is_taken_away_can_be_put_back_for_thirty_days(
    casus: Casus, writer: Client, django_capture_on_commit_callbacks: Any
) -> None:
    bijlage = BestandFactory(subject=casus)
    address = f"/bestanden/{bijlage.public_id}/"
    assert "Haal je dit weg?" in writer.get(f"{address}weghalen/").content.decode()
    writer.post(f"{address}weghalen/")
    assert status(writer, bijlage.get_absolute_url()) == 404
    assert "Zet terug" in writer.get(BASE).content.decode()
    writer.post(f"{address}terugzetten/")
    assert status(writer, bijlage.get_absolute_url()) == 200
    writer.post(f"{address}weghalen/")
    Bijlage.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(timezone.now())
    assert not Bijlage.objects.exists()
    assert not default_storage.exists(bijlage.file.name)


def test_files_of_a_casus_that_is_wiped_go_too(
    casus: Casus, django_capture_on_commit_callbacks: Any
) -> None:
    lost, kept = BestandFactory(subject=casus), BestandFactory()
    casus.delete()
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(timezone.now())
    assert list(Bijlage.objects.all()) == [kept]
    there = [default_storage.exists(each.file.name) for each in (lost, kept)]
    assert there == [False, True]


def test_file_without_a_row_is_swept_and_the_others_stay(casus: Casus, monkeypatch: Any) -> None:
    kept = BestandFactory(subject=casus)
    with kept.file.open("rb") as content:
        lost = opslag.store(content)
    assert bestanden.sweep() == 0, "it may be on its way in"
    monkeypatch.setattr(bestanden, "YOUNG", timedelta(seconds=-1))
    assert bestanden.sweep() == 1
    assert [default_storage.exists(name) for name in (kept.file.name, lost)] == [True, False]


def test_sweeping_asks_once_for_all_files_of_a_folder(casus: Casus, monkeypatch: Any) -> None:
    numbers = count()
    monkeypatch.setattr(opslag.secrets, "token_hex", lambda size: f"aa{next(numbers):030x}")
    kept = BestandFactory.create_batch(3, subject=casus)
    with kept[0].file.open("rb") as content:
        lost = opslag.store(content)
    monkeypatch.setattr(bestanden, "YOUNG", timedelta(seconds=-1))
    with CaptureQueriesContext(connection) as caught:
        bestanden.sweep()
    asked = [query for query in caught.captured_queries if "bijlagen/aa/" in query["sql"]]
    assert len(asked) == len(bestanden._fields()), "each kind of row once"
    there = [default_storage.exists(name) for name in (*(each.file.name for each in kept), lost)]
    assert there == [True, True, True, False]


def test_picture_for_a_text_comes_in_with_its_words(casus: Casus, writer: Client) -> None:
    address = f"{BASE}afbeelding/"
    section = writer.get("/casussen/winkel/bewerk/approach/").content.decode()
    assert f'data-afbeelding-url="{address}"' in section
    file = upload(picture("JPEG"), "de winkel.jpg")
    told = writer.post(address, {"file": file, "alt": "De winkel in de zomer."})
    bijlage = Bijlage.objects.get()
    assert told.json() == {"url": bijlage.get_absolute_url(), "alt": "De winkel in de zomer."}
    assert (bijlage.inline, bijlage.alt) == (True, "De winkel in de zomer.")
    shown = writer.get(told.json()["url"])
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert body(shown).startswith(b"\xff\xd8")
    for data, words in (
        ({"alt": "Zonder"}, "Kies een bestand"),
        ({"file": upload(picture(), "a.png")}, "Schrijf in één zin"),
        ({"file": upload(), "alt": "Een pdf"}, "Kies een afbeelding"),
    ):
        refused = writer.post(address, data)
        assert refused.status_code == 400
        assert words in refused.json()["fout"]


def test_it_is_a_file_or_a_link(casus: Casus) -> None:
    for wrong in ({"url": ""}, {"url": "https://x.nl", "file": "bijlagen/a"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LinkFactory(subject=casus, **wrong)


def test_pages_ask_as_much_for_one_as_for_fifty(casus: Casus, writer: Client) -> None:
    pages = (BASE, "/casussen/winkel/bronnen/", "/casussen/winkel/")

    def counts() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert writer.get(page).status_code == 200
            found.append(len(queries))
        return found

    LinkFactory(subject=casus)
    counts()  # what is fetched once is fetched
    one = counts()
    LinkFactory.create_batch(49, subject=casus)
    assert counts() == one


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("2024", "2024", "2024"),
        ("maart 2024", "2024-03", "maart 2024"),
        ("15 mrt 2024", "2024-03-15", "15 maart 2024"),
        ("15-3-2024", "2024-03-15", "15 maart 2024"),
        ("2024-03", "2024-03", "maart 2024"),
        ("", "", ""),
    ],
)
def test_date_is_read_as_people_write_it(typed: str, kept: str, words: str) -> None:
    assert datums.parse(typed) == kept
    assert datums.in_words(kept) == words


@pytest.mark.parametrize("typed", ["31-2-2024", "gisteren", "99", "31-0-2024", "\x00", "9" * 5000])
def test_date_that_is_none_is_refused(typed: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="Schrijf een jaar"):
        datums.parse(typed)
