"""Where the files stand: under names that nobody can guess, in no folder that is served."""

import secrets
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

FOLDER = "bijlagen"


def store(content: IO[bytes]) -> str:
    """Write a file, and return its name for the row."""
    token = secrets.token_hex(16)
    content.seek(0)
    return default_storage.save(f"{FOLDER}/{token[:2]}/{token}", File(content))


def delete(name: str) -> None:
    """Delete a file; what is already gone is fine."""
    default_storage.delete(name)


def delete_after_commit(name: str) -> None:
    """Delete a file once its row is surely gone; what fails is found by ``bestanden.sweep``."""
    transaction.on_commit(lambda: delete(name), robust=True)
