"""Searching all kinds at once, in one statement: which rows, in which order, how many of what.

Each kind gives its rows through ``visible_to``; only among those is matched, counted and ranked.
Of each kind the newest MOST rows that match are ranked, so that a word which half of all posts
hold costs no more than a rare one (docs/decisions/search.md).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import transaction
from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, ExtractYear
from django.db.utils import OperationalError
from psycopg.errors import QueryCanceled

from netwerk.kern import replica, subjects
from netwerk.kern.subjects import Subject
from netwerk.kern.zoeken import vindbaar
from netwerk.kern.zoeken.vindbaar import Facet, Vindbaar
from netwerk.kern.zoeken.vraag import Ready

MOST = 1000
PAGE = 20
PATIENCE_MS = 1000
YEAR = "jaar"
NEWEST = "year DESC NULLS LAST, moment DESC NULLS LAST"
BEST = f"score DESC, {NEWEST}"


class TooSlowError(Exception):
    """A search took longer than anybody should wait for."""


@contextmanager
def patience(milliseconds: int = PATIENCE_MS) -> Iterator[None]:
    """Let no statement in this block run longer; raises TooSlowError when one would."""
    try:
        with transaction.atomic(using=replica.reader().alias):
            with replica.reader().cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {int(milliseconds)}")
            yield
            with replica.reader().cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlowError from error
        raise


@dataclass(frozen=True)
class Choices:
    """What was chosen besides the words: ids by the name of a facet, a year, a kind."""

    facets: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None
    kind: str = ""

    @property
    def any(self) -> bool:
        """Say whether anything but a kind was chosen."""
        return bool(self.facets) or self.year is not None


@dataclass
class Found:
    """The answer: how many of each kind and choice, and one page of (kind, id), best first."""

    kinds: dict[str, int] = field(default_factory=dict)
    facets: dict[str, dict[int, int]] = field(default_factory=dict)
    page: list[tuple[str, int]] = field(default_factory=list)
    total: int = 0

    @property
    def all_kinds(self) -> int:
        """Return how many rows fit, of whatever kind."""
        return sum(self.kinds.values())

    @property
    def is_cut(self) -> bool:
        """Say whether more rows match than were looked at."""
        return any(number >= MOST for number in self.kinds.values())


def searched() -> list[Subject]:
    """Return the kinds that can be searched."""
    return [subject for subject in subjects.all_subjects() if subject.search is not None]


def kind_of(subject: Subject) -> str:
    """Return the name of a kind in the address."""
    return str(subject.model._meta.model_name)


def search(
    user: Any,
    query: Ready,
    choices: Choices,
    page: int = 1,
    *,
    size: int = PAGE,
    titles: bool = False,
    newest: bool = False,
) -> Found:
    """Return what this person finds; a page that is too high is the last.

    ``titles`` leaves out the kinds that have no title; ``newest`` puts the newest first.
    """
    parts, params = _parts(user, query, choices, titles=titles)
    if not parts:
        return Found()
    facets = vindbaar.all_facets()
    names = [f"f{number}" for number, _ in enumerate(facets)]
    sql = _statement(parts, names, NEWEST if newest else BEST)
    kind = [choices.kind, choices.kind]
    params += [*kind, *(value for facet in facets for value in (facet.name, *kind)), *kind]
    params += [size, max(page, 1) - 1, size, size]
    with replica.reader().cursor() as cursor:
        cursor.execute(sql, params)
        return _read(cursor.fetchall(), facets, choices)


def matching_ids(user: Any, query: Ready, choices: Choices) -> dict[str, list[int]]:
    """Return {kind: ids} of everything that this person finds, at most MOST of each kind."""
    parts, params = _parts(user, query, choices)
    if not parts:
        return {}
    every = " UNION ALL ".join(parts)
    columns = _columns([f"f{number}" for number, _ in enumerate(vindbaar.all_facets())])
    with replica.reader().cursor() as cursor:
        cursor.execute(
            f"SELECT kind, array_agg(id ORDER BY id) FROM ({every}) AS hits({columns})"  # noqa: S608
            " WHERE %s = '' OR kind = %s GROUP BY kind",
            [*params, choices.kind, choices.kind],
        )
        return dict(cursor.fetchall())


def _columns(names: list[str]) -> str:
    return ", ".join(["kind", "id", "score", "moment", "year", *names])


def _statement(parts: list[str], names: list[str], order: str) -> str:
    """Return the whole statement: rows of (what, value, number), with the page in its order.

    It holds statements of the ORM and names of our own; what people type is in the parameters.
    """
    counts = "".join(
        f" UNION ALL SELECT %s, value::text, count(*), 0 FROM chosen, unnest({name}) AS value"  # noqa: S608
        " WHERE (%s = '' OR kind = %s) GROUP BY value"
        for name in names
    )
    return (
        f"WITH chosen({_columns(names)}) AS MATERIALIZED ({' UNION ALL '.join(parts)}),"  # noqa: S608
        " wanted AS MATERIALIZED (SELECT * FROM chosen WHERE %s = '' OR kind = %s)"
        " SELECT 'kind' AS what, kind AS value, count(*) AS number, 0 AS place FROM chosen"
        f" GROUP BY kind{counts}"
        f" UNION ALL SELECT '{YEAR}', year::text, count(*), 0 FROM chosen"
        " WHERE year IS NOT NULL AND (%s = '' OR kind = %s) GROUP BY year"
        " UNION ALL (SELECT kind, 'id', id, row_number() OVER (ORDER BY"
        f" {order}, md5(kind || id)) AS place FROM wanted"
        " ORDER BY place LIMIT %s"
        " OFFSET (SELECT LEAST(%s, GREATEST(count(*) - 1, 0) / %s) * %s FROM wanted))"
        " ORDER BY place, number DESC, value"
    )


def _read(rows: list[tuple[Any, ...]], facets: list[Facet], choices: Choices) -> Found:
    found = Found()
    for what, value, number, place in rows:
        if place:
            found.page.append((what, number))
        elif what == "kind":
            found.kinds[value] = number
        else:
            found.facets.setdefault(what, {})[int(value)] = number
    found.total = found.kinds.get(choices.kind, 0) if choices.kind else found.all_kinds
    return found


def _parts(
    user: Any, query: Ready, choices: Choices, *, titles: bool = False
) -> tuple[list[str], list[Any]]:
    """Return the statement of each kind that can fit the choices, with its parameters."""
    parts: list[str] = []
    params: list[Any] = []
    for subject in searched():
        known = vindbaar.of(subject.model)
        if titles and not known.title:
            continue
        rows = narrowed(subject.visible_to(user), known, choices)
        if rows is None or subject.search is None:
            continue
        try:
            sql, own = _of_kind(subject, known, subject.search(rows, query))
        except EmptyResultSet:
            continue
        parts.append(f"({sql})")
        params += own
    return parts, params


def narrowed(rows: QuerySet[Any], known: Vindbaar, choices: Choices) -> QuerySet[Any] | None:
    """Return the rows that fit the choices; None when this kind knows no such choice."""
    base = rows.model._base_manager
    for name, value in choices.facets.items():
        paths = known.facets.get(name)
        if not paths:
            return None
        fits = Q()
        for path in paths:
            fits |= Q(pk__in=base.filter(**{path: value}).values("pk"))
        rows = rows.filter(fits)
    if choices.year is not None:
        if not known.moment:
            return None
        rows = rows.filter(**{f"{known.moment}__year": choices.year})
    return rows


def _of_kind(subject: Subject, known: Vindbaar, rows: QuerySet[Any]) -> tuple[str, Any]:
    moment, year = _when(known)
    rows = rows.order_by("-pk").values_list(
        Value(kind_of(subject), output_field=CharField()),
        Cast("pk", BigIntegerField()),
        F("rank") * Value(known.weight, output_field=FloatField()),
        moment,
        year,
        *(_facet(subject, known, facet.name) for facet in vindbaar.all_facets()),
    )[:MOST]
    return rows.query.sql_with_params()  # type: ignore[no-any-return]


def _when(known: Vindbaar) -> tuple[Any, Any]:
    nothing = Value(None, output_field=DateTimeField())
    if not known.moment:
        return Cast(nothing, DateTimeField()), Cast(Value(None), IntegerField())
    moment = Cast(nothing, DateTimeField()) if known.by_year else F(known.moment)
    return moment, ExtractYear(known.moment)


def _facet(subject: Subject, known: Vindbaar, name: str) -> Any:
    paths = known.facets.get(name, ())
    base = subject.model._base_manager.filter(pk=OuterRef("pk"))
    arrays = [
        ArraySubquery(base.filter(**{f"{path}__isnull": False}).order_by().values(path))
        for path in paths
    ]
    if len(arrays) > 1:
        return Func(*arrays, function="array_cat", output_field=ArrayField(BigIntegerField()))
    return arrays[0] if arrays else Cast(Value(None), ArrayField(BigIntegerField()))
