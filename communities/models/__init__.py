"""People, organisations, communities, and the conversations they have."""

from communities.models.gesprekken import Gesprek, Reactie, ReactieQuerySet
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
