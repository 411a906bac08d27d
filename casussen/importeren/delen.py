"""A document in pieces, by its headings, each with the section in which it seems to belong."""

import re
from dataclasses import dataclass, field
from typing import BinaryIO

from django.core.exceptions import ValidationError

from casussen.enums import SectionKind
from casussen.importeren import docx
from casussen.importeren.opmaak import HEADING, Node, markdown, tree
from netwerk.kern.tekst.opmaak import MAX_LENGTH

MOST_PIECES = 40
LONGEST_HEADING = 8  # words; what is longer is a sentence
MOST_TOGETHER = 600_000  # signs: a form with more does not come back
WORDS: dict[SectionKind, str] = {
    SectionKind.CONTEXT: "aanleiding context achtergrond inleiding situatie voorgeschiedenis"
    " introductie samenvatting",
    SectionKind.QUESTION: "opgave probleem probleemstelling vraagstuk uitdaging doel doelen"
    " doelstelling doelstellingen knelpunt knelpunten vraag leervraag",
    SectionKind.PARTIES: "partijen betrokkenen betrokken deelnemers partners samenwerking"
    " samenwerkingspartners stakeholders organisaties rolverdeling",
    SectionKind.APPROACH: "aanpak werkwijze methode methodiek proces uitvoering stappen"
    " activiteiten interventie interventies instrumenten planning",
    SectionKind.RESULTS: "resultaat resultaten opbrengst opbrengsten uitkomst uitkomsten effect"
    " effecten impact conclusie conclusies evaluatie",
    SectionKind.GENERATORS: "lessen les geleerd succesfactoren succesfactor randvoorwaarden"
    " voorwaarden werkte werkzame reflectie aanbevelingen tips",
    SectionKind.CONTACT: "contact contactgegevens informatie bronnen links colofon weten",
}
KIND_OF = {word: kind.value for kind, words in WORDS.items() for word in words.split()}
EXACT = {kind.label.lower(): kind.value for kind in SectionKind}
FOOTNOTE = re.compile(r"^#?(?:\w+-)?(footnote|endnote)-(\d+)$")


@dataclass
class Piece:
    """What stands under one heading; ``kind`` is a guess, "" when there is none."""

    title: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Document:
    """The pieces of a document, and what did not come along."""

    pieces: list[Piece]
    pictures: int
    comments: int
    has_changes: bool


@dataclass
class _Part:
    title: str
    level: int
    kind: str
    nodes: list[Node] = field(default_factory=list)


def read(file: BinaryIO) -> Document:
    """Return a Word file in pieces; ValidationError in Dutch for what cannot be taken over."""
    found = docx.read(file)
    root = tree(found.html)
    blocks = list(root.nodes())
    notes = _take_notes(blocks)
    parts = _merged(_parts(blocks))
    pieces = [Piece(part.title, _text(part, notes), part.kind) for part in parts]
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        raise ValidationError("In dit bestand staat geen tekst.", code="empty")
    for piece in pieces:
        if len(piece.text) > MAX_LENGTH:
            name = f"Het stuk “{piece.title[:60]}”" if piece.title else "Het begin"
            raise ValidationError(
                f"{name} is te lang: {len(piece.text)} tekens. Er passen er {MAX_LENGTH} in een"
                " deel. Maak het korter, of zet er koppen tussen.",
                code="too_long",
            )
    if sum(len(piece.text) for piece in pieces) > MOST_TOGETHER:
        raise ValidationError(docx.TOO_LONG, code="too_long")
    return Document(pieces, found.pictures, found.comments, found.has_changes)


def kind_of(heading: str) -> str:
    """Return the section that a heading seems to be about, or ""."""
    words = re.findall(r"[^\W\d_]+", heading.lower())
    if not words or len(words) > LONGEST_HEADING:
        return ""
    if " ".join(words) in EXACT:
        return EXACT[" ".join(words)]
    return next((KIND_OF[word] for word in words if word in KIND_OF), "")


def _parts(blocks: list[Node]) -> list[_Part]:
    """Cut at each heading that names a section, and at each that is as high as the last cut."""
    parts = [_Part("", 0, "")]
    for node in blocks:
        level, title = _heading(node)
        kind = kind_of(title) if level else ""
        here = parts[-1]
        if level and (kind or not here.level or level <= here.level):
            parts.append(_Part(title, level, kind))
        else:
            here.nodes.append(node)
    return parts


def _heading(node: Node) -> tuple[int, str]:
    """Return level and words of a heading; a bold line that names a section is one too."""
    if HEADING.match(node.tag):
        return int(node.tag[1]), node.text()
    inside = list(node.children)
    if node.tag == "p" and len(inside) == 1 and isinstance(inside[0], Node):
        words = node.text()
        if inside[0].tag == "strong" and len(words.split()) <= 4 and kind_of(words):
            return 2, words.rstrip(":")
    return 0, ""


def _merged(parts: list[_Part]) -> list[_Part]:
    """Put what comes after the last piece that fits in that one, with its headings."""
    for part in parts[MOST_PIECES:]:
        parts[MOST_PIECES - 1].nodes += [Node("h2", {}, [part.title]), *part.nodes]
    return parts[:MOST_PIECES]


def _text(part: _Part, notes: dict[str, Node]) -> str:
    used: list[str] = []
    for node in part.nodes:
        _number_notes(node, notes, used)
    text = markdown(part.nodes, shift=max(part.level - 1, 0))
    listed = [markdown([Node("ol", {"start": key}, [notes[key]])]) for key in used]
    return "\n\n".join(each for each in (text, "\n".join(line for line in listed if line)) if each)


def _number_notes(node: Node, notes: dict[str, Node], used: list[str]) -> None:
    """Turn each reference to a note into its number, and write down which were used."""
    for place, child in enumerate(node.children):
        if not isinstance(child, Node):
            continue
        key = child.text().strip("[]")
        if child.tag == "a" and FOOTNOTE.match(child.attrs.get("href", "")) and key in notes:
            node.children[place] = f"[{key}]"
            if key not in used:
                used.append(key)
        else:
            _number_notes(child, notes, used)


def _take_notes(blocks: list[Node]) -> dict[str, Node]:
    """Take the list of notes off the end; return {number: its text}."""
    if not blocks or blocks[-1].tag != "ol":
        return {}
    items = list(blocks[-1].nodes())
    if not items or not all(FOOTNOTE.match(item.attrs.get("id", "")) for item in items):
        return {}
    blocks.pop()
    return {str(number): _without_way_back(item) for number, item in enumerate(items, start=1)}


def _without_way_back(item: Node) -> Node:
    for node in item.nodes():
        node.children = [
            child
            for child in node.children
            if not (isinstance(child, Node) and child.tag == "a" and child.text() == "↑")
        ]
    return Node("li", {}, [child for node in item.nodes() for child in [*node.children, " "]])
