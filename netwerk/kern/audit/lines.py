"""The audit log as people read it: which lines, and each of them in words.

Every function takes a fixed number of queries, however many lines there are. A line about
something closed names its kind and number; its title only when the reader may know of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from netwerk.kern import subjects
from netwerk.kern.audit import words
from netwerk.kern.audit.models import AuditEvent

SYSTEM = "Het systeem"
BATCH = 1000


@dataclass(frozen=True)
class Line:
    """One line in words; ``url`` leads to its subject for who may open that."""

    event: AuditEvent
    actor: str
    text: str
    about: str
    url: str = ""

    @property
    def at(self) -> datetime:
        """Return when it happened."""
        return self.event.at


def of_person(person: Model) -> QuerySet[AuditEvent]:
    """Return the lines about a person, newest first."""
    content_type = ContentType.objects.get_for_model(person)
    return AuditEvent.objects.filter(subject_type=content_type, subject_id=person.pk)


def in_words(events: Iterable[AuditEvent], reader: Any = None) -> list[Line]:
    """Return lines as this reader may know them; names are fetched for all of them at once.

    Without a reader the lines do not say what they are about.
    """
    rows = list(events)
    people = _people(rows)
    names = words.fetch_names(row.data for row in rows)
    titles = _titles(rows, reader) if reader else {}
    return [
        Line(
            event=row,
            actor=people.get(row.actor_id or 0, SYSTEM),
            text=words.text_of(row.action, row.data, names),
            about=titles.get(_key(row), ("", ""))[0] or _number(row),
            url=titles.get(_key(row), ("", ""))[1],
        )
        for row in rows
    ]


def streamed(events: QuerySet[AuditEvent], reader: Any) -> Iterator[Line]:
    """Yield lines in words, a batch at a time, for a file of any length."""
    for batch in batched(events.iterator(BATCH), BATCH):
        yield from in_words(batch, reader)


def _people(rows: list[AuditEvent]) -> dict[int, str]:
    ids = {row.actor_id for row in rows if row.actor_id}
    people = get_user_model()._default_manager.filter(pk__in=ids)
    return {person.pk: str(person) for person in people}


def _key(row: AuditEvent) -> tuple[int | None, int | None]:
    return row.subject_type_id, row.subject_id


def _titles(rows: list[AuditEvent], reader: Any) -> dict[Any, tuple[str, str]]:
    """Return {key: (title, address)} of what the reader may know of; one query for each kind."""
    ids: dict[int, set[int]] = {}
    for row in rows:
        if row.subject_type_id and row.subject_id:
            ids.setdefault(row.subject_type_id, set()).add(row.subject_id)
    titles = {}
    for type_id, found in ids.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        relations = words.relations_of_title(model)
        if model is None or relations is None:
            continue
        subject = subjects.by_key(model._meta.label_lower)
        visible = subject.visible_to(reader).filter(pk__in=found)
        for thing in visible.select_related(*relations) if relations else visible:
            titles[type_id, thing.pk] = (subject.title(thing), subject.url(thing))
    return titles


def _number(row: AuditEvent) -> str:
    """Point at something without its title: "casus 12"."""
    if row.subject_type_id is None:
        return ""
    model = ContentType.objects.get_for_id(row.subject_type_id).model_class()
    kind = model._meta.verbose_name if model else "iets wat niet meer bestaat"
    return f"{kind} {row.subject_id}"


def people_called(text: str) -> Q:
    """Return the condition that a person's name or address holds these words."""
    found = Q()
    for word in text.split():
        found &= Q(sort_name__icontains=word) | Q(email__icontains=word)
    return found
