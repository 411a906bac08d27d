"""The texts of the network as Markdown, one file each, for people who only want to read.

An import does not look at these: everything in them stands in the rows too. Confidential passages
are in them, between ``:::vertrouwelijk`` and ``:::``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import formats, timezone
from django.utils.text import slugify

from bijeenkomsten.models import Verslag
from casussen.enums import SectionKind
from casussen.models import Casus
from handboek.models import Advies, Les

CHUNK = 100
SECTIONS = {kind.value: number for number, kind in enumerate(SectionKind)}
type Part = tuple[str, str]  # a heading and the Markdown under it


def texts() -> Iterator[tuple[str, str]]:
    """Give the name and the text of every file; only a chunk is in memory."""
    yield from _casussen()
    yield from _adviezen()
    yield from _lessen()
    yield from _verslagen()


def _casussen() -> Iterator[tuple[str, str]]:
    rows = Casus.objects.select_related("community", "organisatie", "casushouder")
    rows = rows.prefetch_related("secties", "provinces", "themes").order_by("pk")
    for casus in rows.iterator(CHUNK):
        facts = {
            "Community": casus.community,
            "Organisatie": casus.organisatie,
            "Casushouder": casus.casushouder,
            "Stand": casus.get_stage_display(),
            "Wie dit mag lezen": casus.get_visibility_display(),
            "Gebied": _names(casus.provinces.all()),
            "Thema's": _names(casus.themes.all()),
            "In de prullenbak sinds": _day(casus.deleted_at),
            "Ingetrokken op": _day(casus.withdrawn_at),
        }
        sections = sorted(casus.secties.all(), key=lambda row: SECTIONS[row.kind])
        parts = [
            ("Samenvatting", casus.summary),
            ("Leervraag", casus.learning_question),
            *((row.get_kind_display(), row.body) for row in sections),
        ]
        yield f"casussen/{casus.pk:05}-{casus.slug}.md", _page(casus.title, facts, parts)


def _adviezen() -> Iterator[tuple[str, str]]:
    rows = Advies.objects.select_related("hoofdstuk", "phase")
    rows = rows.prefetch_related("onderbouwing__les", "publicaties", "audiences", "themes")
    for advies in rows.order_by("number").iterator(CHUNK):
        facts = {
            "Nummer": advies.number,
            "Soort": advies.get_kind_display(),
            "Hoofdstuk": advies.hoofdstuk,
            "Stand": advies.get_state_display(),
            "Gepubliceerd op": _day(advies.published_at),
            "Voor wie": _names(advies.audiences.all()),
            "Thema's": _names(advies.themes.all()),
        }
        named = advies.headings
        lessen = sorted(advies.onderbouwing.all(), key=lambda row: row.les.number)
        parts = [
            ("In het kort", advies.summary),
            (named["why"], advies.why),
            (named["how"], advies.how),
            (named["when"], advies.works_when),
            (named["not_when"], advies.works_not_when),
            (
                "Waar dit op rust",
                _bullets(
                    f"Les {row.les.number} {row.get_relation_display()} dit: {row.les.conclusion}"
                    for row in lessen
                ),
            ),
            ("Publicaties", _bullets(str(row) for row in advies.publicaties.all())),
        ]
        name = f"adviezen/{advies.number:05}-{slugify(advies.title)[:60]}.md"
        yield name, _page(advies.title, facts, parts)


def _lessen() -> Iterator[tuple[str, str]]:
    rows = Les.objects.select_related("community").prefetch_related(
        "bevindingen__casus", "gebruik__advies"
    )
    for les in rows.order_by("number").iterator(CHUNK):
        facts = {"Nummer": les.number, "Community": les.community, "Van": _day(les.created_at)}
        used = sorted(les.gebruik.all(), key=lambda row: row.advies.number)
        parts = [
            ("Wat we zagen", les.observation),
            ("Waar dat was", les.context),
            ("Wanneer het geldt", les.conditions),
            ("Zinnen waar dit uit komt", _bullets(_quote(row) for row in les.bevindingen.all())),
            (
                "Adviezen die hierop rusten",
                _bullets(f"Advies {row.advies.number}: {row.advies.title}" for row in used),
            ),
        ]
        name = f"lessen/{les.number:05}-{slugify(les.conclusion)[:60]}.md"
        yield name, _page(les.conclusion, facts, parts)


def _verslagen() -> Iterator[tuple[str, str]]:
    rows = Verslag.objects.select_related("bijeenkomst__community")
    rows = rows.prefetch_related("items__agendapunt").order_by("pk")
    for verslag in rows.iterator(CHUNK):
        meeting = verslag.bijeenkomst
        facts = {
            "Bijeenkomst": meeting.title,
            "Dag": _day(meeting.starts_at),
            "Plaats": meeting.place,
            "Community": meeting.community,
            "Stand": verslag.get_state_display(),
            "Wie dit mag lezen": verslag.get_visibility_display(),
        }
        items = sorted(verslag.items.all(), key=lambda row: (row.agendapunt.order, row.pk))
        parts = [(row.agendapunt.title, row.body) for row in items]
        name = f"verslagen/{verslag.pk:05}-{meeting.slug}.md"
        yield name, _page(f"Verslag: {meeting.title}", facts, parts)


def _page(title: str, facts: dict[str, Any], parts: Iterable[Part]) -> str:
    lines = [f"# {' '.join(title.split())}", ""]
    lines += [f"- {name}: {value}" for name, value in facts.items() if value not in (None, "")]
    for heading, body in parts:
        if body.strip():
            lines += ["", f"## {heading}", "", body.strip().replace("\r\n", "\n")]
    return "\n".join(lines) + "\n"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)


def _quote(bevinding: Any) -> str:
    where = f" (casus: {bevinding.casus.title})" if bevinding.casus else ""
    return f"“{bevinding.quote}”{where}"


def _names(rows: Iterable[Any]) -> str:
    return ", ".join(sorted(str(row) for row in rows))


def _day(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y") if moment else ""
