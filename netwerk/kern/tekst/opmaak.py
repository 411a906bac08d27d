"""Stored text is Markdown; this module turns it into safe HTML, and nothing else does.

The dialect is CommonMark without code and HTML, with tables and strikethrough; ``<br>`` ends a
line in a cell of a table. Images are files of our own, with a description. A passage between
``:::vertrouwelijk`` and ``:::`` is confidential: it is cut out of the source, before rendering,
for whoever may not read it. The editor in the browser (static/src/js/editor) reads what
``for_editor`` draws and writes this dialect back: it has no parser of its own.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

MAX_LENGTH = 100_000  # characters in one field, so that indexing never fails a save
# A confidential passage opens widely (a sign before or after the colons, any capitals) and closes
# only by a line that Markdown takes as the end too: with as many colons, in as many quotations.
# Cutting too much is a nuisance, cutting too little a leak.
OPENING = re.compile(r"^((?:[^\w:]|[_\d]|:(?!::))*+)(:::++)[\W_]*+vertrouwelijk", re.IGNORECASE)
CLOSING = re.compile(r"^([ \t>]*)(:::+)[ \t]*$")
# The same for PostgreSQL, in two steps. After a passage with more colons, or in a quotation,
# nothing is indexed. In the second, the first quantifier decides that the whole match is short
# (and an alternative before it would make it long).
CONFIDENTIAL_SQL_OPEN_END = r"(?:::::|>[^\n]*:::)[^[:alnum:]\n]*vertrouwelijk.*"
CONFIDENTIAL_SQL = r":::[^[:alnum:]\n]*?vertrouwelijk.*?(?:\n[ \t]*?:::+?[ \t]*?(?=\n|$)|$)"
LINK = re.compile(r"^(https?:|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
IMAGE = re.compile(r"^/bestanden/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/[^/?#\\]+$")
LINE_END = re.compile(r"<br ?/?>", re.IGNORECASE)
# Signs that nobody can see: control characters but tab and line end, and those that turn the
# direction of what comes after them.
UNSEEN = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
FOREIGN_IMAGE = (
    "Er staat een afbeelding in de tekst die niet op deze site staat: %s. Haal haar weg. "
    "Kun je hier afbeeldingen toevoegen, gebruik dan de knop Afbeelding."
)
NAMELESS_IMAGE = (
    "Er staat een afbeelding in de tekst zonder beschrijving. Schrijf op wat erop staat, "
    "voor wie de afbeelding niet ziet."
)
TAGS = {
    *("p", "h2", "h3", "h4", "h5", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote"),
    *("hr", "br", "img", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"scope", "data-uitlijning"},
    "td": {"data-uitlijning"},
    "div": {"data-vertrouwelijk"},
}


def clean(source: str) -> str:
    """Return text as it is stored: line ends as LF, no unseen signs, no space at the ends.

    Raises ValidationError (Dutch) when the text is longer than 100,000 characters, or holds an
    image that is not ours or has no description.
    """
    text = _plain_openings(_normal(source))
    if len(text) > MAX_LENGTH:
        raise ValidationError(
            f"Deze tekst is te lang: {len(text)} tekens. Er passen er {MAX_LENGTH}."
        )
    if "![" in text:
        for image in _images(_parser(None).parse(text)):
            if not _is_ours(image):
                where = str(image.meta["src"])[:100]
                raise ValidationError(FOREIGN_IMAGE % where)
            if not image.content.strip():
                raise ValidationError(NAMELESS_IMAGE)
    return text


def _normal(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN).strip()


def _plain_openings(text: str) -> str:
    """Write an opening with odd signs as everybody does: PostgreSQL would not know it for one."""
    if text.isascii() or ":::" not in text:
        return text
    lines = text.split("\n")
    for place, line in enumerate(lines):
        found = OPENING.match(line)
        if found and not line[found.end(2) : found.end()].isascii():
            lines[place] = f"{found[1]}{found[2]}vertrouwelijk{line[found.end() :]}"
    return "\n".join(lines)


def without_confidential(source: str) -> str:
    """Return the source without its confidential passages; an unclosed one runs to the end."""
    kept: list[str] = []
    fence: tuple[int, int] | None = None  # colons and quotation signs of what is being cut
    for line in source.split("\n"):
        if fence:
            end = CLOSING.match(line)
            if end and len(end[2]) >= fence[0] and end[1].count(">") == fence[1]:
                fence = None
        elif begin := OPENING.match(line):
            fence = len(begin[2]), begin[1].count(">")
        else:
            kept.append(line)
    return "\n".join(kept)


def render(
    source: str,
    *,
    confidential: bool = False,
    top_heading: int = 3,
    names: Callable[[str], list[tuple[int, int, str]]] | None = None,
) -> SafeString:
    """Return safe HTML; ``confidential`` keeps confidential passages in, marked as such.

    ``top_heading`` is the level of the highest heading (2 to 4), so that a text fits the
    outline of the page around it. ``names`` says which piece of plain words (from, to) leads
    to which address.
    """
    text = _normal(source) if confidential else without_confidential(_normal(source))
    parser = _parser(top_heading)
    tokens = parser.parse(text)
    if not confidential:
        tokens = _without_containers(tokens)
    if names:
        _link_names(tokens, names)
    return _safe(parser, tokens)


def _link_names(tokens: list[Token], names: Callable[[str], list[tuple[int, int, str]]]) -> None:
    """Turn pieces of words into links; a link holds no other link."""
    for token in tokens:
        made: list[Token] = []
        inside = 0
        for child in token.children or []:
            inside += child.nesting if child.type in {"link_open", "link_close"} else 0
            found = names(child.content) if child.type == "text" and not inside else []
            made += _with_links(child, found) if found else [child]
        if token.children:
            token.children = made


def _with_links(token: Token, found: list[tuple[int, int, str]]) -> list[Token]:
    made, done = [], 0
    for start, end, url in found:
        if start < done:  # a name inside an address is part of that address
            continue
        link = Token("link_open", "a", 1, attrs={"href": url})
        words = [token.content[done:start], token.content[start:end]]
        before, name = (Token("text", "", 0, content=each) for each in words)
        made += [before, link, name, Token("link_close", "a", -1)]
        done = end
    return [*made, Token("text", "", 0, content=token.content[done:])]


def for_editor(source: str) -> SafeString | None:
    """Return the HTML that the editor begins with: headings keep the level of the source.

    Returns None for a text that only its source shows well: a longer one than may be kept, and
    one of which the editor and ``without_confidential`` would not see the same part as open.
    """
    text = _normal(source)
    if len(text) > MAX_LENGTH:
        return None
    parser = _parser(None)
    tokens = parser.parse(text)
    if "vertrouwelijk" in text.lower() and not _cut_alike(tokens, text):
        return None
    return _safe(parser, tokens)


def _cut_alike(tokens: list[Token], text: str) -> bool:
    openings = [token for token in tokens if token.type == "container_vertrouwelijk_open"]
    if any(token.info.strip(" _{}").lower() != "vertrouwelijk" for token in openings):
        return False  # words on the line of the opening itself
    seen = _without_containers(tokens)
    public = _parser(None).parse(without_confidential(text))
    return _words(seen) == _words(public)


def _words(tokens: list[Token]) -> list[str]:
    return " ".join(token.content for token in tokens if token.type == "inline").split()


def _safe(parser: MarkdownIt, tokens: list[Token]) -> SafeString:
    return mark_safe(
        nh3.clean(
            parser.renderer.render(tokens, parser.options, {}),
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer",
            attribute_filter=_filter,
        )
    )


def plain(source: str) -> str:
    """Return the words without markup or confidential passages, on one line, for summaries."""
    text = nh3.clean(render(source), tags=set()).replace("&amp;", "&").replace("&lt;", "<")
    return re.sub(r"\s+", " ", text.replace("&gt;", ">").replace("&nbsp;", " ")).strip()


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and not IMAGE.match(value):
        return None
    if tag == "a" and attribute == "href" and not LINK.match(value):
        return None
    return value


@lru_cache
def _parser(top_heading: int | None) -> MarkdownIt:
    """Return the parser for readers, or with None the one for writers."""
    parser = MarkdownIt(
        "js-default", {"html": False, "linkify": False, "typographer": False, "breaks": True}
    )
    parser.disable(
        ["code", "fence", "backticks", "html_block", "html_inline", "reference", "entity"]
    )
    parser.enable(["table", "strikethrough", "autolink"])
    parser.validateLink = lambda url: bool(LINK.match(url))  # type: ignore[method-assign]
    parser.use(
        container_plugin,
        name="vertrouwelijk",
        validate=lambda params, markup: bool(OPENING.match(markup + params)),
        render=_container,
    )
    parser.inline.ruler.before("autolink", "line_end", _line_end)
    parser.core.ruler.push("levels", lambda state: _levels(state.tokens, top_heading))
    parser.core.ruler.push("cells", lambda state: _cells(state.tokens))
    parser.core.ruler.push("images", lambda state: _no_foreign(state.tokens, top_heading is None))
    return parser


def _line_end(state: StateInline, silent: bool) -> bool:
    """Read ``<br>`` as the end of a line: in a cell of a table there is no other way."""
    found = LINE_END.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _images(tokens: list[Token]) -> list[Token]:
    """Return the images of a text; those that are not shown too."""
    return [
        child
        for token in tokens
        for child in token.children or []
        if child.type == "image" or "src" in child.meta
    ]


def _is_ours(image: Token) -> bool:
    return bool(IMAGE.match(str(image.meta["src"])))


def _no_foreign(tokens: list[Token], writing: bool) -> None:
    """Show words in place of an image that is not ours; whoever writes sees its source."""
    for image in _images(tokens):
        image.meta["src"] = image.attrGet("src") or ""
        if not _is_ours(image):
            words = f"[Afbeelding: {image.content}]" if image.content.strip() else ""
            source = f"![{image.content}]({image.meta['src']})"
            image.type, image.tag, image.attrs = "text", "", {}
            image.content = source if writing else words


def _without_containers(tokens: list[Token]) -> list[Token]:
    """Drop what stands in a container; a second wall behind ``without_confidential``."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.type == "container_vertrouwelijk_open":
            depth += 1
        elif token.type == "container_vertrouwelijk_close":
            depth -= 1
        elif depth == 0:
            kept.append(token)
    return kept


def _container(self: object, tokens: list[Token], index: int, *args: object) -> str:
    return "<div data-vertrouwelijk>\n" if tokens[index].nesting == 1 else "</div>\n"


def _levels(tokens: list[Token], top: int | None) -> None:
    levels = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = int(token.tag[1])
            step = levels.index(level)
            if top is None:  # as it is written, between 2 and 4
                token.tag = f"h{min(2 + step if levels[0] < 2 else level, 4)}"
            else:
                token.tag = f"h{min(top + step, 5)}"


def _cells(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type in {"th_open", "td_open"}:
            side = str(token.attrs.pop("style", "")).removeprefix("text-align:")
            if side and side != "left":
                token.attrs["data-uitlijning"] = side
            if token.type == "th_open":
                token.attrs["scope"] = "col"
