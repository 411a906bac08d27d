"""Where the files stand: under names that nobody can guess, in no folder that is served."""

import logging
import secrets
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from netwerk.kern import bestanden
from netwerk.kern.bijlagen.models import Bijlage

logger = logging.getLogger(__name__)
FOLDER = "bijlagen"
YOUNG = timedelta(days=1)  # a file that is being added has no row yet


def store(content: IO[bytes]) -> str:
    """Write a file, and return its name for the row."""
    token = secrets.token_hex(16)
    content.seek(0)
    return default_storage.save(f"{FOLDER}/{token[:2]}/{token}", File(content))


def delete(name: str) -> None:
    """Delete a file; what is already gone is fine."""
    default_storage.delete(name)


def delete_after_commit(name: str) -> None:
    """Delete a file once its row is surely gone; what fails is found by ``sweep``."""
    transaction.on_commit(lambda: delete(name), robust=True)


def sweep() -> int:
    """Delete the files that no row knows (any more), and return how many.

    Looks up the rows of one folder at a time.
    """
    number = 0
    for names in _old_files():
        rows = Bijlage._base_manager.filter(file__in=names)
        for name in sorted(set(names) - set(rows.values_list("file", flat=True))):
            delete(name)
            logger.warning("A file without a row was deleted: %s", name)
            number += 1
    return number


def _old_files() -> Iterator[list[str]]:
    """Give for each folder the files that are old enough to have a row."""
    before = timezone.now() - YOUNG
    for _, names in groupby(bestanden.names(FOLDER), key=lambda name: name.rpartition("/")[0]):
        if old := [name for name in names if default_storage.get_modified_time(name) < before]:
            yield old
