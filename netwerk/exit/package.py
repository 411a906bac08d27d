"""A package on disk: a folder or a zip, with a checksum of every file in it."""

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from netwerk.exit.tables import ExitError

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
PIECE = 1_000_000  # bytes in memory at a time
SAFE = re.compile(r"(README\.md|ontbreekt\.txt|(gegevens|bestanden|leesbaar)(/[\w.,()-]+)+)")
OLDEST = (1980, 1, 1, 0, 0, 0)  # what a zip says of each file: packages of the same are the same


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Give what is in a file, never more than a piece in memory."""
    while piece := file.read(PIECE):
        yield piece


class Writer:
    """Writes a package beside its place, and puts it there when it is whole."""

    def __init__(self, target: Path, fits: Callable[[str], bool] | None = None) -> None:
        self.target = target
        self._fits = fits or is_safe
        self._work = target.with_name(f"{target.name}.bezig")
        self._zip: zipfile.ZipFile | None = None
        self._sums = hashlib.sha256()

    def __enter__(self) -> "Writer":
        """Begin with nothing; refuse a place where something stands."""
        if self.target.exists() and (self.target.is_file() or any(self.target.iterdir())):
            raise ExitError(f"{self.target} bestaat al. Kies een andere naam.")
        self._throw_away()
        self._work.parent.mkdir(parents=True, exist_ok=True)
        if self.target.suffix == ".zip":
            self._work.touch(mode=0o600)  # it holds all that people keep for themselves
            self._zip = zipfile.ZipFile(self._work, "w", zipfile.ZIP_DEFLATED)
        else:
            self._work.mkdir(mode=0o700)
        self._list = self._work.with_name(f"{self.target.name}.lijst").open("w+b")
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        """Put it in its place, or leave nothing behind."""
        self._list.close()
        if self._zip:
            self._zip.close()
        if kind is None:
            if self.target.is_dir():
                self.target.rmdir()
            self._work.rename(self.target)
        self._throw_away()

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """Write one file, piece by piece, and return its checksum."""
        if not self._fits(name):
            raise ExitError(f"Deze naam kan niet in een pakket staan: {name}")
        digest = hashlib.sha256()
        with self._open(name) as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
        line = f"{digest.hexdigest()}  {name}\n".encode()
        self._list.write(line)
        self._sums.update(line)
        return digest.hexdigest()

    def finish(self, manifest: bytes) -> None:
        """Write the list of checksums and, last, what is in the package."""
        self._list.seek(0)
        with self._open(SUMS) as file:
            shutil.copyfileobj(self._list, file)
        with self._open(MANIFEST) as file:
            file.write(manifest)

    def sums(self) -> str:
        """Return the checksum of the list of checksums."""
        return self._sums.hexdigest()

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        if self._zip:
            info = zipfile.ZipInfo(name, OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            with self._zip.open(info, "w", force_zip64=True) as file:
                yield file
            return
        path = self._work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            yield file

    def _throw_away(self) -> None:
        self._work.with_name(f"{self.target.name}.lijst").unlink(missing_ok=True)
        if self._work.is_dir():
            shutil.rmtree(self._work)
        self._work.unlink(missing_ok=True)


class Reader:
    """Reads a package that may have come from anybody: nothing outside it is ever opened."""

    def __init__(self, source: Path, fits: Callable[[str], bool] | None = None) -> None:
        self.source = source
        self._fits = fits or is_safe
        self._zip: zipfile.ZipFile | None = None
        if not source.exists():
            raise ExitError(f"{source} bestaat niet.")
        if source.is_file():
            try:
                self._zip = zipfile.ZipFile(source)
            except (zipfile.BadZipFile, OSError) as error:
                raise ExitError(f"{source} is geen map en geen heel zipbestand.") from error

    def __enter__(self) -> "Reader":
        """Let it be used in a ``with`` block."""
        return self

    def __exit__(self, *_: Any) -> None:
        """Let go of the file."""
        if self._zip:
            self._zip.close()

    def names(self) -> list[str]:
        """Return the names of all files; ExitError for one that leads elsewhere."""
        found = self._names_in_zip() if self._zip else self._names_in_folder()
        if len(found) != len(set(found)):
            raise ExitError("In het pakket staat een bestand twee keer.")
        for name in found:
            if name not in {MANIFEST, SUMS} and not self._fits(name):
                raise ExitError(f"In het pakket staat een bestand met een vreemde naam: {name!r}")
        return found

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file piece by piece."""
        try:
            with self.open(name) as file:
                yield from pieces(file)
        except (zipfile.BadZipFile, OSError, EOFError) as error:
            raise ExitError(f"{name} is niet te lezen.") from error

    def open(self, name: str) -> IO[bytes]:
        """Open a file of which the name came from ``names``."""
        try:
            return self._zip.open(name) if self._zip else (self.source / name).open("rb")
        except (KeyError, FileNotFoundError) as error:
            raise ExitError(f"In het pakket ontbreekt {name}.") from error

    def whole(self, name: str, most: int) -> bytes:
        """Return a small file as a whole; ExitError when it is not small."""
        with self.open(name) as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise ExitError(f"{name} is te groot.")
        return content

    def check_sums(self, names: set[str], digest: str) -> dict[str, str]:
        """Return the checksum of every file, after looking at every byte of them."""
        if checksum(self.pieces(SUMS)) != digest:
            raise ExitError("De lijst met controlegetallen is veranderd.")
        sums = {}
        with self.open(SUMS) as lines:
            for line in lines:
                said, _, name = line.decode().rstrip("\n").partition("  ")
                sums[name] = said
        if missing := sorted(set(sums) - names):
            raise ExitError(f"In het pakket ontbreekt {missing[0]}.")
        if unknown := sorted(names - set(sums) - {MANIFEST, SUMS}):
            raise ExitError(f"In het pakket staat iets wat er niet hoort: {unknown[0]}")
        for name, said in sums.items():
            if checksum(self.pieces(name)) != said:
                raise ExitError(f"{name} is veranderd of beschadigd: het controlegetal klopt niet.")
        return sums

    def _names_in_zip(self) -> list[str]:
        if self._zip is None:
            return []
        return [info.filename for info in self._zip.infolist() if not info.is_dir()]

    def _names_in_folder(self) -> list[str]:
        found = []
        for folder, folders, files in os.walk(self.source):
            here = Path(folder)
            for name in (*folders, *files):
                if (here / name).is_symlink():
                    raise ExitError(f"In het pakket staat een verwijzing: {name!r}")
            found += [(here / name).relative_to(self.source).as_posix() for name in files]
        return found


def is_safe(name: str) -> bool:
    """Say whether a name stays inside a package, whatever machine unpacks it."""
    return bool(SAFE.fullmatch(name)) and not any(part.strip(".") == "" for part in name.split("/"))


def checksum(pieces: Iterable[bytes]) -> str:
    """Return the checksum of a file that comes in pieces."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
