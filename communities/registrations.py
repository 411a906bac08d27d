"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet

from communities.models import (
    Community,
    Deelnemer,
    Gesprek,
    Lidmaatschap,
    Organisatie,
    Reactie,
)
from netwerk.kern import personal_data, subjects
from netwerk.kern.personal_data import Erasure, PersonalField

ACCOUNT = "zolang je een account hebt"
CONVERSATION = "zolang het gesprek bestaat"


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    _people_as_subjects()
    _people()
    _memberships()
    _conversations()
    personal_data.impersonal(Organisatie, "id name slug kind province website")
    personal_data.impersonal(
        Community,
        "id number name slug central_question intro sub_lines coordinators starts_on ends_on"
        " members search_vector",
    )
    import_module("communities.notifications")  # its messages register themselves
    import_module("communities.inbound")


def search_communities(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the communities that match, best first."""
    rank = SearchRank(F("search_vector"), query)
    return rows.filter(search_vector=query).annotate(rank=rank)


def title_of_thread(reactie: Reactie) -> str:
    """Return what a thread is called: where it is, and who began it."""
    about = reactie.gesprek.subject
    place = subjects.of(about).title(about) if about is not None else "iets wat er niet meer is"
    return f"{place}: {'een gesprek' if reactie.removed_at else f'gesprek van {reactie.author}'}"


def _subjects() -> None:
    subjects.register(
        subjects.Subject(
            model=Community,
            label="community",
            label_plural="communities",
            icon="users",
            view_permission="communities.view_community",
            title=str,
            url=lambda community: community.get_absolute_url(),
            discuss_permission="communities.discuss_community",
            search=search_communities,
            summary=lambda community: community.central_question,
            this="deze community",
            followable=True,
        )
    )
    subjects.register(
        subjects.Subject(
            model=Reactie,
            label="gesprek",
            label_plural="gesprekken",
            icon="message-square",
            view_permission="communities.view_reactie",
            title=title_of_thread,
            url=lambda reactie: reactie.get_absolute_url(),
            this="dit gesprek",
            followable=True,
        )
    )


def _people_as_subjects() -> None:
    subjects.register(
        subjects.Subject(
            model=Organisatie,
            label="organisatie",
            label_plural="organisaties",
            icon="house",
            view_permission="communities.view_organisatie",
            title=str,
            url=lambda organisatie: organisatie.get_absolute_url(),
        )
    )
    subjects.register(
        subjects.Subject(
            model=Deelnemer,
            label="deelnemer",
            label_plural="deelnemers",
            icon="user",
            view_permission="communities.view_deelnemer",
            title=str,
            url=lambda person: person.get_absolute_url(),
        )
    )


def _people() -> None:
    name = PersonalField("zodat anderen weten wie je bent", ACCOUNT, Erasure.ANONYMISE)
    work = PersonalField("zodat anderen weten waar je werkt", ACCOUNT, Erasure.BLANK)
    role = PersonalField("om te bepalen wat je mag", ACCOUNT, Erasure.BLANK)
    secret = PersonalField("om veilig in te loggen", ACCOUNT, Erasure.BLANK, in_export=False)
    moment = PersonalField("om misbruik te kunnen zien", ACCOUNT, Erasure.BLANK)
    personal_data.personal(
        Deelnemer,
        {
            "email": PersonalField("om in te loggen en je mail te sturen", ACCOUNT, Erasure.BLANK),
            "first_name": name,
            "infix": name,
            "last_name": name,
            "sort_name": PersonalField(
                "om namen op volgorde te zetten", ACCOUNT, Erasure.ANONYMISE, in_export=False
            ),
            "organisatie": work,
            "job_title": work,
            "province": work,
            "about": PersonalField("wat je zelf over je vertelt", ACCOUNT, Erasure.BLANK),
            "is_redacteur": role,
            "is_beheerder": role,
            "is_staff": role,
            "is_superuser": role,
            "is_active": role,
            "groups": role,
            "user_permissions": role,
            "password": secret,
            "last_login": moment,
            "date_joined": moment,
        },
    )
    personal_data.impersonal(Deelnemer, "id session_generation")


def _memberships() -> None:
    place = PersonalField("om te weten wie in welke community zit", ACCOUNT, Erasure.DELETE_ROW)
    personal_data.personal(
        Lidmaatschap, {"community": place, "deelnemer": place, "role": place, "joined_at": place}
    )
    personal_data.impersonal(Lidmaatschap, "id")


def _conversations() -> None:
    said = PersonalField("om met elkaar te leren van casussen", CONVERSATION, Erasure.KEEP)
    when = PersonalField("om een gesprek te kunnen volgen", CONVERSATION, Erasure.KEEP)
    personal_data.personal(
        Reactie,
        {
            "author": said,
            "body": said,
            "created_at": when,
            "edited_at": when,
            "removed_at": when,
            "removed_by": when,
        },
    )
    personal_data.impersonal(Reactie, "id gesprek parent root")
    personal_data.impersonal(Gesprek, "id content_type object_id closed_at")
