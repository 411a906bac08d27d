"""The declared policy of the directory and of photos."""

from typing import Any

from communities import foto, services
from communities.enums import Audience
from tests.communities.fotos import upload
from tests.factories import LidmaatschapFactory
from tests.policy.table import COMMUNITY, NETWORK, SIGNED_IN, Roles, Row
from tests.policy.world import World

SEEN_BY: dict[Audience, Roles] = {
    Audience.NETWORK: NETWORK,
    Audience.COMMUNITIES: COMMUNITY,
    Audience.NOBODY: frozenset(),
}


def build(world: World) -> None:
    """Add people with a photo, each for another audience."""
    photo = foto.read(upload())
    for audience in Audience:
        person = LidmaatschapFactory(
            community=world.community, deelnemer__photo_shown=audience
        ).deelnemer
        services.set_photo(actor=person, person=person, photo=photo)
        world.objects[f"foto_{audience}"] = person


def photo_for(audience: Audience) -> Any:
    """Return the arguments of the address of such a photo."""
    return lambda world: {"pk": world[f"foto_{audience}"].pk}


ROWS = [
    Row(
        "communities:deelnemers",
        get=NETWORK,
    ),
    *(
        Row(
            name,
            f"voor {audience.label}",
            kwargs=photo_for(audience),
            get=seers,
            hidden=SIGNED_IN - seers,
        )
        for name in ("communities:foto", "communities:foto_klein")
        for audience, seers in SEEN_BY.items()
    ),
]
