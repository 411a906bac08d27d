"""A document as the writers take it: what it is, what stands in it, and its parts one by one.

The parts are HTML that our own templates and ``opmaak.render`` drew: headings, paragraphs, lists,
tables, quotations, links, pictures and notes. The table of contents is known beforehand; the text
comes part by part, so that a book of any size is never in memory as a whole.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import Literal

from django.conf import settings

HEADINGS = {"h2", "h3", "h4", "h5"}
VOID = {"br", "hr", "img"}
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
type Tree = ET.Element
type Progress = Callable[[int], None]


@dataclass(frozen=True)
class Part:
    """One line of the table of contents; ``key`` is unique and fit for an address (a-z, 0-9, -).

    ``level`` is 1 for a chapter and 2 for what stands in it; a part of level 2 never comes first.
    The only part of a document has no title: the document has.
    ``address`` is where it stands on the web: a link to that address stays inside the document.
    """

    key: str
    title: str
    level: int = 1
    address: str = ""
    label: str = ""  # what stands above the title: "Advies 14"

    def __post_init__(self) -> None:
        """Take out what no document can hold."""
        _clean(self, "title", "label")


@dataclass(frozen=True)
class Document:
    """What a document says of itself, and how its text is fetched.

    ``bodies`` yields the HTML of each part, in the order of ``parts``; it may be asked twice.
    ``picture`` gives the bytes of an image by its address, or None when it is not to be had.
    """

    title: str
    parts: tuple[Part, ...]
    bodies: Callable[[], Iterator[str]]
    address: str
    made_on: date  # in the Netherlands
    subtitle: str = ""
    description: str = ""
    author: str = settings.SITE_NAME
    licence: str = ""
    licence_address: str = ""
    remarks: tuple[str, ...] = ()  # sentences on the first page
    language: str = "nl"
    picture: Callable[[str], tuple[str, bytes] | None] = lambda address: None
    same_page: Callable[[str], str] = str  # the one address of a page that has more of them

    def link(self, href: str, inside: dict[str, str]) -> str:
        """Return where a link of a text leads: ``#key`` in this document, else a whole address.

        A place within a page of the portal is not a place within the document: the page counts.
        """
        whole = f"{settings.SITE_URL}{href}" if href.startswith("/") else href
        if whole.startswith("#"):
            return ""
        page = self.same_page(whole.partition("#")[0])
        return f"#{inside[page]}" if page in inside else whole

    def __post_init__(self) -> None:
        """Take out what no document can hold."""
        _clean(self, "title", "subtitle", "description", "author")

    def inside(self) -> dict[str, str]:
        """Return the key of the part by each address that stays inside the document."""
        return {part.address: part.key for part in self.parts if part.address}


def tree_of(html: str) -> Tree:
    """Return HTML as a tree under a ``body``; what was left open is closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.done()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ET.TreeBuilder()
        self.builder.start("body", {})
        self.open = ["body"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: in_xml(value or "") for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open[1:]:
            while self.open[-1] != tag:
                self.builder.end(self.open.pop())
            self.builder.end(self.open.pop())

    def handle_data(self, data: str) -> None:
        self.builder.data(in_xml(data))

    def done(self) -> Tree:
        while self.open:
            self.builder.end(self.open.pop())
        return self.builder.close()


def _clean(about: object, *names: str) -> None:
    for name in names:
        object.__setattr__(about, name, in_xml(getattr(about, name)))


def in_xml(text: str) -> str:
    """Return text without the signs that XML cannot hold."""
    return NOT_IN_XML.sub("", text)


def resolved(
    document: Document,
    html: str,
    inside: dict[str, str],
    *,
    link: Callable[[str], str] = str,
    picture: Callable[[str], str],
    deeper: int = 0,
) -> Tree:
    """Return the text of a part with links and pictures as one form of document has them.

    ``link`` gets where a link leads (``#key`` is a part of this document), ``picture`` the address
    of an image; what comes back stands in the document. A picture that is not to be had becomes
    its description; a link that leads nowhere becomes plain words. ``deeper`` is how many levels
    the headings go down.
    """
    body = tree_of(html)
    for element in [*body.iter()]:
        if element.tag == "img":
            words = element.get("alt", "")
            if found := picture(element.get("src", "")):
                element.attrib = {"src": found, "alt": words}
            else:
                element.tag, element.attrib, element.text = "span", {}, f"[Afbeelding: {words}]"
        elif element.tag == "a" and not is_reference(element):
            where = document.link(element.get("href", ""), inside)
            element.tag, element.attrib = ("a", {"href": link(where)}) if where else ("span", {})
        elif element.tag in HEADINGS:
            element.tag = f"h{min(int(element.tag[1]) + deeper, 6)}"
    return body


def inner(tree: Tree, *, method: Literal["xml", "html"]) -> str:
    """Return what stands in a tree as text: ``html``, or ``xml`` for XHTML."""
    parts = [ET.tostring(child, encoding="unicode", method=method) for child in tree]
    return escape(tree.text or "") + "".join(parts)


def notes_of(body: Tree) -> dict[str, Tree]:
    """Take the notes out of a text, and return them by their id."""
    found: dict[str, Tree] = {}
    for parent in [*body.iter()]:
        for child in [*parent]:
            if child.get("role") == "doc-footnote":
                found[child.get("id", "")] = child
                parent.remove(child)
    return found


def is_lead(element: Tree) -> bool:
    """Say whether a paragraph is one bold line, which stays with what comes after it."""
    lone = len(element) == 1 and element[0].tag == "strong"
    return lone and not f"{element.text or ''}{element[0].tail or ''}".strip()


def is_reference(element: Tree) -> bool:
    """Say whether an element is the mark of a note."""
    return element.get("role") == "doc-noteref"
