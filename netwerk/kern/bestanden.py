"""Where files are kept: in a folder of this machine, or in a bucket that many machines share.

FILES_URL says which. Everything asks ``default_storage`` for files by name; only what is about
the disk itself asks for a path.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from netwerk.kern.personal_data import is_history

logger = logging.getLogger(__name__)
SWEPT = ("bijlagen", "exports", "fotos", "uitvoer")  # folders with nothing but files of rows
YOUNG = timedelta(days=1)  # a file that is being added, or is a part of one, has no row yet


class AwayError(OSError):
    """The bucket does not answer, or does not do what it is asked."""


def names(folder: str = "") -> Iterator[str]:
    """Give the name of every file that is kept, one folder after the other; follows no links."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    inside = f"{folder}/" if folder else ""
    for name in sorted(files):
        if not _is_link(inside + name):
            yield inside + name
    for each in sorted(folders):
        if not _is_link(inside + each):
            yield from names(inside + each)


def sweep() -> int:
    """Delete the files that no row knows (any more), and return how many.

    What could not be deleted when its row went is found here. Looks up the rows of one folder at a
    time. One database owns all that stands here: to another one every file would be nobody's.
    """
    number = 0
    before = timezone.now() - YOUNG
    for folder in SWEPT:
        for _, found in groupby(names(folder), key=lambda name: name.rpartition("/")[0]):
            old = [name for name in found if default_storage.get_modified_time(name) < before]
            for name in sorted(set(old) - _known(old)):
                default_storage.delete(name)
                logger.warning("A file without a row was deleted: %s", name)
                number += 1
    return number


def _known(found: list[str]) -> set[str]:
    """Return which of these files a row names, with those that stand beside one."""
    known: set[str] = set()
    for field in _fields() if found else ():
        rows: Any = field.model._base_manager.filter(**{f"{field.name}__in": found})
        named = set(rows.values_list(field.name, flat=True))
        beside: Any = getattr(field.storage, "beside", lambda _: ())
        known |= named | {each for name in named for each in beside(name)}
    return known


def _fields() -> list[models.FileField]:
    """Return the columns that name files; an old version of a row keeps no file."""
    return [
        field
        for model in apps.get_models()
        if not is_history(model)
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
    ]


def path_of(name: str) -> Path | None:
    """Return where a file stands on the disk of this machine; None in a bucket."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _is_link(name: str) -> bool:
    path = path_of(name)
    return path is not None and path.is_symlink()
