"""The order of the book: adviezen within a chapter, and the chapters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from handboek.enums import State
from handboek.models import Advies, Hoofdstuk
from netwerk.kern.audit.services import record

TAKEN = "Er is al een hoofdstuk met deze titel."


@transaction.atomic
def move_advies(*, actor: Any, advies: Advies, up: bool) -> None:
    """Put an advies one place up or down in its chapter; what was withdrawn has no place."""
    list(Hoofdstuk.objects.filter(pk=advies.hoofdstuk_id).select_for_update())
    rows = Advies.objects.filter(hoofdstuk=advies.hoofdstuk_id).exclude(state=State.WITHDRAWN)
    places = list(rows.order_by("position", "number").values_list("pk", "position"))
    keys = _moved([key for key, _ in places], advies.pk, up=up)
    before = dict(places)
    for place, key in enumerate(keys, start=1):
        if before[key] != place:
            Advies.objects.filter(pk=key).update(position=place)
    record(actor=actor, action="advies.moved", subject=advies)


@transaction.atomic
def move_hoofdstuk(*, actor: Any, hoofdstuk: Hoofdstuk, up: bool) -> None:
    """Put a chapter one place up or down; its address follows, and the old one leads there."""
    chapters = list(Hoofdstuk.objects.select_for_update().order_by("number"))
    by_key = {row.pk: row for row in chapters}
    numbers = [row.number for row in chapters]
    keys = _moved([row.pk for row in chapters], hoofdstuk.pk, up=up)
    changed = [
        (key, number)
        for key, number in zip(keys, numbers, strict=True)
        if by_key[key].number != number
    ]
    free = numbers[-1] + 1
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
