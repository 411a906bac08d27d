"""What a file must pass before it is kept: a name, a kind that its content proves, no virus.

Pure: nothing here knows a model or a page. Whatever is wrong is a ValidationError in Dutch. What
we cannot look into (a password, an old format, a file in a file) is refused with the way out.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import puremagic
from django.core.exceptions import ValidationError

from netwerk.kern.bijlagen.controle import archieven, namen, pdf, plaatjes, teksten, virus
from netwerk.kern.bijlagen.controle.soorten import Family, Kind, of_name

CHUNK = 64 * 1024
HEAD = 4096
EMPTY = "Dit bestand is leeg."
NOT_WHAT_IT_SAYS = (
    "De inhoud past niet bij de naam: dit is geen {kind}. Open het bestand, bewaar het opnieuw als "
    "{kind} en voeg het dan toe."
)


@dataclass(frozen=True)
class Checked:
    """A file that passed: what is kept of it, and what is known about it."""

    content: IO[bytes]
    name: str
    media_type: str
    size: int
    sha256: str
    scanned: bool


def check(
    upload: IO[bytes], name: str, *, most: int, scanner: str = "", picture: bool = False
) -> Checked:
    """Look at a file from all sides; ValidationError in Dutch when it may not come in.

    ``most`` is the size in bytes, ``scanner`` the address of clamd ("" when there is none).
    ``picture`` takes pictures only, and makes them small enough for a text.
    """
    size = _size_of(upload)
    if not size:
        raise ValidationError(EMPTY, code="empty")
    if size > most:
        raise ValidationError(too_large(most), code="too_large")
    cleaned = namen.clean(name)
    kind = of_name(cleaned, pictures_only=picture)
    _look_inside(upload, kind)
    virus.refuse_test_virus(pieces(upload))
    if scanner:
        virus.scan(pieces(upload), scanner)
    if kind.family == Family.PICTURE:
        upload.seek(0)
        content, kind = plaatjes.made_anew(upload, kind, small=picture)
        cleaned = namen.with_ending(cleaned, kind.endings[0], kind.endings)
    else:
        content = upload
    digest = hashlib.sha256()
    for piece in pieces(content):
        digest.update(piece)
    media_type = (
        teksten.media_type(pieces(content), kind) if kind.family == Family.TEXT else kind.media_type
    )
    return Checked(
        content, cleaned, media_type, _size_of(content), digest.hexdigest(), bool(scanner)
    )


def too_large(most: int) -> str:
    """Say how large a file may be."""
    return f"Dit bestand is te groot: het mag hoogstens {most // 1_000_000} MB zijn."


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its begin, in pieces that fit in memory."""
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece


def _size_of(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return int(size)


def _look_inside(upload: IO[bytes], kind: Kind) -> None:
    upload.seek(0)
    head = upload.read(HEAD)
    if kind.family == Family.OFFICE and head.startswith(archieven.OLD_FORMAT):
        archieven.refuse_old(pieces(upload), kind)
    seen = first_opinion(head, kind)
    if kind.family == Family.TEXT:
        if seen & teksten.READ_BY_PROGRAMS:
            raise ValidationError(NOT_WHAT_IT_SAYS.format(kind=kind.label), code="other_kind")
        teksten.check(pieces(upload), kind)
        return
    if not seen & set(kind.endings):
        raise ValidationError(NOT_WHAT_IT_SAYS.format(kind=kind.label), code="other_kind")
    if kind.family == Family.OFFICE:
        archieven.check(upload, kind)
    elif kind.family == Family.PDF:
        pdf.check(upload)
    else:
        plaatjes.refuse_doubles(upload)


def first_opinion(head: bytes, kind: Kind) -> set[str]:
    """Return the endings that the first bytes fit; for text only what it surely is instead."""
    try:
        found: list[Any] = puremagic.magic_string(head, f"x{kind.endings[0]}")
    except (puremagic.PureError, ValueError):
        return set()
    surely = 0.3 if kind.family == Family.TEXT else 0.0
    return {match.extension for match in found if match.confidence >= surely}
