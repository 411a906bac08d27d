"""A document as OpenDocument text (ODF 1.3, ISO/IEC 26300), which Word and LibreOffice open.

The libraries that write it hold the whole text in memory; here it is written part by part. What
each style looks like stands in templates/uitvoer/odt/styles.xml.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from django.template.loader import render_to_string
from PIL import Image

from netwerk.kern.uitvoer.document import (
    Document,
    Part,
    Progress,
    Tree,
    in_xml,
    is_lead,
    is_reference,
    notes_of,
    resolved,
)

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
HERE = "<!-- delen -->"
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
WIDEST = 16.0  # cm between the margins
SPANS = {"strong": "Vet", "b": "Vet", "em": "Schuin", "i": "Schuin", "s": "Doorgehaald"}
BLOCKS = {
    **dict.fromkeys(("h2", "h3", "h4", "h5"), "heading"),
    **dict.fromkeys(("div", "section", "dl"), "inner"),
    "p": "paragraph",
    "ul": "items",
    "ol": "items",
    "table": "rows",
    "blockquote": "quotation",
    "hr": "rule",
}
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


class _Writer:
    """Writes the parts of one document, and keeps the pictures that stand in them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.inside = document.inside()
        self.pictures: dict[str, bytes] = {}
        self.names: dict[str, str] = {}  # of a picture, by its address
        self.notes: dict[str, Tree] = {}
        self.number = 0  # of the last note
        self.top = self.level = 1  # of the part, and of the last heading

    def part(self, part: Part, html: str) -> Iterator[str]:
        """Write one part: its heading, with the place that links lead to, and its text."""
        body = resolved(self.document, html, self.inside, picture=self.keep)
        self.notes = notes_of(body)
        self.top = self.level = part.level
        if part.label:
            above = "Label_20_1" if part.level == 1 and part.title else "Label"  # on a new page
            yield f'<text:p text:style-name="{above}">{_text(part.label)}</text:p>'
        if part.title:
            mark = f"<text:bookmark text:name={quoteattr(part.key)}/>"
            below = "_20_onder" if part.label and part.level == 1 else ""
            yield _heading(part.level, mark + _text(part.title), below)
        yield from self.blocks(body)

    def keep(self, address: str) -> str:
        """Keep a picture once; return its name in the file."""
        if address not in self.names:
            found = self.document.picture(address)
            name = ""
            if found and found[0] in ENDINGS:
                name = f"Pictures/{len(self.pictures) + 1}.{ENDINGS[found[0]]}"
                self.pictures[name] = found[1]
            self.names[address] = name
        return self.names[address]

    def blocks(self, parent: Tree, style: str = "Tekst") -> Iterator[str]:
        """Write what stands below each other; loose words become a paragraph."""
        loose = [_text(parent.text)]
        for child in parent:
            if child.tag in BLOCKS:
                yield from _paragraph(loose, style)
                loose = [_text(child.tail)]
                yield from getattr(self, BLOCKS[child.tag])(child, style)
            else:
                loose += [*self.span(child), _text(child.tail)]
        yield from _paragraph(loose, style)

    def spans(self, parent: Tree) -> Iterator[str]:
        """Write what stands behind each other."""
        yield _text(parent.text)
        for child in parent:
            yield from self.span(child)
            yield _text(child.tail)

    def span(self, element: Tree) -> Iterator[str]:
        """Write one piece of a line."""
        if element.tag == "br":
            yield "<text:line-break/>"
        elif element.tag == "img":
            yield self.image(element)
        elif is_reference(element):
            yield from self.note(element)
        elif element.tag == "a":
            where = quoteattr(element.get("href", ""))
            words = "".join(self.spans(element))
            yield f'<text:a xlink:type="simple" xlink:href={where}>{words}</text:a>'
        elif style := SPANS.get(element.tag):
            words = "".join(self.spans(element))
            yield f'<text:span text:style-name="{style}">{words}</text:span>'
        else:
            yield from self.spans(element)

    def note(self, element: Tree) -> Iterator[str]:
        """Write a footnote where its mark stands."""
        body = self.notes.get(element.get("href", "").removeprefix("#"))
        if body is not None:
            self.number += 1
            words = "".join(self.spans(body)).strip()
            yield (
                f'<text:note text:id="noot{self.number}" text:note-class="footnote">'
                f"<text:note-citation>{self.number}</text:note-citation><text:note-body>"
                f'<text:p text:style-name="Voetnoot">{words}</text:p></text:note-body></text:note>'
            )

    def image(self, element: Tree) -> str:
        """Write a picture as wide as fits, with its description for who does not see it."""
        name = element.get("src", "")
        with Image.open(io.BytesIO(self.pictures[name])) as picture:
            width, height = picture.size
        wide = min(WIDEST, width * 2.54 / 96)
        size = f'svg:width="{wide:.2f}cm" svg:height="{wide * height / max(width, 1):.2f}cm"'
        return (
            f'<draw:frame text:anchor-type="as-char" {size}>'
            f'<draw:image xlink:href={quoteattr(name)} xlink:type="simple" xlink:show="embed"/>'
            f"<svg:desc>{_text(element.get('alt'))}</svg:desc></draw:frame>"
        )

    def heading(self, element: Tree, style: str) -> Iterator[str]:
        """Write a heading, at most one deeper than what stands above it."""
        if not "".join(element.itertext()).strip():
            yield from self.paragraph(element, style)
            return
        self.level = min(self.top + int(element.tag[1]) - 2, self.level + 1)
        yield _heading(self.level, "".join(self.spans(element)))

    def paragraph(self, element: Tree, style: str) -> Iterator[str]:
        """Write a paragraph."""
        own = STYLES.get(element.get("class", ""), style)
        if own == "Tekst" and is_lead(element):
            own = "Regel"
        yield from _paragraph([*self.spans(element)], own)

    def inner(self, element: Tree, style: str) -> Iterator[str]:
        """Write what stands in a block that looks like nothing by itself."""
        yield from self.blocks(element, style)

    def items(self, element: Tree, style: str) -> Iterator[str]:
        """Write a list."""
        rows = [item for item in element if item.tag == "li"]
        if rows:
            name = "Nummers" if element.tag == "ol" else "Punten"
            yield f'<text:list text:style-name="{name}">'
            for item in rows:
                yield f"<text:list-item>{''.join(self.blocks(item, style))}</text:list-item>"
            yield "</text:list>"

    def rows(self, element: Tree, style: str) -> Iterator[str]:
        """Write a table; its first row of headings comes back on each page."""
        rows = [*element.iter("tr")]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        yield f'<table:table><table:table-column table:number-columns-repeated="{width}"/>'
        for place, row in enumerate(rows):
            is_head = place == 0 and all(cell.tag == "th" for cell in row)
            cells = "".join(self.cell(cell) for cell in row)
            cells += "<table:table-cell/>" * (width - len(row))
            written = f"<table:table-row>{cells}</table:table-row>"
            head = "<table:table-header-rows>{}</table:table-header-rows>" if is_head else "{}"
            yield head.replace("{}", written)
        yield "</table:table>"

    def cell(self, cell: Tree) -> str:
        """Write one cell."""
        name = "Celkop" if cell.tag == "th" else "Cel"
        words = "".join(self.spans(cell))
        return (
            '<table:table-cell table:style-name="Vak" office:value-type="string">'
            f'<text:p text:style-name="{name}">{words}</text:p></table:table-cell>'
        )

    def quotation(self, element: Tree, style: str) -> Iterator[str]:
        """Write what somebody else said."""
        yield from self.blocks(element, "Citaat")

    def rule(self, element: Tree, style: str) -> Iterator[str]:
        """Leave a line open."""
        yield '<text:p text:style-name="Tekst"/>'


def _heading(level: int, words: str, below: str = "") -> str:
    style = f"Heading_20_{level}{below}"
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{words}</text:h>'


def _paragraph(pieces: list[str], style: str) -> Iterator[str]:
    words = "".join(pieces).strip()
    if words:
        yield f'<text:p text:style-name="{style}">{words}</text:p>'


def _text(text: str | None) -> str:
    """Return words for XML, with one space where there are more or a new line."""
    if not text:
        return ""
    words = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if words and text[-1].isspace() else ""
    return escape(in_xml(before + words + after))
