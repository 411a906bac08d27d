"""The world of the matrix: the cast, and objects in every state that the policy knows."""

from dataclasses import dataclass, field
from typing import Any

from casussen.enums import CasusRole
from casussen.models import Casus, CasusDeelname
from communities.enums import Role, Visibility
from communities.models import Community, Deelnemer
from tests.factories import (
    BijeenkomstFactory,
    CasusFactory,
    CommunityFactory,
    DeelnemerFactory,
    DilemmaFactory,
    LidmaatschapFactory,
)


@dataclass
class World:
    """People by role, and objects by name; ``objects`` is filled by the rows_* modules."""

    people: dict[str, Deelnemer | None]
    community: Community
    other: Community
    casus: dict[str, Casus]
    bijeenkomst: dict[str, Any]
    dilemma: dict[str, Any]
    objects: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.objects[name]


def build() -> World:
    """Make the world; call it inside the test's transaction."""
    community = CommunityFactory(name="Bewoners in beeld", slug="bewoners-in-beeld")
    other = CommunityFactory(name="Sturen op impact", slug="sturen-op-impact")
    people = _people(community, other)
    casussen = {}
    for visibility in Visibility.values:
        casus = CasusFactory(
            slug=f"casus-{visibility}",
            title=f"Casus {visibility}",
            visibility=visibility,
            community=community,
            casushouder=people["casushouder"],
        )
        for role in (CasusRole.CO_AUTHOR, CasusRole.EXPERT):
            person = people["co_auteur" if role == CasusRole.CO_AUTHOR else "expert"]
            CasusDeelname.objects.create(casus=casus, deelnemer=person, role=role)
        casussen[visibility] = casus
    kept = [v for v in Visibility.values if v != Visibility.GROUP]
    meetings = {
        v: BijeenkomstFactory(
            slug=f"bijeenkomst-{v}",
            visibility=v,
            community=community,
            created_by=people["organisator"],
        )
        for v in kept
    }
    dilemmas = {
        v: DilemmaFactory(
            slug=f"dilemma-{v}", visibility=v, community=community, author=people["casushouder"]
        )
        for v in kept
    }
    return World(people, community, other, casussen, meetings, dilemmas)


def _people(community: Community, other: Community) -> dict[str, Deelnemer | None]:
    def member(of: Community, role: str = Role.MEMBER) -> Deelnemer:
        return LidmaatschapFactory(community=of, role=role).deelnemer

    return {
        "anoniem": None,
        "buitenstaander": DeelnemerFactory(),
        "ander_lid": member(other),
        "andere_organisator": member(other, Role.ORGANISER),
        "deelnemer": member(community),
        "organisator": member(community, Role.ORGANISER),
        "redacteur": DeelnemerFactory(is_redacteur=True),
        "redacteur2": DeelnemerFactory(is_redacteur=True),
        "beheerder": DeelnemerFactory(is_beheerder=True),
        "casushouder": member(community),
        "co_auteur": DeelnemerFactory(),
        "expert": DeelnemerFactory(),
    }
