"""What an organiser prints for a meeting: name badges, the list to sign, and what people need.

Badges and the list are for the room only; what people need stands on neither of them.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities.models import Lidmaatschap

ON_A_SHEET = 10  # badges: two beside each other, five below
FEWEST_BLANK = 4
EMPTY_LINES = 8


@dataclass(frozen=True)
class Badge:
    """What stands on a badge; an empty one is for who walks in."""

    name: str = ""
    organisation: str = ""
    community: str = ""


def has_room(bijeenkomst: Bijeenkomst) -> bool:
    """Say whether people come to a place, so that paper makes sense."""
    return Form.ROOM in bijeenkomst.forms


def in_the_room(bijeenkomst: Bijeenkomst) -> QuerySet[Aanmelding]:
    """Return who said yes and comes to the room, by name."""
    if not has_room(bijeenkomst):
        return bijeenkomst.aanmeldingen.none()
    rows = bijeenkomst.aanmeldingen.filter(answer=Answer.YES)
    if bijeenkomst.is_hybrid:
        rows = rows.filter(form=Form.ROOM)
    return rows.by_name().select_related("gast", "deelnemer__organisatie")


def sheets(bijeenkomst: Bijeenkomst) -> list[list[Badge]]:
    """Return the badges per sheet; the last one is filled up with blank ones. Three queries."""
    rows = list(in_the_room(bijeenkomst))
    places = _communities(bijeenkomst)
    badges = [
        Badge(
            row.who.get_full_name(),
            row.organisation,
            places.get(row.deelnemer_id, "") if row.deelnemer_id else "Gast",
        )
        for row in rows
    ]
    blank = FEWEST_BLANK + -(len(badges) + FEWEST_BLANK) % ON_A_SHEET
    badges += [Badge()] * blank
    return [badges[at : at + ON_A_SHEET] for at in range(0, len(badges), ON_A_SHEET)]


def _communities(bijeenkomst: Bijeenkomst) -> dict[int, str]:
    """Return which of its communities each member is in; the leading one goes first."""
    rows = Lidmaatschap.objects.filter(
        community__in=bijeenkomst.community_ids,
        deelnemer__in=bijeenkomst.aanmeldingen.values("deelnemer"),
    ).select_related("community")
    names: dict[int, str] = {}
    for row in sorted(rows, key=lambda r: (r.community_id != bijeenkomst.community_id, r.pk)):
        names.setdefault(row.deelnemer_id, row.community.name)
    return names


@dataclass(frozen=True)
class Need:
    """What somebody needs to take part; it may be about health."""

    name: str
    text: str
    answer: str
    form: str


def _who_needs(bijeenkomst: Bijeenkomst) -> QuerySet[Aanmelding]:
    rows = Aanmelding.objects.filter(bijeenkomst=bijeenkomst).exclude(needs="")
    return rows.filter(answer__in=[Answer.YES, Answer.MAYBE]).by_name()


def number_of_needs(bijeenkomst: Bijeenkomst) -> int:
    """Return how many people need something."""
    return _who_needs(bijeenkomst).count()


def needs(bijeenkomst: Bijeenkomst) -> list[Need]:
    """Return who needs what, by name; only for an organiser."""
    rows = _who_needs(bijeenkomst).select_related("gast", "deelnemer")
    return [
        Need(
            row.who.get_full_name(),
            row.needs,
            row.get_answer_display(),
            row.get_form_display() if bijeenkomst.is_hybrid else "",
        )
        for row in rows
    ]


def counted(bijeenkomst: Bijeenkomst) -> list[tuple[str, int]]:
    """Return every text with how many people in the room gave it, without their names.

    Who writes the same in other capitals or with a full stop, asks the same.
    """
    spellings: dict[str, list[str]] = defaultdict(list)
    for row in in_the_room(bijeenkomst):
        if text := " ".join(row.needs.split()).rstrip(".! "):
            spellings[text.casefold()].append(text[:1].upper() + text[1:])
    found = [(texts[0], len(texts)) for texts in spellings.values()]
    return sorted(found, key=lambda each: (-each[1], each[0].casefold()))
