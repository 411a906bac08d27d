"""Who may read what belongs to communities, and who organises: for objects, rows, and people.

A casus, dilemma, bijeenkomst or verslag adds its own exceptions (a casusgroep, a draft).
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from communities.enums import Role, Visibility
from communities.models import Lidmaatschap


def lets_in(user: Any, visibility: str, community_ids: list[int]) -> bool:
    """Say whether a visibility lets this person read what belongs to these communities."""
    if visibility == Visibility.PUBLIC:
        return True
    if not user.is_authenticated:
        return False
    if visibility == Visibility.NETWORK:
        return bool(user.in_network)
    return visibility == Visibility.COMMUNITY and user.is_member(*community_ids)


def readable_by(user: Any, *, led: str = "community", shared: QuerySet[Any] | None = None) -> Any:
    """Return the condition for rows that equals ``lets_in``.

    ``led`` is the path to the leading community; ``shared`` holds the rows that tie the outer
    row to its other communities.
    """
    readable: Any = Q(visibility=Visibility.PUBLIC)
    if user.is_authenticated:
        if user.in_network:
            readable |= Q(visibility=Visibility.NETWORK)
        if user.roles:
            of_us: Any = Q(**{f"{led}__in": user.roles})
            if shared is not None:
                of_us |= Exists(shared.filter(community__in=user.roles))
            readable |= Q(visibility=Visibility.COMMUNITY) & of_us
    return readable


def people_let_in(visibility: str, community_ids: list[int]) -> Q:
    """Return the condition on people that equals ``lets_in``; for whom to write to."""
    if visibility == Visibility.PUBLIC:
        return Q()
    places = Lidmaatschap.objects.filter(deelnemer=OuterRef("pk"))
    if visibility == Visibility.NETWORK:
        return Q(Exists(places)) | Q(is_redacteur=True) | Q(is_beheerder=True)
    return Q(Exists(places.filter(community__in=community_ids)))


def organisers_of(community_id: int) -> Q:
    """Return the condition on people that they organise a community; for whom to write to."""
    places = Lidmaatschap.objects.filter(community=community_id, role=Role.ORGANISER)
    return Q(pk__in=places.values("deelnemer"))


class SharedByCommunities:
    """For a model with one leading ``community`` and other ``communities``."""

    if TYPE_CHECKING:
        community_id: int
        communities: Any
    _community_ids: list[int]

    @property
    def community_ids(self) -> list[int]:
        """Return the leading community and the others, fetched once for this object."""
        if not hasattr(self, "_community_ids"):
            known = getattr(self, "_prefetched_objects_cache", {}).get("communities")
            others = self.communities.values_list("pk", flat=True)
            if known is not None:
                others = [community.pk for community in known]
            self._community_ids = [self.community_id, *others]
        return self._community_ids
