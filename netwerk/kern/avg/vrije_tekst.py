"""The name, the address and the number of somebody in running text, wherever people typed it.

A casus, the minutes of a meeting or somebody else's post may name a person who is erased. What
stands there literally is replaced; the rest of the text stays, letter by letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.personal_data import is_history

FORMER = "een voormalig deelnemer"
GONE = "(gewist)"
BATCH = 200
LATELY = timedelta(days=90)
NAME_FIELDS = {"first_name", "infix", "last_name"}
SHORTEST_NUMBER = 8  # digits; a shorter number stands in too many texts that mean something else
LEFT_ALONE = {  # they hold no text of people, or go with the account
    "account.emailaddress",
    "audit.auditevent",
    "auth.permission",
    "contenttypes.contenttype",
    "pghistory.events",  # no table: a question over all history
    "pghistory.middlewareevents",
    "sessions.session",
}


@dataclass(frozen=True)
class Traces:
    """By what somebody can be found in a text; an empty pattern finds nothing."""

    name: re.Pattern[str] | None
    addresses: tuple[str, ...]
    phone: re.Pattern[str] | None

    def clean(self, value: Any) -> Any:
        """Return a text, or a list or dict with texts in it, without the person."""
        if isinstance(value, str):
            return self._clean_text(value)
        if isinstance(value, list):
            return [self.clean(each) for each in value]
        if isinstance(value, dict):
            return {key: self.clean(each) for key, each in value.items()}
        return value

    def _clean_text(self, text: str) -> str:
        for address in self.addresses:
            text = re.sub(re.escape(address), GONE, text, flags=re.IGNORECASE)
        if self.phone:
            text = self.phone.sub(GONE, text)
        return self.name.sub(FORMER, text) if self.name else text

    def condition(self, column: str) -> Q:
        """Return the condition on a column of text that at least all these rows meet."""
        found = Q(pk__in=[])
        for address in self.addresses:
            found |= Q(**{f"{column}__icontains": address})
        for pattern in (self.name, self.phone):
            if pattern:
                found |= Q(**{f"{column}__regex": _loose(pattern)})
        return found


def _loose(pattern: re.Pattern[str]) -> str:
    """Return the pattern without the edges of words, which PostgreSQL writes otherwise."""
    return pattern.pattern.removeprefix(r"(?<!\w)").removesuffix(r"(?!\w)")


def traces_of(person: Any, addresses: set[str], *, was_seen: bool) -> Traces:
    """Return by what this person can be found.

    When somebody else has the same name, that name stays in texts: nobody can know who is meant.
    A name or number that the person chose lately counts only when a beheerder saw it: else
    everybody could call themselves after the network, go, and so strike its name from every text.
    """
    lately = set() if was_seen else _changed_lately(person)
    name = None if lately & NAME_FIELDS else _name(person)
    phone = None if "phone" in lately else _phone(getattr(person, "phone", ""))
    return Traces(name, tuple(sorted(addresses)), phone)


def _changed_lately(person: Any) -> set[str]:
    """Return which parts of the profile were changed not long ago."""
    changes = AuditEvent.objects.filter(
        action="deelnemer.profile_changed",
        subject_type=ContentType.objects.get_for_model(person),
        subject_id=person.pk,
        at__gt=timezone.now() - LATELY,
    )
    found = changes.values_list("data__fields", flat=True)
    return {name for fields in found for name in fields or ()}


def _name(person: Any) -> re.Pattern[str] | None:
    words = person.get_full_name().split()
    if len(words) < 2 or has_namesake(person):
        return None
    return re.compile(r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)")


def has_namesake(person: Any) -> bool:
    """Say whether somebody else with an account has the same name."""
    same = {name: getattr(person, name) for name in ("first_name", "infix", "last_name")}
    people = get_user_model()._default_manager.filter(**same, erased_at__isnull=True)
    return bool(people.exclude(pk=person.pk).exists())


def _phone(number: str) -> re.Pattern[str] | None:
    digits = re.sub(r"\D", "", number)
    if len(digits) < SHORTEST_NUMBER:
        return None
    return re.compile(r"(?<!\w)" + r"[-() ]*".join(digits) + r"(?!\w)")


def columns() -> list[tuple[type[Model], str]]:
    """Return every column in which people's words can stand, live rows before their history."""
    found = [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.label_lower not in LEFT_ALONE
        for field in model._meta.local_concrete_fields
        if _holds_words(field)
    ]
    return sorted(found, key=lambda pair: (is_history(pair[0]), pair[0]._meta.label, pair[1]))


def _holds_words(field: Any) -> bool:
    if field.primary_key or field.generated or field.choices:
        return False
    if isinstance(field, (models.EmailField, models.FileField, models.SlugField)):
        return False  # an address of its own is found by the register, not by reading
    return isinstance(field, (models.CharField, models.TextField, models.JSONField))


def rows_with(traces: Traces, model: type[Model], column: str, person: Any) -> Any:
    """Return the rows of which a column may hold the person; not the account itself."""
    rows: Any = model._base_manager.all()
    if isinstance(person, model):
        rows = rows.exclude(pk=person.pk)
    if isinstance(model._meta.get_field(column), models.JSONField):
        rows = rows.alias(words=Cast(column, TextField()))
        return rows.filter(traces.condition("words"))
    return rows.filter(traces.condition(column))


def mentions(traces: Traces, person: Any) -> Iterator[tuple[type[Model], int]]:
    """Yield per column how many rows may hold the person; nothing of what they say."""
    for model, column in columns():
        if number := rows_with(traces, model, column, person).count():
            yield model, number


def clean_column(traces: Traces, model: type[Model], column: str, person: Any) -> int:
    """Replace the person in one column, in batches; return in how many rows.

    No trigger runs: old versions are cleaned themselves, and this makes no new one.
    """
    keys = list(rows_with(traces, model, column, person).values_list("pk", flat=True))
    return sum(_clean_batch(traces, model, column, list(batch)) for batch in batched(keys, BATCH))


def _clean_batch(traces: Traces, model: type[Model], column: str, keys: list[Any]) -> int:
    changed = 0
    longest = getattr(model._meta.get_field(column), "max_length", None)
    with transaction.atomic(), pgtrigger.ignore():
        rows = model._base_manager.select_for_update().filter(pk__in=keys)
        for key, value in rows.values_list("pk", column):
            clean = traces.clean(value)
            if clean == value:
                continue
            if longest and isinstance(clean, str):
                clean = clean[:longest]
            model._base_manager.filter(pk=key).update(**{column: clean})
            changed += 1
    return changed
