"""The files that rows point at: which they are, and how they are read and written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import models

from netwerk.exit.package import PIECE
from netwerk.exit.tables import CHUNK, Table

FOLDER = "bestanden/"


def names_of(table: Table) -> Iterator[tuple[Any, str]]:
    """Give every file of a table, with the storage that keeps it."""
    for field in table.file_fields:
        rows: Any = table.model._base_manager.exclude(**{field.name: ""})
        rows = rows.order_by("pk").values_list(field.name, flat=True)
        for name in rows.iterator(CHUNK):
            for each in _beside(field, name):
                yield field.storage, each


def pieces(storage: Any, name: str) -> Iterator[bytes]:
    """Give a file that is kept here piece by piece."""
    with storage.open(name, "rb") as file:
        yield from file.chunks(PIECE)


def write(storage: Any, name: str, content: Any) -> None:
    """Keep a file under the very name that its row has."""
    kept = storage.save(name, File(content, name=Path(name).name))
    if kept != name:
        storage.delete(kept)
        raise FileExistsError(name)


def _beside(field: models.FileField, name: str) -> list[str]:
    """Return a file and those that its storage keeps beside it, such as a smaller photo."""
    beside = getattr(field.storage, "beside", None)
    return [name, *(beside(name) if beside else ())]
