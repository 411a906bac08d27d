"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet

from casussen.services import rests_on_casussen
from communities import gespreksregels
from handboek import oogstmerk, resting, services, zoeken
from handboek.models import (
    Advies,
    AdviesEvent,
    AdviesLes,
    AdviesVerband,
    Bevinding,
    Herkenning,
    Hoofdstuk,
    Les,
    LesEvent,
    Lezersantwoord,
    Lijstitem,
    Publicatie,
    Rijksvraag,
    RijksvraagEvent,
    Signaal,
    Tegenspraak,
    Toepassing,
    Werkversie,
    Wijziging,
)
from netwerk.kern import events, kept_pages, personal_data, subjects
from netwerk.kern.personal_data import Erasure, PersonalField

KNOWLEDGE = "zolang het handboek bestaat"
TEXT = (
    "id number kind title slug hoofdstuk summary why how works_when works_not_when phase state"
    " published_at withdrawn_reason returned_reason review_at level is_disputed is_refuted"
    " created_at updated_at position version understood_at"
)
RIJKSVRAAG = (
    "id les organisatie question asked_at reminded_at answer answered_at changed_at on_behalf"
)
LES = "id number conclusion observation context conditions community created_at edited_at"


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    rests_on_casussen(resting.resting_on)
    events.handle("casus.withdrawn", services.casus_withdrawn)
    events.handle("casus.restored", services.casus_restored)
    events.handle("casus.followed_up", services.casus_followed_up)
    events.handle("reactie.removed", services.reactie_removed)
    events.handle("reactie.restored", services.reactie_restored)
    events.handle("inwonersantwoord.taken_away", services.antwoord_taken_away)
    events.handle("inwonersantwoord.placed", services.antwoord_placed)
    gespreksregels.register("oogst", oogstmerk.of_posts)
    _personal_data()
    kept_pages.unseen(Lezersantwoord, Lijstitem)
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


def _personal_data() -> None:
    author = PersonalField("om te weten wie een tekst schreef", KNOWLEDGE, Erasure.KEEP)
    keeper = PersonalField("om te weten wie het bijhoudt", KNOWLEDGE, Erasure.KEEP)
    decided = PersonalField("om te zien dat een ander meekeek", KNOWLEDGE, Erasure.KEEP)
    personal_data.processing(
        "handboek",
        label="Het handboek maken",
        ground="gerechtvaardigd belang: samen leren (artikel 6, lid 1, onder f)",
        people="redacteuren en deelnemers die lessen optekenen",
        recipients="andere deelnemers; in het openbare handboek staan geen namen",
    )
    personal_data.personal(Bevinding, {"created_by": author}, of="created_by", part_of="handboek")
    for les in (Les, LesEvent):
        personal_data.personal(
            les,
            {"created_by": author, "edited_by": author},
            of="created_by",
            part_of="handboek",
        )
    for vraag in (Rijksvraag, RijksvraagEvent):
        personal_data.personal(
            vraag, {"asked_by": author, "answered_by": author}, of="asked_by", part_of="handboek"
        )
    personal_data.impersonal(Rijksvraag, RIJKSVRAAG)
    personal_data.impersonal(
        RijksvraagEvent, f"{RIJKSVRAAG} pgh_id pgh_created_at pgh_label pgh_obj pgh_context"
    )
    personal_data.personal(Herkenning, {"made_by": author}, of="made_by", part_of="handboek")
    personal_data.impersonal(
        Herkenning, "id les casus community stance words created_at withdrawn_at"
    )
    personal_data.personal(Signaal, {"handled_by": decided}, of="handled_by", part_of="handboek")
    personal_data.personal(
        Tegenspraak, {"settled_by": decided}, of="settled_by", part_of="handboek"
    )
    personal_data.impersonal(Tegenspraak, "id advies terugblik herkenning settled_at note")
    for version in (Advies, AdviesEvent):
        personal_data.personal(
            version,
            {
                "author": author,
                "edited_by": author,
                "written_by": author,
                "published_by": decided,
                "owner": keeper,
            },
            of="author",
            part_of="handboek",
        )
    personal_data.impersonal(
        Bevinding,
        "id quote prefix suffix casus section verslag_item reactie inwonersantwoord source_version"
        " created_at",
    )
    personal_data.impersonal(Les, f"{LES} bevindingen search_vector")
    personal_data.impersonal(LesEvent, f"{LES} pgh_id pgh_created_at pgh_label pgh_obj pgh_context")
    personal_data.impersonal(
        Advies,
        f"{TEXT} audiences themes areas instruments steps lessen publicaties search_vector"
        " soon_told_for due_told_for",
    )
    personal_data.impersonal(
        AdviesEvent, f"{TEXT} pgh_id pgh_created_at pgh_label pgh_obj pgh_context"
    )
    told = PersonalField("om te weten wie dit vertelde", "zolang het verhaal bestaat", Erasure.KEEP)
    looked = dict.fromkeys(("checked_by", "settled_by"), decided)
    personal_data.personal(
        Toepassing,
        dict.fromkeys(("made_by", "did", "result"), told) | looked,
        of="made_by",
        part_of="handboek",
    )
    personal_data.impersonal(
        Toepassing,
        "id advies organisatie subject place province scale casus applied_on outcome created_at"
        " state checked_at reason ended_at settled_at note",
    )
    said = PersonalField(
        "om adviezen beter te maken; wie antwoordt heeft geen account",
        "180 dagen",
        Erasure.KEEP,
        in_export=False,
    )
    personal_data.personal(
        Lezersantwoord, {"body": said, "handled_by": decided}, of="handled_by", part_of="handboek"
    )
    personal_data.impersonal(Lezersantwoord, "id advies useful token sent_at handled_at")
    own = PersonalField(
        "om adviezen bij elkaar te zetten", "tot je het van je lijst haalt", Erasure.DELETE_ROW
    )
    personal_data.personal(
        Lijstitem,
        dict.fromkeys(("owner", "advies", "note"), own),
        of="owner",
        part_of="handboek",
    )
    personal_data.impersonal(Lijstitem, "id position added_at")
    personal_data.impersonal(AdviesLes, "id advies les relation settled_at")
    personal_data.personal(
        Werkversie, {"writer": author, "edited_by": author}, of="writer", part_of="handboek"
    )
    personal_data.impersonal(
        Werkversie,
        "id advies kind title hoofdstuk summary why how works_when works_not_when phase audiences"
        " themes areas instruments steps publicaties state what reason returned_reason created_at"
        " updated_at",
    )
    personal_data.impersonal(Wijziging, "id advies kind version what reason at")
    personal_data.impersonal(AdviesVerband, "id one other kind explanation")
    personal_data.impersonal(Hoofdstuk, "id number title slug intro")
    personal_data.impersonal(
        Publicatie, "id title authors year url licence doi lessen search_vector"
    )
    personal_data.impersonal(Signaal, "id advies kind casus created_at handled_at note")
