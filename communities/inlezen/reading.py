"""From an uploaded file to rows with cells by column; what it is follows from its content.

Whatever is wrong with the file as a whole is a ValidationError with a Dutch sentence.
"""

import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

from communities.inlezen.columns import COLUMNS, FULL_NAME, column_named, flat, labels
from netwerk.kern.tabellen import STARTS_A_FORMULA

MOST_ROWS = 10_000
MOST_BYTES = 5 * 1024 * 1024
MOST_CELL = 500  # characters that are kept of a cell; every column takes fewer
SECONDS = 20  # for the process that reads a worksheet
WORKSHEET = Path(__file__).with_name("worksheet.py")
ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # an old Excel file, or a locked new one
LOCKED = "EncryptedPackage".encode("utf-16-le")
UNREADABLE = (
    "We kunnen dit bestand niet lezen. Sla de lijst in Excel op als CSV of als xlsx, "
    "en probeer het opnieuw."
)
TOO_LONG = (
    f"De lijst heeft meer dan {MOST_ROWS:,} rijen. Splits de lijst en lees de delen na elkaar in."
).replace(",", ".")
LOCKED_WORDS = (
    "Dit bestand is beveiligd met een wachtwoord. Haal dat er in Excel af, en probeer opnieuw."
)

type Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Table:
    """The rows of a list, each with its number in the file, and headings that we do not read."""

    rows: list[tuple[int, dict[str, str]]]
    ignored: list[str]


def read(content: bytes) -> Table:
    """Return the rows of a CSV, xlsx, xls or ods file."""
    if len(content) > MOST_BYTES:
        raise ValidationError("Dit bestand is groter dan 5 MB. Splits de lijst.")
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ValidationError("Dit bestand is leeg.")
    if b"%PDF-" in content[:1024]:
        raise ValidationError("Dit is een pdf. Daar kunnen we geen rijen uit lezen. " + UNREADABLE)
    if content.startswith((ZIP, OLE)):
        return _table(_worksheet(content))
    return _table(_csv(_text(content)))


def _worksheet(content: bytes) -> Rows:
    if content.startswith(OLE) and LOCKED in content:
        raise ValidationError(LOCKED_WORDS)
    command = [sys.executable, "-I", str(WORKSHEET), str(MOST_ROWS + 1)]
    try:
        done = subprocess.run(  # noqa: S603  our own program
            command, input=content, capture_output=True, timeout=SECONDS, check=True
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise ValidationError(
            "Dit bestand is te groot of beschadigd. Kopieer de rijen naar een nieuw werkblad, "
            "sla dat op, en probeer het opnieuw."
        ) from error
    if answer.get("problem") == "password":
        raise ValidationError(LOCKED_WORDS)
    if "rows" not in answer:
        raise ValidationError(UNREADABLE)
    return [(number, cells) for number, cells in answer["rows"]]


def _text(content: bytes) -> str:
    """Decode as Excel and others write: UTF-8, UTF-16 ("Unicode-tekst"), or Windows' Latin-1."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    odd = sum(1 for c in text[:20_000] if unicodedata.category(c) == "Cc" and c not in "\t\r\n\x0b")
    if odd > len(text[:20_000]) / 100:
        raise ValidationError("Dit is geen lijst met tekst. " + UNREADABLE)
    return text.replace("\x00", "")


def _csv(text: str) -> Rows:
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.", first.strip(), re.IGNORECASE):  # a note for Excel, no row
        text = rest
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: Rows = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
            if len(rows) > MOST_ROWS + 1:
                raise ValidationError(TOO_LONG)
    except csv.Error as error:
        place = len(rows) + 1
        raise ValidationError(
            f"Bij rij {place} staat een aanhalingsteken op een vreemde plek. Daarna weten we niet "
            "meer waar een cel begint. Haal het weg, of sla de lijst op als xlsx."
        ) from error
    return rows


def _delimiter(text: str) -> str:
    """Return what parts the cells: what gives the most headings that we know."""
    heading = next((line for line in text.splitlines() if line.strip(" \t;,\ufeff")), "")

    def known(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([heading], delimiter=delimiter), [])
        return sum(1 for cell in cells if column_named(cell)), len(cells)

    return max(";,\t|", key=known)


def _table(rows: Rows) -> Table:
    if not rows:
        raise ValidationError("Dit bestand is leeg.")
    keys, ignored = _headings(rows[0][1])
    if len(rows) == 1:
        raise ValidationError("Er staat alleen een kopregel in dit bestand, en nog geen mensen.")
    if len(rows) > MOST_ROWS + 1:
        raise ValidationError(TOO_LONG)
    found = [(number, _cells(keys, cells)) for number, cells in rows[1:]]
    return Table([(number, cells) for number, cells in found if cells], ignored)


def _headings(cells: list[str]) -> tuple[list[str], list[str]]:
    """Return the key of each column ("" for one that we do not read), and what those are called."""
    columns = [column_named(cell) for cell in cells]
    keys = [column.key if column else "" for column in columns]
    double = {c.label for c in columns if c and keys.count(c.key) > 1}
    if double:
        raise ValidationError(f"De kolom {' en '.join(sorted(double))} staat er twee keer in.")
    missing = [column for column in COLUMNS if column.is_needed and column.key not in keys]
    if missing:
        words = f"In de eerste rij missen we de kolom {labels(missing)}."
        if any(flat(cell) in FULL_NAME for cell in cells):
            words += " Splits de kolom naam in voornaam, tussenvoegsel en achternaam."
        raise ValidationError(f"{words} We kennen deze kolommen: {labels(COLUMNS)}.")
    ignored = [_clean(cell)[:40] for cell, key in zip(cells, keys, strict=True) if not key]
    return keys, [name for name in ignored if name]


def _cells(keys: list[str], cells: list[str]) -> dict[str, str]:
    pairs = ((key, _clean(cell)) for key, cell in zip(keys, cells, strict=False) if key)
    found = {key: text for key, text in pairs if text}
    if "email" in found:
        found["email"] = found["email"].lower()
    return found


def _clean(cell: str) -> str:
    """Return the text of a cell on one line, without what cannot be seen.

    An apostrophe before what looks like a formula is ours (tabellen.safe_cell), or Excel's.
    """
    shown = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in cell)
    text = " ".join(shown.replace("\ufeff", "").split())[:MOST_CELL]
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS_A_FORMULA) else text
