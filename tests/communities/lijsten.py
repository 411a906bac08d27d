"""Lists of people as they come from Excel and elsewhere, made by the tests themselves."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from struct import pack
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from communities.models import Ledenimport
from communities.services.inlezen import work_on_imports

HEADING = ["e-mailadres", "voornaam", "tussenvoegsel", "achternaam"]
ALL = [*HEADING, "organisatie", "functie", "provincie", "community", "rol"]
ROWS = [
    ["noor@veldhage.voorbeeld.nl", "Noor", "van", "Haverkamp"],
    ["omer@rijk.voorbeeld.nl", "Ömer", "", "Şahin"],
]
PLAIN_ROWS = [ROWS[0], ["rene@rijk.voorbeeld.nl", "René", "", "Müller"]]  # fit in Latin-1


def row_of(email: str, *more: str) -> list[str]:
    """Return a good row, with more cells behind the name."""
    return [email, "Noor", "van", "Haverkamp", *more]


def as_text(rows: Iterable[Sequence[Any]], delimiter: str = ";") -> str:
    """Return rows as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()


def as_csv(rows: Iterable[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Return rows as the bytes of a CSV file."""
    return as_text(rows, delimiter).encode(encoding)


def as_xlsx(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as an Excel file."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return buffer.getvalue()


def as_ods(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as a file of LibreOffice, with as little in it as can be."""
    start, end = '<table:table-cell office:value-type="string"><text:p>', "</text:p>"
    cells = "".join(
        "<table:table-row>"
        + "".join(f"{start}{cell}{end}</table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Blad1">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type='
        '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def with_far_cell() -> bytes:
    """Return a small Excel file with one cell in the very last corner of the sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADING)
    sheet.write(1_048_575, 16_383, "ver weg")
    book.close()
    return buffer.getvalue()


def zip_bomb(megabytes: int = 3_000) -> bytes:
    """Return an Excel file of 3 MB of which the sheet unpacks to gigabytes; its header lies."""
    source = zipfile.ZipFile(io.BytesIO(as_xlsx([HEADING, *ROWS])))
    packer = zlib.compressobj(9, wbits=-15)
    start = source.read("xl/worksheets/sheet1.xml")[:-20]
    packed = packer.compress(start)
    zeros = b" " * 1_000_000
    packed += b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()
    return _archive(source, "xl/worksheets/sheet1.xml", packed, len(start))


def _archive(source: zipfile.ZipFile, bomb: str, packed: bytes, says: int) -> bytes:
    """Write an archive by hand, for zipfile would write down the true size."""
    body, directory = b"", b""
    for name in source.namelist():
        is_bomb = name == bomb
        data = packed if is_bomb else source.read(name)
        size = says if is_bomb else len(data)
        fields = (20, 0, 8 if is_bomb else 0, 0, 33, zlib.crc32(data), len(data), size)
        label = name.encode()
        directory += b"PK\x01\x02" + pack("<H", 20) + pack("<HHHHHIII", *fields)
        directory += pack("<HHHHHII", len(label), 0, 0, 0, 0, 0, len(body)) + label
        body += b"PK\x03\x04" + pack("<HHHHHIII", *fields) + pack("<HH", len(label), 0) + label
        body += data
    count = len(source.namelist())
    end = pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def upload(client: Client, content: bytes, name: str = "leden.csv", **choices: Any) -> Any:
    """Send a list as a beheerder does; return the answer."""
    data = {"bestand": SimpleUploadedFile(name, content), "role": "member", **choices}
    return client.post("/beheer/leden/inlezen/", data)


def looked_at(client: Client, content: bytes, **choices: Any) -> Ledenimport:
    """Send a list and let its rows be looked at."""
    response = upload(client, content, **choices)
    assert response.status_code == 302, response.context["form"].errors
    work_on_imports(seconds=60)
    return Ledenimport.objects.latest("pk")


def read_in(client: Client, content: bytes, **choices: Any) -> Ledenimport:
    """Send a list, look at it, and let it be read in."""
    found = looked_at(client, content, **choices)
    assert client.post(f"/beheer/leden/inlezen/{found.pk}/start/").status_code == 302
    work_on_imports(seconds=60)
    found.refresh_from_db()
    return found
