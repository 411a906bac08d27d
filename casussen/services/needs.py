"""What a casus must hold before it is put to somebody outside the network."""

from dataclasses import dataclass

from casussen.enums import SectionKind
from casussen.models import Casus
from casussen.openbaar import written_for_public

NEEDED = (SectionKind.CONTEXT, SectionKind.APPROACH, SectionKind.RESULTS)
"""Sections without which an outsider does not understand a casus."""


@dataclass(frozen=True)
class Need:
    """One thing that must be there; ``kind`` is the section, or "" for a fact.

    ``hidden`` says that something was written, and all of it is confidential.
    """

    name: str
    done: bool
    kind: str = ""
    hidden: bool = False


def needs_of(casus: Casus) -> list[Need]:
    """Return everything that must be there, and whether it is, in the order of the page."""
    rows = {row.kind for row in casus.secties.exclude(body="")}
    public = written_for_public(casus)
    sections = [
        Need(kind.label, kind in public, kind.value, kind in rows and kind not in public)
        for kind in NEEDED
    ]
    return [
        *sections,
        Need("Gebied", casus.provinces.exists()),
        Need("Thema", casus.themes.exists()),
        Need("Leervraag", bool(casus.learning_question)),
    ]


def missing_for_publication(casus: Casus) -> list[str]:
    """Return the names of what a casus lacks before it may be put to somebody else."""
    return [need.name for need in needs_of(casus) if not need.done]
