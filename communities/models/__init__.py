"""People, organisations, communities, and the conversations they have."""

from communities.models.gesprekken import THREADS_PER_PAGE, Gesprek, Reactie, ReactieQuerySet
from communities.models.people import (
    Community,
    CommunityQuerySet,
    Deelnemer,
    DeelnemerQuerySet,
    Lidmaatschap,
    Organisatie,
    OrganisatieQuerySet,
    sort_key,
)

__all__ = [
    "THREADS_PER_PAGE",
    "Community",
    "CommunityQuerySet",
    "Deelnemer",
    "DeelnemerQuerySet",
    "Gesprek",
    "Lidmaatschap",
    "Organisatie",
    "OrganisatieQuerySet",
    "Reactie",
    "ReactieQuerySet",
    "sort_key",
]
