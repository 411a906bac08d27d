"""The register of personal data: every model field is about a person, or is declared not to be.

The tests walk over all models of this project; a field that stands in neither list fails them.
The export, the erasure and the register of processing (AVG art. 15, 17 and 30) read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, Q


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


@dataclass(frozen=True)
class Processing:
    """One line of the register of processing (AVG art. 30): why, about whom, and who gets it."""

    key: str
    label: str
    ground: str
    people: str
    recipients: str


@dataclass
class Entry:
    """What the register knows of one model.

    ``of`` names the foreign keys that say whose row it is ("self": the account itself);
    ``of_email`` is a lookup to an address, for rows about who may have no account. A foreign key
    to a person that is in neither says who acted on a row of somebody else. A copy holds only
    the rows that are ``told``: what is said of somebody in confidence would betray who said it.
    """

    model: type[Model]
    fields: dict[str, PersonalField] = field(default_factory=dict)
    impersonal: set[str] = field(default_factory=set)
    of: tuple[str, ...] = ()
    of_email: str = ""
    part_of: str = ""
    told: Q = field(default_factory=Q)

    def rows_of(self, person: Any, addresses: set[str] | frozenset[str] = frozenset()) -> Any:
        """Return the rows that are this person's, by account or by address."""
        rows: Any = self.model._base_manager.all()
        if self.of == ("self",):
            return rows.filter(pk=person.pk)
        mine = Q(pk__in=[])
        for name in self.of:
            mine |= Q(**{name: person.pk})
        for address in addresses if self.of_email else ():
            mine |= Q(**{f"{self.of_email}__iexact": address})
        return rows.filter(mine)

    def acts(self) -> list[Any]:
        """Return the registered foreign keys to a person who acted, and whose row it is not."""
        return [
            each
            for each in self.model._meta.concrete_fields
            if each.name in self.fields and each.name not in self.of and is_person(each)
        ]


_entries: dict[str, Entry] = {}
_processings: dict[str, Processing] = {}


def is_person(each: Any) -> bool:
    """Say whether a field points at a person."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    return bool(each.is_relation and each.related_model is user)


def _entry(model: type[Model]) -> Entry:
    return _entries.setdefault(model._meta.label, Entry(model))


def personal(
    model: type[Model],
    fields: Mapping[str, PersonalField],
    *,
    of: str = "",
    of_email: str = "",
    part_of: str = "",
    told: Q | None = None,
) -> None:
    """Register the fields of a model that are about a person.

    ``of`` holds the names of the foreign keys that say whose row it is, separated by spaces;
    ``part_of`` is the key of the processing that the model belongs to, ``told`` the condition on
    rows that a copy for the person holds.
    """
    entry = _entry(model)
    entry.told = entry.told if told is None else told
    entry.fields.update(fields)
    entry.of = (*entry.of, *of.split())
    entry.of_email = of_email or entry.of_email
    entry.part_of = part_of or entry.part_of


def impersonal(model: type[Model], names: str) -> None:
    """Register the fields of a model that say nothing about a person, separated by spaces."""
    _entry(model).impersonal.update(names.split())


def processing(key: str, *, label: str, ground: str, people: str, recipients: str) -> None:
    """Make one purpose for which people's data is kept known."""
    _processings[key] = Processing(key, label, ground, people, recipients)


def is_history(model: type[Model]) -> bool:
    """Say whether the rows of a model are old versions, kept by the database."""
    return hasattr(model, "pgh_obj")


def registered(model: type[Model]) -> tuple[dict[str, PersonalField], set[str]]:
    """Return the personal and the impersonal fields that are registered for a model."""
    entry = _entries.get(model._meta.label) or Entry(model)
    return entry.fields, entry.impersonal


def entries() -> list[Entry]:
    """Return every model that is registered, in order of name."""
    return [_entries[label] for label in sorted(_entries)]


def personal_entries() -> list[Entry]:
    """Return the models that have something about a person, in order of name."""
    return [entry for entry in entries() if entry.fields]


def processings() -> list[Processing]:
    """Return why people's data is kept, in the order in which the apps said so."""
    return list(_processings.values())
