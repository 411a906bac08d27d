"""The people that a writer may mean while they type a name behind an @."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from communities import vermeldingen
from communities.models import Community, Deelnemer, Gesprek, Lidmaatschap, Reactie
from communities.models.people import sort_key
from netwerk.kern.policy import allowed

MOST = 8
MOST_TRIED = 24  # people of whom is asked whether they can read the conversation


@dataclass
class Offer:
    """One person to choose: ``value`` is what comes behind the @."""

    person: Deelnemer
    value: str
    work: str
    reads: bool


def offers(actor: Any, talk: Gesprek, typed: str) -> list[Offer]:
    """Return the people whose name begins like what was typed; who can read it comes first.

    Before others come who wrote in this conversation, and who are in its community. Only
    people are found whom the writer finds in the directory.
    """
    rows = _matching(actor, talk, typed)
    if rows is None:
        return []
    found = list(rows[:MOST_TRIED])
    _fetch_roles(found)
    people = sorted(found, key=lambda each: not allowed(each, "communities.view_gesprek", talk))
    people = people[:MOST]
    doubles = _doubles(actor, people)
    return [
        Offer(
            person=each,
            value=_value(each, doubles.get(vermeldingen.name_of(each), [])),
            work=", ".join(str(part) for part in (each.job_title, each.organisatie) if part),
            reads=allowed(each, "communities.view_gesprek", talk),
        )
        for each in people
    ]


def _matching(actor: Any, talk: Gesprek, typed: str) -> QuerySet[Deelnemer] | None:
    words = sort_key(typed).split()[: vermeldingen.MOST_WORDS]
    if not words:
        return None
    rows = Deelnemer.objects.visible_to(actor).listed().exclude(pk=actor.pk)
    for word in words:
        rows = rows.filter(Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}"))
    wrote = Reactie.objects.filter(gesprek=talk.pk, author=OuterRef("pk"), removed_at__isnull=True)
    subject: Any = talk.subject
    community = subject if isinstance(subject, Community) else getattr(subject, "community", None)
    inside = Lidmaatschap.objects.filter(community=community, deelnemer=OuterRef("pk"))
    near = Case(
        When(Exists(wrote), then=Value(0)),
        When(Exists(inside), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        rows.select_related("organisatie").annotate(near=near).order_by("near", "sort_name", "pk")
    )


def _fetch_roles(people: list[Deelnemer]) -> None:
    """Fetch in one query in which communities these people are."""
    places = Lidmaatschap.objects.filter(deelnemer__in=people)
    roles: dict[int, dict[int, str]] = {each.pk: {} for each in people}
    for person, community, role in places.values_list("deelnemer", "community", "role"):
        roles[person][community] = role
    for each in people:
        each._roles = roles[each.pk]


def _doubles(actor: Any, people: list[Deelnemer]) -> dict[str, list[Deelnemer]]:
    """Return everybody that the writer finds by a name that more people have."""
    names = [each.sort_name for each in people]
    rows = Deelnemer.objects.visible_to(actor).active().filter(sort_name__in=names)
    double = rows.order_by().values("sort_name").annotate(number=Count("pk")).filter(number__gt=1)
    found: dict[str, list[Deelnemer]] = {}
    same = rows.filter(sort_name__in=double.values("sort_name")).select_related("organisatie")
    for each in same.order_by("pk"):
        found.setdefault(vermeldingen.name_of(each), []).append(each)
    return found


def _value(person: Deelnemer, same: list[Deelnemer]) -> str:
    name = person.get_full_name()
    return f"{name} ({vermeldingen.label_of(person, same)})" if len(same) > 1 else name
