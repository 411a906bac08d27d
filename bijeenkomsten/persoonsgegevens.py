"""Which fields of this app are about people: why, how long, and what an erasure does."""

from django.apps import apps

from bijeenkomsten.models import (
    Aanmelding,
    Aanwezigheid,
    Actiepunt,
    Agendapunt,
    Agendasleutel,
    Agendavoorstel,
    Besluit,
    Bijeenkomst,
    Correctie,
    Dagbericht,
    Datumoptie,
    Datumprikker,
    Datumstem,
    Evaluatie,
    EvaluatieGegeven,
    Gast,
    Inbreng,
    Nabeeld,
    Oproep,
    Reeks,
    Rondmail,
    Stap,
    Verslag,
    VerslagAkkoord,
    VerslagItem,
    Wijzigingsvoorstel,
    Zaalstand,
)
from netwerk.kern.personal_data import (
    Erasure,
    PersonalField,
    impersonal,
    personal,
    processing,
)

AS_LONG_AS_THE_MEETING = "Zolang de bijeenkomst bestaat."

WHO_DID_IT = PersonalField(
    purpose="Weten wie een bijeenkomst plande of een verslag schreef.",
    retention="Zolang de bijeenkomst of het verslag bestaat.",
    erasure=Erasure.ANONYMISE,
)
ATTENDANCE = PersonalField(
    purpose="Weten wie er komt, plekken verdelen en uitnodigingen sturen.",
    retention="Twee jaar na de bijeenkomst.",
    erasure=Erasure.DELETE_ROW,
)
NEEDS = PersonalField(
    purpose="Zorgen dat iemand goed mee kan doen; alleen voor organisatoren.",
    retention="30 dagen na de bijeenkomst.",
    erasure=Erasure.BLANK,
)
WORDS = PersonalField(
    purpose="Vastleggen wat er is besproken; er kunnen namen in staan.",
    retention="Zolang het verslag bestaat.",
    erasure=Erasure.KEEP,
    in_export=False,
)
LETTER = PersonalField(
    purpose="Kunnen nalezen wat aan deelnemers is gemaild; er kunnen namen in staan.",
    retention=AS_LONG_AS_THE_MEETING,
    erasure=Erasure.KEEP,
    in_export=False,
)
GUEST = PersonalField(
    purpose="Een gast een plek geven en een uitnodiging sturen.",
    retention="30 dagen na de bijeenkomst; een week als de gast niet bevestigt.",
    erasure=Erasure.DELETE_ROW,
)
PRESENT = PersonalField(
    purpose="Weten wie erbij was: wie het verslag nakijkt en de mail achteraf krijgt.",
    retention="Twee jaar na de bijeenkomst.",
    erasure=Erasure.DELETE_ROW,
)
OWN_CHOICE = PersonalField(
    purpose="Een dag vinden die de meeste mensen past.",
    retention=AS_LONG_AS_THE_MEETING,
    erasure=Erasure.DELETE_ROW,
)
KEY = PersonalField(
    purpose="Je agendaprogramma laten zien waar je heen gaat.",
    retention="Tot je een nieuw adres maakt.",
    erasure=Erasure.DELETE_ROW,
    in_export=False,
)
PROPOSED = PersonalField(
    purpose="Weten wie iets voorstelde, en antwoord geven.",
    retention=AS_LONG_AS_THE_MEETING,
    erasure=Erasure.ANONYMISE,
)
DECIDED = PersonalField(
    purpose="Weten wie ergens over besloot of aan meeschrijft.",
    retention=AS_LONG_AS_THE_MEETING,
    erasure=Erasure.KEEP,
)
SAID = PersonalField(
    purpose="Van elkaar leren; er kunnen namen in staan.",
    retention=AS_LONG_AS_THE_MEETING,
    erasure=Erasure.KEEP,
)
EVALUATED = PersonalField(
    purpose="Zorgen dat niemand twee keer antwoordt; welk antwoord van wie is, weten we niet.",
    retention="Twee jaar na de bijeenkomst.",
    erasure=Erasure.DELETE_ROW,
)


def register() -> None:
    """Register the fields; called once at start."""
    processing(
        "bijeenkomsten",
        label="Bijeenkomsten plannen en verslaan",
        ground="uitvoeren van de afspraken over meedoen (artikel 6, lid 1, onder b); wat je nodig"
        " hebt om mee te doen: toestemming (artikel 9, lid 2, onder a)",
        people="deelnemers en gasten die zich aanmelden, deelnemers die een verslag schrijven",
        recipients="organisatoren; wie uit het netwerk ook komt, ziet wie er komt",
    )
    _meetings()
    _answers()
    _programme()
    _minutes()
    _afterwards()


def _meetings() -> None:
    impersonal(
        Bijeenkomst,
        "id uid title slug kind community communities goal bring_along starts_at ends_at place "
        "route accessibility online_link host capacity capacity_online guests_welcome reeks "
        "registration_closes_at visibility reminders status cancel_reason recording_link revision "
        "sequence created_at updated_at search_vector",
    )
    personal(Bijeenkomst, {"created_by": WHO_DID_IT}, of="created_by", part_of="bijeenkomsten")
    impersonal(Reeks, "id rhythm created_at")
    personal(Reeks, {"created_by": WHO_DID_IT}, of="created_by", part_of="bijeenkomsten")
    impersonal(Rondmail, "id bijeenkomst subject audience essential created_at sent_at event")
    letter = {"author": WHO_DID_IT, "body": LETTER}
    personal(Rondmail, letter, of="author", part_of="bijeenkomsten")
    impersonal(Oproep, "id bijeenkomst community asked_at")
    personal(Oproep, {"asked_by": WHO_DID_IT}, of="asked_by", part_of="bijeenkomsten")
    impersonal(
        Datumprikker,
        "id title kind community goal minutes place online_link closes_on state stop_reason "
        "bijeenkomst created_at",
    )
    personal(Datumprikker, {"created_by": WHO_DID_IT}, of="created_by", part_of="bijeenkomsten")
    impersonal(Datumoptie, "id datumprikker starts_at")
    impersonal(Datumstem, "id optie")
    stem = dict.fromkeys(("deelnemer", "suits", "updated_at"), OWN_CHOICE)
    personal(Datumstem, stem, of="deelnemer", part_of="bijeenkomsten")
    impersonal(Agendasleutel, "id")
    key = dict.fromkeys(("deelnemer", "key", "created_at"), KEY)
    personal(Agendasleutel, key, of="deelnemer", part_of="bijeenkomsten")


def _answers() -> None:
    impersonal(Aanmelding, "id generation calendar_sent asked offers gast")
    names = (
        "bijeenkomst",
        "deelnemer",
        "answer",
        "form",
        "waiting_since",
        "offered_until",
        "created_at",
        "updated_at",
    )
    answer = dict.fromkeys(names, ATTENDANCE) | {"needs": NEEDS}
    personal(Aanmelding, answer, of="deelnemer", part_of="bijeenkomsten")
    impersonal(Gast, "id")
    guest = ("bijeenkomst", "name", "email", "organisation", "form", "created_at", "confirmed_at")
    personal(
        Gast,
        dict.fromkeys(guest, GUEST) | {"needs": NEEDS},
        of_email="email",
        part_of="bijeenkomsten",
    )
    impersonal(Aanwezigheid, "id gast")
    present = dict.fromkeys(("bijeenkomst", "deelnemer", "form", "noted_at"), PRESENT)
    personal(
        Aanwezigheid,
        present | {"noted_by": DECIDED},
        of="deelnemer",
        part_of="bijeenkomsten",
    )


def _programme() -> None:
    impersonal(
        Agendapunt,
        "id bijeenkomst order title explanation minutes kind casus dilemma leervraag werkvorm",
    )
    personal(Agendapunt, {"owner": WHO_DID_IT}, of="owner", part_of="bijeenkomsten")
    impersonal(Stap, "id agendapunt order title minutes instruction speaks captures")
    impersonal(
        Agendavoorstel,
        "id bijeenkomst minutes casus dilemma leervraag created_at state reason decided_at"
        " agendapunt",
    )
    proposed = dict.fromkeys(("title", "explanation"), SAID) | {"proposed_by": PROPOSED}
    personal(
        Agendavoorstel,
        proposed | {"decided_by": DECIDED},
        of="proposed_by",
        part_of="bijeenkomsten",
    )
    impersonal(Zaalstand, "id bijeenkomst agendapunt stap began_at ends_at version updated_at")
    impersonal(Inbreng, "id agendapunt stap kind created_at adopted_at removed_at minuted_at")
    said = dict.fromkeys(("body", "author"), SAID)
    personal(Inbreng, said, of="author", part_of="bijeenkomsten")


def _minutes() -> None:
    impersonal(Verslag, "id bijeenkomst state visibility created_at check_until finalised_at")
    personal(
        Verslag,
        {"created_by": WHO_DID_IT, "writers": DECIDED},
        of="created_by",
        part_of="bijeenkomsten",
    )
    impersonal(VerslagItem, "id verslag agendapunt version updated_at search_vector")
    written = {"body": WORDS, "updated_by": WHO_DID_IT}
    personal(VerslagItem, written, of="updated_by", part_of="bijeenkomsten")
    history = apps.get_model("bijeenkomsten", "VerslagItemEvent")
    impersonal(
        history,
        "id verslag agendapunt version updated_at pgh_id pgh_obj pgh_label pgh_created_at "
        "pgh_context",
    )
    personal(history, written, of="updated_by", part_of="bijeenkomsten")
    impersonal(VerslagAkkoord, "id verslag")
    agreed = dict.fromkeys(("deelnemer", "agreed_at"), PRESENT)
    personal(VerslagAkkoord, agreed, of="deelnemer", part_of="bijeenkomsten")
    impersonal(Wijzigingsvoorstel, "id item created_at state reason decided_at")
    proposed = {"body": SAID, "proposed_by": PROPOSED}
    personal(
        Wijzigingsvoorstel,
        proposed | {"decided_by": DECIDED},
        of="proposed_by",
        part_of="bijeenkomsten",
    )
    impersonal(Correctie, "id item version reason corrected_at")
    personal(Correctie, {"corrected_by": WHO_DID_IT}, of="corrected_by", part_of="bijeenkomsten")
    impersonal(Besluit, "id bijeenkomst agendapunt created_at")
    decided = {"text": WORDS, "noted_by": WHO_DID_IT}
    personal(Besluit, decided, of="noted_by", part_of="bijeenkomsten")
    impersonal(Actiepunt, "id bijeenkomst agendapunt due_on state created_at closed_at version")
    to_do = dict.fromkeys(("text", "owner", "outcome"), SAID)
    personal(
        Actiepunt,
        to_do | {"noted_by": DECIDED, "closed_by": DECIDED},
        of="owner",
        part_of="bijeenkomsten",
    )


def _afterwards() -> None:
    impersonal(Dagbericht, "id day since until created_at")
    impersonal(
        Nabeeld,
        "id bijeenkomst version updated_at asked_at published_at visibility reason search_vector",
    )
    told = {"body": WORDS, "updated_by": WHO_DID_IT}
    personal(Nabeeld, told | {"published_by": DECIDED}, of="updated_by", part_of="bijeenkomsten")
    impersonal(Evaluatie, "id bijeenkomst well good_things takeaway mixed")
    impersonal(EvaluatieGegeven, "id bijeenkomst")
    personal(EvaluatieGegeven, {"deelnemer": EVALUATED}, of="deelnemer", part_of="bijeenkomsten")
