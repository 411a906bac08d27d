"""The lines of a page of results: title, who, where and when, and the words that were found.

Only for the rows of the page, in one query for each kind and one for all quotes. A quote comes
from text without its confidential passages, and is escaped before it gets its marks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Left
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from netwerk.kern import replica
from netwerk.kern.subjects import Subject
from netwerk.kern.tekst.sentences import readable
from netwerk.kern.zoeken import vindbaar
from netwerk.kern.zoeken.hits import kind_of, searched
from netwerk.kern.zoeken.vindbaar import Words
from netwerk.kern.zoeken.vraag import Ready
from netwerk.kern.zoeken.zoeken import CONFIG, open_markdown

BEGIN, END = "\ue000", "\ue001"  # signs of nobody; replaced after escaping
QUOTE = (
    f"StartSel={BEGIN}, StopSel={END}, MaxFragments=2, MaxWords=24, MinWords=10, ShortWord=2,"
    'FragmentDelimiter=" … "'
)
WHOLE = f"StartSel={BEGIN}, StopSel={END}, HighlightAll=true"
READ = 20_000  # characters of a text in which a quote is looked for
EDGE = 12  # characters by which the begin and the end of a text are known
SIGNS = 3  # quotation marks, a full stop: PostgreSQL leaves them out at the ends
SHOWN = 220  # characters of a summary in which nothing was found


@dataclass(frozen=True)
class Line:
    """One result as the page shows it; ``quote`` is safe HTML, in place of the ``summary``."""

    kind: str
    label: str
    icon: str
    title: str
    url: str
    facts: list[str]
    moment: datetime | None
    year: int | None
    quote: SafeString
    summary: str


def lines(query: Ready, page: Iterable[tuple[str, int]], *, quotes: bool = True) -> list[Line]:
    """Return the lines of a page of (kind, id), in its order; what is gone meanwhile is not."""
    page = list(page)
    rows: dict[tuple[str, int], tuple[Subject, Any]] = {}
    texts: dict[tuple[str, int], str] = {}
    for subject in searched():
        kind = kind_of(subject)
        ids = [pk for name, pk in page if name == kind]
        if not ids:
            continue
        known = vindbaar.of(subject.model)
        found = known.fetch(subject.model._default_manager.filter(pk__in=ids))
        rows |= {(kind, row.pk): (subject, row) for row in found}
        for words in known.words if quotes else ():
            for pk, text in _texts(words, ids, query):
                texts[kind, pk] = f"{texts.get((kind, pk), '')} {text}".strip()
    keys = [key for key in page if key in rows]
    marked = _headlines(query, [texts.get(key, "") for key in keys]) if quotes else [""] * len(keys)
    return [_line(key[0], *rows[key], marked[place]) for place, key in enumerate(keys)]


def _line(kind: str, subject: Subject, row: Any, quote: str) -> Line:
    known = vindbaar.of(subject.model)
    moment = _moment(row, known.moment) if known.moment else None
    summary = ""
    if BEGIN not in quote:
        summary = subject.summary(row) if subject.summary else ""
        quote = f"{summary[:SHOWN].rstrip()}…" if len(summary) > SHOWN else summary
    return Line(
        kind=kind,
        label=subject.label,
        icon=subject.icon,
        title=subject.title(row),
        url=subject.url(row),
        facts=[fact for fact in known.facts(row) if fact],
        moment=None if known.by_year else moment,
        year=moment.year if known.by_year and moment else None,
        quote=marks(quote),
        summary=summary,
    )


def _moment(row: Any, path: str) -> datetime | None:
    for name in path.split("__"):
        row = getattr(row, name)
    return row  # type: ignore[no-any-return]


def _texts(words: Words, ids: list[int], query: Ready) -> list[tuple[int, str]]:
    """Return (id, words) of the rows in which a quote may stand."""
    rows = words.model._base_manager.filter(**{f"{words.path}__in": ids})
    if words.vector:
        rows = rows.filter(**{words.vector: query})
    read = [Left(open_markdown(name), READ) if words.markdown else name for name in words.fields]
    named = {f"t{place}": Left(each, READ) for place, each in enumerate(read)}
    found = []
    for pk, *texts in rows.order_by("pk").annotate(**named).values_list(words.path, *named):
        said = [readable(text) if words.markdown else text for text in texts if text]
        found.append((pk, " ".join(said)))
    return found


def _headlines(query: Ready, texts: list[str]) -> list[str]:
    """Return parts of the texts with signs around what was found, in one query."""
    clean = [_clean(text) for text in texts]
    return [
        _whole(text, quote) for text, quote in zip(clean, _marked(query, clean, QUOTE), strict=True)
    ]


def _clean(text: str) -> str:
    return text.replace(BEGIN, "").replace(END, "").replace("\0", "")


def _marked(query: Ready, texts: list[str], options: str) -> list[str]:
    if not texts:
        return []
    with replica.reader().cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(%s::regconfig, body, %s::tsquery, %s)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS given(body, place) ORDER BY place",
            [CONFIG, query.text, options, [_clean(text) for text in texts]],
        )
        return [row[0] for row in cursor.fetchall()]


def highlighted(query: Ready, texts: list[str]) -> list[SafeString]:
    """Return these texts whole, as safe HTML with marks around what was found: one query."""
    return [marks(text) for text in _marked(query, texts, WHOLE)]


def quotes(query: Ready, texts: list[str]) -> list[SafeString]:
    """Return of each text the words around what was found, or "" where nothing was: one query."""
    return [marks(text) if BEGIN in text else SafeString() for text in _headlines(query, texts)]


def _whole(text: str, quote: str) -> str:
    """Return a quote with the signs at its ends; it says so when more comes before it or after."""
    bare = quote.replace(BEGIN, "").replace(END, "")
    begin = text.find(bare[:EDGE])
    rest = text[text.rfind(bare[-EDGE:]) + len(bare[-EDGE:]) :]
    before = text[:begin] if 0 <= begin <= SIGNS else "… "
    return f"{before}{quote}{rest if len(rest) <= SIGNS else ' …'}"


def marks(text: str) -> SafeString:
    """Return safe HTML of a text with signs: everything is escaped, then the signs are marks."""
    html = escape(text).replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(html)
