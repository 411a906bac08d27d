"""What somebody without an account reads of a casus, as long as everybody may read it.

The contact of the organisation agrees to this text, and to no other: a mark says which it was.
Confidential passages are in none of it.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from casussen.enums import SectionKind
from casussen.models import Casus
from netwerk.kern.tekst import opmaak

WHOSE_AND_HOW = (
    "id slug community communities casushouder deelnames stage visibility created_at updated_at "
    "finished_at withdrawn_at withdrawn_reason deleted_at deleted_by deleted_reason search_vector "
    "tagged_items"
)
OTHER_POLICY = (
    "keuze concepten schrijfuitnodigingen fasewissels publicatieverzoeken toestemmingen verhalen "
    "related dilemmas leervragen terugblikken bevindingen agendapunten inwonersvragen "
    "herkenningen toepassingen"
)
NOT_IN_IT = {*WHOSE_AND_HOW.split(), *OTHER_POLICY.split()}
"""Fields of a casus that are not in the text; a new one stands here or is read below."""

type Line = tuple[str, Any]  # as people read it, and what makes it another text


def public_text(casus: Casus) -> str:
    """Return the public text, to keep beside an answer and to compare with later."""
    return "\n".join(words for words, _ in _lines(casus))


def public_mark(casus: Casus) -> str:
    """Return a mark of the public text; another mark means that it reads differently.

    That a term or an organisation got another name does not count: nobody wrote anything else.
    """
    return hashlib.sha256(repr([core for _, core in _lines(casus)]).encode()).hexdigest()


def public_source(body: str) -> str:
    """Return what the public reads of one section; "" when all of it is confidential."""
    return opmaak.without_confidential(opmaak.clean(body)).strip()


def written_for_public(casus: Casus) -> set[str]:
    """Return the kinds of the sections in which the public finds something to read."""
    return {row.kind for row in casus.secties.all() if opmaak.plain(row.body)}


def _lines(casus: Casus) -> Iterator[Line]:
    for name, text in (
        ("Titel", casus.title),
        ("Samenvatting", casus.summary),
        ("Leervraag", casus.learning_question),
    ):
        yield f"{name}: {text}", text
    for name, term in (
        ("Organisatie", casus.organisatie),
        ("Schaal", casus.scale),
        ("Soort gebied", casus.area_type),
        ("Fase van het beleid", casus.phase),
        ("Hoe inwoners meedoen", casus.participation),
    ):
        yield f"{name}: {term or 'niet gekozen'}", term and term.pk
    years = (casus.starts_in, casus.ends_in)
    yield f"Periode: {years[0] or '?'} tot {years[1] or '?'}", years
    chosen: tuple[tuple[str, Any], ...] = (
        ("Gebied", casus.provinces),
        ("Thema’s", casus.themes),
        ("Trefwoorden", casus.tags),
    )
    for name, terms in chosen:
        rows = sorted(terms.all(), key=lambda row: row.pk)
        yield f"{name}: {', '.join(str(row) for row in rows)}", [row.pk for row in rows]
    yield from _sections(casus)
    yield from _welfare(casus)


def _sections(casus: Casus) -> Iterator[Line]:
    written = {row.kind: row.body for row in casus.secties.all()}
    for kind in SectionKind:
        source = public_source(written.get(kind, ""))
        if source:
            yield kind.label, kind.value
            for line in source.split("\n"):
                yield line, line


def _welfare(casus: Casus) -> Iterator[Line]:
    """Yield what it does with brede welvaart, and what made it work."""
    for row in sorted(casus.welvaartsbeeld.all(), key=lambda row: row.dimension):
        words = f"{row.get_dimension_display()}: {row.get_direction_display()}. {row.explanation}"
        yield words, (row.dimension, row.direction, row.explanation)
    for line in casus.afruil.select_related("theme", "group").order_by("pk"):
        place = f"{line.theme}, {line.get_dimension_display()}, {line.group or 'iedereen'}"
        core = (line.theme_id, line.dimension, line.group_id, line.effect, line.explanation)
        yield f"{place}: {line.get_effect_display()}. {line.explanation}", core
    for seen in casus.ervaringen.select_related("generator").order_by("pk"):
        words = f"{seen.generator}: {seen.get_outcome_display()}. {seen.explanation}"
        yield words, (seen.generator_id, seen.outcome, seen.explanation)
