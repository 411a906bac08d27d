"""When rights are looked at, whose, and what they are in words (BIO2 5.18.01 and 5.18.02)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from communities.enums import ReviewScope, Role
from communities.models import Community, Deelnemer, Lidmaatschap, Rechtenregel, Rechtenreview

OPENS_BEFORE = timedelta(days=14)
QUARTERS = ((3, 31), (6, 30), (9, 30), (12, 31))
YEARLY = (11, 30)  # not at the end of a quarter: then there are two rounds at once
NETWORK = ("redacteur", "beheerder", "staff")
WORDS = {
    "redacteur": "Redacteur van het handboek",
    "beheerder": "Beheerder van het netwerk",
    "staff": "Toegang tot de techniek",
}


def due_soon(today: date) -> list[tuple[str, date]]:
    """Return the reviews (scope, due day) that must be open on this day."""
    found = []
    for scope, days in ((ReviewScope.PRIVILEGED, QUARTERS), (ReviewScope.ALL, (YEARLY,))):
        for year in (today.year, today.year + 1):
            for month, day in days:
                due = date(year, month, day)
                if due - OPENS_BEFORE <= today <= due:
                    found.append((str(scope), due))
    return found


def people_of(scope: str) -> QuerySet[Deelnemer]:
    """Return whose rights are looked at: who may do more than others, or everybody."""
    rows = Deelnemer.objects.active()
    if scope == ReviewScope.ALL:
        return rows
    organises = Lidmaatschap.objects.filter(deelnemer=OuterRef("pk"), role=Role.ORGANISER)
    more = Q(is_redacteur=True) | Q(is_beheerder=True) | Q(is_staff=True) | Q(is_superuser=True)
    return rows.filter(more | Exists(organises))


def snapshot(people: Iterable[Deelnemer]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give what each of these people may do now; one query for all places together."""
    everyone = list(people)
    places: dict[int, dict[str, str]] = {}
    rows = Lidmaatschap.objects.filter(deelnemer__in=everyone).order_by("community")
    for pk, community, role in rows.values_list("deelnemer", "community", "role"):
        places.setdefault(pk, {})[str(community)] = role
    for person in everyone:
        yield person.pk, rights_of(person, places.get(person.pk, {}))


def rights_of(person: Deelnemer, places: dict[str, str]) -> dict[str, Any]:
    """Return the rights of one person as they are kept: ids and enum values."""
    has = {
        "redacteur": person.is_redacteur,
        "beheerder": person.is_beheerder,
        "staff": person.is_staff or person.is_superuser,
    }
    return {"network": [name for name in NETWORK if has[name]], "communities": places}


@dataclass(frozen=True)
class Right:
    """One thing that somebody may do; ``key`` names it in a form."""

    key: str
    text: str
    is_more: bool


def in_words(rights: dict[str, Any], names: dict[int, str]) -> list[Right]:
    """Return rights in words, those that go furthest first."""
    found = [Right(name, WORDS[name], True) for name in rights.get("network", ())]
    places = rights.get("communities", {})
    for role in (Role.ORGANISER, Role.MEMBER):
        for pk, had in places.items():
            if had == role:
                name = names.get(int(pk), "een community die niet meer bestaat")
                text = f"{Role(role).label.capitalize()} van {name}"
                if role == Role.MEMBER:
                    text = f"Deelnemer in {name}"
                found.append(Right(f"community-{pk}", text, role == Role.ORGANISER))
    return found


def community_names() -> dict[int, str]:
    """Return {id: name} of every community."""
    return dict(Community.objects.values_list("pk", "name"))


def regels_of(review: Rechtenreview) -> QuerySet[Rechtenregel]:
    """Return the lines of a review with what a page shows of them."""
    rows = review.regels.select_related("deelnemer__organisatie", "decided_by")
    return rows.order_by("deelnemer__sort_name", "pk")
