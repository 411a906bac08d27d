"""The tables that go along, read from the registry of models; PostgreSQL makes and reads the JSON.

Each row is one line, in the order of the key, with the columns in the order of the model. The
same question gives the same bytes in an export and after an import: so a checksum of a file is
also that of a table.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from netwerk.exit.choices import GOES, LEFT_OUT, STAYS
from netwerk.kern.personal_data import is_history

CHUNK = 500  # rows in memory at a time


class ExitError(Exception):
    """Something is wrong with a package or with where it must go; the words are for people."""


@dataclass(frozen=True)
class Table:
    """One table that goes along."""

    model: type[models.Model]

    @property
    def label(self) -> str:
        """Return the name of the model, such as ``handboek.Advies``."""
        return self.model._meta.label

    @property
    def file(self) -> str:
        """Return the name of its file in a package."""
        return f"gegevens/{self.model._meta.label_lower}.jsonl"

    @property
    def name(self) -> str:
        """Return the quoted name of the table."""
        return connection.ops.quote_name(self.model._meta.db_table)

    @cached_property
    def left_out(self) -> dict[str, Any]:
        """Return the columns that stay, and what an import writes there."""
        named = LEFT_OUT.get(self.label, {})
        fields = self.model._meta.local_concrete_fields
        return {str(field.column): named[field.name] for field in fields if field.name in named}

    @cached_property
    def fields(self) -> list[Any]:
        """Return the fields that go along: what PostgreSQL computes by itself does not."""
        return [
            field
            for field in self.model._meta.local_concrete_fields
            if not field.generated and field.column not in self.left_out
        ]

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns that go along."""
        return [field.column for field in self.fields]

    @property
    def file_fields(self) -> list[models.FileField]:
        """Return the fields that hold the name of a file."""
        return [field for field in self.fields if isinstance(field, models.FileField)]

    def lines(self) -> Iterator[bytes]:
        """Give every row as a line of JSON; only a chunk is in memory. Needs a transaction."""
        key = connection.ops.quote_name(str(self.model._meta.pk.column))
        columns = self._quoted(self.columns)
        rows = f"SELECT {columns} FROM {self.name} ORDER BY {key}"  # noqa: S608 - our own names
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT row_to_json(r)::text FROM ({rows}) r")  # noqa: S608
            while chunk := cursor.fetchmany(CHUNK):
                for (line,) in chunk:
                    yield line.encode() + b"\n"

    def fingerprint(self) -> tuple[int, str]:
        """Return the number of rows and the checksum of what stands in the table now."""
        digest, number = hashlib.sha256(), 0
        for line in self.lines():
            digest.update(line)
            number += 1
        return number, digest.hexdigest()

    def insert(self, lines: list[bytes]) -> None:
        """Write rows with the keys and moments that they had."""
        into = [*self.columns, *self.left_out]
        values = "".join(", %s" for _ in self.left_out)
        rows = f"json_populate_recordset(NULL::{self.name}, %s::json)"
        chosen = f"SELECT {self._quoted(self.columns)}{values} FROM {rows}"  # noqa: S608
        given = [*self.left_out.values(), "[" + b",".join(lines).decode() + "]"]
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {self.name} ({self._quoted(into)}) {chosen}", given)

    def counter(self) -> list[Any] | None:
        """Return how far the keys were given out: a number is never used twice."""
        sequence = self._sequence()
        if sequence is None:
            return None
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608
            return list(cursor.fetchone())

    def set_counter(self, last: int, called: bool) -> None:
        """Go on with giving out keys where it was."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(%s, %s, %s)", [self._sequence(), last, called])

    def _sequence(self) -> str | None:
        with connection.cursor() as cursor:
            key = self.model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [self.name, key])
            found: str | None = cursor.fetchone()[0]
            return found

    def _quoted(self, columns: list[str]) -> str:
        return ", ".join(connection.ops.quote_name(column) for column in columns)


def all_models() -> list[type[models.Model]]:
    """Return every model with a table, in order of name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def decided_by(model: type[models.Model]) -> str:
    """Return the model that says whether this one goes: itself, or whose part it is."""
    if is_history(model):
        return model.pgh_tracked_model._meta.label  # type: ignore[attr-defined, no-any-return]
    owner: Any = model._meta.auto_created
    return owner._meta.label if owner else model._meta.label  # type: ignore[no-any-return]


def undecided() -> list[str]:
    """Return the models of which nobody said whether they go or stay, or said it twice."""
    goes = [f"{app}.{name}" for app, names in GOES.items() for name in names.split()]
    owners = {decided_by(model) for model in all_models()}
    said = [*goes, *STAYS]
    return sorted(
        {label for label in said if said.count(label) > 1} | (owners ^ set(said)),
    )


def tables() -> list[Table]:
    """Return every table that goes along, in order of name."""
    return [Table(model) for model in all_models() if decided_by(model) not in STAYS]


def schema() -> dict[str, str]:
    """Return the newest migration of each app that ran here."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return dict(applied)
