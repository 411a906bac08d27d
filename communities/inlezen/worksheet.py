"""Reads a worksheet (xlsx, xls, ods) in a process of its own; a program, never imported.

A worksheet can be a bomb: a small file that unpacks to gigabytes, or one cell a billion rows
down. This process may use little memory and time; when it dies, only it dies. It reads the file
from its standard input and writes {"rows": [[number, [text, ...]], ...]} or {"problem": word}.
"""

import datetime as dt
import io
import json
import resource
import sys

MEMORY = 1_000_000_000  # bytes
SECONDS = 15
MOST_COLUMNS = 60
MOST_TEXT = 1_000  # characters of a cell


def text_of(value: object) -> str:
    """Return what a spreadsheet shows in a cell, roughly."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)[:MOST_TEXT]


def read(content: bytes, most: int) -> dict[str, object]:
    """Return the rows of the first visible sheet that holds anything, at most one too many."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            is_shown = sheet.visible == SheetVisibleEnum.Visible
            if is_shown and sheet.typ == SheetTypeEnum.WorkSheet:
                rows = rows_of(book.get_sheet_by_name(sheet.name), most)
                if rows:
                    return {"rows": rows}
    except PasswordError:
        return {"problem": "password"}
    except CalamineError:
        return {"problem": "unreadable"}
    return {"rows": []}


def rows_of(sheet: object, most: int) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything, with the number that a spreadsheet gives them."""
    rows: list[tuple[int, list[str]]] = []
    first = (sheet.start or (0, 0))[0]  # type: ignore[attr-defined]
    for number, row in enumerate(sheet.to_python(), start=first + 1):  # type: ignore[attr-defined]
        cells = [text_of(value) for value in row[:MOST_COLUMNS]]
        if any(cell.strip() for cell in cells):
            rows.append((number, cells))
        if len(rows) > most:
            break
    return rows


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(read(sys.stdin.buffer.read(), int(sys.argv[1])), sys.stdout)
