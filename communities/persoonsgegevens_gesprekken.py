"""What conversations keep about people, why, and how long; told by ``persoonsgegevens``."""

from django.db.models import Q

from communities.enums import MeldingState
from communities.models import (
    Gesprek,
    Herkenbaar,
    Leesstand,
    Melding,
    Onderwerp,
    Peiling,
    PeilingOptie,
    Reactie,
    Reactieconcept,
    ReactieVersie,
    Stem,
    Vermelding,
    Zaak,
)
from netwerk.kern import personal_data
from netwerk.kern.personal_data import Erasure, PersonalField

ACCOUNT = "zolang je een account hebt"
CONVERSATION = "zolang het gesprek bestaat"


def register() -> None:
    """Register every field of posts, topics, polls, drafts and reports."""
    _posts()
    _reports()


def _posts() -> None:
    said = PersonalField("om met elkaar te leren van casussen", CONVERSATION, Erasure.KEEP)
    when = PersonalField("om een gesprek te kunnen volgen", CONVERSATION, Erasure.KEEP)
    personal_data.personal(
        Reactie,
        {
            "author": said,
            "shows_author": said,
            "body": said,
            "created_at": when,
            "edited_at": when,
            "removed_at": when,
            "removed_by": when,
        },
        of="author",
        part_of="gesprekken",
    )
    personal_data.impersonal(
        Reactie, "id gesprek parent root part quote prefix suffix source_version search_vector"
    )
    before = PersonalField(
        "om te laten zien wat er aan een reactie is veranderd",
        "zolang de reactie er staat",
        Erasure.DELETE_ROW,
    )
    personal_data.personal(
        ReactieVersie,
        {"author": before, "body": before, "written_at": before},
        of="author",
        part_of="gesprekken",
    )
    personal_data.impersonal(ReactieVersie, "id reactie")
    personal_data.impersonal(Gesprek, "id content_type object_id closed_at answer newest")
    _in_conversations(said, when)


def _in_conversations(said: PersonalField, when: PersonalField) -> None:
    """Topics, and the small things that people do in a conversation."""
    personal_data.personal(
        Onderwerp,
        dict.fromkeys(("author", "shows_author", "title", "body"), said)
        | dict.fromkeys(("created_at", "edited_at", "removed_at", "removed_by"), when),
        of="author",
        part_of="gesprekken",
    )
    personal_data.impersonal(Onderwerp, "id community is_question active_at search_vector")
    asked = PersonalField("om te weten wie een peiling begon", CONVERSATION, Erasure.KEEP)
    personal_data.personal(Peiling, {"author": asked}, of="author", part_of="gesprekken")
    personal_data.impersonal(Peiling, "id gesprek question created_at closes_at")
    personal_data.impersonal(PeilingOptie, "id peiling text order")
    done = PersonalField("om met elkaar te leren van casussen", ACCOUNT, Erasure.DELETE_ROW)
    for model, own, rest in (
        (Stem, "deelnemer optie created_at", "id peiling"),
        (Vermelding, "deelnemer", "id reactie"),
        (Herkenbaar, "deelnemer created_at", "id reactie"),
        (Leesstand, "deelnemer read_to updated_at", "id gesprek"),
    ):
        fields = dict.fromkeys(own.split(), done)
        personal_data.personal(model, fields, of="deelnemer", part_of="gesprekken")
        personal_data.impersonal(model, rest)
    draft = PersonalField(
        "om je tekst te bewaren voordat je hem plaatst",
        "tot je de reactie plaatst, hoogstens 90 dagen",
        Erasure.DELETE_ROW,
    )
    personal_data.personal(
        Reactieconcept, {"deelnemer": draft, "body": draft}, of="deelnemer", part_of="gesprekken"
    )
    personal_data.impersonal(
        Reactieconcept, "id content_type object_id parent part quote updated_at"
    )


def _reports() -> None:
    report = PersonalField(
        "om te beslissen over wat iemand meldt (Digital Services Act, artikel 16 en 17)",
        "een jaar na het besluit",
        Erasure.KEEP,
    )
    theirs = PersonalField(
        "om te weten wat er stond toen het werd gemeld; een ander schreef het",
        "een jaar na het besluit",
        Erasure.KEEP,
        in_export=False,
    )
    personal_data.personal(
        Melding,
        dict.fromkeys(("reported_by", "reason", "explanation", "created_at"), report)
        | {"text": theirs},
        of="reported_by",
        part_of="gesprekken",
    )
    personal_data.impersonal(Melding, "id zaak")
    judged = PersonalField(
        "om uit te leggen waarom wat je schreef is weggehaald, en om bezwaar te behandelen",
        "een jaar na het besluit",
        Erasure.KEEP,
    )
    others = PersonalField(
        "om te weten wie besliste", "een jaar na het besluit", Erasure.KEEP, in_export=False
    )
    personal_data.personal(
        Zaak,
        dict.fromkeys(("author", "decision", "objection", "objected_at", "review"), judged)
        | dict.fromkeys(("decided_by", "reviewed_by"), others),
        of="author",
        part_of="gesprekken",
        told=Q(was_removed=True) | Q(state=MeldingState.REMOVED),  # of the others nobody hears
    )
    personal_data.impersonal(
        Zaak,
        "id content_type object_id community created_at state was_removed decided_at reviewed_at",
    )
