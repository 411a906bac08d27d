"""Office files are zips: their list is read first, then every part as a stream, with a budget.

Nothing is unpacked to disk but a file inside the file, and of that one level. What is larger
than it says, locked, doubled or runnable stops the reading at once.
"""

import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError

from netwerk.kern.bijlagen.controle import virus
from netwerk.kern.bijlagen.controle.soorten import Family, Kind

OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
LOCKED_MARK = "EncryptedPackage".encode("utf-16-le")
MOST_PARTS = 4000
MOST_UNPACKED = 200_000_000  # bytes, with what is inside the files inside
MOST_RATIO = 250  # unpacked to packed, of a part that is not small
SMALL = 10_000_000
DEEPEST = 1  # a chart in a presentation brings its table as a file
CHUNK = 64 * 1024
OVERLAP = 2000  # bytes of a piece that are looked at again with the next one
FINE_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MACROS = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^basic/(?!.*script-l[bc]\.xml$).+\.xml$|^scripts/.+[^/]$",
    re.IGNORECASE,
)
FROM_OUTSIDE = re.compile(
    rb"<Relationship\b(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument)\")"
    rb"(?=[^>]*Target=\"(?:https?:|mhtml:|\\\\))"
)

BROKEN = (
    "We kunnen dit bestand niet lezen: het is niet heel. Bewaar het opnieuw en probeer het nog "
    "eens."
)
DOUBLE = "In dit bestand zit nog een ander bestand. Dat nemen we niet aan. Bewaar het opnieuw."
BOMB = "Dit bestand wordt veel te groot als iemand het opent. Dat nemen we niet aan."
LOCKED = (
    "Dit bestand is beveiligd met een wachtwoord, dus we kunnen niet zien wat erin zit. Bewaar het "
    "zonder wachtwoord en probeer het opnieuw."
)
OLD = "Dit is een oud soort bestand. Bewaar het als {ending} en probeer het opnieuw."
HAS_MACROS = (
    "In dit bestand zitten programma’s (macro’s). Bewaar het zonder macro’s en probeer het opnieuw."
)
INSIDE = (
    "In dit bestand zit een ander bestand dat we niet kunnen nakijken. Haal het eruit, of bewaar "
    "alles als pdf."
)
LOADS = "Dit bestand haalt iets van internet op als iemand het opent. Bewaar het als pdf."
OTHER = "De inhoud past niet bij de naam: dit is geen {kind}. Bewaar het opnieuw als {kind}."


@dataclass
class Budget:
    """How many bytes may still be unpacked."""

    left: int = MOST_UNPACKED

    def spend(self, number: int) -> None:
        """Take bytes off; ValidationError when there are none left."""
        self.left -= number
        if self.left < 0:
            raise ValidationError(BOMB, code="bomb")


def refuse_old(pieces: Iterable[bytes], kind: Kind) -> None:
    """Say whether a file of the old format is a locked new one; refuse it either way."""
    before = b""
    for piece in pieces:
        if LOCKED_MARK in before + piece:
            raise ValidationError(LOCKED, code="locked")
        before = piece[-len(LOCKED_MARK) :]
    raise ValidationError(OLD.format(ending=kind.endings[0]), code="old")


def check(file: IO[bytes], kind: Kind) -> None:
    """Refuse a zip that is not exactly one office file of this kind."""
    try:
        _check(file, kind, Budget(), depth=0)
    except ValidationError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, struct.error) as error:
        raise ValidationError(BROKEN, code="broken") from error
    except (EOFError, OSError, RuntimeError, UnicodeError, ValueError, KeyError) as error:
        raise ValidationError(BROKEN, code="broken") from error


def _check(file: IO[bytes], kind: Kind | None, budget: Budget, *, depth: int) -> None:
    _refuse_around(file)
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        refuse_by_list(parts)
        for part in parts:
            if not part.is_dir():
                _read_part(archive, part, budget, depth)
        if kind:
            _refuse_other_kind(archive, kind)


def _refuse_around(file: IO[bytes]) -> None:
    """Refuse bytes before or behind the zip, where a second file could stand."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(2048)
    file.seek(max(0, size - 22))
    end = file.read()
    if not head.startswith(ZIP) or b"%PDF-" in head:
        raise ValidationError(DOUBLE, code="double")
    if len(end) < 22 or not end.startswith(b"PK\x05\x06"):
        raise ValidationError(
            BROKEN if b"PK\x05\x06" not in _tail(file, size) else DOUBLE, code="double"
        )
    length, start = struct.unpack("<LL", end[12:20])
    if start + length + 22 != size:
        raise ValidationError(DOUBLE, code="double")


def _tail(file: IO[bytes], size: int) -> bytes:
    file.seek(max(0, size - 65_557))
    return file.read()


def refuse_by_list(parts: list[zipfile.ZipInfo]) -> None:
    """Look at what the zip says of itself, before anything is unpacked."""
    names = [part.filename.casefold() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise ValidationError(BOMB, code="bomb")
    if len(set(names)) != len(names):
        raise ValidationError(DOUBLE, code="double")
    for part in parts:
        if part.flag_bits & 0x1:
            raise ValidationError(LOCKED, code="locked")
        if part.compress_type not in FINE_WAYS:
            raise ValidationError(BROKEN, code="broken")
        if (
            part.filename.startswith("/")
            or "\\" in part.filename
            or ".." in part.filename.split("/")
        ):
            raise ValidationError(BROKEN, code="path")
        if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise ValidationError(BOMB, code="bomb")
        if MACROS.search(part.filename):
            raise ValidationError(HAS_MACROS, code="macros")


def _read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, budget: Budget, depth: int) -> None:
    """Read one part as a stream; a zip in it is looked at too, an old format is refused."""
    guard = virus.Signature()
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".rdf"))
    before = head = b""
    with archive.open(part) as stream, _spooled() as inside:
        while piece := stream.read(CHUNK):
            budget.spend(len(piece))
            guard.look(piece)
            head = head or piece[:4]
            if head.startswith((OLD_FORMAT[:4], b"MZ", b"\x7fELF", b"#!")):
                raise ValidationError(INSIDE, code="inside")
            if is_xml:
                _refuse_xml(part.filename, before + piece)
                before = piece[-OVERLAP:]
            if head == ZIP:
                inside.write(piece)
        if head == ZIP:
            if depth >= DEEPEST:
                raise ValidationError(INSIDE, code="inside")
            _check(inside, None, budget, depth=depth + 1)


def _spooled() -> IO[bytes]:
    """Return a file for a zip in a zip; a small one stays in memory."""
    return tempfile.SpooledTemporaryFile(max_size=2_500_000)


def _refuse_xml(name: str, piece: bytes) -> None:
    """Refuse xml that builds itself up, that loads something, or that says there are macros."""
    tells = name == "[Content_Types].xml" or name.lower().endswith(".rels")
    if b"<!ENTITY" in piece:
        raise ValidationError(BOMB, code="bomb")
    if tells and FROM_OUTSIDE.search(piece):
        raise ValidationError(LOADS, code="loads")
    if tells and (b"macroEnabled" in piece or b"vbaProject" in piece):
        raise ValidationError(HAS_MACROS, code="macros")
    if name == "META-INF/manifest.xml" and b"encryption-data" in piece:
        raise ValidationError(LOCKED, code="locked")


def _refuse_other_kind(archive: zipfile.ZipFile, kind: Kind) -> None:
    """Ask the zip itself what it is: an office file says so in a fixed place."""
    assert kind.family == Family.OFFICE
    names = set(archive.namelist())
    if kind.media_type.startswith("application/vnd.oasis"):
        told = archive.read("mimetype")[:200].strip().decode() if "mimetype" in names else ""
        is_it = told == kind.media_type
    else:
        types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
        is_it = f"{kind.media_type}.main+xml".encode() in types
    if not is_it:
        raise ValidationError(OTHER.format(kind=kind.label), code="other_kind")
