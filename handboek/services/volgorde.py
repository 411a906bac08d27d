"""The order of the book: adviezen within a chapter, and the chapters."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from handboek.enums import State
from handboek.models import Advies, Hoofdstuk
from netwerk.kern.audit.services import record

TAKEN = "Er is al een hoofdstuk met deze titel."
CHANGED = "De volgorde veranderde intussen. Kijk nog eens."
type Order = Callable[[list[int]], list[int]]


def move_advies(*, actor: Any, advies: Advies, up: bool) -> None:
    """Put an advies one place up or down in its chapter; what was withdrawn has no place."""
    _order_adviezen(actor, advies, lambda keys: _moved(keys, advies.pk, up=up))


def place_advies(*, actor: Any, advies: Advies, beside: Advies, after: bool) -> None:
    """Put an advies before or after another one of its chapter."""
    _order_adviezen(actor, advies, lambda keys: _placed(keys, advies.pk, beside.pk, after=after))


def move_hoofdstuk(*, actor: Any, hoofdstuk: Hoofdstuk, up: bool) -> None:
    """Put a chapter one place up or down; its address follows, and the old one leads there."""
    _order_chapters(actor, hoofdstuk, lambda keys: _moved(keys, hoofdstuk.pk, up=up))


def place_hoofdstuk(*, actor: Any, hoofdstuk: Hoofdstuk, beside: Hoofdstuk, after: bool) -> None:
    """Put a chapter before or after another one; its address follows."""
    _order_chapters(
        actor, hoofdstuk, lambda keys: _placed(keys, hoofdstuk.pk, beside.pk, after=after)
    )


@transaction.atomic
def _order_adviezen(actor: Any, advies: Advies, order: Order) -> None:
    list(Hoofdstuk.objects.filter(pk=advies.hoofdstuk_id).select_for_update())
    rows = Advies.objects.filter(hoofdstuk=advies.hoofdstuk_id).exclude(state=State.WITHDRAWN)
    places = list(rows.order_by("position", "number").values_list("pk", "position"))
    before = dict(places)
    for place, key in enumerate(order(list(before)), start=1):
        if before[key] != place:
            Advies.objects.filter(pk=key).update(position=place)
    record(actor=actor, action="advies.moved", subject=advies)


@transaction.atomic
def _order_chapters(actor: Any, hoofdstuk: Hoofdstuk, order: Order) -> None:
    numbers = dict(
        Hoofdstuk.objects.select_for_update().order_by("number").values_list("pk", "number")
    )
    keys = order(list(numbers))
    changed = [
        (key, number)
        for key, number in zip(keys, numbers.values(), strict=True)
        if numbers[key] != number
    ]
    free = max(numbers.values()) + 1
    for place, (key, _) in enumerate(changed):  # out of the way first: a number is one chapter's
        Hoofdstuk.objects.filter(pk=key).update(number=free + place)
    for key, number in changed:
        Hoofdstuk.objects.filter(pk=key).update(number=number)
    record(actor=actor, action="hoofdstuk.moved", subject=hoofdstuk)


@transaction.atomic
def add_hoofdstuk(*, actor: Any, title: str, intro: str = "") -> Hoofdstuk:
    """Add a chapter at the end; its slug stays, whatever it is called later."""
    chapters = list(Hoofdstuk.objects.select_for_update().order_by("number"))
    slug = slugify(title)[:80] or "hoofdstuk"
    if any(row.slug == slug for row in chapters):
        raise ValidationError(TAKEN)
    last = Hoofdstuk.objects.aggregate(last=Max("number"))["last"] or 0
    row = Hoofdstuk.objects.create(number=last + 1, title=title, slug=slug, intro=intro)
    record(actor=actor, action="hoofdstuk.added", subject=row)
    return row


@transaction.atomic
def change_hoofdstuk(*, actor: Any, hoofdstuk: Hoofdstuk, title: str, intro: str) -> Hoofdstuk:
    """Give a chapter another title or another beginning."""
    row = Hoofdstuk.objects.select_for_update().get(pk=hoofdstuk.pk)
    row.title, row.intro = title, intro
    row.save(update_fields=["title", "intro"])
    record(actor=actor, action="hoofdstuk.changed", subject=row)
    return row


def _moved(keys: list[int], key: int, *, up: bool) -> list[int]:
    """Return the keys with one of them a place further, as far as there is one."""
    if key not in keys:
        return keys
    here = keys.index(key)
    there = max(0, min(len(keys) - 1, here + (-1 if up else 1)))
    keys.insert(there, keys.pop(here))
    return keys


def _placed(keys: list[int], key: int, beside: int, *, after: bool) -> list[int]:
    """Return the keys with one of them next to another; raises ValidationError without both."""
    if key == beside or not {key, beside} <= set(keys):
        raise ValidationError(CHANGED)
    keys.remove(key)
    keys.insert(keys.index(beside) + after, key)
    return keys
