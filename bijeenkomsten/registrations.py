"""What this app tells the registries of netwerk.kern."""

from importlib import import_module
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from bijeenkomsten import persoonsgegevens, zoeken
from bijeenkomsten.models import (
    Actiepunt,
    Agendapunt,
    Bijeenkomst,
    Dagbericht,
    Datumprikker,
    Nabeeld,
    Verslag,
    VerslagItem,
)
from netwerk.kern.policy import SIGNED_IN
from netwerk.kern.subjects import Subject
from netwerk.kern.subjects import register as register_subject


def register() -> None:
    """Register subjects, personal data, search and messages; called once at start."""
    for subject in SUBJECTS:
        register_subject(subject)
    persoonsgegevens.register()
    zoeken.register()
    import_module("bijeenkomsten.notifications")  # its messages register themselves
    import_module("bijeenkomsten.logwoorden")
    import_module("bijeenkomsten.inbound")
    import_module("bijeenkomsten.bewaartermijnen")


def search_bijeenkomsten(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the matching meetings with their rank."""
    return rows.filter(search_vector=query).annotate(rank=SearchRank(F("search_vector"), query))


def search_terugblikken(rows: QuerySet[Any], query: Any) -> QuerySet[Any]:
    """Return the matching looks back on meetings with their rank."""
    found = rows.filter(search_vector=query).select_related("bijeenkomst")
    return found.annotate(rank=SearchRank(F("search_vector"), query))


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


SUBJECTS = (
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
    ),
    Subject(
        model=Agendapunt,
        label="onderdeel van een programma",
        label_plural="onderdelen van een programma",
        icon="list-ordered",
        view_permission="bijeenkomsten.view_agendapunt",
        title=str,
        url=lambda part: part.get_absolute_url(),
        this="dit onderdeel",
        attach_permission="bijeenkomsten.attach_agendapunt",
        attachments_url=lambda part: reverse(
            "bijeenkomsten:bijlagen", args=[part.bijeenkomst.slug, part.pk]
        ),
    ),
    Subject(
        model=Datumprikker,
        label="datumprikker",
        label_plural="datumprikkers",
        icon="calendar",
        view_permission="bijeenkomsten.view_datumprikker",
        title=str,
        url=lambda poll: poll.get_absolute_url(),
    ),
    Subject(
        model=Verslag,
        label="verslag",
        label_plural="verslagen",
        icon="file-text",
        view_permission="bijeenkomsten.view_verslag",
        title=str,
        url=lambda verslag: verslag.get_absolute_url(),
        search=search_verslagen,
    ),
    Subject(
        model=Nabeeld,
        label="terugblik op een bijeenkomst",
        label_plural="terugblikken op bijeenkomsten",
        icon="calendar",
        view_permission="bijeenkomsten.view_nabeeld",
        title=str,
        url=lambda nabeeld: nabeeld.get_absolute_url(),
        search=search_terugblikken,
    ),
    Subject(
        model=Actiepunt,
        label="actiepunt",
        label_plural="actiepunten",
        icon="check-check",
        view_permission="bijeenkomsten.view_actiepunt",
        title=str,
        url=lambda punt: punt.get_absolute_url(),
    ),
    Subject(
        model=Dagbericht,
        label="dagbericht",
        label_plural="dagberichten",
        icon="mail",
        view_permission=SIGNED_IN,
        title=str,
        url=lambda row: "/bijeenkomsten/",
    ),
)
