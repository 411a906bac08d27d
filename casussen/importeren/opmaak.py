"""The plain HTML of a document becomes a tree, and the tree the Markdown that we store.

What Markdown would take for markup is made plain; a passage between ``:::vertrouwelijk`` and
``:::`` stays what it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"}
VOID = {"br", "img", "hr"}
LINK = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
SAFE_IN_ADDRESS = "/:?#@!$&'*+,;=%~-._"
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
EDGE = ".,:;!?'\"“”‘’()…"
HEADING = re.compile(r"^h[1-6]$")
TOP = 2  # the highest heading inside a section


@dataclass
class Node:
    """One element; its children are nodes and pieces of text."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def nodes(self) -> Iterator["Node"]:
        """Yield the children that are elements."""
        return (child for child in self.children if isinstance(child, Node))

    def text(self) -> str:
        """Return the words in it, on one line."""
        parts = [child if isinstance(child, str) else child.text() for child in self.children]
        return " ".join("".join(parts).split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.stack = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(node)
        if tag not in VOID:
            self.stack.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.stack[1:]):
            while self.stack.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(UNSEEN.sub("", data))


def tree(html: str) -> Node:
    """Return HTML as a tree."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def markdown(nodes: list[Node], *, shift: int = 0) -> str:
    """Return blocks as Markdown; a heading goes ``shift`` levels up, and never above TOP."""
    blocks = [_block(node, shift) for node in nodes]
    return "\n\n".join(block for block in blocks if block)


def _block(node: Node, shift: int = 0) -> str:
    if HEADING.match(node.tag):
        level = max(TOP, min(int(node.tag[1]) - shift, 5))
        words = node.text()
        return f"{'#' * level} {_plain(words)}" if words else ""
    if node.tag in {"ul", "ol"}:
        return _list(node)
    if node.tag == "table":
        return _table(node)
    if node.tag == "blockquote":
        inner = markdown(list(node.nodes()))
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    return _lines(_inline(node))


def _lines(text: str) -> str:
    """Return a paragraph; no line of it begins like a list, a heading or a quotation."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(_start(line) for line in lines if line)


def _start(line: str) -> str:
    if re.match(r"(#{1,6}(\s|$)|>|[-+=]|~{3})", line):
        return f"\\{line}"
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", line)


def _list(node: Node) -> str:
    lines = []
    number = int(node.attrs["start"]) if node.attrs.get("start", "").isdigit() else 1
    for item in node.nodes():
        mark = f"{number}. " if node.tag == "ol" else "- "
        body = _item(item)
        if body:
            indent = " " * len(mark)
            first, *rest = body.split("\n")
            lines.append(mark + first)
            lines += [indent + line if line else "" for line in rest]
            number += 1
    return "\n".join(lines)


def _item(item: Node) -> str:
    """Return what stands in one item: its words, and then the blocks in it."""
    words: list[Node | str] = []
    blocks: list[str] = []
    for child in item.children:
        if isinstance(child, Node) and child.tag in BLOCKS:
            blocks.append(_block(child))
        else:
            words.append(child)
    own = _lines(_inline(Node("p", {}, words)))
    return "\n".join(part for part in (own, *blocks) if part)


def _table(node: Node) -> str:
    """Return a table with its first row as head; what spans more cells leaves empty ones."""
    grid: list[list[str]] = []
    pending: dict[int, int] = {}  # column: rows that a cell above still takes
    for row in _rows(node):
        line: list[str] = []
        for cell in row.nodes():
            _skip(line, pending)
            width, height = (_span(cell, name) for name in ("colspan", "rowspan"))
            for column in range(width):
                if height > 1:
                    pending[len(line)] = height - 1
                line.append("" if column else _cell(cell))
        _skip(line, pending)
        grid.append(line)
    grid = [line for line in grid if any(line)]
    if not grid:
        return ""
    width = max(len(line) for line in grid)
    if width == 1:  # a frame around a text
        return "\n\n".join(line[0].replace("\\|", "|") for line in grid)
    lines = ["| " + " | ".join(line + [""] * (width - len(line))) + " |" for line in grid]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _skip(line: list[str], pending: dict[int, int]) -> None:
    """Leave the cells empty that a cell of a row above takes."""
    while pending.get(len(line)):
        pending[len(line)] -= 1
        line.append("")


def _span(cell: Node, name: str) -> int:
    value = cell.attrs.get(name, "1")
    return min(max(int(value), 1), 50) if value.isdigit() and len(value) < 5 else 1


def _rows(node: Node) -> Iterator[Node]:
    for child in node.nodes():
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody"}:
            yield from _rows(child)


def _cell(cell: Node) -> str:
    parts = [
        _inline(child) if isinstance(child, Node) else _plain(child) for child in cell.children
    ]
    return " ".join(" ".join(parts).split()).replace("|", "\\|")


def _inline(node: Node) -> str:
    return "".join(
        _plain(child) if isinstance(child, str) else _span_of(child) for child in node.children
    )


def _span_of(node: Node) -> str:
    if node.tag == "br":
        return "\n"
    inner = _inline(node)
    if node.tag in {"strong", "b"}:
        return _wrapped(inner, "**")
    if node.tag in {"em", "i"}:
        return _wrapped(inner, "*")
    if node.tag == "s":
        return _wrapped(inner, "~~")
    if node.tag == "a" and LINK.match(node.attrs.get("href", "")) and inner.strip():
        return f"[{inner.strip()}]({quote(node.attrs['href'], safe=SAFE_IN_ADDRESS)})"
    return f" {inner} " if node.tag in BLOCKS | {"li", "td", "th", "tr"} else inner


def _wrapped(inner: str, mark: str) -> str:
    """Put marks around words; spaces and signs at the edges stay outside, or they do not work."""
    words = inner.replace("\n", " ").replace(mark, "") if mark in {"**", "~~"} else inner
    core = words.strip().strip(EDGE).strip()
    if not core or "\n" in core:
        return inner
    before, _, after = words.partition(core)
    return f"{before}{mark}{core}{mark}{after}"


def _plain(text: str) -> str:
    """Return words so that Markdown shows them as they are."""
    text = re.sub(r"\s+", " ", text)
    if ":::" in text:
        return text
    text = re.sub(r"([\\*])", r"\\\1", text)
    text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
    return text.replace("](", "]\\(").replace("~~", "\\~\\~")
