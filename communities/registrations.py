"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet
from django.urls import reverse

from communities import (
    deelnemerslijst,
    eerste_stappen,
    gespreksregels,
    herkenbaar,
    linkkaarten,
    persoonsgegevens,
    zoeken,
)
from communities.models import (
    Accountmail,
    ApiSleutel,
    Community,
    Contactbericht,
    Deelnemer,
    Leesstand,
    Nieuwsbericht,
    Onderwerp,
    Organisatie,
    Reactie,
    Reactieconcept,
    Rechtenreview,
    Zaak,
)
from netwerk.kern import events, portal_state, subjects
from netwerk.kern.tekst.opmaak import plain


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""
    _subjects()
    _onderwerpen()
    _people_as_subjects()
    _open_to_all()
    persoonsgegevens.register()
    gespreksregels.register("linkkaarten", linkkaarten.marks)
    zoeken.register()
    portal_state.unseen(Accountmail, ApiSleutel, Leesstand, Reactieconcept)
    import_module("communities.notifications")  # its messages register themselves
    import_module("communities.accountmail")
    import_module("communities.inbound")
    import_module("communities.bewaartermijnen")
    import_module("communities.logwoorden")
    gespreksregels.register("herkenbaar", herkenbaar.marks)
    events.declare("reactie.removed", "Een reactie is weggehaald (reactie, actor).")
    events.declare("reactie.restored", "Een weggehaalde reactie staat er weer (reactie, actor).")
    events.handle("mail.chosen", eerste_stappen.mail_chosen)
    import_module("communities.services.inlezen")  # its clock works on lists to read in


def search_ranked(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the rows whose words match, best first."""
    rank = SearchRank(F("search_vector"), query)
    return rows.filter(search_vector=query).annotate(rank=rank)


def search_reacties(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the posts that nobody removed and that match, best first."""
    return search_ranked(rows.standing(), query)  # type: ignore[attr-defined]


def search_organisaties(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the organisations that match by a name of now or before, best first."""
    found = Organisatie.objects.matching(query).filter(pk__in=rows.order_by().values("pk"))
    return found.select_related("kind").prefetch_related("former_names")


def about_organisatie(organisatie: Organisatie) -> str:
    """Say what kind of organisation it is, and its other names: that is why it was found."""
    names = [row.name for row in organisatie.former_names.all()]
    return f"{organisatie.kind}. Ook: {', '.join(names)}." if names else f"{organisatie.kind}"


def title_of_thread(reactie: Reactie) -> str:
    """Return what a thread is called: where it is, and who began it."""
    about = reactie.gesprek.subject
    place = subjects.of(about).title(about) if about is not None else "iets wat er niet meer is"
    return f"{place}: {'een gesprek' if reactie.removed_at else f'gesprek van {reactie.writer}'}"


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
            page=("communities:detail", "slug"),
            discuss_permission="communities.discuss_community",
            search=search_ranked,
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
            search=search_reacties,
            summary=lambda reactie: plain(reactie.body)[:300],
            this="dit gesprek",
            followable=True,
        )
    )


def search_onderwerpen(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the topics that stand and match, best first."""
    standing = rows.filter(removed_at__isnull=True).select_related("community")
    return search_ranked(standing, query)


def _onderwerpen() -> None:
    subjects.register(
        subjects.Subject(
            model=Onderwerp,
            label="onderwerp",
            label_plural="onderwerpen",
            icon="message-square",
            view_permission="communities.view_onderwerp",
            title=str,
            url=lambda onderwerp: onderwerp.get_absolute_url(),
            page=("communities:onderwerp", "pk"),
            discuss_permission="communities.discuss_onderwerp",
            search=search_onderwerpen,
            summary=lambda onderwerp: plain(onderwerp.body)[:300],
            this="dit onderwerp",
            followable=True,
            owner=lambda topic: topic.author_id if topic.is_question else None,
        )
    )
    subjects.register(
        subjects.Subject(
            model=Zaak,
            label="melding",
            label_plural="meldingen",
            icon="flag",
            view_permission="communities.view_zaak",
            title=str,
            url=lambda zaak: zaak.get_absolute_url(),
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
            page=("communities:organisatie", "slug"),
            search=search_organisaties,
            summary=about_organisatie,
        )
    )
    subjects.register(
        subjects.Subject(
            model=Rechtenreview,
            label="rechten nakijken",
            label_plural="rechten nakijken",
            icon="check-check",
            view_permission="communities.view_rechtenreview",
            title=str,
            url=lambda review: reverse("beheer_rechten_ronde", args=[review.pk]),
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
            page=("communities:deelnemer", "pk"),
            search=deelnemerslijst.search,
            summary=work_of,
        )
    )


def _open_to_all() -> None:
    subjects.register(
        subjects.Subject(
            model=Nieuwsbericht,
            label="nieuwsbericht",
            label_plural="nieuws",
            icon="file-text",
            view_permission="communities.view_nieuwsbericht",
            title=str,
            url=lambda nieuws: nieuws.get_absolute_url(),
            page=("communities:nieuwsbericht", "slug"),
            search=search_ranked,
            summary=lambda nieuws: nieuws.intro,
        )
    )
    subjects.register(
        subjects.Subject(
            model=Contactbericht,
            label="vraag",
            label_plural="vragen",
            icon="mail",
            view_permission="communities.view_contactbericht",
            title=str,
            url=lambda vraag: vraag.get_absolute_url(),
        )
    )
