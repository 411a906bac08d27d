"""The register of processing (AVG art. 30), drawn from the register of personal data.

Nobody keeps it by hand: a new field about a person is in it as soon as the tests let it in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from netwerk.kern.avg.veldnamen import label_of
from netwerk.kern.personal_data import (
    Entry,
    Erasure,
    Processing,
    is_history,
    personal_entries,
    processings,
)

SECURITY = (
    "toegang alleen met een account en volgens rechten die per rij gelden",
    "versleutelde verbindingen, wachtwoorden alleen als hash",
    "wie iets doet met rechten of gegevens, staat in het auditlogboek",
    "op tijd wissen gaat vanzelf, elke dag",
)
AFTERWARDS = {
    Erasure.BLANK: "wordt leeggemaakt",
    Erasure.ANONYMISE: "staat er daarna zonder naam",
    Erasure.DELETE_ROW: "wordt weggehaald",
    Erasure.KEEP: "blijft, met “voormalig deelnemer” als naam",
}


@dataclass(frozen=True)
class Line:
    """What is kept for one purpose, for how long, and what happens when the person is erased."""

    purpose: str
    data: list[str]
    retention: str
    afterwards: str
    about: str


@dataclass(frozen=True)
class Part:
    """One processing with its lines."""

    processing: Processing
    lines: list[Line]


def sentence(text: str) -> str:
    """Return words of the register as a sentence without a full stop."""
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]


def register() -> list[Part]:
    """Return every processing of which something is kept; the account, which all have, first."""
    order = sorted(processings(), key=lambda each: (each.key != "account", each.label))
    found = [Part(each, list(_lines(each))) for each in order]
    return [part for part in found if part.lines]


def _lines(processing: Processing) -> Iterator[Line]:
    """Yield the fields of the models, those with one purpose and term together."""
    for entry in personal_entries():
        if entry.part_of != processing.key or is_history(entry.model):
            continue
        groups: dict[tuple[str, str, Erasure], list[str]] = {}
        for name, field in entry.fields.items():
            key = (sentence(field.purpose), sentence(field.retention), field.erasure)
            groups.setdefault(key, []).append(_label(entry, name))
        for (purpose, retention, erasure), labels in groups.items():
            about = str(entry.model._meta.verbose_name_plural)
            yield Line(purpose, labels, retention, AFTERWARDS[erasure], about)


def _label(entry: Entry, name: str) -> str:
    try:
        return label_of(entry.model._meta.get_field(name))
    except LookupError:
        return name


HEADER = (
    "Verwerking",
    "Grondslag",
    "Van wie",
    "Waarom",
    "Welke gegevens",
    "Waar",
    "Hoe lang",
    "Na wissen",
    "Wie krijgt het",
    "Beveiliging",
)


def table() -> Iterator[tuple[Any, ...]]:
    """Yield the register as rows under HEADER."""
    for part in register():
        say = part.processing
        for line in part.lines:
            yield (
                say.label,
                say.ground,
                say.people,
                line.purpose,
                ", ".join(line.data),
                line.about,
                line.retention,
                line.afterwards,
                say.recipients,
                "; ".join(SECURITY),
            )
