"""How a text is walked by the forms that are no HTML (PDF and ODT): one method for each element."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from netwerk.kern.uitvoer.document import Document, Part, Tree, is_reference, notes_of

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


class Walker(ABC):
    """Walks over the parts of one document; a form says what it writes of each element."""

    BREAK: ClassVar[str]  # a new line within a paragraph
    SPANS: ClassVar[Mapping[str, str]]  # how the form calls words that look different

    def __init__(self, document: Document) -> None:
        self.document = document
        self.inside = document.inside()
        self.notes: dict[str, Tree] = {}
        self.top = self.level = 1  # of the part, and of the last heading
        self.depth = 0  # how many of what may hold itself again are open

    def begin(self, part: Part, body: Tree) -> None:
        """Begin with a part: its notes wait for their mark, its headings stand below its own."""
        self.notes = notes_of(body)
        self.top = self.level = part.level

    def blocks(self, parent: Tree) -> Iterator[str]:
        """Write what stands below each other; loose words become a paragraph."""
        loose = [self.text(parent.text)]
        for child in parent:
            if child.tag in BLOCKS:
                yield from self.words(loose)
                loose = [self.text(child.tail)]
                yield from getattr(self, BLOCKS[child.tag])(child)
            else:
                loose += [*self.span(child), self.text(child.tail)]
        yield from self.words(loose)

    def spans(self, parent: Tree) -> Iterator[str]:
        """Write what stands behind each other."""
        yield self.text(parent.text)
        for child in parent:
            yield from self.span(child)
            yield self.text(child.tail)

    def span(self, element: Tree) -> Iterator[str]:
        """Write one piece of a line; a mark whose note is gone is left out."""
        if element.tag == "br":
            yield self.BREAK
        elif element.tag == "img":
            yield self.image(element)
        elif is_reference(element):
            note = self.notes.get(element.get("href", "").removeprefix("#"))
            if note is not None:
                yield self.note(note)
        elif element.tag == "a":
            yield self.link(element)
        elif name := self.SPANS.get(element.tag):
            yield self.marked(name, self.deeper(self.spans, element))
        else:
            yield from self.spans(element)

    def line(self, element: Tree) -> str:
        """Return what stands behind each other as one piece."""
        return "".join(self.spans(element))

    def deeper(self, write: Callable[[Tree], Iterator[str]], element: Tree) -> str:
        """Return what stands in something that may hold the same again."""
        self.depth += 1
        words = "".join(write(element))
        self.depth -= 1
        return words

    def heading(self, element: Tree) -> Iterator[str]:
        """Write a heading, at most one deeper than what stands above it: PDF/UA skips no level."""
        if not "".join(element.itertext()).strip():
            yield from self.paragraph(element)
            return
        self.level = min(self.top + int(element.tag[1]) - 2, self.level + 1)
        yield self.head(self.level, self.line(element))

    def inner(self, element: Tree) -> Iterator[str]:
        """Write what stands in a block that looks like nothing by itself."""
        yield from self.blocks(element)

    def rows(self, element: Tree) -> Iterator[str]:
        """Write a table; its first row of headings comes back on each page."""
        rows = [*element.iter("tr")]
        width = max((len(row) for row in rows), default=0)
        if width:
            yield from self.table(rows, width, head=all(cell.tag == "th" for cell in rows[0]))

    @abstractmethod
    def text(self, text: str | None) -> str:
        """Return words as the form holds them, with one space where there are more."""

    @abstractmethod
    def words(self, pieces: list[str]) -> Iterator[str]:
        """Write pieces of a line as a paragraph; nothing when they hold no word."""

    @abstractmethod
    def paragraph(self, element: Tree) -> Iterator[str]:
        """Write a paragraph."""

    @abstractmethod
    def head(self, level: int, words: str) -> str:
        """Return a heading."""

    @abstractmethod
    def marked(self, name: str, words: str) -> str:
        """Return words that look different, by their name in ``SPANS``."""

    @abstractmethod
    def link(self, element: Tree) -> str:
        """Return a link, or its words when it leads nowhere."""

    @abstractmethod
    def note(self, body: Tree) -> str:
        """Return a footnote where its mark stands."""

    @abstractmethod
    def image(self, element: Tree) -> str:
        """Return a picture with its description for who does not see it."""

    @abstractmethod
    def items(self, element: Tree) -> Iterator[str]:
        """Write a list."""

    @abstractmethod
    def table(self, rows: list[Tree], width: int, *, head: bool) -> Iterator[str]:
        """Write rows of cells; ``head`` says that the first row holds headings."""

    @abstractmethod
    def quotation(self, element: Tree) -> Iterator[str]:
        """Write what somebody else said."""

    @abstractmethod
    def rule(self, element: Tree) -> Iterator[str]:
        """Leave a line open."""
