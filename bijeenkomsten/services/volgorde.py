"""Rows that people put in an order of their own: parts of a programme, steps of a part."""

from typing import Any

from django.db.models import QuerySet


def move(rows: QuerySet[Any], pk: int, *, up: bool) -> bool:
    """Let a row change places with the one before or after it, and say whether it did.

    At the ends nothing happens, nor to a row that somebody removed at this very moment.
    """
    items = list(rows)
    place = next((i for i, item in enumerate(items) if item.pk == pk), None)
    if place is None:
        return False
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return False
    items[place], items[other] = items[other], items[place]
    for order, item in enumerate(items, start=1):
        item.order = order
    rows.model._base_manager.bulk_update(items, ["order"])
    return True
