"""A document as OpenDocument text (ODF 1.3, ISO/IEC 26300), which Word and LibreOffice open.

The libraries that write it hold the whole text in memory; here it is written part by part. What
each style looks like stands in templates/uitvoer/odt/styles.xml.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, ClassVar
from xml.sax.saxutils import escape, quoteattr

from django.template.loader import render_to_string
from PIL import Image

from netwerk.kern.uitvoer.document import (
    PICTURES,
    Document,
    Part,
    Progress,
    Tree,
    in_xml,
    is_lead,
    resolved,
)
from netwerk.kern.uitvoer.lopen import Walker

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
HERE = "<!-- delen -->"
WIDEST = 16.0  # cm between the margins
STYLES = {"intro": "Intro", "klein": "Klein"}


def write(document: Document, out: IO[bytes], *, done: Progress = lambda parts: None) -> None:
    """Write the document; ``out`` must be able to seek."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)
        for name in ("meta.xml", "styles.xml"):
            file.writestr(name, _drawn(name, document=document))
        writer = _Writer(document)
        begin, end = _drawn("content.xml", document=document).split(HERE)
        with file.open("content.xml", "w") as text:
            text.write(begin.encode())
            bodies = zip(document.parts, document.bodies(), strict=True)
            for number, (part, html) in enumerate(bodies, 1):
                text.writelines(piece.encode() for piece in writer.part(part, html))
                done(number)
            text.write(end.encode())
        for name, content in writer.pictures.items():
            file.writestr(name, content, zipfile.ZIP_STORED)
        file.writestr("META-INF/manifest.xml", _drawn("manifest.xml", names=[*writer.pictures]))


def _drawn(name: str, **context: object) -> str:
    return render_to_string(f"uitvoer/odt/{name}", context).strip()


class _Writer(Walker):
    """Writes the parts of one document, and keeps the pictures that stand in them."""

    BREAK = "<text:line-break/>"
    SPANS: ClassVar = {
        "strong": "Vet",
        "b": "Vet",
        "em": "Schuin",
        "i": "Schuin",
        "s": "Doorgehaald",
    }

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.pictures: dict[str, bytes] = {}
        self.names: dict[str, str] = {}  # of a picture, by its address
        self.number = 0  # of the last note
        self.style = "Tekst"  # of the next paragraph

    def part(self, part: Part, html: str) -> Iterator[str]:
        """Write one part: its heading, with the place that links lead to, and its text."""
        body = resolved(self.document, html, self.inside, picture=self.keep)
        self.begin(part, body)
        if part.label:
            above = "Label_20_1" if part.level == 1 and part.title else "Label"  # on a new page
            yield f'<text:p text:style-name="{above}">{self.text(part.label)}</text:p>'
        if part.title:
            mark = f"<text:bookmark text:name={quoteattr(part.key)}/>"
            below = "_20_onder" if part.label and part.level == 1 else ""
            yield self.head(part.level, mark + self.text(part.title), below)
        yield from self.blocks(body)

    def keep(self, address: str) -> str:
        """Keep a picture once; return its name in the file."""
        if address not in self.names:
            found = self.document.picture(address)
            name = ""
            if found and found[0] in PICTURES:
                name = f"Pictures/{len(self.pictures) + 1}.{PICTURES[found[0]]}"
                self.pictures[name] = found[1]
            self.names[address] = name
        return self.names[address]

    def text(self, text: str | None) -> str:
        if not text:
            return ""
        words = " ".join(text.split())
        before = " " if text[0].isspace() else ""
        after = " " if words and text[-1].isspace() else ""
        return escape(in_xml(before + words + after))

    def words(self, pieces: list[str]) -> Iterator[str]:
        yield from _paragraph("".join(pieces), self.style)

    def paragraph(self, element: Tree) -> Iterator[str]:
        style = STYLES.get(element.get("class", ""), self.style)
        if style == "Tekst" and is_lead(element):
            style = "Regel"
        yield from _paragraph(self.line(element), style)

    def head(self, level: int, words: str, below: str = "") -> str:
        style = f"Heading_20_{level}{below}"
        return f'<text:h text:style-name="{style}" text:outline-level="{level}">{words}</text:h>'

    def marked(self, name: str, words: str) -> str:
        return f'<text:span text:style-name="{name}">{words}</text:span>'

    def link(self, element: Tree) -> str:
        where = quoteattr(element.get("href", ""))
        return f'<text:a xlink:type="simple" xlink:href={where}>{self.line(element)}</text:a>'

    def note(self, body: Tree) -> str:
        self.number += 1
        return (
            f'<text:note text:id="noot{self.number}" text:note-class="footnote">'
            f"<text:note-citation>{self.number}</text:note-citation><text:note-body>"
            f'<text:p text:style-name="Voetnoot">{self.line(body).strip()}</text:p>'
            "</text:note-body></text:note>"
        )

    def image(self, element: Tree) -> str:
        """Return a picture as wide as fits."""
        name = element.get("src", "")
        with Image.open(io.BytesIO(self.pictures[name])) as picture:
            width, height = picture.size
        wide = min(WIDEST, width * 2.54 / 96)
        size = f'svg:width="{wide:.2f}cm" svg:height="{wide * height / max(width, 1):.2f}cm"'
        return (
            f'<draw:frame text:anchor-type="as-char" {size}>'
            f'<draw:image xlink:href={quoteattr(name)} xlink:type="simple" xlink:show="embed"/>'
            f"<svg:desc>{self.text(element.get('alt'))}</svg:desc></draw:frame>"
        )

    def items(self, element: Tree) -> Iterator[str]:
        rows = [item for item in element if item.tag == "li"]
        if rows:
            name = "Nummers" if element.tag == "ol" else "Punten"
            yield f'<text:list text:style-name="{name}">'
            for item in rows:
                yield f"<text:list-item>{''.join(self.blocks(item))}</text:list-item>"
            yield "</text:list>"

    def table(self, rows: list[Tree], width: int, *, head: bool) -> Iterator[str]:
        yield f'<table:table><table:table-column table:number-columns-repeated="{width}"/>'
        for place, row in enumerate(rows):
            cells = "".join(self.cell(cell) for cell in row)
            cells += "<table:table-cell/>" * (width - len(row))
            written = f"<table:table-row>{cells}</table:table-row>"
            is_head = head and place == 0
            yield (
                f"<table:table-header-rows>{written}</table:table-header-rows>"
                if is_head
                else written
            )
        yield "</table:table>"

    def cell(self, cell: Tree) -> str:
        """Return one cell."""
        name = "Celkop" if cell.tag == "th" else "Cel"
        return (
            '<table:table-cell table:style-name="Vak" office:value-type="string">'
            f'<text:p text:style-name="{name}">{self.line(cell)}</text:p></table:table-cell>'
        )

    def quotation(self, element: Tree) -> Iterator[str]:
        before, self.style = self.style, "Citaat"
        yield from self.blocks(element)
        self.style = before

    def rule(self, element: Tree) -> Iterator[str]:
        yield '<text:p text:style-name="Tekst"/>'


def _paragraph(words: str, style: str) -> Iterator[str]:
    if words.strip():
        yield f'<text:p text:style-name="{style}">{words.strip()}</text:p>'
