"""What the beheer of members reads: who, and what was done.

Every function takes a fixed number of queries.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from communities import tweede_stap
from communities.enums import Role
from communities.forms import NOBODY
from communities.models import (
    Community,
    Deelnemer,
    DeelnemerQuerySet,
    Lidmaatschap,
    Organisatie,
    OrganisatieNaam,
    sort_key,
)
from netwerk.kern.audit import lines
from netwerk.kern.berichten.models import FailedAddress

LOG_LINES = 10
SIDE = "organisatie__kind__broader__broader"
LAYER = "organisatie__kind__broader"
MOST_WORDS = 6  # of what is typed; more do not make a name clearer
LONG_AGO = timedelta(days=365)


def filtered(rows: DeelnemerQuerySet, chosen: dict[str, Any]) -> DeelnemerQuerySet:
    """Narrow the people down to what was typed and chosen (the names of LedenFilter).

    Of whom all was erased, nothing is left to manage.
    """
    rows = _typed(rows.filter(erased_at=None), chosen.get("q", ""))
    if chosen.get("kant"):
        rows = rows.filter(**{f"{SIDE}__notation": chosen["kant"]})
    if chosen.get("laag"):
        rows = rows.filter(**{f"{LAYER}__notation": chosen["laag"]})
    if chosen.get("provincie"):
        rows = rows.filter(province=chosen["provincie"])
    if chosen.get("organisatie"):
        rows = rows.filter(organisatie__in=_organisaties(chosen["organisatie"]))
    rows = _in_state(rows, chosen.get("stand", ""), chosen.get("let_op", ""))
    return _with_role(rows, chosen.get("community"), chosen.get("rol", ""))


def _typed(rows: DeelnemerQuerySet, text: str) -> DeelnemerQuerySet:
    """Ask for every word in a name, an address or the name of an organisation.

    The organisations are fetched first: with their numbers the database needs no join, and uses
    its indexes on names and addresses.
    """
    for word in text.split()[:MOST_WORDS]:
        found = Q(sort_name__contains=sort_key(word)) | Q(email__contains=word.lower())
        if organisaties := list(_organisaties(word)):
            found |= Q(organisatie__in=organisaties)
        rows = rows.filter(found)
    return rows


def _organisaties(text: str) -> QuerySet[Organisatie, int]:
    """Return the numbers of the organisations that are, or were, called something like it."""
    before = OrganisatieNaam.objects.filter(name__icontains=text).values("organisatie")
    named = Q(name__icontains=text) | Q(pk__in=before)
    return Organisatie.objects.filter(named).order_by().values_list("pk", flat=True)


def _in_state(rows: DeelnemerQuerySet, state: str, attention: str) -> DeelnemerQuerySet:
    long_ago = timezone.localdate() - LONG_AGO
    states = {
        "actief": Q(is_active=True),
        "uit": Q(is_active=False),
        "nooit": Q(is_active=True, last_login=None),
        "lang": Q(is_active=True, last_seen_on__lt=long_ago),
    }
    if state in states:
        rows = rows.filter(states[state])
    if attention == "mail":
        returned = FailedAddress.objects.filter(person=OuterRef("pk"), email=OuterRef("email"))
        rows = rows.filter(Exists(returned))
    if attention == "stap":
        rows = rows.filter(~Exists(tweede_stap.own(OuterRef("pk"))), is_active=True)
    return rows


def in_order(rows: DeelnemerQuerySet, order: str) -> DeelnemerQuerySet:
    """Return the people by name, or by when they were last seen; who never was is seen least."""
    seen = F("last_seen_on")
    first = {
        "gezien": [seen.desc(nulls_last=True)],
        "lang-geleden": [seen.asc(nulls_first=True)],
    }.get(order, [])
    return rows.order_by(*first, "sort_name", "pk")


def _with_role(
    rows: DeelnemerQuerySet, community: Community | None, role: str
) -> DeelnemerQuerySet:
    places = Lidmaatschap.objects.filter(deelnemer=OuterRef("pk"))
    if role == NOBODY:
        return rows.filter(~Exists(places))
    if role in {"redacteur", "beheerder"}:
        rows = rows.filter(**{f"is_{role}": True})
    if community is not None:
        places = places.filter(community=community)
    if role in Role.values:
        places = places.filter(role=role)
    return rows.filter(Exists(places)) if community or role in Role.values else rows


EXPORT_HEADER = (
    "achternaam",
    "tussenvoegsel",
    "voornaam",
    "e-mailadres",
    "organisatie",
    "functie",
    "kant",
    "gebied",
    "communities",
    "rollen in het netwerk",
    "account",
    "account sinds",
    "laatst gezien",
)
"""What a beheerder needs to write, count and compare; nothing of the profile."""


def export_rows(rows: DeelnemerQuerySet) -> Iterator[list[Any]]:
    """Yield the people as rows of a table, in one query, whatever their number."""
    places = Lidmaatschap.objects.filter(deelnemer=OuterRef("pk")).order_by("community__number")
    named = Concat("community__name", Value(" ("), "role", Value(")"))
    rows = rows.with_organisatie().select_related("province")
    rows = rows.annotate(places=ArraySubquery(places.values_list(named)))
    for person in rows.iterator(chunk_size=1_000):
        yield _exported(person)


def _exported(person: Any) -> list[Any]:
    layer = person.organisatie.layer if person.organisatie else None
    network = {"redacteur": person.is_redacteur, "beheerder": person.is_beheerder}
    places = ", ".join(person.places)
    for role in Role:
        places = places.replace(f" ({role.value})", f" ({role.label})")
    return [
        person.last_name,
        person.infix,
        person.first_name,
        person.email,
        person.organisatie,
        person.job_title,
        layer.broader if layer else None,
        person.province,
        places,
        ", ".join(name for name, on in network.items() if on),
        "actief" if person.is_active else "uitgezet",
        timezone.localdate(person.date_joined),
        person.last_seen_on,
    ]


def log_of(person: Deelnemer) -> list[lines.Line]:
    """Return the last lines of the audit log about a person, newest first."""
    return lines.in_words(lines.of_person(person)[:LOG_LINES])
