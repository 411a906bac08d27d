"""Folders in which the servers' own user can work, with a space in their name."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return an empty folder that every user may pass through (pytest's own are closed)."""
    outer = Path(tempfile.mkdtemp(prefix="netwerk test "))
    outer.chmod(0o711)
    yield outer
    shutil.rmtree(outer)
