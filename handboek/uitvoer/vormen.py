"""The forms in which the handboek leaves: those of a document, and two for machines.

A PDF of a large book is a zip of volumes.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import IO, Any

from handboek.openbaar_vorm import AdviesData
from handboek.uitvoer.stukken import Stuk
from netwerk.kern import licentie
from netwerk.kern.tabellen import csv_lines
from netwerk.kern.uitvoer import pdf
from netwerk.kern.uitvoer.document import Document, Progress
from netwerk.kern.uitvoer.vormen import DOCUMENTS, Form

ZIP = "application/zip"
COLUMNS = (  # heading, and how its cell is found
    ("nummer", lambda a: a["nummer"]),
    ("versie", lambda a: a["versie"]),
    ("soort", lambda a: a["soort"]["naam"]),
    ("titel", lambda a: a["titel"]),
    ("hoofdstuk", lambda a: a["hoofdstuk"]["titel"]),
    ("samenvatting", lambda a: a["samenvatting"]),
    ("waarom", lambda a: a["waarom"]),
    ("hoe", lambda a: a["hoe"]),
    ("werkt als", lambda a: a["werktAls"]),
    ("werkt niet als", lambda a: a["werktNietAls"]),
    ("voor", lambda a: names(a["doelgroepen"])),
    ("thema's", lambda a: names(a["themas"])),
    ("soort gebied", lambda a: names(a["gebieden"])),
    ("fase", lambda a: a["fase"]["naam"] if a["fase"] else ""),
    ("bewijskracht", lambda a: a["bewijs"]["woord"]),
    ("waarom die bewijskracht", lambda a: a["bewijs"]["zin"]),
    ("bronnen", lambda a: "; ".join(row["titel"] for row in a["bronnen"])),
    ("lessen", lambda a: "; ".join(row["conclusie"] for row in a["lessen"])),
    ("gepubliceerd op", lambda a: a["gepubliceerdOp"]),
    ("gewijzigd op", lambda a: a["gewijzigdOp"]),
    ("vast adres", lambda a: a["versieAdres"]),
    ("licentie", lambda a: a["licentie"]["naam"]),
)


def names(rows: Iterable[Any]) -> str:
    """Return concepts as one cell."""
    return "; ".join(row["naam"] for row in rows)


def is_in_volumes(stuk: Stuk) -> bool:
    """Say whether a PDF of it is a zip of volumes (netwerk/kern/uitvoer/pdf.py says why)."""
    return len(stuk.document.parts) > pdf.MOST_PARTS


def write_pdf(stuk: Stuk, out: IO[bytes], done: Progress) -> None:
    """Write a PDF, or a zip of volumes when it is large."""
    if not is_in_volumes(stuk):
        pdf.write(stuk.document, out, done=done)
        return
    before = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        for number, volume in enumerate(pdf.volumes(stuk.document), 1):
            with box.open(f"{stuk.name}-deel-{number:02}.pdf", "w") as file:
                pdf.write(volume, file, done=partial(_after, done, before))
            before += len(volume.parts)


def _after(done: Progress, before: int, parts: int) -> None:
    done(before + parts)


def write_json(stuk: Stuk, out: IO[bytes], done: Progress) -> None:
    """Write all as JSON, one advies on a line."""
    document = stuk.document
    about = {
        "titel": document.title,
        "ondertitel": document.subtitle,
        "uitgever": document.author,
        "adres": document.address,
        "taal": document.language,
        "gemaaktOp": document.made_on.isoformat(),
        "licentie": licentie.AS_DATA,
        "opmerkingen": document.remarks,
        "hoofdstukken": stuk.chapters,
    }
    head = json.dumps(about, ensure_ascii=False, indent=1)
    out.write(f'{head[:-2]},\n "adviezen": ['.encode())
    for number, advies in enumerate(stuk.adviezen(), 1):
        row: dict[str, Any] = {**advies}
        if note := stuk.notes.get(advies["nummer"]):
            row["mijnNotitie"] = note
        comma = "," if number > 1 else ""
        out.write(f"{comma}\n{json.dumps(row, ensure_ascii=False)}".encode())
        done(number)
    out.write(b"\n]}\n")


def write_csv(stuk: Stuk, out: IO[bytes], done: Progress) -> None:
    """Write a table with one row for each advies."""
    head = [name for name, _ in COLUMNS] + (["mijn notitie"] if stuk.notes else [])

    def rows() -> Iterator[list[Any]]:
        for number, advies in enumerate(stuk.adviezen(), 1):
            yield _cells(stuk, advies)
            done(number)

    out.writelines(line.encode() for line in csv_lines(head, rows()))


def _cells(stuk: Stuk, advies: AdviesData) -> list[Any]:
    cells = [cell(advies) for _, cell in COLUMNS]
    return [*cells, stuk.notes.get(advies["nummer"], "")] if stuk.notes else cells


def _of_document(form: Form[Document]) -> Form[Stuk]:
    def write(stuk: Stuk, out: IO[bytes], done: Progress) -> None:
        form.write(stuk.document, out, done)

    return Form(form.code, form.label, form.good_for, form.media_type, write)


FORMS: dict[str, Form[Stuk]] = {code: _of_document(form) for code, form in DOCUMENTS.items()}
FORMS["pdf"] = replace(FORMS["pdf"], write=write_pdf)
FORMS["json"] = Form(
    "json", "JSON", "om te verwerken in een programma", "application/json", write_json
)
FORMS["csv"] = Form("csv", "CSV", "een tabel voor Excel", "text/csv; charset=utf-8", write_csv)
