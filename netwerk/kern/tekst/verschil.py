"""What changed between two texts, word by word, and joining two changes of one text.

Pure: no database, no HTML. ``word_diff`` compares, ``lines_of`` makes lines of it for a page
(``components/verschil.html``), ``sides_of`` for two texts beside each other, ``merge`` joins
what two people made of the same text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

SAME, ADDED, GONE = "same", "add", "del"
MOST_PAIRS = 300_000  # of equal tokens to weigh; beyond it a part counts as rewritten
ALIKE = 0.4  # of the shorter text; with less in common one text went and another came
AROUND = 1  # unchanged lines with text that stay around a change when the rest is folded
FOLDED = 3  # lines; fewer are not worth folding
TOKEN = re.compile(r"[^\S\n]*(?:\w+|[^\w\s])|\n|[^\S\n]+")
KINDS = (
    ("heading", re.compile(r"^\s{0,3}#{1,6}\s")),
    ("secret", re.compile(r"^[\s>]*:::")),
    ("table", re.compile(r"^\s*\|.*\|\s*$")),
    ("item", re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")),
    ("quote", re.compile(r"^\s*>")),
)

type Piece = tuple[str, str]


@dataclass
class Line:
    """One line of a comparison: pieces of text, or a number of unchanged lines folded away."""

    kind: str = "text"
    pieces: list[Piece] = field(default_factory=list)
    folded: int = 0

    @property
    def changed(self) -> bool:
        """Say whether something in this line was added or went."""
        return any(kind != SAME for kind, _ in self.pieces)

    @property
    def text(self) -> str:
        """Return all its text, also what went."""
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True)
class Merged:
    """Two changes joined; where both changed the same lines (``clashes``), the first one counts."""

    text: str
    clashes: int


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in reading order: ("same" | "add" | "del", text).

    The "same" and "del" pieces together are the old text, the "same" and "add" pieces the new.
    Lines are compared first, and words within lines that look alike.
    """
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, a, b in _operations(before, after):
        gone, added = "".join(before[a[0] : a[1]]), "".join(after[b[0] : b[1]])
        if tag == "replace":
            pieces += _within(gone, added)
        else:
            pieces += _piece(gone, added)
    return _joined(pieces)


def lines_of(pieces: Sequence[Piece], *, fold: bool = True) -> list[Line]:
    """Return the pieces as lines; long runs without a change are folded into one line."""
    lines = [Line()]
    for kind, text in pieces:
        parts = text.split("\n")
        for place, part in enumerate(parts):
            if place:
                lines.append(Line())
            if part or (kind != SAME and place + 1 < len(parts)):
                lines[-1].pieces += _spaced(kind, part)
    for line in lines:
        line.kind = next((name for name, sign in KINDS if sign.match(line.text)), "text")
    kept = [line for line in lines if line.text.strip()]
    return _folded(kept) if fold else kept


def _spaced(kind: str, text: str) -> list[Piece]:
    """Leave the space before a change out of it: a stripe under a space says nothing."""
    words = text.lstrip()
    if kind == SAME or not words or words == text:
        return [(kind, text)]
    return [(SAME, text[: -len(words)]), (kind, words)]


def sides_of(old: str, new: str) -> tuple[list[Line], list[Line]]:
    """Return two texts as lines to show beside each other, each with what only it has."""
    pieces = word_diff(old, new)
    left = [piece for piece in pieces if piece[0] != ADDED]
    right = [piece for piece in pieces if piece[0] != GONE]
    return lines_of(left), lines_of(right)


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Join two texts that were both made from ``base``: line by line, each change once.

    Where both changed the same lines, those of ``mine`` stay and it counts as a clash.
    """
    origin = base.splitlines()
    first, second = mine.splitlines(), theirs.splitlines()
    changes = sorted(
        [(a, b, first[c:d], 0) for a, b, c, d in _hunks(origin, first)]
        + [(a, b, second[c:d], 1) for a, b, c, d in _hunks(origin, second)],
        key=lambda change: (change[0], change[1], change[3]),
    )
    result: list[str] = []
    at = clashes = place = 0
    while place < len(changes):
        group = [changes[place]]
        end = changes[place][1]
        place += 1
        while place < len(changes) and changes[place][0] <= end:  # touching counts too
            group.append(changes[place])
            end = max(end, changes[place][1])
            place += 1
        start = group[0][0]
        result += origin[at:start]
        ours, other = (_applied(origin, start, end, group, who) for who in (0, 1))
        whose = {change[3] for change in group}
        if whose == {0, 1} and ours != other:
            clashes += 1
        result += other if whose == {1} else ours
        at = end
    result += origin[at:]
    return Merged("\n".join(result), clashes)


def _hunks(before: list[str], after: list[str]) -> list[tuple[int, int, int, int]]:
    return [(*a, *b) for tag, a, b in _operations(before, after) if tag != "equal"]


def _applied(
    origin: list[str], start: int, end: int, group: list[tuple[int, int, list[str], int]], who: int
) -> list[str]:
    """Return the lines from ``start`` to ``end`` as one of the two has them."""
    lines: list[str] = []
    at = start
    for begin, stop, text, whose in group:
        if whose == who:
            lines += origin[at:begin] + text
            at = stop
    return lines + origin[at:end]


def _operations(
    before: Sequence[str], after: Sequence[str]
) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Return what SequenceMatcher says, in bounded time whatever the texts are."""
    head = 0
    most = min(len(before), len(after))
    while head < most and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < most - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    a, b = before[head : len(before) - tail], after[head : len(after) - tail]
    found = [("equal", (0, head), (0, head))] if head else []
    if a or b:
        found += [
            (tag, (head + i1, head + i2), (head + j1, head + j2))
            for tag, i1, i2, j1, j2 in _opcodes(a, b)
        ]
    if tail:
        ends = (len(before) - tail, len(before)), (len(after) - tail, len(after))
        found.append(("equal", *ends))
    return found


def _opcodes(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    if not a or not b:
        return [("insert" if b else "delete", 0, len(a), 0, len(b))]
    there = Counter(b)
    if sum(there[token] for token in a) > MOST_PAIRS:
        return [("replace", 0, len(a), 0, len(b))]
    return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def _within(gone: str, added: str) -> list[Piece]:
    """Compare words; when little is alike, it reads better as one text gone and one added."""
    before, after = TOKEN.findall(gone), TOKEN.findall(added)
    operations = _operations(before, after)
    alike = sum(a[1] - a[0] for tag, a, _ in operations if tag == "equal")
    if alike < ALIKE * min(len(before), len(after)):
        return _piece(gone, added)
    pieces: list[Piece] = []
    for tag, a, b in operations:
        old, new = "".join(before[a[0] : a[1]]), "".join(after[b[0] : b[1]])
        pieces += [(SAME, old)] if tag == "equal" else _piece(old, new)
    return pieces


def _piece(gone: str, added: str) -> list[Piece]:
    if gone == added:
        return [(SAME, gone)]
    return [piece for piece in ((GONE, gone), (ADDED, added)) if piece[1]]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbours of one kind; what went stands before what came."""
    joined: list[Piece] = []
    gone = added = ""
    for kind, text in [*pieces, (SAME, "")]:
        if kind == GONE:
            gone += text
        elif kind == ADDED:
            added += text
        else:
            joined += [piece for piece in ((GONE, gone), (ADDED, added)) if piece[1]]
            gone = added = ""
            if text and joined and joined[-1][0] == SAME:
                joined[-1] = (SAME, joined[-1][1] + text)
            elif text:
                joined.append((SAME, text))
    return joined


def _folded(lines: Sequence[Line]) -> list[Line]:
    near = {
        place + step
        for place, line in enumerate(lines)
        if line.changed
        for step in range(-AROUND, AROUND + 1)
    }
    result: list[Line] = []
    hidden: list[Line] = []
    for place, line in enumerate(lines):
        if place not in near:
            hidden.append(line)
            continue
        result += _fold(hidden)
        hidden = []
        result.append(line)
    return result + _fold(hidden)


def _fold(hidden: list[Line]) -> list[Line]:
    return [Line("fold", folded=len(hidden))] if len(hidden) >= FOLDED else hidden
