"""Lists in pages by key: the same few rows are read, however far somebody is.

The cursor holds the key of the last row, signed: who makes one up hears that it does not work.
A list is in an order that stays (a number, a moment that was planned), so nothing is told twice
or left out while rows come and go.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja.errors import ValidationError
from pydantic import AfterValidator, Field

from netwerk.kern.api.shapes import Shape

USUAL, MOST = 20, 100
WRONG = "Deze cursor werkt niet. Begin opnieuw, of volg ‘volgende’ zoals het er staat."


def _key(cursor: str) -> list[Any]:
    """Return the list and the key that a cursor of ours holds."""
    try:
        key = Signer(salt="api").unsign_object(cursor)
    except (BadSignature, ValueError, UnicodeError) as error:
        raise ValueError(WRONG) from error
    return list(key)


class Paging(Shape):
    """What every list can be asked."""

    aantal: int = Field(USUAL, ge=1, le=MOST, description="Hoeveel je er tegelijk wilt.")
    cursor: Annotated[str, Field(max_length=400), AfterValidator(_key)] | None = Field(
        None, description="Waar je bent gebleven. Volg ‘volgende’, dan hoef je dit niet te maken."
    )


class Page[Item](Shape):
    """One page of a list."""

    resultaten: list[Item]
    volgende: str | None = Field(
        None, description="Het adres van de volgende bladzijde; null als dit de laatste is."
    )


def page[Row, Item](
    request: HttpRequest,
    rows: QuerySet[Any],
    asked: Any,
    order: Sequence[str],
    shape: Callable[[Sequence[Any]], list[Item]],
) -> Page[Item]:
    """Return the page that was asked; ``order`` ends with something that no two rows share.

    ``shape`` gets the rows of the page together, so that it can fetch what belongs to them.
    """
    if asked.cursor:
        rows = rows.filter(_after(order, _of_this_list(request, asked.cursor)))
    found = list(rows.order_by(*order)[: asked.aantal + 1])
    shown = found[: asked.aantal]
    following = _next(request, shown[-1], order) if len(found) > asked.aantal else None
    return Page(resultaten=shape(shown), volgende=following)


def _of_this_list(request: HttpRequest, cursor: Sequence[Any]) -> Sequence[Any]:
    """Return the key; the cursor of another list is a question that makes no sense."""
    where, *key = cursor
    if where != request.path:
        wrong = {"type": "value_error", "loc": ("query", "cursor"), "ctx": {"error": WRONG}}
        raise ValidationError([wrong])
    return key


def _after(order: Sequence[str], key: Sequence[Any]) -> Q:
    """Return what comes after a key: a row comparison, written out."""
    condition, same = Q(), Q()
    for name, value in zip(order, key, strict=True):
        condition |= same & Q(**{f"{name}__gt": value})
        same &= Q(**{name: value})
    first = Q(**{f"{order[0]}__gte": key[0]})  # what the index can use
    return first & condition


def _next(request: HttpRequest, last: Any, order: Sequence[str]) -> str:
    key = [getattr(last, name) for name in order]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in key]
    query = request.GET.copy()
    query["cursor"] = Signer(salt="api").sign_object([request.path, *plain])
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
