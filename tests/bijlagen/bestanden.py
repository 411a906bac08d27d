"""Files for tests, made here: good ones of every kind, and what must stay outside."""

import struct
import zipfile
from io import BytesIO
from typing import Any
from zlib import compressobj, crc32

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from netwerk.kern.bijlagen.controle.virus import TEST_VIRUS

EICAR = TEST_VIRUS
CANARY = "Grote Markt 1, camera 4711"
PLACE = "wordprocessingml.document"
MAIN = {"docx": PLACE, "xlsx": "spreadsheetml.sheet", "pptx": "presentationml.presentation"}
FOLDER = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}
ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def pdf(body: bytes = b"", after: bytes = b"\n") -> bytes:
    """Return a small pdf."""
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
        + body
        + b"\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF"
        + after
    )


def zipped(parts: dict[str, bytes | str], *, stored: bool = False) -> bytes:
    """Return a zip of these parts."""
    out = BytesIO()
    way = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def office(kind: str = "docx", **more: bytes | str) -> bytes:
    """Return an office file; ``more`` holds parts, with __ for / and _dot_ for a dot."""
    extra = {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}
    if kind in ODF:
        head = {"mimetype": f"application/vnd.oasis.opendocument.{ODF[kind]}"}
        return zipped({**head, "content.xml": "<office>tekst</office>", **extra}, stored=True)
    types = (
        f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
        f'{MAIN[kind]}.main+xml"/></Types>'
    )
    body = {f"{FOLDER[kind]}/document.xml": "<w>Een verslag.</w>"}
    return zipped({"[Content_Types].xml": types, **body, **extra})


def picture(
    kind: str = "PNG", size: tuple[int, int] = (120, 80), mode: str = "RGB", **more: Any
) -> bytes:
    """Return a picture with two colours."""
    image = Image.new(mode, size, "white")
    image.paste("orange", (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def photo_with_place() -> bytes:
    """Return a photo that tells where it was taken, and with what."""
    exif = Image.Exif()
    exif[Base.Make] = CANARY
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (52.0, 5.0, 0.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSAreaInformation] = CANARY.encode()
    return picture("JPEG", exif=exif, comment=CANARY.encode())


def bomb(megabytes: int = 60) -> bytes:
    """Return an office file that is a thousand times as large when somebody opens it."""
    return office("docx", word__media__x_dot_xml=b"\0" * (megabytes * 1_000_000))


def wide_png(side: int = 30_000) -> bytes:
    """Return a whole PNG of a hundred kilobytes that is a picture of 900 million points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", crc32(kind + data))

    squeeze = compressobj(9)
    row = b"\0" * (1 + side // 8)
    data = b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush()
    head = struct.pack(">LLBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def liar() -> bytes:
    """Return a zip whose list says that a large part is small."""
    data = bytearray(bomb(12))
    real = struct.pack("<L", 12_000_000)
    assert data.count(real) == 2, "else this lies about nothing"
    return bytes(data.replace(real, struct.pack("<L", 12)))


def locked_zip() -> bytes:
    """Return an office file of which the list says that every part is locked."""
    data = bytearray(office("docx"))
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    return bytes(data)


def overlapping() -> bytes:
    """Return an office file in whose list every part is the same bytes, many times over."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x" * 100)
        archive.writestr("word/a.xml", b"\0" * 9_000_000)
        first = archive.infolist()[1]
        for number in range(30):
            double = zipfile.ZipInfo(f"word/a{number}.xml")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(double, name, getattr(first, name))
            archive.filelist.append(double)
    return out.getvalue()
