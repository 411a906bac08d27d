"""Plain text that a person typed, as paragraphs with links that say where they go."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
NO_PART = ".,:;!?…”’"  # of an address, when it is the last sign of it


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs: what stands between empty lines, line ends kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", lines) if part.strip()]


def linked(text: str, style: str = "") -> SafeString:
    """Escape a text and make a link of each http(s) address in it, which shows that address.

    Nothing else becomes a link: no bare domain, no mail address and no other protocol.
    ``style`` is an inline style, for mail.
    """
    pieces: list[str] = []
    end = 0
    for found in ADDRESS.finditer(text):
        address = _without_tail(found[0])
        pieces += [format_html("{}", text[end : found.start()]), _link(address, style)]
        end = found.start() + len(address)
    pieces.append(format_html("{}", text[end:]))
    return mark_safe("".join(pieces))  # every piece is escaped above


def _without_tail(address: str) -> str:
    """Leave the signs out that belong to the sentence; a bracket that was opened belongs to it."""
    while address[-1] in NO_PART or (
        address[-1] == ")" and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return address


def _link(address: str, style: str) -> str:
    if not style:
        return format_html(
            '<a class="nl-link" href="{0}" rel="noopener noreferrer">{0}</a>', address
        )
    return format_html(
        '<a class="l" href="{0}" rel="noopener noreferrer" style="{1}">{0}</a>', address, style
    )
