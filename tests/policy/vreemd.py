"""One foreign row of every model: all of them have the same number, slug and UUID.

They are copies of rows of the world, tied together by the same keys: the casus with number
VREEMD belongs to the community with number VREEMD, and its conversation, files and sections
too. Nobody of the cast is in that community. So a test can put VREEMD in the place of any
number, without knowing to what model it belongs.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models, transaction
from django.db.models.fields.generated import GeneratedField
from django.db.utils import Error

VREEMD = 77_000_077
SMALL = 7077  # the same for a column that holds no larger number
UUID = uuid.UUID("77777777-0000-4000-8000-000000000077")
WORD = "vreemdewoudaap"  # stands in every text of a foreign row
GLOBAL = {"Voorwaarden", "Akkoord"}  # of everybody
OURS = (
    *("communities", "casussen", "bijeenkomsten", "handboek"),
    *("bijlagen", "berichten", "avg", "uitvoer", "zoeken", "taggit"),
)
GONE = ("deleted_at", "removed_at", "withdrawn_at", "archived_at", "ended_on", "left_at")
CLOSED = ("community", "group", "draft", "concept")
MOST_TRIED = 12
type Made = dict[type[models.Model], models.Model]


def build() -> Made:
    """Add the foreign rows; return them by model. A model without rows in the world has none.

    A second round makes those that point at a row of the first.
    """
    made: Made = {}
    for _ in range(2):
        for model in models_of():
            if model not in made:
                _make(model, made)
    return made


def models_of() -> list[type[models.Model]]:
    """Return the models that a foreign row can be of."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and model.__name__ not in GLOBAL
        and not hasattr(model, "pgh_tracked_model")
    ]


def _make(model: type[models.Model], made: Made) -> None:
    rows = list(model._base_manager.order_by("pk")[:MOST_TRIED])
    for source in sorted(rows, key=lambda row: sum(bool(getattr(row, at, None)) for at in GONE)):
        try:
            with transaction.atomic():
                made[model] = _copy(source)
        except Error:
            continue  # this one cannot stand twice; another can
        return


def _copy(source: models.Model) -> models.Model:
    values = {
        field.attname: _value(source, field)
        for field in source._meta.concrete_fields
        if not isinstance(field, GeneratedField)
    }
    for generic in source._meta.private_fields:
        if isinstance(generic, GenericForeignKey) and values[generic.fk_field] is not None:
            values[generic.fk_field] = type(values[generic.fk_field])(VREEMD)
    copy = type(source)(**values)
    models.Model.save_base(copy, raw=True, force_insert=True)
    return copy


def _value(source: models.Model, field: Any) -> Any:
    value = getattr(source, field.attname)
    if value is None or field.name in GONE:
        return None if field.null else value
    if field.is_relation:
        return VREEMD if field.related_model._meta.app_label in OURS else value
    if isinstance(field, models.UUIDField):
        return UUID
    if field.primary_key or field.name == "number" or field.unique:
        number = isinstance(field, models.IntegerField)
        if number and not isinstance(value, bool):
            return SMALL if isinstance(field, models.SmallIntegerField) else VREEMD
    if field.choices:
        closed = [each for each in CLOSED if each in dict(field.flatchoices)]
        return closed[0] if field.name == "visibility" and closed else value
    if isinstance(field, models.CharField | models.TextField) and value:
        return _words(field, value)
    return value


def _words(field: Any, value: str) -> str:
    if isinstance(field, models.EmailField):
        return f"{WORD}@voorbeeld.nl"
    if isinstance(field, models.SlugField) or field.unique:
        return WORD[: field.max_length or len(WORD)]
    fits = not field.max_length or field.max_length >= len(WORD) + 4
    return f"Een {WORD}" if fits and " " in value else value


def instead_of(value: Any, key: str = "") -> Iterator[Any]:
    """Yield what may stand in the place of this number, slug or UUID; nothing for other words."""
    if isinstance(value, uuid.UUID):
        yield UUID
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        yield from (VREEMD, SMALL) if key == "number" else (VREEMD,)
    elif isinstance(value, str) and value.isdigit() and value not in {"0", "1"}:
        yield str(VREEMD)
    elif isinstance(value, str) and key.endswith("slug"):
        yield WORD
