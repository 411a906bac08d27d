"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet

from communities import deelnemerslijst, persoonsgegevens
from communities.models import Community, Deelnemer, Organisatie, Reactie
from netwerk.kern import subjects


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    _people_as_subjects()
    persoonsgegevens.register()
    import_module("communities.notifications")  # its messages register themselves
    import_module("communities.accountmail")
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


def work_of(person: Deelnemer) -> str:
    """Return what a search result says of a person: the function and the organisation."""
    return ", ".join(str(part) for part in (person.job_title, person.organisatie) if part)


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
            search=deelnemerslijst.search,
            summary=work_of,
        )
    )
