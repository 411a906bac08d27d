"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet

from casussen import persoonsgegevens
from casussen.models import Casus, Dilemma
from netwerk.kern import events, subjects


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    import_module("casussen.notifications")  # its messages register themselves
    import_module("casussen.logwoorden")
    events.declare(
        "casus.withdrawn", "Een casus is ingetrokken en telt niet meer mee (casus, actor)."
    )
    events.declare("casus.restored", "Een ingetrokken casus telt weer mee (casus, actor).")
    events.declare(
        "casus.finished", "Een casus is afgerond; finished_at zegt sinds wanneer (casus, actor)."
    )
    events.declare("casus.reopened", "Aan een afgeronde casus werken mensen weer (casus, actor).")
    persoonsgegevens.register()


def search_casussen(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the casussen of which the facts or a section match, best first."""
    return rows.matching(query).order_by("-rank", "-pk")  # type: ignore[attr-defined]


def search_dilemmas(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the dilemma's that match, best first."""
    found = rows.filter(search_vector=query)
    return found.annotate(rank=SearchRank(F("search_vector"), query)).order_by("-rank", "-pk")


def _subjects() -> None:
    subjects.register(
        subjects.Subject(
            model=Casus,
            label="casus",
            label_plural="casussen",
            icon="map-pin",
            view_permission="casussen.view_casus",
            title=str,
            url=lambda casus: casus.get_absolute_url(),
            discuss_permission="casussen.discuss_casus",
            search=search_casussen,
            summary=lambda casus: casus.summary,
            this="deze casus",
            followable=True,
        )
    )
    subjects.register(
        subjects.Subject(
            model=Dilemma,
            label="dilemma",
            label_plural="dilemma’s",
            icon="scale",
            view_permission="casussen.view_dilemma",
            title=str,
            url=lambda dilemma: dilemma.get_absolute_url(),
            discuss_permission="casussen.discuss_dilemma",
            search=search_dilemmas,
            summary=lambda dilemma: f"{dilemma.first_title}, of {dilemma.second_title.lower()}?",
            this="dit dilemma",
            followable=True,
        )
    )
