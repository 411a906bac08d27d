"""Stored text is Markdown; this module turns it into safe HTML, and nothing else does.

The dialect is CommonMark without code and HTML, with tables and strikethrough. A passage
between ``:::vertrouwelijk`` and ``:::`` is confidential: it is cut out of the source, before
rendering, for whoever may not read it.
"""

import re
from functools import lru_cache

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
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
    """Return text as it is stored: line ends as LF, no NUL, no space at the ends.

    Raises ValidationError (Dutch) when the text is longer than 100,000 characters.
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    if len(text) > MAX_LENGTH:
        raise ValidationError(
            f"Deze tekst is te lang: {len(text)} tekens. Er passen er {MAX_LENGTH}."
        )
    return text


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


def render(source: str, *, confidential: bool = False, top_heading: int = 3) -> SafeString:
    """Return safe HTML; ``confidential`` keeps confidential passages in, marked as such.

    ``top_heading`` is the level of the highest heading (2 to 4), so that a text fits the
    outline of the page around it.
    """
    text = clean(source) if confidential else without_confidential(clean(source))
    parser = _parser(top_heading)
    tokens = parser.parse(text)
    if not confidential:
        tokens = _without_containers(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return mark_safe(
        nh3.clean(
            html,
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
    if tag == "img" and attribute == "src" and not value.startswith("/media/"):
        return None
    if tag == "a" and attribute == "href" and not LINK.match(value):
        return None
    return value


@lru_cache
def _parser(top_heading: int) -> MarkdownIt:
    parser = MarkdownIt(
        "js-default", {"html": False, "linkify": False, "typographer": False, "breaks": True}
    )
    parser.disable(
        ["code", "fence", "backticks", "html_block", "html_inline", "reference", "entity"]
    )
    parser.enable(["table", "strikethrough", "autolink"])
    parser.validateLink = lambda url: bool(LINK.match(url))  # type: ignore[method-assign]
    parser.use(container_plugin, name="vertrouwelijk", render=_container)
    parser.core.ruler.push("levels", lambda state: _levels(state.tokens, top_heading))
    return parser


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


def _levels(tokens: list[Token], top: int) -> None:
    levels = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(top + levels.index(int(token.tag[1])), 5)}"
        elif token.type in {"th_open", "td_open"}:
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["data-uitlijning"] = style.removeprefix("text-align:")
            if token.type == "th_open":
                token.attrs["scope"] = "col"
