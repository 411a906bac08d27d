"""The declared policy of writing in a conversation: names, drafts and the mark "herkenbaar"."""

from typing import Any

from communities.models import Gesprek
from tests.factories import LidmaatschapFactory, ReactieFactory
from tests.policy.rows_communities import talk_of
from tests.policy.table import COMMUNITY, EVERYONE, NETWORK, SIGNED_IN, Row, roles
from tests.policy.world import World

OUTSIDE = EVERYONE - NETWORK - {"anoniem"}  # with an account, in no community
WRITE = ("mensen", "reactie_concept", "reactie_concept_weg")


def build(world: World) -> None:
    """Add posts of somebody whom nobody is, inside the community and about a public casus."""
    other = LidmaatschapFactory(community=world.community).deelnemer
    for name, subject in (("herkenbaar", world.community), ("openbaar", world.casus["public"])):
        talk = Gesprek.about(subject)
        talk.save()
        world.objects[f"{name}_post"] = ReactieFactory(gesprek=talk, author=other)
    world.objects["eigen_post"] = ReactieFactory(
        gesprek=Gesprek.about(world.community), author=world.people["deelnemer"]
    )


def of(name: str) -> Any:
    """Return a function that gives the key of a post of this world."""
    return lambda world: {"pk": world[f"{name}_post"].pk}


def typed(world: World) -> dict[str, str]:
    """Return what a person posts."""
    return {"body": "Bij ons werkte dat ook.", "parent": "", "deel": "", "aan": "1"}


def writing(name: str) -> list[Row]:
    """Return the rows of one address that is for who may write in a conversation."""
    method = "get" if name == "mensen" else "post"
    address = f"communities:{name}"
    inside = Row(
        address,
        "community",
        kwargs=talk_of("community"),
        data=typed,
        **{method: COMMUNITY},  # type: ignore[arg-type]
    )
    public = Row(
        address,
        "public",
        kwargs=talk_of("public"),
        data=typed,
        **{method: NETWORK},  # type: ignore[arg-type]
    )
    return [inside, public]


ROWS = [
    *(row for name in WRITE for row in writing(name)),
    Row(
        "communities:reactie_herkenbaar",
        "community",
        kwargs=of("herkenbaar"),
        post=COMMUNITY,
        hidden=SIGNED_IN - COMMUNITY,
        data=typed,
    ),
    Row(
        "communities:reactie_herkenbaar",
        "public",
        kwargs=of("openbaar"),
        post=NETWORK,
        hidden=OUTSIDE,
        data=typed,
    ),
    Row(
        "communities:reactie_herkenbaar",
        "own",
        kwargs=of("eigen"),
        post=COMMUNITY - roles("deelnemer"),
        hidden=SIGNED_IN - COMMUNITY,
        data=typed,
    ),
    Row("mijn_concepten", get=SIGNED_IN),
]
