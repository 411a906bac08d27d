"""Tables that leave the portal as CSV: Excel reads them, and no cell of them ever runs.

What people typed stands in these tables; a cell that begins like a formula would be computed by
the spreadsheet of who opens it (OWASP, CSV injection).
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"  # without it Excel takes UTF-8 for Latin-1
DELIMITER = ";"  # what a Dutch Excel expects; with a comma it puts a whole row in one cell
ROWS_A_CHUNK = 200


def safe_cell(value: Any) -> str | int | float:
    """Return what may stand in a cell: text that would be a formula gets an apostrophe in front.

    Numbers stay numbers (-5 is no formula), None is empty.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = "" if value is None else str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text


def csv_lines(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield the table in pieces: a mark that it is UTF-8, the heading, and the rows."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER)
    buffer.write(BOM)
    writer.writerow([safe_cell(cell) for cell in header])
    for chunk in batched(rows, ROWS_A_CHUNK):
        writer.writerows([safe_cell(cell) for cell in row] for row in chunk)
        yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def csv_response(
    name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """Answer with a table to save, such as ``leden.csv``, row by row as they are read.

    Give ``rows`` as a generator over ``queryset.iterator()``: nothing of it is kept in memory.
    Check the permission and write the audit line before, not inside the generator.
    """
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
