"""The declared policy of organisations, of communities in beheer, and of the balance."""

from typing import Any

from communities.models import OrganisatieNaam
from tests.factories import OrganisatieFactory, begrip
from tests.policy.table import EVERYONE, Row, roles
from tests.policy.world import World

BEHEER = roles("beheerder")
BALANCE = roles("organisator", "beheerder")


def build(world: World) -> None:
    """Add an organisation with another name, one to merge with, and one that leaves."""
    old = OrganisatieFactory(name="Ministerie van Zaken", slug="ministerie-van-zaken")
    world.objects["ministerie"] = old
    world.objects["andere naam"] = OrganisatieNaam.objects.create(organisatie=old, name="MvZ")
    world.objects["dubbel"] = OrganisatieFactory(name="Min. van Zaken", slug="min-van-zaken")
    world.objects["opgeheven"] = OrganisatieFactory(slug="opgeheven", ended_on="2024-07-02")


def one(name: str) -> Any:
    """Return a function that gives the number of an object of this world."""
    return lambda world: {"pk": world[name].pk}


def community(world: World) -> dict[str, int]:
    """Return the number of the community."""
    return {"pk": world.community.pk}


def facts(world: World) -> dict[str, Any]:
    """Return what a beheerder fills in about an organisation."""
    return {"name": "Gemeente Nieuw", "kind": begrip("organisatietype", "gemeente").pk}


def about(world: World) -> dict[str, Any]:
    """Return what a beheerder fills in about a community."""
    return {
        "number": 91,
        "name": "Nieuw begin",
        "slug": "nieuw-begin",
        "central_question": "Hoe begin je?",
    }


ROWS = [
    Row("communities:organisaties", get=EVERYONE),
    Row("communities:balans", kwargs=lambda w: {"slug": w.community.slug}, get=BALANCE),
    Row("beheer_balans", get=BEHEER),
    Row("beheer_organisaties", get=BEHEER),
    Row("beheer_organisatie_nieuw", get=BEHEER, post=BEHEER, data=facts),
    Row("beheer_organisatie", kwargs=one("ministerie"), get=BEHEER),
    Row(
        "beheer_organisatie_wijzigen",
        kwargs=one("ministerie"),
        get=BEHEER,
        post=BEHEER,
        data=facts,
    ),
    Row(
        "beheer_organisatie_naam",
        kwargs=one("ministerie"),
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"name": "Ministerie van Dingen", "since": "2024-07-02"},
    ),
    Row(
        "beheer_organisatie_ook",
        kwargs=one("ministerie"),
        post=BEHEER,
        data=lambda w: {"name": "Zaken"},
    ),
    Row(
        "beheer_organisatie_naam_weg",
        kwargs=lambda w: {"pk": w["ministerie"].pk, "name": w["andere naam"].pk},
        get=BEHEER,
        post=BEHEER,
    ),
    Row(
        "beheer_organisatie_opheffen",
        kwargs=one("ministerie"),
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"ended_on": "2024-07-02"},
    ),
    Row("beheer_organisatie_herleven", kwargs=one("opgeheven"), get=BEHEER, post=BEHEER),
    Row(
        "beheer_organisatie_samenvoegen",
        kwargs=one("dubbel"),
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"met": w["ministerie"].slug},
    ),
    Row("beheer_organisatie_weg", kwargs=one("dubbel"), get=BEHEER, post=BEHEER),
    Row("beheer_communities", get=BEHEER),
    Row("beheer_community_nieuw", get=BEHEER, post=BEHEER, data=about),
    Row("beheer_community", kwargs=community, get=BEHEER, post=BEHEER, data=about),
    Row(
        "beheer_community_afsluiten",
        kwargs=community,
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"ends_on": "2026-11-01"},
    ),
    Row("beheer_community_heropenen", kwargs=community, get=BEHEER, post=BEHEER),
]
