"""The text of an HTML mail, with its quotations as lines that begin with ``>``."""

import contextlib
import re
from html.parser import HTMLParser

SILENT = {"style", "script", "head", "title", "template", "object"}
BLOCKS = {"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
APART = {"p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
SEPARATOR = "_" * 32  # as Outlook writes it in plain text
# How mail programs mark what stands below an answer.
QUOTES = re.compile(
    r"gmail_quote|gmail_attr|moz-cite-prefix|divRplyFwdMsg|appendonsend|yahoo_quoted"
    r"|OutlookMessageHeader|mail-editor-reference-message-container",
    re.IGNORECASE,
)
VOID = {"br", "hr", "img", "meta", "link", "input", "area", "base", "col", "wbr"}
LONGEST = 100_000  # characters of words and tags; what stands after it is quotation
LOOKED_AT = 2_000_000  # characters, with what nobody sees
DEEPEST_QUOTE = 10
LONGEST_TAG = 3_000
# The parser takes the square of what is not closed, so that goes first.
UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(style|script)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)


def to_text(html: str) -> str:
    """Return the words of HTML with line ends; never raises, whatever the HTML is."""
    reader = _Reader()
    shown = UNSEEN.sub(" ", html[:LOOKED_AT])[:LONGEST]
    with contextlib.suppress(AssertionError):  # so the parser meets a declaration it cannot read
        reader.feed(_with_whole_tags(shown))
        reader.close()
    return reader.text()


def _with_whole_tags(html: str) -> str:
    """Make text of each ``<`` that no ``>`` follows, and leave out tags with a picture in them."""
    first, *rest = html.split("<")
    pieces = [first]
    for piece in rest:
        end = piece.find(">")
        if end > LONGEST_TAG:
            pieces.append(piece[end + 1 :])
        else:
            pieces += ["<" if end >= 0 else "&lt;", piece]
    return "".join(pieces)


class _Reader(HTMLParser):
    """Collects lines; a quotation or a reply header begins with a separator or ``>``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0
        self.depth = 0
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write down what a tag means for lines."""
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self.silent += 1
        if "reply-header" in given.get("id", "") or _is_outlook_line(given):
            self.pieces.append(f"\n{SEPARATOR}\n")
        elif QUOTES.search(f"{given.get('class', '')} {given.get('id', '')}"):
            self.pieces.append(f"\n{SEPARATOR}\n" if "Rply" in given.get("id", "") else "\n")
        if tag == "br":
            self._line()
        elif tag == "hr":
            self.pieces.append(f"\n{SEPARATOR}\n")
        elif tag == "li":
            self.pieces.append("\n" + ">" * min(self.depth, DEEPEST_QUOTE) + "- ")
        elif tag == "blockquote":
            self.depth += 1
            self._line()
        elif tag in BLOCKS:
            self._line(apart=tag in APART)
        elif tag == "a":
            self.link = given.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "blockquote":
            self.depth = max(0, self.depth - 1)
            self._line()
        elif tag in BLOCKS:
            self._line(apart=tag in APART)
        elif tag == "a":
            self._show_link()

    def handle_data(self, data: str) -> None:
        """Add words; white space in HTML is one space."""
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data.replace("\xa0", " ")))

    def text(self) -> str:
        """Return the lines, with at most one empty line in between."""
        lines = [re.sub(r" +", " ", line).strip() for line in "".join(self.pieces).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _line(self, *, apart: bool = False) -> None:
        begin = "\n" + ">" * min(self.depth, DEEPEST_QUOTE) + (" " if self.depth else "")
        self.pieces.append("\n" + begin if apart and not self.depth else begin)

    def _show_link(self) -> None:
        """Put the address behind its words, unless the words are the address."""
        target, self.link = self.link, ""
        words = "".join(self.pieces[-3:])
        if re.match(r"https?://", target) and target.rstrip("/") not in words:
            self.pieces.append(f" ({target})")


def _is_outlook_line(given: dict[str, str]) -> bool:
    """Say whether this is the line that Outlook draws above the mail that is answered."""
    style = given.get("style", "").replace(" ", "").lower()
    return "border-top:solid#e1e1e1" in style or "border-top:solid#b5c4df" in style
