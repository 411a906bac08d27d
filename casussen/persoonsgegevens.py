"""Which fields of this app are about people: why, how long, and what an erasure does."""

from django.apps import apps

from casussen.models import (
    AfruilRegel,
    Casus,
    CasusDeelname,
    CasusSectie,
    Concept,
    Dilemma,
    Fasewissel,
    Generator,
    GeneratorErvaring,
    Inwonersantwoord,
    Inwonersvraag,
    Keuze,
    Leervraag,
    Positie,
    Publicatieverzoek,
    Schrijfuitnodiging,
    Standpunt,
    Terugblik,
    Toestemming,
    Verhaal,
    WelvaartsbeeldRegel,
)
from netwerk.kern.personal_data import (
    Erasure,
    PersonalField,
    impersonal,
    personal,
    processing,
)

KNOWLEDGE = "zolang de casus of het dilemma bestaat"


AUTHOR = PersonalField("om te weten wie een casus of dilemma schreef", KNOWLEDGE, Erasure.KEEP)
WORDS = PersonalField(
    "om van elkaar te leren; er kunnen namen in staan", KNOWLEDGE, Erasure.KEEP, in_export=False
)
PART = PersonalField("om te weten wie mag meeschrijven", KNOWLEDGE, Erasure.DELETE_ROW)
ASKED = PersonalField("om te zien dat een ander meekeek", KNOWLEDGE, Erasure.KEEP)


def register() -> None:
    """Register the fields; called once at start."""
    processing(
        "casussen",
        label="Casussen en dilemma’s delen",
        ground="gerechtvaardigd belang: samen leren (artikel 6, lid 1, onder f)",
        people="deelnemers die schrijven",
        recipients="wie de casus mag zien; iedereen als hij openbaar is",
    )
    _casussen()
    _writing()
    _publication()
    _dilemmas()
    _learning()
    _residents()


def _casussen() -> None:
    impersonal(
        Casus,
        "id title slug summary learning_question community communities organisatie provinces scale"
        " area_type phase participation starts_in ends_in themes tags related stage visibility"
        " created_at updated_at finished_at withdrawn_at withdrawn_reason deleted_at"
        " deleted_reason search_vector",
    )
    personal(
        Casus, {"casushouder": AUTHOR, "deleted_by": AUTHOR}, of="casushouder", part_of="casussen"
    )
    impersonal(Fasewissel, "id casus before after reason changed_at")
    personal(Fasewissel, {"changed_by": AUTHOR}, of="changed_by", part_of="casussen")
    impersonal(CasusDeelname, "id casus order")
    personal(CasusDeelname, {"deelnemer": PART, "role": PART}, of="deelnemer", part_of="casussen")
    impersonal(CasusSectie, "id casus kind version restored_from updated_at search_vector")
    history = apps.get_model("casussen", "CasusSectieEvent")
    impersonal(
        history,
        "id casus kind version restored_from updated_at pgh_id pgh_obj pgh_label pgh_created_at"
        " pgh_context",
    )
    for model in (CasusSectie, history):
        written = {"body": WORDS, "updated_by": AUTHOR}
        personal(model, written, of="updated_by", part_of="casussen")
    impersonal(WelvaartsbeeldRegel, "id casus dimension direction explanation")
    impersonal(AfruilRegel, "id casus theme dimension group effect explanation")
    impersonal(Keuze, "id casus themes groups dimensions note updated_at")
    personal(Keuze, {"updated_by": AUTHOR}, of="updated_by", part_of="casussen")


def _writing() -> None:
    draft = PersonalField(
        "om je werk te bewaren voordat je het deelt",
        "tot je bewaart, hoogstens 90 dagen",
        Erasure.DELETE_ROW,
    )
    impersonal(Concept, "id casus kind base_version updated_at discarded_at")
    personal(Concept, {"deelnemer": draft, "body": draft}, of="deelnemer", part_of="casussen")
    asked = PersonalField(
        "om iemand te vragen mee te schrijven", "een jaar na het antwoord", Erasure.DELETE_ROW
    )
    impersonal(Schrijfuitnodiging, "id casus invited_at reminded_at state answered_at")
    personal(
        Schrijfuitnodiging,
        dict.fromkeys(("deelnemer", "role", "note", "invited_by"), asked),
        of="deelnemer",
        part_of="casussen",
    )


def _publication() -> None:
    impersonal(Publicatieverzoek, "id casus wanted note state requested_at decided_at reason")
    question = {"requested_by": ASKED, "decided_by": ASKED}
    personal(Publicatieverzoek, question, of="requested_by", part_of="casussen")
    consent = PersonalField(
        "om te vragen of de organisatie het goed vindt dat iedereen de casus leest",
        "zolang de casus bestaat; zonder akkoord een jaar nadat de vraag niet meer gold",
        Erasure.KEEP,
    )
    impersonal(
        Toestemming,
        "id casus asked_at expires_at state answered_at text_mark text times_sent sent_at"
        " came_back noticed_at",
    )
    personal(
        Toestemming,
        {
            **dict.fromkeys(
                ("contact_name", "contact_role", "contact_email", "note", "answer_note"), consent
            ),
            "asked_by": ASKED,
        },
        of="asked_by",
        of_email="contact_email",
        part_of="casussen",
    )
    impersonal(
        Verhaal,
        "id casus title slug summary body area_type themes state explained version created_at"
        " updated_at requested_at decided_at reason search_vector body_vector",
    )
    personal(
        Verhaal,
        {"created_by": AUTHOR, "requested_by": ASKED, "decided_by": ASKED},
        of="created_by",
        part_of="casussen",
    )
    impersonal(Terugblik, "id casus months due_on asked_at reminded_at outcome body answered_at")
    personal(Terugblik, {"answered_by": AUTHOR}, of="answered_by", part_of="casussen")


def _dilemmas() -> None:
    impersonal(
        Dilemma,
        "id question slug community casussen first_title first_text second_title second_text"
        " first_value second_value affects tried state state_reason chosen_side outcome visibility"
        " round figures created_at updated_at search_vector",
    )
    personal(Dilemma, {"author": AUTHOR}, of="author", part_of="casussen")
    impersonal(Standpunt, "id dilemma layer side arguments from_experience created_at updated_at")
    personal(Standpunt, {"author": AUTHOR}, of="author", part_of="casussen")
    stand = PersonalField(
        "om te zien hoe een groep van gedachten verandert", "een jaar", Erasure.DELETE_ROW
    )
    impersonal(Positie, "id dilemma updated_at")
    personal(
        Positie,
        dict.fromkeys(("deelnemer", "moment", "leaning"), stand),
        of="deelnemer",
        part_of="casussen",
    )


def _learning() -> None:
    impersonal(Generator, "id name slug description kind created_at updated_at search_vector")
    personal(Generator, {"created_by": AUTHOR}, of="created_by", part_of="casussen")
    impersonal(GeneratorErvaring, "id generator casus outcome explanation")
    impersonal(
        Leervraag,
        "id community question explanation state answer visibility casussen order created_at"
        " updated_at answered_at search_vector",
    )
    personal(Leervraag, {"created_by": AUTHOR}, of="created_by", part_of="casussen")


def _residents() -> None:
    answer = PersonalField(
        "om te leren van inwoners; wie antwoordt heeft geen account",
        "zolang de casus bestaat; niet geplaatst: 90 dagen",
        Erasure.KEEP,
        in_export=False,
    )
    impersonal(Inwonersvraag, "id casus question explanation opened_at closes_on closed_at")
    personal(Inwonersvraag, {"opened_by": AUTHOR}, of="opened_by", part_of="casussen")
    impersonal(Inwonersantwoord, "id vraag sent_at state decided_at reason")
    personal(
        Inwonersantwoord,
        {"body": answer, "name": answer, "place": answer, "decided_by": ASKED},
        of="decided_by",
        part_of="casussen",
    )
