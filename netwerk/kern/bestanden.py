"""Where files are kept: in a folder of this machine, or in a bucket that many machines share.

FILES_URL says which. Everything asks ``default_storage`` for files by name; only what is about
the disk itself asks for a path.
"""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage


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


def path_of(name: str) -> Path | None:
    """Return where a file stands on the disk of this machine; None in a bucket."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _is_link(name: str) -> bool:
    path = path_of(name)
    return path is not None and path.is_symlink()
