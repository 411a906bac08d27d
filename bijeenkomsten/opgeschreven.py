"""What the room wrote down, for the minutes, as Markdown."""

import re
from collections.abc import Iterable
from itertools import groupby

from bijeenkomsten.enums import Capture
from bijeenkomsten.models import Inbreng

HEADINGS = {
    Capture.CASE: "Vraagstuk",
    Capture.QUESTION: "Vragen",
    Capture.ANALYSIS: "Wat er volgens de groep speelt",
    Capture.ADVICE: "Adviezen",
    Capture.PRO: "Argumenten voor de ene kant",
    Capture.CONTRA: "Argumenten voor de andere kant",
    Capture.FINDING: "Bevindingen",
    Capture.TAKEAWAY: "Wat mensen meenemen",
}
MARKS = re.compile(r"([\\`*_{}\[\]<>#|~:+\-.!])")


def as_markdown(entries: Iterable[Inbreng]) -> str:
    """Return what was written down, by kind, without the names of who wrote it.

    Signs that mean something in Markdown are escaped: people type them as they are. "" for
    nothing. Minutes may be read by more people than were in the room, so names stay out.
    """
    order = list(HEADINGS)
    rows = sorted(entries, key=lambda row: (order.index(Capture(row.kind)), row.pk))
    blocks = []
    for kind, group in groupby(rows, key=lambda row: Capture(row.kind)):
        lines = [
            f"- {_plain(row.body)}{' *(wordt meegenomen)*' if row.adopted_at else ''}"
            for row in group
        ]
        blocks.append("\n".join([f"**{HEADINGS[kind]}**", "", *lines]))
    return "\n\n".join(blocks)


def _plain(text: str) -> str:
    return MARKS.sub(r"\\\1", " ".join(text.split()))
