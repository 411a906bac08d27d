"""Which data about people the handboek holds, why, and what happens when an account ends."""

from handboek.models import (
    Advies,
    AdviesEvent,
    AdviesLes,
    AdviesVerband,
    Bevinding,
    Herkenning,
    Hoofdstuk,
    Instemming,
    Les,
    LesEvent,
    Lezersantwoord,
    Lijstitem,
    Publicatie,
    Rijksantwoord,
    Rijksvraag,
    RijksvraagEvent,
    Signaal,
    Tegenspraak,
    Tekstconcept,
    Toepassing,
    Uitgave,
    UitgaveAdvies,
    UitgaveHoofdstuk,
    Weglating,
    Werkversie,
    Wijziging,
)
from netwerk.kern import personal_data
from netwerk.kern.personal_data import Erasure, PersonalField

KNOWLEDGE = "zolang het handboek bestaat"
TEXT = (
    "id number kind title slug hoofdstuk summary why how works_when works_not_when phase state"
    " published_at withdrawn_reason returned_reason review_at level is_disputed is_refuted"
    " created_at updated_at position version understood_at"
)
LES = "id number conclusion observation context conditions community created_at edited_at"
RIJKSVRAAG = (
    "id les organisatie question asked_at reminded_at answer answered_at changed_at on_behalf"
    " withdrawn_at withdrawn_reason"
)
AUTHOR = PersonalField("om te weten wie een tekst schreef", KNOWLEDGE, Erasure.KEEP)
KEEPER = PersonalField("om te weten wie het bijhoudt", KNOWLEDGE, Erasure.KEEP)
DECIDED = PersonalField("om te zien dat een ander meekeek", KNOWLEDGE, Erasure.KEEP)


def register() -> None:
    """Declare it all; called once at start."""
    personal_data.processing(
        "handboek",
        label="Het handboek maken",
        ground="gerechtvaardigd belang: samen leren (artikel 6, lid 1, onder f)",
        people="redacteuren en deelnemers die lessen optekenen",
        recipients="andere deelnemers; in het openbare handboek staan geen namen",
    )
    _lessen()
    _consent()
    _rijk()
    _adviezen()
    _texts()
    _signals()
    _use()
    _editions()


def _lessen() -> None:
    personal_data.personal(Bevinding, {"created_by": AUTHOR}, of="created_by", part_of="handboek")
    for les in (Les, LesEvent):
        personal_data.personal(
            les,
            {"created_by": AUTHOR, "edited_by": AUTHOR},
            of="created_by",
            part_of="handboek",
        )
    personal_data.personal(Herkenning, {"made_by": AUTHOR}, of="made_by", part_of="handboek")
    personal_data.impersonal(
        Herkenning, "id les casus community stance words created_at withdrawn_at"
    )
    personal_data.impersonal(
        Bevinding,
        "id quote prefix suffix casus section verslag_item reactie inwonersantwoord source_version"
        " created_at",
    )
    personal_data.impersonal(Les, f"{LES} bevindingen search_vector")
    personal_data.impersonal(LesEvent, f"{LES} pgh_id pgh_created_at pgh_label pgh_obj pgh_context")


def _rijk() -> None:
    for vraag in (Rijksvraag, RijksvraagEvent):
        personal_data.personal(
            vraag,
            {
                "asked_by": AUTHOR,
                "answered_by": AUTHOR,
                "placed_by": DECIDED,
                "withdrawn_by": AUTHOR,
            },
            of="asked_by",
            part_of="handboek",
        )
    personal_data.impersonal(Rijksvraag, RIJKSVRAAG)
    personal_data.impersonal(
        RijksvraagEvent, f"{RIJKSVRAAG} pgh_id pgh_created_at pgh_label pgh_obj pgh_context"
    )
    waits = PersonalField(
        "om een antwoord aan een tweede lezer voor te leggen",
        "tot het is geplaatst; wat terugkwam een jaar",
        Erasure.DELETE_ROW,
    )
    personal_data.personal(
        Rijksantwoord,
        dict.fromkeys(("writer", "answer"), waits) | {"returned_by": DECIDED},
        of="writer",
        part_of="handboek",
    )
    personal_data.impersonal(
        Rijksantwoord, "id vraag written_at on_behalf returned_at returned_reason"
    )


def _consent() -> None:
    asked = PersonalField("om te weten wie het vroeg", KNOWLEDGE, Erasure.KEEP)
    agreed = PersonalField(
        "om te kunnen laten zien wie ermee instemde dat een les openbaar werd",
        KNOWLEDGE,
        Erasure.KEEP,
    )
    personal_data.personal(
        Instemming,
        {"asked_by": asked} | dict.fromkeys(("answered_by", "reason"), agreed),
        of="answered_by",
        part_of="handboek",
    )
    personal_data.impersonal(Instemming, "id les casus state text asked_at reminded_at answered_at")


def _adviezen() -> None:
    for version in (Advies, AdviesEvent):
        personal_data.personal(
            version,
            {
                "author": AUTHOR,
                "edited_by": AUTHOR,
                "written_by": AUTHOR,
                "published_by": DECIDED,
                "owner": KEEPER,
            },
            of="author",
            part_of="handboek",
        )
    personal_data.impersonal(
        Advies,
        f"{TEXT} audiences themes areas instruments steps lessen publicaties search_vector"
        " soon_told_for due_told_for",
    )
    personal_data.impersonal(
        AdviesEvent, f"{TEXT} pgh_id pgh_created_at pgh_label pgh_obj pgh_context"
    )
    personal_data.impersonal(AdviesLes, "id advies les relation settled_at")
    personal_data.impersonal(Wijziging, "id advies kind version what reason at")
    personal_data.impersonal(AdviesVerband, "id one other kind explanation")
    personal_data.impersonal(Hoofdstuk, "id number title slug intro")
    personal_data.impersonal(
        Publicatie, "id title authors year url licence doi lessen search_vector"
    )


def _texts() -> None:
    personal_data.personal(
        Werkversie, {"writer": AUTHOR, "edited_by": AUTHOR}, of="writer", part_of="handboek"
    )
    personal_data.impersonal(
        Werkversie,
        "id advies kind title hoofdstuk summary why how works_when works_not_when phase audiences"
        " themes areas instruments steps publicaties state what reason returned_reason created_at"
        " updated_at",
    )
    draft = PersonalField(
        "om je werk te bewaren voordat je het deelt",
        "tot je bewaart, hoogstens 90 dagen",
        Erasure.DELETE_ROW,
    )
    personal_data.personal(
        Tekstconcept, {"deelnemer": draft, "typed": draft}, of="deelnemer", part_of="handboek"
    )
    personal_data.impersonal(Tekstconcept, "id advies les updated_at")


def _signals() -> None:
    personal_data.personal(Signaal, {"handled_by": DECIDED}, of="handled_by", part_of="handboek")
    personal_data.personal(
        Tegenspraak, {"settled_by": DECIDED}, of="settled_by", part_of="handboek"
    )
    personal_data.impersonal(Tegenspraak, "id advies terugblik herkenning settled_at note")
    personal_data.impersonal(Signaal, "id advies kind casus created_at handled_at note")


def _use() -> None:
    told = PersonalField("om te weten wie dit vertelde", "zolang het verhaal bestaat", Erasure.KEEP)
    looked = dict.fromkeys(("checked_by", "settled_by"), DECIDED)
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
        Lezersantwoord, {"body": said, "handled_by": DECIDED}, of="handled_by", part_of="handboek"
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


def _editions() -> None:
    personal_data.personal(
        Uitgave,
        {"made_by": AUTHOR, "edited_by": AUTHOR, "agreed_by": DECIDED},
        of="made_by",
        part_of="handboek",
    )
    personal_data.impersonal(
        Uitgave,
        "id year number name foreword day state waiting total attempts due_at created_at frozen_at"
        " published_at",
    )
    personal_data.impersonal(UitgaveHoofdstuk, "id uitgave hoofdstuk number title data")
    personal_data.impersonal(
        UitgaveAdvies,
        "id uitgave hoofdstuk advies number version position title level data removed_at",
    )
    asked = PersonalField("om te weten wie het vroeg", KNOWLEDGE, Erasure.KEEP)
    personal_data.personal(
        Weglating, {"asked_by": asked, "decided_by": DECIDED}, of="asked_by", part_of="handboek"
    )
    personal_data.impersonal(Weglating, "id rij parts reason state asked_at decided_at")
