"""A Word file becomes plain HTML; what is no Word file, or does harm, is refused in Dutch.

Only the parts that hold text are handed on: no pictures, comments, macros or embedded files.
Nothing is written to disk, and nothing outside the file is fetched. What a zip may say of itself is
asked as of a bijlage; what is inside may be more, for it stays behind.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Any
from xml.parsers.expat import ExpatError

import mammoth
from django.core.exceptions import ValidationError

from netwerk.kern.bijlagen.controle.archieven import (
    HAS_MACROS,
    LOCKED,
    LOCKED_MARK,
    OLD_FORMAT,
    ZIP,
    refuse_by_list,
)

MOST_BYTES = 10_000_000  # of the file as it is sent
MOST_TEXT = 4_000_000  # bytes of xml with text, unpacked: a book of 400 pages
MOST_UNPACKED = 20_000_000  # with styles and the like
MOST_ROWS = 4000  # of all tables: reading more takes seconds, and no section holds them
DEEPEST = 60  # tables in tables
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KEPT = re.compile(
    r"^(\[Content_Types\]\.xml|_rels/\.rels|word/(_rels/)?"
    r"(document|styles|numbering|footnotes|endnotes)\d*\.xml(\.rels)?)$",
    re.IGNORECASE,
)
TEXT = re.compile(r"^word/(document|footnotes|endnotes)\d*\.xml$", re.IGNORECASE)
PICTURE = re.compile(rb"<(?:\w+:)?(?:drawing|pict|object)[ >]")
COMMENT = re.compile(rb"<(?:\w+:)?commentReference[ />]")
CHANGE = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo)[ >]")
STYLES = "\n".join(
    [
        *(f"p[style-name='Kop {n}'] => h{n}:fresh" for n in range(1, 7)),
        *(f"p[style-name='kop {n}'] => h{n}:fresh" for n in range(1, 7)),
        *(f"p[style-name='{name}'] => h1:fresh" for name in ("Title", "Titel")),
    ]
)

EMPTY = "Dit bestand is leeg."
TOO_BIG = "Dit bestand is te groot. Er past 10 MB. Haal de plaatjes eruit en probeer het opnieuw."
NO_WORD = "Dit is geen Word-bestand (.docx). Bewaar je tekst als .docx en probeer het opnieuw."
OLD = "Dit is een oud Word-bestand (.doc). Bewaar het als .docx en probeer het opnieuw."
TOO_LONG = (
    "Dit document is te lang om over te nemen. Haal grote tabellen eruit, of knip het in stukken."
)
BROKEN = "We kunnen dit bestand niet lezen. Open het in Word en bewaar het opnieuw."


@dataclass(frozen=True)
class Read:
    """What a Word file holds: its text as HTML, and what did not come along."""

    html: str
    pictures: int
    comments: int
    has_changes: bool


def read(file: IO[bytes]) -> Read:
    """Return the text of a Word file; ValidationError in Dutch for what cannot be read."""
    data = file.read(MOST_BYTES + 1)
    _refuse_by_head(data)
    try:
        parts = _text_parts(data)
        found = mammoth.convert_to_html(
            _slim(parts),
            style_map=STYLES,
            convert_image=lambda image: [],
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except ValidationError:
        raise
    except RecursionError as error:
        raise ValidationError(TOO_LONG, code="deep") from error
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ExpatError) as error:
        raise ValidationError(BROKEN, code="broken") from error
    except (LookupError, OSError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise ValidationError(BROKEN, code="broken") from error
    texts = [body for name, body in parts.items() if TEXT.match(name)]
    return Read(
        html=found.value,
        pictures=sum(len(PICTURE.findall(body)) for body in texts),
        comments=sum(len(COMMENT.findall(body)) for body in texts),
        has_changes=any(CHANGE.search(body) for body in texts),
    )


def _refuse_by_head(data: bytes) -> None:
    """Say what a file is that is no zip at all."""
    if not data:
        raise ValidationError(EMPTY, code="empty")
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_BIG, code="too_big")
    if data.startswith(OLD_FORMAT):
        locked = LOCKED_MARK in data
        raise ValidationError(LOCKED if locked else OLD, code="locked" if locked else "old")
    if not data.startswith(ZIP):
        raise ValidationError(NO_WORD, code="no_word")


def _text_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts with text, after a look at the list of the zip and at each of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        names = [info.filename for info in infos]
        refuse_by_list(infos)
        kept = [info for info in infos if KEPT.match(info.filename)]
        if "[Content_Types].xml" not in names:
            raise ValidationError(NO_WORD, code="no_word")
        parts, left = {}, MOST_UNPACKED
        for info in kept:
            most = min(left, MOST_TEXT if TEXT.match(info.filename) else left)
            parts[info.filename] = _unpacked(archive, info, most)
            left -= len(parts[info.filename])
    types = parts["[Content_Types].xml"]
    if b"macroEnabled" in types:
        raise ValidationError(HAS_MACROS, code="macros")
    if MAIN.encode() not in types:
        raise ValidationError(NO_WORD, code="no_word")
    return parts


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one part, no further than it may go, whatever its size says."""
    with archive.open(info) as stream:
        body = stream.read(most + 1)
    if len(body) > most:
        raise ValidationError(TOO_LONG, code="too_long")
    utf16 = body.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in body  # also without its mark
    if utf16 or b"<!DOCTYPE" in body or b"<!ENTITY" in body:  # Word writes neither
        raise ValidationError(BROKEN, code="entities")
    if len(re.findall(rb"<(?:\w+:)?tr[ >]", body)) > MOST_ROWS:
        raise ValidationError(TOO_LONG, code="rows")
    _refuse_depth(body)
    return body


def _refuse_depth(body: bytes) -> None:
    """Refuse tables in tables in tables: nobody writes them, and reading them takes a stack."""
    depth = 0
    for end in re.findall(rb"<(/?)(?:\w+:)?tbl[ >]", body):
        depth += -1 if end else 1
        if depth > DEEPEST:
            raise ValidationError(TOO_LONG, code="deep")


def _slim(parts: dict[str, bytes]) -> Any:
    """Return a Word file of nothing but these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    made.seek(0)
    return made
