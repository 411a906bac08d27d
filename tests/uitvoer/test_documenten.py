"""A document in four forms, read back by other hands than wrote it."""

import io
import re
import subprocess
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import odfdo
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from netwerk.kern.dev.epubcheck import ensure_epubcheck
from netwerk.kern.tekst.opmaak import render
from netwerk.kern.uitvoer import epub, html, odt, pdf
from netwerk.kern.uitvoer.document import Document, Part
from tests.uitvoer.lezen import kinds, links, structure, text_of

ODD = 'Vraag eerst #niet [te] $veel$ `x` <b> "aan" \\ *ster @ref 50% & meer ; klaar'
MARKDOWN = """Vraag **eerst** wat _bewoners_ vinden, zie [advies 1](/handboek/adviezen/1/)
en [elders](https://voorbeeld.nl/a?b=1&c=2).

1. Ga langs
2. Luister
   - en nog

> Een citaat

| Kop | Twee |
|---|---|
| a | b |

#### Diep

Slot ~~weg~~."""
NOTE = (
    '<p>Herkend.<a role="doc-noteref" href="#noot-1">1</a></p>'
    '<aside role="doc-footnote" id="noot-1">Casus A, <a href="https://x.nl/">x</a></aside>'
)
PICTURE = '<p><img src="/bestanden/1/kaart.png" alt="Een kaart van het dal"></p>'


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "#0b5f38").save(out, "PNG")
    return out.getvalue()


def book(adviezen: int = 3, **more: Any) -> Document:
    parts = [Part("hoofdstuk-1", "Samen beginnen", address="http://testserver/h/1/")]
    bodies = ["<p>Inleiding</p>"]
    for number in range(1, adviezen + 1):
        address = f"http://testserver/handboek/adviezen/{number}/"
        parts.append(Part(f"advies-{number}", f"{ODD} {number}", 2, address, f"Advies {number}"))
        note = NOTE.replace("noot-1", f"noot-{number}")
        bodies.append(f"<h3>Waarom</h3>{render(MARKDOWN, top_heading=4)}{note}{PICTURE}")
    about: dict[str, Any] = {
        "title": "Handboek brede welvaart",
        "parts": tuple(parts),
        "bodies": lambda: iter(bodies),
        "address": "http://testserver/handboek/",
        "made_on": date(2026, 11, 30),
        "licence": "CC BY 4.0",
        "licence_address": "https://creativecommons.org/licenses/by/4.0/",
        "picture": lambda address: ("image/png", png()) if "kaart" in address else None,
    }
    return Document(**about | more)


def written(form: Any, document: Document) -> bytes:
    out, told = io.BytesIO(), []
    form.write(document, out, done=told.append)
    assert told == [*range(1, len(document.parts) + 1)]
    return out.getvalue()


def test_a_pdf_is_tagged_and_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(written(pdf, book()))) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == "nl"
        assert made.Root.ViewerPreferences.DisplayDocTitle
        assert str(made.docinfo.Title) == "Handboek brede welvaart"
        with made.open_metadata() as said:
            assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert said["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
        found = kinds(made)
        assert found["/H1"] >= 1
        assert (found["/H2"], found["/Table"], found["/Figure"]) == (3, 3, 3)
        assert found["/TH"] == 6
        assert found["/TOCI"] == 4
        assert len(list(made.Root.Outlines)) > 0


def test_every_picture_of_a_pdf_says_what_it_shows() -> None:
    with pikepdf.open(io.BytesIO(written(pdf, book()))) as made:
        shown = [str(node.Alt) for kind, node in structure(made) if kind == "/Figure"]
    assert shown == ["Een kaart van het dal"] * 3


def test_headings_of_a_pdf_skip_no_level() -> None:
    deep = "<h5>Heel diep</h5><p>x</p><h3>Terug</h3><p>x</p>"
    document = book(parts=(Part("a", "A"), Part("b", "B", 2)), bodies=lambda: iter([deep, deep]))
    with pikepdf.open(io.BytesIO(written(pdf, document))) as made:
        levels = [int(kind[2]) for kind, _ in structure(made) if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert max(levels) > 2
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_inside_a_pdf_stay_inside_and_its_sources_are_footnotes() -> None:
    with pikepdf.open(io.BytesIO(written(pdf, book()))) as made:
        inside, outside = links(made)
        assert kinds(made)["/Note"] == 3
    assert inside >= 3 + 4  # to advies 1 out of each text, and the contents
    assert "http://testserver/handboek/adviezen/1/" not in outside
    assert {"https://voorbeeld.nl/a?b=1&c=2", "https://x.nl/"} <= outside


def test_signs_in_a_text_mean_nothing_in_a_pdf() -> None:
    assert ODD in text_of(written(pdf, book(1)))


def test_one_text_has_its_title_once_and_no_contents() -> None:
    document = book(
        title="Vraag het eerst",
        parts=(Part("advies-1", "", label="Advies 1"),),
        bodies=lambda: iter(["<p>Zo.</p><h3>Waarom</h3><p>Daarom.</p>"]),
    )
    made = written(pdf, document)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert [kind for kind, _ in structure(opened) if re.fullmatch(r"/H\d", kind)] == [
            "/H1",
            "/H2",
        ]
        assert len(opened.pages) == 1
    page = written(html, document).decode()
    assert page.count("Vraag het eerst</h1>") == 1
    assert "<h2>Waarom</h2>" in page
    assert "Inhoud" not in page


def test_a_large_book_is_a_pdf_in_volumes_that_begin_with_their_chapter() -> None:
    document = book(pdf.VOLUME + 5)
    volumes = list(pdf.volumes(document))
    assert [len(volume.parts) for volume in volumes] == [pdf.VOLUME, 7]
    assert volumes[1].parts[0].title == "Samen beginnen (vervolg)"
    assert [volume.subtitle for volume in volumes] == ["Deel 1 van 2", "Deel 2 van 2"]
    titles = []
    for volume in volumes:
        with pikepdf.open(io.BytesIO(written_volume(volume))) as made:
            titles.append([str(item.title) for item in all_outlines(made)])
            _, outside = links(made)
    assert titles[1][-1] == f"{ODD} {pdf.VOLUME + 5}"
    assert "http://testserver/handboek/adviezen/1/" in outside  # it stands in the other volume


def written_volume(volume: Document) -> bytes:
    out = io.BytesIO()
    pdf.write(volume, out)
    return out.getvalue()


def all_outlines(made: pikepdf.Pdf) -> list[Any]:
    with made.open_outline() as outline:
        found = []
        for item in outline.root:
            found += [item, *item.children]
        return found


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    for name, document in {
        "boek": book(),
        "los": book(parts=(Part("a", ""),), bodies=lambda: iter(["<ul></ul><p>x</p>" + NOTE])),
    }.items():
        file = tmp_path / f"{name}.epub"
        file.write_bytes(written(epub, document))
        command = [*ensure_epubcheck(), str(file)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "0 fatals / 0 errors / 0 warnings" in run.stdout, run.stdout + run.stderr


def test_an_epub_has_a_file_for_each_part_and_its_links_stay_inside() -> None:
    with zipfile.ZipFile(io.BytesIO(written(epub, book()))) as made:
        page = made.read("OEBPS/deel-advies-2.xhtml").decode()
        about = made.read("OEBPS/boek.opf").decode()
        contents = made.read("OEBPS/inhoud.xhtml").decode()
    assert '<a href="deel-advies-1.xhtml">advies 1</a>' in page
    assert 'epub:type="noteref"' in page
    assert "CC BY 4.0" in about
    assert "<dc:language>nl</dc:language>" in about
    assert contents.count("<li>") == 4


def test_an_odt_is_read_by_another_program() -> None:
    made = odfdo.Document(io.BytesIO(written(odt, book())))
    body = made.body
    heads = [(int(head.level), str(head).strip()) for head in body.headers]
    assert heads[:3] == [(1, "Samen beginnen"), (2, f"{ODD} 1"), (3, "Waarom")]
    assert len(body.get_notes(note_class="footnote")) == 3
    assert len(body.get_tables()) == 3
    shown = [image.parent.svg_description for image in body.get_images()]
    assert shown == ["Een kaart van het dal"] * 3
    inside = {link.url for link in body.get_links() if link.url.startswith("#")}
    assert {"#hoofdstuk-1", "#advies-1"} <= inside
    marks = {mark.name for mark in body.get_bookmarks()}
    assert {name[1:] for name in inside} <= marks
    assert made.get_language() == "nl-NL"


def test_what_stands_above_a_heading_stays_with_it_in_an_odt() -> None:
    """The page of a chapter begins with its label, and a bold line never ends a page."""
    parts = (Part("h-1", "Samen", label="Hoofdstuk 1"), Part("a-1", "Tel", 2, label="Advies 1"))
    text = "<p><strong>Werkt als:</strong></p><ul><li>er tijd is</li></ul>"
    made = odfdo.Document(
        io.BytesIO(written(odt, book(parts=parts, bodies=lambda: iter(["", text]))))
    )
    rows = {str(row).strip(): row.style for row in made.body.get_elements("//text:p | //text:h")}
    styles = made.get_part("styles.xml")
    page = styles.get_element(f"//style:style[@style:name='{rows['Hoofdstuk 1']}']/*")
    assert page.get_attribute("fo:break-before") == "page"
    below = styles.get_element(f"//style:style[@style:name='{rows['Samen']}']/*")
    assert below.get_attribute("fo:break-before") == "auto"
    assert rows["Advies 1"] == "Label"
    stays = styles.get_element(f"//style:style[@style:name='{rows['Werkt als:']}']/*")
    assert stays.get_attribute("fo:keep-with-next") == "always"


def test_one_page_of_html_needs_nothing_beside_it() -> None:
    page = written(html, book()).decode()
    assert '<html lang="nl">' in page
    assert not re.findall(
        r'(?:src|href)="(?!https?://|#|data:(?:image/png|text/css);base64,)', page
    )
    assert "<script" not in page
    assert '<a href="#advies-1">advies 1</a>' in page
    assert re.findall(r"<h(\d)", page)[:5] == ["1", "2", "2", "3", "4"]


def test_a_picture_that_is_not_to_be_had_becomes_its_description() -> None:
    document = book(picture=lambda address: None)
    assert "[Afbeelding: Een kaart van het dal]" in text_of(written(pdf, document))
    assert "[Afbeelding: Een kaart van het dal]" in written(html, document).decode()


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_written(text: str) -> None:
    """No sign breaks a document, and what can be shown is in it."""
    markdown = f"{text}\n\n1. {text}\n\n| {text} | b |\n|---|---|\n| c | {text} |"
    document = book(
        title=text or "x",
        parts=(Part("a", text or "x", label=text), Part("b", "B", 2)),
        bodies=lambda: iter([str(render(markdown)), "<p>B</p>"]),
        picture=lambda address: None,
    )
    assert written(pdf, document)[:4] == b"%PDF"
    for form, name in ((odt, "content.xml"), (epub, "OEBPS/deel-a.xhtml")):
        with zipfile.ZipFile(io.BytesIO(written(form, document))) as made:
            ET.fromstring(made.read(name))


def test_a_sign_that_no_typeface_has_costs_the_mark_and_not_the_document(caplog: Any) -> None:
    document = book(bodies=lambda: iter(["<p>Goed gedaan 😀</p>"] * 4))
    with pikepdf.open(io.BytesIO(written(pdf, document))) as made:
        assert made.Root.MarkInfo.Marked
        assert kinds(made)["/H2"] == 3
    assert "does not keep to PDF/UA" in caplog.text


def test_a_pdf_that_cannot_be_set_is_an_error_with_its_reason() -> None:
    broken = Path(__file__)  # no source of typst
    with pytest.raises(pdf.NoPdfError, match="unclosed delimiter"):
        pdf.press(broken, broken.with_suffix(".pdf"))


@pytest.mark.parametrize(
    "text",
    [
        ">" * 200 + " diep",
        "\n".join("  " * depth + "- a" for depth in range(120)),
        "\n".join("   " * depth + "1. a" for depth in range(60)),
        "> - " * 60 + "a",
        "*" * 300 + "a" + "*" * 300,
        "[a](https://voorbeeld.nl/" + "a" * 90_000 + ")",
    ],
    ids=["quotations", "lists", "numbers", "both", "bold", "address"],
)
def test_a_text_that_goes_very_deep_can_be_set(text: str) -> None:
    body = f"<p>Begin</p>{render(text)}<p>Eind</p>"
    made = text_of(written(pdf, book(0, bodies=lambda: iter([body]))))
    assert "Begin" in made and "Eind" in made


def test_a_picture_that_comes_back_a_thousand_times_does_not_fill_memory_or_disk(
    monkeypatch: Any,
) -> None:
    asked = []

    def picture(address: str) -> tuple[str, bytes]:
        asked.append(address)
        return "image/png", png()

    again = book(0, bodies=lambda: iter([PICTURE * 1000]), picture=picture)
    monkeypatch.setattr(html, "MOST_PICTURES", 3000)
    page = written(html, again).decode()
    assert 2 < page.count("data:image/png") < 40
    assert "[Afbeelding: Een kaart van het dal]" in page
    assert written(pdf, again).startswith(b"%PDF")
    assert len(asked) == 2, "once for each document"
