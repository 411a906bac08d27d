"""Case 37 in documents: attacks in titles and texts are words there, in each of the four forms."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from netwerk.kern.tekst.opmaak import render
from netwerk.kern.uitvoer import epub, html, odt, pdf
from netwerk.kern.uitvoer.document import Document, Part
from tests.aanvallen import ATTACKS, active
from tests.uitvoer.lezen import links, text_of
from tests.uitvoer.test_documenten import book, written

SCHEMES = ("http://", "https://", "mailto:", "tel:")
RUNS = {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/OpenAction", "/AA"}


@pytest.fixture(scope="module")
def attacked() -> Document:
    """Return a book in which every attack is a title and a text."""
    parts = tuple(Part(f"a-{n}", each, label=each) for n, each in enumerate(ATTACKS))
    drawn = [render(each) for each in ATTACKS]
    return book(title=ATTACKS[0], subtitle=ATTACKS[1], parts=parts, bodies=lambda: iter(drawn))


def test_no_attack_runs_in_a_page(attacked: Document) -> None:
    made = written(html, attacked).decode()
    assert active(made) == []
    assert made.count("&lt;script") > 20


@pytest.mark.parametrize("form", [epub, odt])
def test_no_attack_runs_in_a_zip(form: object, attacked: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(written(form, attacked))) as made:
        assert not [name for name in made.namelist() if name.endswith((".js", ".svg"))]
        for name in made.namelist():
            if name.endswith((".xhtml", ".xml", ".opf", ".ncx")):
                for each in ET.fromstring(made.read(name)).iter():
                    assert each.tag.rpartition("}")[2] not in {"script", "event-listeners"}, name
                    for key, value in each.items():
                        bare = key.rpartition("}")[2]
                        assert not bare.startswith("on"), (name, key)
                        assert bare != "href" or "script:" not in value[:14], (name, value)


def test_no_attack_runs_in_a_pdf(attacked: Document) -> None:
    data = written(pdf, attacked)
    with pikepdf.open(io.BytesIO(data)) as made:
        for thing in made.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert not RUNS & {*thing.keys()}
                assert str(thing.get("/S", "")) not in RUNS
        assert all(address.startswith(SCHEMES) for address in links(made)[1])
    assert "onerror" in text_of(data)
