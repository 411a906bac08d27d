"""The list at the door: who signed up, who was there, and the table that leaves the portal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanwezigheid, Bijeenkomst
from communities.models import Deelnemer

BEFORE = timedelta(hours=1)  # from then on people come in
MOST_FOUND = 20
HEADER = ("Naam", "Organisatie", "Antwoord", "Hoe", "Was erbij")


@dataclass(frozen=True)
class Visitor:
    """Somebody on the list: ``key`` says who in a form, ``present`` whether they are there."""

    key: str
    name: str
    organisation: str
    answer: str
    form: str
    present: bool


def is_open(bijeenkomst: Bijeenkomst) -> bool:
    """Say whether people can be ticked off: from an hour before the start."""
    return not bijeenkomst.is_cancelled and timezone.now() >= bijeenkomst.starts_at - BEFORE


def visitors(bijeenkomst: Bijeenkomst) -> Iterator[Visitor]:
    """Give who said yes or maybe and who was there, by name. Three queries."""
    there = bijeenkomst.aanwezigen.select_related("deelnemer__organisatie", "gast")
    present = {row.who_key: row for row in there}
    signed_up = bijeenkomst.aanmeldingen.filter(answer__in=[Answer.YES, Answer.MAYBE])
    rows = signed_up.select_related("deelnemer__organisatie", "gast")
    known = {row.who_key: row for row in rows}
    both: dict[str, Any] = present | known
    for key, row in sorted(both.items(), key=lambda pair: _order(pair[1])):
        was_there = present.get(key)
        yield Visitor(
            key=key,
            name=row.who.get_full_name(),
            organisation=row.organisation,
            answer=known[key].get_answer_display() if key in known else "",
            form=(was_there or row).get_form_display(),
            present=was_there is not None,
        )


def found(bijeenkomst: Bijeenkomst, words: str) -> list[Visitor]:
    """Return members of the communities of a meeting with these words in their name."""
    names = Q()
    for word in words.replace("\x00", "").split()[:5]:
        names &= Q(first_name__icontains=word) | Q(last_name__icontains=word)
    if not names:
        return []
    members = Deelnemer.objects.members_of(*bijeenkomst.community_ids)
    there = Aanwezigheid.objects.filter(bijeenkomst=bijeenkomst, deelnemer__isnull=False)
    rows = members.filter(names).exclude(pk__in=there.values("deelnemer"))
    people = rows.select_related("organisatie").order_by("sort_name", "pk")[:MOST_FOUND]
    return [
        Visitor(
            key=f"deelnemer-{person.pk}",
            name=person.get_full_name(),
            organisation=str(person.organisatie or ""),
            answer="",
            form="",
            present=False,
        )
        for person in people
    ]


def table(bijeenkomst: Bijeenkomst) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table, without what people need."""
    for one in visitors(bijeenkomst):
        how = one.form if bijeenkomst.is_hybrid else ""
        there = "ja" if one.present else "nee"
        yield one.name, one.organisation, one.answer, how, there


def _order(row: Any) -> str:
    return row.deelnemer.sort_name if row.deelnemer else row.gast.name.lower()
