"""Whom a form about a meeting can name."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities.models import Deelnemer


def people_of(bijeenkomst: Bijeenkomst) -> QuerySet[Deelnemer]:
    """Return the members of its communities, and everybody who said yes or maybe, by name."""
    answers = Aanmelding.objects.filter(
        bijeenkomst=bijeenkomst,
        deelnemer=OuterRef("pk"),
        answer__in=[Answer.YES, Answer.MAYBE],
    )
    members = Deelnemer.objects.members_of(*bijeenkomst.community_ids)
    people = Deelnemer.objects.active().filter(Q(pk__in=members.values("pk")) | Exists(answers))
    return people.order_by("sort_name", "pk")
