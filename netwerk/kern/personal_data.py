"""The register of personal data: every model field is about a person, or is declared not to be.

The tests walk over all models of this project; a field that stands in neither list fails them.
The export, the erasure and the register of processing (AVG art. 15, 17 and 30) read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model


class Erasure(StrEnum):
    """What happens with the field when a person asks to be forgotten."""

    BLANK = "blank"
    ANONYMISE = "anonymise"
    DELETE_ROW = "delete_row"
    KEEP = "keep"


@dataclass(frozen=True)
class PersonalField:
    """One field about a person: why it is kept, how long, and what export and erasure do."""

    purpose: str
    retention: str
    erasure: Erasure
    in_export: bool = True


_personal: dict[str, dict[str, PersonalField]] = {}
_impersonal: dict[str, set[str]] = {}


def personal(model: type[Model], fields: Mapping[str, PersonalField]) -> None:
    """Register the fields of a model that are about a person."""
    _personal.setdefault(model._meta.label, {}).update(fields)


def impersonal(model: type[Model], names: str) -> None:
    """Register the fields of a model that say nothing about a person, separated by spaces."""
    _impersonal.setdefault(model._meta.label, set()).update(names.split())


def registered(model: type[Model]) -> tuple[dict[str, PersonalField], set[str]]:
    """Return the personal and the impersonal fields that are registered for a model."""
    label = model._meta.label
    return _personal.get(label, {}), _impersonal.get(label, set())
