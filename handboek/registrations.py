"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet

from casussen.dossier.stuk import what_came_of_it
from casussen.services import rests_on_casussen
from communities import gespreksregels
from handboek import oogstmerk, persoonsgegevens, resting, services, zoeken
from handboek.models import (
    Advies,
    Les,
    Lezersantwoord,
    Lijstitem,
    Tekstconcept,
    Uitgave,
)
from handboek.uitvoer import boekbestanden
from netwerk.kern import events, portal_state, subjects


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    rests_on_casussen(resting.resting_on)
    events.handle("casus.withdrawn", services.casus_withdrawn)
    events.handle("casus.restored", services.casus_restored)
    for key in ("casus.narrowed", "casus.restored"):
        events.handle(key, services.casus_closed)
    for key in ("casus.narrowed", "casus.withdrawn"):
        events.handle(key, services.close_sources)
    events.handle("casus.followed_up", services.casus_followed_up)
    events.handle("reactie.removed", services.reactie_removed)
    events.handle("reactie.restored", services.reactie_restored)
    events.handle("inwonersantwoord.taken_away", services.antwoord_taken_away)
    events.handle("inwonersantwoord.taken_away", services.close_answer)
    events.handle("inwonersantwoord.placed", services.antwoord_placed)
    for key in ("casus.narrowed", "casus.withdrawn"):
        events.handle(key, boekbestanden.casus_changed)
    boekbestanden.register()
    what_came_of_it(resting.came_of)
    gespreksregels.register("oogst", oogstmerk.of_posts)
    persoonsgegevens.register()
    portal_state.unseen(Lezersantwoord, Lijstitem, Tekstconcept)
    zoeken.register()
    import_module("handboek.notifications")  # its messages register themselves
    import_module("handboek.logwoorden")
    import_module("handboek.bewaartermijnen")


def search(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the rows that match, best first."""
    found = rows.filter(search_vector=query)
    rank = SearchRank(F("search_vector"), query)
    return found.annotate(rank=rank).order_by("-rank", "number")


def search_adviezen(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the adviezen of the handboek that match, best first."""
    return search(rows.published(), query)  # type: ignore[attr-defined]


def _subjects() -> None:
    subjects.register(
        subjects.Subject(
            model=Advies,
            label="advies",
            label_plural="adviezen",
            icon="book-open",
            view_permission="handboek.view_advies",
            title=lambda advies: f"{advies.get_kind_display()}: {advies.title}",
            url=lambda advies: advies.get_absolute_url(),
            page=("handboek:advies", "number"),
            discuss_permission="handboek.discuss_advies",
            search=search_adviezen,
            summary=lambda advies: advies.summary,
            this="dit advies",
            followable=True,
        )
    )
    subjects.register(
        subjects.Subject(
            model=Les,
            label="les",
            label_plural="lessen",
            icon="lightbulb",
            view_permission="handboek.view_les",
            title=lambda les: f"Les {les.number}: {les.conclusion}",
            url=lambda les: les.get_absolute_url(),
            page=("handboek:les", "number"),
            search=search,
            summary=lambda les: les.observation or les.context,
        )
    )
    subjects.register(
        subjects.Subject(
            model=Uitgave,
            label="uitgave",
            label_plural="uitgaven",
            icon="book-open",
            view_permission="handboek.view_uitgave",
            title=lambda uitgave: f"{uitgave}: {uitgave.name}",
            url=lambda uitgave: uitgave.get_absolute_url(),
        )
    )
