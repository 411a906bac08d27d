"""A document as EPUB 3.3 (W3C): one file for each part, so that a reader opens any size at once.

The libraries for this hold the whole book in memory, and the best known one asks for another
licence than ours; what is asked is a zip of XHTML, and epubcheck tells whether it is right.
"""

import zipfile
from collections.abc import Callable
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from django.template.loader import render_to_string

from netwerk.kern.uitvoer.document import (
    PICTURES,
    Document,
    Part,
    Progress,
    Tree,
    inner,
    is_reference,
    resolved,
)

MEDIA_TYPE = "application/epub+zip"


def write(document: Document, out: IO[bytes], *, done: Progress = lambda parts: None) -> None:
    """Write the book; ``out`` must be able to seek."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)
        _put(book, "META-INF/container.xml", "container.xml", {})
        _put(book, "OEBPS/stijl.css", "stijl.css", {})
        pictures = _Pictures(document, book)
        inside = document.inside()
        bodies = zip(document.parts, document.bodies(), strict=True)
        for number, (part, html) in enumerate(bodies, 1):
            body = resolved(
                document, html, inside, link=_link, picture=pictures.put, deeper=part.level - 2
            )
            _mark_notes(body)
            context = {
                "document": document,
                "part": part,
                "html": inner(_no_empty_lists(body), method="xml"),
            }
            _put(book, f"OEBPS/{name_of(part.key)}", "deel.xhtml", context)
            done(number)
        about = {
            "document": document,
            "identifier": uuid5(NAMESPACE_URL, f"{document.address}#{document.made_on}"),
            "pictures": pictures.kept,
            "chapters": chapters_of(document.parts),
            "files": [(part.key, name_of(part.key)) for part in document.parts],
        }
        for name in ("titel.xhtml", "inhoud.xhtml", "boek.opf"):
            _put(book, f"OEBPS/{name}", name, about)


def name_of(key: str) -> str:
    """Return the name of the file of a part."""
    return f"deel-{key}.xhtml"


def chapters_of(parts: tuple[Part, ...]) -> list[tuple[Part, list[Part]]]:
    """Return the table of contents in two levels."""
    chapters: list[tuple[Part, list[Part]]] = []
    for part in parts:
        if part.level == 1 or not chapters:
            chapters.append((part, []))
        else:
            chapters[-1][1].append(part)
    return chapters


def _put(book: zipfile.ZipFile, name: str, template: str, context: dict[str, object]) -> None:
    book.writestr(name, render_to_string(f"uitvoer/epub/{template}", context).strip() + "\n")


def _link(where: str) -> str:
    return name_of(where[1:]) if where.startswith("#") else where


def _mark_notes(body: Tree) -> None:
    """Say of each note what it is, so that a reading app shows it where one taps."""
    for element in body.iter():
        if is_reference(element):
            element.set("epub:type", "noteref")
        elif element.get("role") == "doc-footnote":
            element.set("epub:type", "footnote")


def _no_empty_lists(body: Tree) -> Tree:
    for parent in [*body.iter()]:
        for child in [*parent]:
            if child.tag in {"ul", "ol"} and not len(child):
                parent.remove(child)
    return body


class _Pictures:
    """Puts each picture in the book once."""

    def __init__(self, document: Document, book: zipfile.ZipFile) -> None:
        self.find: Callable[[str], tuple[str, bytes] | None] = document.picture
        self.book = book
        self.names: dict[str, str] = {}
        self.kept: list[tuple[str, str]] = []  # name, media type

    def put(self, address: str) -> str:
        if address not in self.names:
            found = self.find(address)
            self.names[address] = ""
            if found and found[0] in PICTURES:
                name = f"beeld-{len(self.kept) + 1}.{PICTURES[found[0]]}"
                self.book.writestr(f"OEBPS/{name}", found[1], zipfile.ZIP_STORED)
                self.kept.append((name, found[0]))
                self.names[address] = name
        return self.names[address]
