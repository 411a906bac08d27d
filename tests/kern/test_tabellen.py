"""Tables that leave the portal: read by Excel, computed by nobody."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from netwerk.kern.tabellen import csv_response, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+31 6 12345678", "'+31 6 12345678"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("  =1+1", "'  =1+1"),
        ("a=1", "a=1"),
        ("Jan-Willem", "Jan-Willem"),
        ("", ""),
        (None, ""),
        (-5, -5),
        (2.5, 2.5),
        (True, "True"),
        ("a\x00b", "ab"),
    ],
)
def test_no_cell_runs_as_a_formula(value: Any, cell: Any) -> None:
    assert safe_cell(value) == cell


def test_a_table_is_read_back_as_it_was_written() -> None:
    rows = [["Şahin; Ömer", 'zei "ja"', "twee\nregels"], ["=1+1", -1, None]]
    response = csv_response("leden.csv", ["naam", "@wat", "x"], iter(rows))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="leden.csv"'
    assert "no-store" in response.headers["Cache-Control"]
    text = response.getvalue().decode("utf-8")
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))
    assert read == [["naam", "'@wat", "x"], rows[0], ["'=1+1", "-1", ""]]


def test_rows_are_read_while_they_are_sent() -> None:
    taken = []

    def rows() -> Iterator[list[int]]:
        for number in range(1000):
            taken.append(number)
            yield [number]

    pieces = iter(csv_response("x.csv", ["n"], rows()))
    next(pieces)
    assert 0 < len(taken) < 500
    assert len(b"".join(pieces).splitlines()) + 200 == 1000
