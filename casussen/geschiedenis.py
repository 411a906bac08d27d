"""The history of a casus: every version of every section, and who writes in it now.

Old text may hold what was made confidential since, so only the casusgroep reads it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from casussen.enums import SectionKind
from casussen.models import Casus, Concept

BUSY_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Busy:
    """Somebody who typed in a section in the last minutes; never what they typed."""

    name: str
    kind: str
    since: datetime

    @property
    def minutes(self) -> int:
        """Return how many whole minutes ago that was."""
        return int((timezone.now() - self.since).total_seconds() // 60)

    @property
    def sentence(self) -> str:
        """Say it in words."""
        ago = {0: "net nog", 1: "een minuut geleden"}
        when = ago.get(self.minutes, f"{self.minutes} minuten geleden")
        return f"{self.name} schreef hier {when}."


def versions(casus: Casus, kind: str | None = None) -> QuerySet[Any]:
    """Return the versions of all sections, or of one, newest first; each version once."""
    events: Any = apps.get_model("casussen", "CasusSectieEvent")
    rows = events.objects.filter(casus=casus)
    rows = rows.filter(kind=kind) if kind else rows
    once = rows.order_by("kind", "version", "-pgh_id").distinct("kind", "version")
    shown = events.objects.filter(pgh_id__in=once.values("pgh_id"))
    return shown.select_related("updated_by").order_by("-updated_at", "-pgh_id")


def version(casus: Casus, kind: str, number: int) -> Any:
    """Return one version of one section, or None."""
    return versions(casus, kind).filter(version=number).first()


def text_of(casus: Casus, kind: str, number: int) -> str:
    """Return the text of one version; nothing for version 0."""
    found = version(casus, kind, number) if number else None
    return found.body if found else ""


def busy(casus: Casus, user: Any, kind: str | None = None) -> list[Busy]:
    """Return the other writers who typed in the last fifteen minutes, the latest first."""
    since = timezone.now() - BUSY_FOR
    rows = Concept.objects.active().filter(casus=casus, updated_at__gte=since)
    rows = rows.exclude(deelnemer=user).select_related("deelnemer").defer("body")
    if kind:
        rows = rows.filter(kind=kind)
    return [
        Busy(str(row.deelnemer), row.kind, row.updated_at)
        for row in rows.order_by("-updated_at", "pk")
        if casus.is_written_by(row.deelnemer)
    ]


def labelled(row: Any) -> str:
    """Return what the section of a version is called."""
    return str(SectionKind(row.kind).label)
