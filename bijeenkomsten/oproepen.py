"""Which communities an organiser can ask to come, and how many people that reaches."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from bijeenkomsten.models import Aanmelding, Bijeenkomst, Oproep
from communities.enums import Visibility
from communities.models import Community, Deelnemer, Lidmaatschap
from communities.sharing import people_let_in
from netwerk.kern.berichten import bounces, preferences, registry

KIND = "bijeenkomst.asked"


def communities(bijeenkomst: Bijeenkomst) -> QuerySet[Community]:
    """Return the communities of which the members may see the meeting, its own first."""
    rows: Any = Community.objects.running()
    own = bijeenkomst.community_ids
    if bijeenkomst.visibility == Visibility.COMMUNITY:
        rows = rows.filter(pk__in=own)
    return rows.annotate(elsewhere=~Q(pk__in=own)).order_by("elsewhere", "name", "pk")


def listed(bijeenkomst: Bijeenkomst, asker: Any) -> QuerySet[Community]:
    """Add ``silent``, how many members did not answer, and ``asked_at``. One query."""
    answered = Aanmelding.objects.filter(bijeenkomst=bijeenkomst, deelnemer=OuterRef("deelnemer"))
    silent = (
        Lidmaatschap.objects.filter(
            ~Exists(answered), community=OuterRef("pk"), deelnemer__is_active=True
        )
        .exclude(deelnemer=asker)
        .order_by()
        .values("community")
        .annotate(number=Count("pk"))
        .values("number")
    )
    asked = Oproep.objects.filter(bijeenkomst=bijeenkomst, community=OuterRef("pk"))
    return communities(bijeenkomst).annotate(
        silent=Subquery(silent), asked_at=Subquery(asked.values("asked_at")[:1])
    )


def number_reached(bijeenkomst: Bijeenkomst, community: Community, asker: Any) -> int:
    """Return how many people get a mail when this community is asked now."""
    answered = Aanmelding.objects.filter(bijeenkomst=bijeenkomst, deelnemer=OuterRef("pk"))
    topics = {bijeenkomst.community, *bijeenkomst.communities.all(), community}
    unwilling = preferences.declined(registry.get(KIND), [bijeenkomst, *topics])
    people = Deelnemer.objects.members_of(community).exclude(pk=asker.pk)
    return people.filter(
        ~Exists(answered),
        ~unwilling,
        ~Q(bounces.blocked()),
        people_let_in(bijeenkomst.visibility, bijeenkomst.community_ids),
    ).count()
