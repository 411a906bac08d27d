"""Gives some casussen their sources: links, and small files that are made here."""

from io import BytesIO
from typing import Any

from netwerk.demo.content.casusbijlagen import FILES, LINKS
from netwerk.demo.moments import moment
from netwerk.demo.world import World
from netwerk.kern.bijlagen import opslag
from netwerk.kern.bijlagen.controle import check
from netwerk.kern.bijlagen.models import Bijlage

LARGEST = 1_000_000


def make_bijlagen(world: World) -> None:
    """Make every source; a file passes the same check as one of a visitor."""
    for row in LINKS:
        _keep(world, dict(row))
    for row in FILES:
        words = dict(row)
        lines = words.pop("lines")
        data = pdf(lines) if words["name"].endswith(".pdf") else "\r\n".join(lines).encode()
        checked = check(BytesIO(data), words["name"], most=LARGEST)
        words |= {
            "file": opslag.store(checked.content),
            "media_type": checked.media_type,
            "size": checked.size,
            "sha256": checked.sha256,
        }
        _keep(world, words)


def _keep(world: World, words: dict[str, Any]) -> None:
    casus = world.casussen[words.pop("casus")]
    bijlage = Bijlage.objects.create(subject=casus, uploaded_by=casus.casushouder, **words)
    Bijlage.objects.filter(pk=bijlage.pk).update(created_at=moment(-40, "13.30"))


def pdf(lines: list[str]) -> bytes:
    """Return a page with these lines, the first as a heading."""
    shown = b"".join(
        b"BT /F1 %d Tf 56 %d Td (%s) Tj ET\n"
        % (12 if number else 20, 780 - 28 * number, _escaped(line))
        for number, line in enumerate(lines)
    )
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%sendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n"
        b"%%%%EOF\n" % (table, len(out))
    )


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        text = text.replace(sign, b"\\" + sign)
    return text
