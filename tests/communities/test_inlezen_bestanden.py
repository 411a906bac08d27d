"""Files as people send them: what is a list is read, what is not gets a clear answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from communities.inlezen import reading
from communities.models import Deelnemer, ImportRegel, Ledenimport
from netwerk.kern.audit.models import AuditEvent
from tests.communities import lijsten
from tests.communities.lijsten import HEADING, PLAIN_ROWS, ROWS, as_csv, as_ods, as_text, as_xlsx

ClientOf = Callable[[Deelnemer | None], Client]
FILES: dict[str, tuple[bytes, list[list[str]]]] = {
    "semicolon": (as_csv([HEADING, *ROWS]), ROWS),
    "comma": (as_csv([HEADING, *ROWS], ","), ROWS),
    "tab": (as_csv([HEADING, *ROWS], "\t"), ROWS),
    "bom": (as_csv([HEADING, *ROWS], encoding="utf-8-sig"), ROWS),
    "latin-1": (as_csv([HEADING, *PLAIN_ROWS], encoding="latin-1"), PLAIN_ROWS),
    "utf-16": (as_csv([HEADING, *ROWS], "\t", encoding="utf-16"), ROWS),
    "sep": (b"sep=,\r\n" + as_csv([HEADING, *ROWS], ","), ROWS),
    "empty rows": (b"\r\n;;;\r\n" + as_csv([HEADING, ["", "", "", ""], *ROWS]), ROWS),
    "xlsx": (as_xlsx([HEADING, *ROWS]), ROWS),
    "ods": (as_ods([HEADING, *ROWS]), ROWS),
}
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Type /Catalog >> endobj\n"
LOCKED = reading.OLE + b"\x00" * 600 + reading.LOCKED + b"\x00" * 600
MANY = [[f"persoon{n}@lijst.voorbeeld.nl", "Puck", "", "Rij"] for n in range(10_001)]
NOT_LISTS: dict[str, tuple[bytes, str]] = {
    "a pdf named csv": (PDF, "Dit is een pdf."),
    "empty": (b"", "Dit bestand is leeg."),
    "only white space": (b"\xef\xbb\xbf \r\n\r\n", "Dit bestand is leeg."),
    "only a heading": (as_csv([HEADING]), "Er staat alleen een kopregel in dit bestand"),
    "an empty worksheet": (as_xlsx([]), "Dit bestand is leeg."),
    "no heading": (as_csv(ROWS), "missen we de kolom e-mailadres, voornaam en achternaam"),
    "another heading": (
        as_csv([["mail", "naam"], ["a@b.nl", "Jan Jansen"]]),
        "missen we de kolom voornaam en achternaam. Splits de kolom naam",
    ),
    "a column twice": (
        as_csv([[*HEADING, "mail"], [*ROWS[0], "x@y.nl"]]),
        "De kolom e-mailadres staat er twee keer in.",
    ),
    "too many rows": (as_csv([HEADING, *MANY]), "meer dan 10.000 rijen"),
    "too many rows in Excel": (as_xlsx([HEADING, *MANY]), "meer dan 10.000 rijen"),
    "too large": (b"x" * (reading.MOST_BYTES + 1), "groter dan 5 MB"),
    "an open quote": (
        as_text([HEADING, *ROWS]).encode() + b'"open;Puck;;Rij\n',
        "Bij rij 4 staat een aanhalingsteken op een vreemde plek.",
    ),
    "a locked Excel file": (LOCKED, "beveiligd met een wachtwoord"),
    "an old Excel file that is none": (reading.OLE + b"\x00" * 2_000, "niet lezen"),
    "a zip that is no list": (b"PK\x03\x04" + b"\x00" * 200, "niet lezen"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "geen lijst met tekst"),
    "a cell a billion rows down": (lijsten.with_far_cell(), "te groot of beschadigd"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_list_is_read_whatever_it_is_written_with(kind: str) -> None:
    content, rows = FILES[kind]
    found = [cells for _, cells in reading.read(content).rows]
    keys = ("email", "first_name", "infix", "last_name")
    assert [[cells.get(key, "") for key in keys] for cells in found] == rows


def test_rows_have_the_number_that_a_spreadsheet_shows() -> None:
    rows = [["", "", "", ""], HEADING, ROWS[0], ["", "", "", ""], ROWS[1]]
    for content in (as_csv(rows), as_xlsx(rows)):
        assert [number for number, _ in reading.read(content).rows] == [3, 5]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("E-mail", "email"),
        ("E-mailadres", "email"),
        ("MAIL", "email"),
        ("Voor naam", "first_name"),
        ("Functie", "job_title"),
        ("Provincie", "province"),
        ("Gebied", "province"),
        ("Organisatie", "organisatie"),
        ("Community of Practice", "community"),
        ("Rol", "role"),
        ("schoenmaat", None),
    ],
)
def test_columns_are_known_by_what_people_call_them(heading: str, key: str | None) -> None:
    found = reading.column_named(heading)
    assert (found.key if found else None) == key


def test_ten_thousand_rows_are_read() -> None:
    rows = [["persoon@lijst.voorbeeld.nl", "Puck", "", "é" * 30]] * 10_000
    for encoding in ("utf-8", "latin-1"):
        assert len(reading.read(as_csv([HEADING, *rows], encoding=encoding)).rows) == 10_000


def test_numbers_and_formulas_are_text() -> None:
    content = as_xlsx([HEADING, ["a@b.voorbeeld.nl", 12, 1.5, "=cmd|' /C calc'!A0"]])
    [(_, cells)] = reading.read(content).rows
    assert (cells["first_name"], cells["infix"]) == ("12", "1.5")
    [(_, cells)] = reading.read(as_csv([HEADING, ["a@b.nl", "'=1+1", "", "'t Hart"]])).rows
    assert (cells["first_name"], cells["last_name"]) == ("=1+1", "'t Hart")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NOT_LISTS)
def test_what_is_no_list_gets_a_clear_answer_and_leaves_nothing(
    client_of: ClientOf, beheerder: Deelnemer, text_of: Callable[[Any], str], kind: str
) -> None:
    content, why = NOT_LISTS[kind]
    people = Deelnemer.objects.count()
    response = lijsten.upload(client_of(beheerder), content)
    assert response.status_code == 422
    assert why in text_of(response)
    assert Ledenimport.objects.count() + ImportRegel.objects.count() == 0
    assert (Deelnemer.objects.count(), AuditEvent.objects.count()) == (people, 0)


def test_a_file_that_unpacks_to_gigabytes_takes_nothing_along() -> None:
    bomb = lijsten.zip_bomb()
    assert len(bomb) < reading.MOST_BYTES
    with pytest.raises(reading.ValidationError) as refusal:
        reading.read(bomb)
    assert "bestand" in refusal.value.messages[0]


@pytest.mark.django_db
def test_no_file_at_all_is_said_at_the_field(client_of: ClientOf, beheerder: Deelnemer) -> None:
    response = client_of(beheerder).post("/beheer/leden/inlezen/", {"role": "member"})
    assert response.status_code == 422
    assert response.context["form"].errors["bestand"] == ["Kies een bestand."]


@pytest.mark.django_db
def test_the_example_can_be_read_in(client_of: ClientOf, beheerder: Deelnemer) -> None:
    response = client_of(beheerder).get("/beheer/leden/inlezen/voorbeeld/")
    table = reading.read(response.getvalue())
    assert (len(table.rows), table.ignored) == (1, [])
