"""The declared policy of communities, profiles, conversations and the beheer of members."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from communities.models import Gesprek, ReactieVersie
from tests.factories import (
    DeelnemerFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
    ReactieFactory,
)
from tests.policy.table import COMMUNITY, EVERYONE, NETWORK, SIGNED_IN, Row, roles
from tests.policy.world import World

LISTED = NETWORK  # who sees a person that is a member of a community
BEHEER = roles("beheerder")


def build(world: World) -> None:
    """Add a conversation inside the community, and people to look at and to manage."""
    talk = Gesprek.objects.create(subject=world.community)
    world.objects["reactie"] = ReactieFactory(gesprek=talk, author=world.people["deelnemer"])
    public = Gesprek.objects.create(subject=world.casus["public"])
    world.objects["openbare_reactie"] = ReactieFactory(
        gesprek=public, author=world.people["deelnemer"]
    )
    for name in ("reactie", "openbare_reactie"):
        ReactieVersie.objects.create(
            reactie=world[name],
            author=world[name].author,
            body="Eerst iets anders.",
            written_at=world[name].created_at,
        )
    world.objects["organisatie"] = OrganisatieFactory()
    world.objects["lid"] = LidmaatschapFactory(community=world.community).deelnemer
    world.objects["plek"] = world["lid"].lidmaatschappen.get()
    world.objects["niet_lid"] = DeelnemerFactory()


def talk_of(name: str) -> Any:
    """Return the arguments of the address where people write about the community or a casus."""

    def kwargs(world: World) -> dict[str, int]:
        subject = world.community if name == "community" else world.casus[name]
        content_type = ContentType.objects.get_for_model(subject)
        return {"content_type_id": content_type.pk, "object_id": subject.pk}

    return kwargs


def pk_of(name: str) -> Any:
    """Return a function that gives the key of an object of this world."""
    return lambda world: {"pk": world[name].pk}


def slug(world: World) -> dict[str, str]:
    """Return the address part of the community."""
    return {"slug": world.community.slug}


def body(world: World) -> dict[str, str]:
    """Return what a person posts in a conversation."""
    return {"body": "Bij ons werkte dat ook."}


def place(world: World) -> dict[str, int]:
    """Return the arguments of an address about a place in a community."""
    return {"pk": world["lid"].pk, "place": world["plek"].pk}


ROWS = [
    Row("communities:list", get=EVERYONE),
    Row("communities:detail", kwargs=slug, get=EVERYONE),
    Row("communities:organisatie", kwargs=lambda w: {"slug": w["organisatie"].slug}, get=EVERYONE),
    Row("communities:inside", kwargs=slug, get=COMMUNITY),
    Row("communities:members", kwargs=slug, get=COMMUNITY),
    Row(
        "communities:deelnemer",
        "lid van een community",
        kwargs=pk_of("lid"),
        get=LISTED,
        hidden=SIGNED_IN - LISTED,
    ),
    Row(
        "communities:deelnemer",
        "nog geen lid",
        kwargs=pk_of("niet_lid"),
        get=BEHEER,
        hidden=SIGNED_IN - BEHEER,
    ),
    Row(
        "communities:reageer",
        "in de community",
        kwargs=talk_of("community"),
        get=COMMUNITY,
        post=COMMUNITY,
        data=body,
    ),
    Row(
        "communities:reactie",
        "in de community",
        kwargs=pk_of("reactie"),
        get=COMMUNITY,
        hidden=SIGNED_IN - COMMUNITY,
    ),
    Row(
        "communities:reactie",
        "over een openbare casus",
        kwargs=pk_of("openbare_reactie"),
        get=NETWORK,
        hidden=SIGNED_IN - NETWORK,
    ),
    Row(
        "communities:reactie_history",
        "in de community",
        kwargs=pk_of("reactie"),
        get=COMMUNITY,
        hidden=SIGNED_IN - COMMUNITY,
    ),
    Row(
        "communities:reactie_history",
        "over een openbare casus",
        kwargs=pk_of("openbare_reactie"),
        get=NETWORK,
        hidden=SIGNED_IN - NETWORK,
    ),
    *(
        Row(
            name,
            "van een deelnemer",
            kwargs=pk_of("reactie"),
            get=roles("deelnemer"),
            post=roles("deelnemer"),
            hidden=SIGNED_IN - COMMUNITY,
            data=body,
        )
        for name in ("communities:reactie_edit", "communities:reactie_remove")
    ),
    Row(
        "profile",
        get=SIGNED_IN,
        post=SIGNED_IN,
        data=lambda w: {
            "first_name": "Puck",
            "last_name": "Voorbeeld",
            **{f"{part}_shown": "nobody" for part in ("email", "phone", "photo", "about")},
        },
    ),
    Row("beheer_leden", get=BEHEER),
    Row(
        "beheer_lid_nieuw",
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {
            "email": "nieuw@voorbeeld.nl",
            "first_name": "Nieuw",
            "last_name": "Lid",
            "role": "member",
        },
    ),
    Row("beheer_lid", kwargs=pk_of("lid"), get=BEHEER),
    Row(
        "beheer_lid_community",
        kwargs=pk_of("lid"),
        post=BEHEER,
        data=lambda w: {"community": w.other.pk, "role": "member"},
    ),
    Row("beheer_lid_rol", kwargs=place, post=BEHEER, data=lambda w: {"role": "organiser"}),
    Row("beheer_lid_weghalen", kwargs=place, get=BEHEER, post=BEHEER),
    Row(
        "beheer_lid_netwerkrollen",
        kwargs=pk_of("lid"),
        post=BEHEER,
        data=lambda w: {"is_redacteur": "on"},
    ),
    Row("beheer_lid_uitzetten", kwargs=pk_of("lid"), get=BEHEER, post=BEHEER),
    Row("beheer_lid_adres", kwargs=pk_of("lid"), post=BEHEER),
    Row("beheer_lid_aanzetten", kwargs=pk_of("lid"), get=BEHEER, post=BEHEER),
]
