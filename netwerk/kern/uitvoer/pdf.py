"""A document as PDF/UA-1 (ISO 14289-1): typst sets it, with tags, title, language and contents.

Text goes into the source as strings and never as markup, so that no sign of it means anything.
typst holds a whole document in memory, about 1.2 MB for an advies (measured): it runs in a process
of its own, and who has more than ``MOST_PARTS`` makes volumes.
"""

import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import batched, chain, islice
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import formats

from netwerk.kern.uitvoer.document import (
    Document,
    Part,
    Progress,
    Tree,
    in_xml,
    is_lead,
    is_reference,
    notes_of,
    tree_of,
)

logger = logging.getLogger(__name__)
MOST_PARTS = 120  # parts in one file: a process of about 200 MB
PATIENCE = timedelta(seconds=120)
FONTS = settings.BASE_DIR / "static/dist/druk"
STYLE = Path(__file__).parent / "druk.typ"
SPANS = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "s": "strike"}
BLOCKS = {  # what stands below each other, and who writes it
    **dict.fromkeys(("h2", "h3", "h4", "h5"), "heading"),
    **dict.fromkeys(("div", "section", "dl"), "inner"),
    "p": "paragraph",
    "ul": "items",
    "ol": "items",
    "table": "rows",
    "blockquote": "quotation",
    "hr": "rule",
}
DEEPEST = 12  # lists, quotations and bold words in each other; typst refuses some tens
LONGEST_LINK = 2000  # signs; typst refuses more than 8000
STYLES = {"intro", "klein"}  # classes of a paragraph that look different
KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


WAIT = 10.0  # seconds for a turn
_turn = threading.BoundedSemaphore(1)  # in one process: the others answer requests meanwhile
_seats = threading.BoundedSemaphore(2)  # one at work and one that waits; pages need the rest


class NoPdfError(Exception):
    """The document could not be set; the message is for the log."""


class TooBusyError(Exception):
    """Others wait for a PDF too; come back in a while."""


def write(document: Document, out: IO[bytes], *, done: Progress = lambda parts: None) -> None:
    """Write the document; raises NoPdfError when typst refuses it or takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "stuk.typ", Path(folder) / "stuk.pdf"
        with source.open("w", encoding="utf-8") as text:
            for piece in _Setter(document, Path(folder)).pieces(done):
                text.write(piece)
        press(source, target)
        with target.open("rb") as made:
            while block := made.read(1 << 16):
                out.write(block)


def volumes(document: Document) -> Iterator[Document]:
    """Yield a document in volumes of at most ``MOST_PARTS`` parts, to be written in this order.

    Each begins with its chapter. A link to a part in another volume leads to the web.
    """
    bodies = document.bodies()
    chapter = document.parts[0]
    pieces = [*batched(document.parts, MOST_PARTS)]
    for number, parts in enumerate(pieces, 1):
        again = () if parts[0].level == 1 else (_continued(chapter),)
        chapter = next((part for part in reversed(parts) if part.level == 1), chapter)
        html = chain([""] * len(again), islice(bodies, len(parts)))
        yield replace(
            document,
            subtitle=f"Deel {number} van {len(pieces)}",
            parts=(*again, *parts),
            bodies=lambda html=html: html,  # type: ignore[misc]
        )


def _continued(chapter: Part) -> Part:
    return Part(chapter.key, f"{chapter.title} (vervolg)")


def press(source: Path, target: Path) -> None:
    """Let typst set a source, in a process of its own."""
    if not _seats.acquire(blocking=False):
        raise TooBusyError
    try:
        if not _turn.acquire(timeout=WAIT):
            raise TooBusyError
        try:
            _press(source, target)
        finally:
            _turn.release()
    finally:
        _seats.release()


def _press(source: Path, target: Path) -> None:
    paths = [str(source), str(target), str(FONTS)]
    command = [sys.executable, "-m", "netwerk.kern.uitvoer.pers", *paths]
    try:
        run = subprocess.run(  # noqa: S603  our own program, with names of our own
            command,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            timeout=PATIENCE.total_seconds(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoPdfError("typst took too long") from error
    if run.returncode:
        raise NoPdfError(run.stderr.strip()[-2000:])
    if run.stderr:
        logger.warning("A PDF does not keep to PDF/UA and PDF/A: %s", run.stderr.strip()[-500:])


def string(text: str) -> str:
    """Return text as a string of typst."""
    escaped = in_xml(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Setter:
    """Writes the source of one document, piece by piece."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.document, self.folder = document, folder
        self.inside = document.inside()
        self.notes: dict[str, Tree] = {}
        self.top = self.level = 1  # of the part, and of the last heading
        self.pictures: dict[str, str] = {}  # name of the file, by its address; "" is none
        self.depth = 0

    def pieces(self, done: Progress) -> Iterator[str]:
        about = self.document
        facts = {
            "label": about.parts[0].label if len(about.parts) == 1 else "",
            "title": about.title,
            "subtitle": about.subtitle,
            "description": about.description,
            "author": about.author,
            "address": about.address,
            "licence": about.licence,
            "licence-address": about.licence_address,
            "made-on": formats.date_format(about.made_on, "j F Y"),
            "language": about.language,
        }
        yield STYLE.read_text(encoding="utf-8")
        pairs = ", ".join(f"{name}: {string(value)}" for name, value in facts.items())
        remarks = "".join(f"{string(line)}, " for line in about.remarks)
        day = f"datetime(year: {about.made_on:%Y}, month: {about.made_on.month}, day: "
        yield f"#show: stuk.with({pairs}, remarks: ({remarks}), "
        yield f"day: {day}{about.made_on.day}), contents: {str(len(about.parts) > 1).lower()})\n"
        for number, (part, html) in enumerate(zip(about.parts, about.bodies(), strict=True), 1):
            body = tree_of(html)
            self.notes = notes_of(body)
            self.top = self.level = part.level
            if part.title:
                heading = f"{part.level}, {string(part.label)}, {string(part.title)}"
                yield f"#deel({string(part.key)}, {heading})\n\n"
            yield from self.blocks(body)
            done(number)

    def blocks(self, parent: Tree) -> Iterator[str]:
        """Write what stands below each other; loose words become a paragraph."""
        loose: list[str] = [_text(parent.text)]
        for child in parent:
            if child.tag in BLOCKS:
                yield from _paragraph(loose)
                loose = [_text(child.tail)]
                yield from getattr(self, BLOCKS[child.tag])(child)
            else:
                loose += [*self.span(child), _text(child.tail)]
        yield from _paragraph(loose)

    def spans(self, parent: Tree) -> Iterator[str]:
        yield _text(parent.text)
        for child in parent:
            yield from self.span(child)
            yield _text(child.tail)

    def span(self, element: Tree) -> Iterator[str]:
        if element.tag == "br":
            yield "#linebreak();"
        elif element.tag == "img":
            yield from self.image(element)
        elif is_reference(element):
            note = self.notes.get(element.get("href", "").removeprefix("#"))
            if note is not None:
                yield f"#footnote[{''.join(self.spans(note))}];"
        elif element.tag == "a" and (where := self.link(element)):
            target = f"<{where[1:]}>" if where.startswith("#") else string(where)
            yield f"#link({target})[{''.join(self.spans(element))}];"
        elif name := SPANS.get(element.tag):
            words = self.deeper(self.spans, element)
            yield words if self.depth >= DEEPEST else f"#{name}[{words}];"
        else:
            yield from self.spans(element)

    def link(self, element: Tree) -> str:
        """Return where a link leads; "" when that is nowhere, or too long an address."""
        where = self.document.link(element.get("href", ""), self.inside)
        return where if len(where) <= LONGEST_LINK else ""

    def heading(self, element: Tree) -> Iterator[str]:
        """PDF/UA skips no level: a heading is at most one deeper than what stands above it."""
        words = "".join(self.spans(element))
        if not "".join(element.itertext()).strip():
            yield f"{words}\n\n"
            return
        self.level = min(self.top + int(element.tag[1]) - 2, self.level + 1)
        yield f"#heading(level: {self.level}, outlined: false)[{words}]\n\n"

    def paragraph(self, element: Tree) -> Iterator[str]:
        words = "".join(self.spans(element))
        style = element.get("class", "")
        if style in STYLES:
            yield f"#{style}[{words}]\n\n"
        elif is_lead(element):
            yield f"#block(sticky: true)[{words}]\n\n"
        else:
            yield f"{words}\n\n"

    def inner(self, element: Tree) -> Iterator[str]:
        yield from self.blocks(element)

    def deeper(self, write: Callable[[Tree], Iterator[str]], element: Tree) -> str:
        """Write what stands in something that may hold the same again."""
        self.depth += 1
        words = "".join(write(element))
        self.depth -= 1
        return words

    def items(self, element: Tree) -> Iterator[str]:
        rows = [self.deeper(self.blocks, item) for item in element if item.tag == "li"]
        if self.depth >= DEEPEST:
            yield from rows
            return
        found = "".join(f"[{words}], " for words in rows)
        start = element.get("start", "1")
        first = f"start: {int(start)}, " if start.isdecimal() else ""
        yield f"#enum({first}{found})\n\n" if element.tag == "ol" else f"#list({found})\n\n"

    def rows(self, element: Tree) -> Iterator[str]:
        rows = [*element.iter("tr")]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        head = [row for row in rows if all(cell.tag == "th" for cell in row)][:1]
        yield f"#table(columns: {width}, "
        for row in rows:
            cells = "".join(f"[{''.join(self.spans(cell))}], " for cell in row)
            cells += "[], " * (width - len(row))
            yield f"table.header({cells}), " if row in head else cells
        yield ")\n\n"

    def quotation(self, element: Tree) -> Iterator[str]:
        words = self.deeper(self.blocks, element)
        yield words if self.depth >= DEEPEST else f"#quote(block: true)[{words}]\n\n"

    def rule(self, element: Tree) -> Iterator[str]:
        yield "#v(1em)\n\n"

    def image(self, element: Tree) -> Iterator[str]:
        words = element.get("alt", "")
        address = element.get("src", "")
        if address not in self.pictures:
            self.pictures[address] = self.keep(address)
        name = self.pictures[address]
        yield (
            f"#beeld({string(name)}, {string(words)});" if name else _text(f"[Afbeelding: {words}]")
        )

    def keep(self, address: str) -> str:
        """Put a picture beside the source; return the name of the file, "" when there is none."""
        found = self.document.picture(address)
        if found is None or found[0] not in KINDS:
            return ""
        name = f"beeld-{len(self.pictures) + 1}.{KINDS[found[0]]}"
        (self.folder / name).write_bytes(found[1])
        return name


def _text(text: str | None) -> str:
    """Return words; the semicolon ends them, so that what follows is not taken along."""
    words = " ".join(text.split()) if text else ""
    if not text or not words:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return f"#{string(before + words + after)};"


def _paragraph(loose: list[str]) -> Iterator[str]:
    words = "".join(loose)
    if words.strip():
        yield f"{words}\n\n"
