"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet

from casussen.models import (
    Casus,
    CasusDeelname,
    CasusSectie,
    Dilemma,
    Publicatieverzoek,
    WelvaartsbeeldRegel,
)
from netwerk.kern import events, subjects
from netwerk.kern.personal_data import (
    Erasure,
    PersonalField,
    impersonal,
    personal,
    processing,
)

KNOWLEDGE = "zolang de casus of het dilemma bestaat"


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    import_module("casussen.notifications")  # its messages register themselves
    import_module("casussen.logwoorden")
    events.declare(
        "casus.withdrawn", "Een casus is ingetrokken en telt niet meer mee (casus, actor)."
    )
    events.declare("casus.restored", "Een ingetrokken casus telt weer mee (casus, actor).")
    _personal_data()


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


def _personal_data() -> None:
    processing(
        "casussen",
        label="Casussen en dilemma’s delen",
        ground="gerechtvaardigd belang: samen leren (artikel 6, lid 1, onder f)",
        people="deelnemers die schrijven",
        recipients="wie de casus mag zien; iedereen als hij openbaar is",
    )
    author = PersonalField("om te weten wie een casus of dilemma schreef", KNOWLEDGE, Erasure.KEEP)
    words = PersonalField(
        "om van elkaar te leren; er kunnen namen in staan",
        KNOWLEDGE,
        Erasure.KEEP,
        in_export=False,
    )
    part = PersonalField("om te weten wie mag meeschrijven", KNOWLEDGE, Erasure.DELETE_ROW)
    asked = PersonalField("om te zien dat een ander meekeek", KNOWLEDGE, Erasure.KEEP)
    impersonal(
        Casus,
        "id title slug summary learning_question community communities organisatie provinces scale"
        " area_type phase themes tags stage visibility created_at updated_at withdrawn_at"
        " withdrawn_reason deleted_at search_vector",
    )
    personal(Casus, {"casushouder": author}, of="casushouder", part_of="casussen")
    impersonal(CasusDeelname, "id casus")
    both = {"deelnemer": part, "role": part}
    personal(CasusDeelname, both, of="deelnemer", part_of="casussen")
    impersonal(CasusSectie, "id casus kind version updated_at search_vector")
    history = apps.get_model("casussen", "CasusSectieEvent")
    impersonal(
        history,
        "id casus kind version updated_at pgh_id pgh_obj pgh_label pgh_created_at pgh_context",
    )
    for model in (CasusSectie, history):
        written = {"body": words, "updated_by": author}
        personal(model, written, of="updated_by", part_of="casussen")
    impersonal(WelvaartsbeeldRegel, "id casus dimension direction explanation")
    impersonal(Publicatieverzoek, "id casus wanted note state requested_at decided_at reason")
    question = {"requested_by": asked, "decided_by": asked}
    personal(Publicatieverzoek, question, of="requested_by", part_of="casussen")
    impersonal(
        Dilemma,
        "id question slug community casussen first_title first_text second_title second_text state"
        " outcome visibility created_at updated_at search_vector",
    )
    personal(Dilemma, {"author": author}, of="author", part_of="casussen")
