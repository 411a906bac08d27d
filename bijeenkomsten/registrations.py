"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.postgres.search import SearchRank
from django.db.models import F, OuterRef, QuerySet, Subquery

from bijeenkomsten import zoeken
from bijeenkomsten.models import (
    Aanmelding,
    Agendapunt,
    Bijeenkomst,
    Rondmail,
    Verslag,
    VerslagItem,
)
from netwerk.kern import events
from netwerk.kern.personal_data import (
    Erasure,
    PersonalField,
    impersonal,
    personal,
    processing,
)
from netwerk.kern.subjects import Subject
from netwerk.kern.subjects import register as register_subject

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
    retention="Zolang de bijeenkomst bestaat.",
    erasure=Erasure.KEEP,
    in_export=False,
)


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    events.declare(
        "bijeenkomst.moved", "Een bijeenkomst kreeg een andere tijd of plaats (bijeenkomst, actor)."
    )
    events.declare("bijeenkomst.cancelled", "Een bijeenkomst gaat niet door (bijeenkomst, actor).")
    _personal_data()
    zoeken.register()
    import_module("bijeenkomsten.notifications")  # its messages register themselves
    import_module("bijeenkomsten.logwoorden")
    import_module("bijeenkomsten.inbound")
    import_module("bijeenkomsten.bewaartermijnen")


def _subjects() -> None:
    register_subject(
        Subject(
            model=Bijeenkomst,
            label="bijeenkomst",
            label_plural="bijeenkomsten",
            icon="calendar",
            view_permission="bijeenkomsten.view_bijeenkomst",
            title=str,
            url=lambda meeting: meeting.get_absolute_url(),
            page=("bijeenkomsten:detail", "slug"),
            discuss_permission="bijeenkomsten.discuss_bijeenkomst",
            search=search_bijeenkomsten,
            summary=lambda meeting: meeting.goal,
            this="deze bijeenkomst",
            followable=True,
        )
    )
    register_subject(
        Subject(
            model=Verslag,
            label="verslag",
            label_plural="verslagen",
            icon="file-text",
            view_permission="bijeenkomsten.view_verslag",
            title=str,
            url=lambda verslag: verslag.get_absolute_url(),
            search=search_verslagen,
        )
    )


def search_bijeenkomsten(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the matching meetings with their rank."""
    return rows.filter(search_vector=query).annotate(rank=SearchRank(F("search_vector"), query))


def search_verslagen(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the minutes of which a part matches, with the rank of the best part."""
    parts = (
        VerslagItem.objects.filter(verslag=OuterRef("pk"), search_vector=query)
        .annotate(part_rank=SearchRank(F("search_vector"), query))
        .order_by("-part_rank", "pk")
    )
    matching = VerslagItem.objects.filter(search_vector=query).order_by().values("verslag")
    found = rows.filter(pk__in=matching).select_related("bijeenkomst")
    return found.annotate(rank=Subquery(parts.values("part_rank")[:1]))


def _personal_data() -> None:
    processing(
        "bijeenkomsten",
        label="Bijeenkomsten plannen en verslaan",
        ground="uitvoeren van de afspraken over meedoen (artikel 6, lid 1, onder b); wat je nodig"
        " hebt om mee te doen: toestemming (artikel 9, lid 2, onder a)",
        people="deelnemers die zich aanmelden of een verslag schrijven",
        recipients="organisatoren; deelnemers van de bijeenkomst zien wie er komt",
    )
    impersonal(
        Bijeenkomst,
        "id uid title slug kind community communities goal bring_along starts_at ends_at place "
        "accessibility online_link capacity registration_closes_at visibility reminders status "
        "cancel_reason revision sequence created_at updated_at search_vector",
    )
    personal(Bijeenkomst, {"created_by": WHO_DID_IT}, of="created_by", part_of="bijeenkomsten")
    impersonal(
        Agendapunt, "id bijeenkomst order title explanation minutes kind casus dilemma leervraag"
    )
    impersonal(Aanmelding, "id generation calendar_sent")
    names = ("bijeenkomst", "deelnemer", "answer", "created_at", "updated_at")
    answer = dict.fromkeys(names, ATTENDANCE) | {"needs": NEEDS}
    personal(Aanmelding, answer, of="deelnemer", part_of="bijeenkomsten")
    impersonal(Rondmail, "id bijeenkomst subject audience essential created_at sent_at event")
    letter = {"author": WHO_DID_IT, "body": LETTER}
    personal(Rondmail, letter, of="author", part_of="bijeenkomsten")
    impersonal(Verslag, "id bijeenkomst state visibility created_at finalised_at")
    personal(Verslag, {"created_by": WHO_DID_IT}, of="created_by", part_of="bijeenkomsten")
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
