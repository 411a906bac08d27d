"""What leaves the handboek: an advies, a chapter, a list or the book, from its public data.

All of it is written from ``openbaar.py``: what an anonymous reader reads, and nothing else. Of
one's own list the notes are added, for oneself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from handboek.enums import Kind
from handboek.models import Advies, Hoofdstuk, Uitgave
from handboek.openbaar import (
    absolute,
    openbaar_hoofdstuk,
    openbare_adviezen,
    openbare_hoofdstukken,
    openbare_rijen,
    short_address,
)
from handboek.openbaar_vorm import AdviesData, HoofdstukData
from handboek.uitgaven import adviezen_van, hoofdstukken_van
from netwerk.kern import licentie
from netwerk.kern.tekst.opmaak import render
from netwerk.kern.uitvoer.document import Document, Part

FEW = 10  # adviezen of a whole book in memory at once, with all that is told of them
BOOK = "Handboek brede welvaart"
ABOUT = "Do’s en don’ts voor brede welvaart, met waar ze vandaan komen en hoe sterk dat is."
GONE = "<p>Dit advies stond hier niet meer toen dit document werd gemaakt.</p>"
OF_AN_ADVIES = re.compile(r"(/handboek/adviezen/\d+)-[-\w]+/$")
CONCERNS = (
    ("Voor", "doelgroepen"),
    ("Thema’s", "themas"),
    ("Soort gebied", "gebieden"),
    ("Instrumenten", "instrumenten"),
    ("Stap van het Beleidskompas", "stappen"),
)


@dataclass(frozen=True)
class Stuk:
    """Something to take along: a document for people, and the same as data.

    ``name`` is that of the file, without its ending. ``adviezen`` may be asked more than once.
    """

    name: str
    document: Document
    chapters: list[HoofdstukData]
    adviezen: Callable[[], Iterator[AdviesData]]
    notes: Mapping[int, str]  # by the number of an advies; only in a list of one's own


@dataclass(frozen=True)
class Line:
    """What the table of contents says of one advies."""

    number: int
    kind: str
    title: str
    chapter: int


def advies_stuk(advies: Advies) -> Stuk:
    """Return one advies that was published."""
    rows = Advies.objects.filter(pk=advies.pk)
    label = f"{BOOK} · Advies {advies.number} · {advies.get_kind_display()}"
    return Stuk(
        name=f"advies-{advies.number}-{slugify(advies.title)[:60]}",
        document=_document(
            title=advies.title,
            description=advies.summary,
            address=short_address(advies.number),
            parts=(Part(key_of(advies.number), "", label=label),),
            bodies=lambda: (html_of(row) for row in openbare_adviezen(onder=rows)),
        ),
        chapters=[],
        adviezen=lambda: openbare_adviezen(onder=rows),
        notes={},
    )


def chapter_stuk(chapter: Hoofdstuk) -> Stuk:
    """Return one chapter with its adviezen."""
    data = openbaar_hoofdstuk(chapter)
    return book_of(
        name=f"hoofdstuk-{chapter.number}-{slugify(chapter.title)[:60]}",
        title=f"{BOOK}: {chapter.title}",
        address=data["adres"],
        chapters=[data],
        lines=lines_of(openbare_rijen().filter(hoofdstuk=chapter)),
        adviezen=lambda: openbare_adviezen(chapter),
    )


def list_stuk(numbers: Sequence[int], *, address: str, notes: Mapping[int, str]) -> Stuk:
    """Return adviezen in the order of a list; what is not in the handboek is left out."""
    rows = {line.number: line for line in lines_of(openbare_rijen().filter(number__in=numbers))}
    lines = [rows[number] for number in numbers if number in rows]

    def adviezen() -> Iterator[AdviesData]:
        some = openbare_adviezen(onder=openbare_rijen().filter(number__in=[*rows]))
        found = {row["nummer"]: row for row in some}
        return (found[line.number] for line in lines if line.number in found)

    parts = tuple(_part(line, level=1) for line in lines)
    return Stuk(
        name="lijst-uit-het-handboek",
        document=_document(
            title="Een lijst uit het handboek" if len(parts) != 1 else lines[0].title,
            description=ABOUT,
            address=address,
            parts=parts,
            bodies=lambda: _bodies(parts, lines, adviezen, {}, notes),
        ),
        chapters=[],
        adviezen=adviezen,
        notes=notes,
    )


def book_stuk() -> Stuk:
    """Return the whole book as it stands now."""
    return book_of(
        name="handboek-brede-welvaart",
        title=BOOK,
        address=absolute(reverse("handboek:index")),
        chapters=openbare_hoofdstukken(),
        lines=lines_of(openbare_rijen()),
        adviezen=partial(openbare_adviezen, chunk=FEW),
    )


def uitgave_stuk(uitgave: Uitgave) -> Stuk:
    """Return an edition: the book as it was then."""
    rows = uitgave.adviezen.order_by("position")
    values = rows.values_list("number", "data__soort__naam", "title", "hoofdstuk__number")
    day = date_format(uitgave.day, "j F Y") if uitgave.day else ""
    remarks = (f"De tekst is die van {day}.",) if day else ()
    return book_of(
        name=f"handboek-brede-welvaart-{uitgave.code}",
        title=f"{BOOK}, uitgave {uitgave.code}",
        subtitle=uitgave.name,
        address=absolute(uitgave.get_absolute_url()),
        chapters=hoofdstukken_van(uitgave),
        lines=[Line(*row) for row in values],
        adviezen=lambda: adviezen_van(uitgave),
        foreword=uitgave.foreword,
        remarks=remarks,
    )


def book_of(
    *,
    name: str,
    title: str,
    address: str,
    chapters: list[HoofdstukData],
    lines: list[Line],
    adviezen: Callable[[], Iterator[AdviesData]],
    subtitle: str = "",
    foreword: str = "",
    remarks: tuple[str, ...] = (),
) -> Stuk:
    """Return a book of chapters; ``lines`` and ``adviezen`` come in the order of the book."""
    intros: dict[str, str] = {}
    parts: list[Part] = []
    if foreword:
        parts.append(Part("voorwoord", "Voorwoord"))
        intros["voorwoord"] = render(foreword)
    ordered: list[Line] = []
    for chapter in chapters:
        key = f"hoofdstuk-{chapter['nummer']}"
        held = [line for line in lines if line.chapter == chapter["nummer"]]
        label = f"Hoofdstuk {chapter['nummer']}"
        parts.append(Part(key, chapter["titel"], address=chapter["adres"], label=label))
        parts += [_part(line, level=2) for line in held]
        ordered += held
        intros[key] = render(chapter["inleiding"]) or ("" if held else "<p>Nog geen adviezen.</p>")
    fixed = tuple(parts)
    document = _document(
        title=title,
        subtitle=subtitle,
        description=ABOUT,
        address=address,
        parts=fixed,
        bodies=lambda: _bodies(fixed, ordered, adviezen, intros, {}),
        remarks=remarks,
    )
    return Stuk(name, document, chapters, adviezen, {})


def lines_of(rows: QuerySet[Advies]) -> list[Line]:
    """Return the lines of the table of contents for these rows, in one query."""
    values = rows.values_list("number", "kind", "title", "hoofdstuk__number")
    return [Line(number, str(Kind(kind).label), title, at) for number, kind, title, at in values]


def key_of(number: int) -> str:
    """Return the key of an advies within a document."""
    return f"advies-{number}"


def _part(line: Line, *, level: int) -> Part:
    return Part(
        key=key_of(line.number),
        title=line.title,
        level=level,
        address=short_address(line.number),
        label=f"Advies {line.number} · {line.kind}",
    )


def _bodies(
    parts: Iterable[Part],
    lines: list[Line],
    adviezen: Callable[[], Iterator[AdviesData]],
    intros: Mapping[str, str],
    notes: Mapping[int, str],
) -> Iterator[str]:
    """Yield the HTML of each part; what was withdrawn since the contents were made says so."""
    known = {line.number for line in lines}
    rows = (row for row in adviezen() if row["nummer"] in known)
    row = next(rows, None)
    numbers = iter(lines)
    for part in parts:
        if part.key in intros:
            yield intros[part.key]
            continue
        number = next(numbers).number
        if row is None or row["nummer"] != number:
            yield GONE
        else:
            yield html_of(row, notes.get(number, ""))
            row = next(rows, None)


def _document(*, remarks: tuple[str, ...] = (), **about: Any) -> Document:
    if settings.DEVELOPMENT:
        remarks = (*remarks, "Dit zijn voorbeeldgegevens: mensen en organisaties zijn verzonnen.")
    return Document(
        made_on=timezone.localdate(),
        licence=licentie.NAME,
        licence_address=licentie.PAGE,
        remarks=remarks,
        same_page=lambda address: OF_AN_ADVIES.sub(r"\1/", address),
        **about,
    )


def html_of(advies: AdviesData, note: str = "") -> str:
    """Return one advies as the HTML of a document."""
    data: Any = advies
    about = [(word, [each["naam"] for each in data[name]]) for word, name in CONCERNS if data[name]]
    if advies["fase"]:
        about.append(("Fase", [advies["fase"]["naam"]]))
    context = {
        "a": advies,
        "waarom": render(advies["waarom"], top_heading=4),
        "hoe": render(advies["hoe"], top_heading=4),
        "werkt": render(advies["werktAls"], top_heading=4),
        "werkt_niet": render(advies["werktNietAls"], top_heading=4),
        "over": about,
        "notitie": note,
        "gepubliceerd": timezone.localtime(datetime.fromisoformat(advies["gepubliceerdOp"])),
        "nakijken": advies["nakijkenVoor"] and date.fromisoformat(advies["nakijkenVoor"]),
    }
    return render_to_string("handboek/uitvoer/advies.html", context)
