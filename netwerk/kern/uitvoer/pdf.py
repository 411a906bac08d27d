"""A document as PDF/UA-1 (ISO 14289-1): typst sets it, with tags, title, language and contents.

Text goes into the source as strings and never as markup, so that no sign of it means anything.
typst holds a whole document in memory, 1 to 2 MB for an advies (measured): it runs in a process of
its own, and what has more than ``MOST_PARTS`` becomes volumes of ``VOLUME``.
"""

import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import batched, chain, islice
from pathlib import Path
from typing import IO, ClassVar

from django.conf import settings
from django.utils import formats

from netwerk.kern.uitvoer.document import (
    PICTURES,
    Document,
    Part,
    Progress,
    Tree,
    in_xml,
    is_lead,
    tree_of,
)
from netwerk.kern.uitvoer.lopen import Walker

logger = logging.getLogger(__name__)
MOST_PARTS = 120  # parts in one file: typst holds about 250 MB
VOLUME = 20  # parts in a volume of a larger one: about 80 MB
PATIENCE = timedelta(seconds=120)
FONTS = settings.BASE_DIR / "static/dist/druk"
STYLE = Path(__file__).parent / "druk.typ"
DEEPEST = 12  # lists, quotations and bold words in each other; typst refuses some tens
LONGEST_LINK = 2000  # signs; typst refuses more than 8000
STYLES = {"intro", "klein"}  # classes of a paragraph that look different
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
    """Yield a document in volumes of at most ``VOLUME`` parts, to be written in this order.

    Each begins with its chapter. A link to a part in another volume leads to the web.
    """
    bodies = document.bodies()
    chapter = document.parts[0]
    pieces = [*batched(document.parts, VOLUME)]
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


class _Setter(Walker):
    """Writes the source of one document, piece by piece."""

    BREAK = "#linebreak();"
    SPANS: ClassVar = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "s": "strike"}

    def __init__(self, document: Document, folder: Path) -> None:
        super().__init__(document)
        self.folder = folder
        self.pictures: dict[str, str] = {}  # name of the file, by its address; "" is none

    def pieces(self, done: Progress) -> Iterator[str]:
        """Yield the style, what the document says of itself, and its parts."""
        yield STYLE.read_text(encoding="utf-8")
        yield _about(self.document)
        bodies = zip(self.document.parts, self.document.bodies(), strict=True)
        for number, (part, html) in enumerate(bodies, 1):
            body = tree_of(html)
            self.begin(part, body)
            if part.title:
                heading = f"{part.level}, {string(part.label)}, {string(part.title)}"
                yield f"#deel({string(part.key)}, {heading})\n\n"
            yield from self.blocks(body)
            done(number)

    def text(self, text: str | None) -> str:
        """Return words; the semicolon ends them, so that what follows is not taken along."""
        words = " ".join(text.split()) if text else ""
        if not text or not words:
            return " " if text else ""
        before = " " if text[0].isspace() else ""
        after = " " if text[-1].isspace() else ""
        return f"#{string(before + words + after)};"

    def words(self, pieces: list[str]) -> Iterator[str]:
        words = "".join(pieces)
        if words.strip():
            yield f"{words}\n\n"

    def paragraph(self, element: Tree) -> Iterator[str]:
        words, style = self.line(element), element.get("class", "")
        if style in STYLES:
            yield f"#{style}[{words}]\n\n"
        elif is_lead(element):
            yield f"#block(sticky: true)[{words}]\n\n"
        else:
            yield f"{words}\n\n"

    def head(self, level: int, words: str) -> str:
        return f"#heading(level: {level}, outlined: false)[{words}]\n\n"

    def marked(self, name: str, words: str) -> str:
        return words if self.depth >= DEEPEST else f"#{name}[{words}];"

    def link(self, element: Tree) -> str:
        words = self.line(element)
        where = self.document.link(element.get("href", ""), self.inside)
        target = f"<{where[1:]}>" if where.startswith("#") else string(where)
        leads = 0 < len(where) <= LONGEST_LINK
        return f"#link({target})[{words}];" if leads else words

    def note(self, body: Tree) -> str:
        return f"#footnote[{self.line(body)}];"

    def image(self, element: Tree) -> str:
        words, address = element.get("alt", ""), element.get("src", "")
        if address not in self.pictures:
            self.pictures[address] = self.keep(address)
        name = self.pictures[address]
        found = f"#beeld({string(name)}, {string(words)});"
        return found if name else self.text(f"[Afbeelding: {words}]")

    def keep(self, address: str) -> str:
        """Put a picture beside the source; return the name of the file, "" when there is none."""
        found = self.document.picture(address)
        if found is None or found[0] not in PICTURES:
            return ""
        name = f"beeld-{len(self.pictures) + 1}.{PICTURES[found[0]]}"
        (self.folder / name).write_bytes(found[1])
        return name

    def items(self, element: Tree) -> Iterator[str]:
        rows = [self.deeper(self.blocks, item) for item in element if item.tag == "li"]
        if self.depth >= DEEPEST:
            yield from rows
            return
        found = "".join(f"[{words}], " for words in rows)
        start = element.get("start", "1")
        first = f"start: {int(start)}, " if start.isdecimal() else ""
        yield f"#enum({first}{found})\n\n" if element.tag == "ol" else f"#list({found})\n\n"

    def table(self, rows: list[Tree], width: int, *, head: bool) -> Iterator[str]:
        yield f"#table(columns: {width}, "
        for place, row in enumerate(rows):
            cells = "".join(f"[{self.line(cell)}], " for cell in row)
            cells += "[], " * (width - len(row))
            yield f"table.header({cells}), " if head and place == 0 else cells
        yield ")\n\n"

    def quotation(self, element: Tree) -> Iterator[str]:
        words = self.deeper(self.blocks, element)
        yield words if self.depth >= DEEPEST else f"#quote(block: true)[{words}]\n\n"

    def rule(self, element: Tree) -> Iterator[str]:
        yield "#v(1em)\n\n"


def _about(document: Document) -> str:
    """Return what a document says of itself, for the style."""
    parts, day = document.parts, document.made_on
    facts = {
        "label": parts[0].label if len(parts) == 1 else "",
        "title": document.title,
        "subtitle": document.subtitle,
        "description": document.description,
        "author": document.author,
        "address": document.address,
        "licence": document.licence,
        "licence-address": document.licence_address,
        "made-on": formats.date_format(day, "j F Y"),
        "language": document.language,
    }
    pairs = ", ".join(f"{name}: {string(value)}" for name, value in facts.items())
    remarks = "".join(f"{string(line)}, " for line in document.remarks)
    made = f"datetime(year: {day:%Y}, month: {day.month}, day: {day.day})"
    contents = str(len(parts) > 1).lower()
    return f"#show: stuk.with({pairs}, remarks: ({remarks}), day: {made}, contents: {contents})\n"
