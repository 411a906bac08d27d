"""The declared policy of papers at a part of a programme: who brings it in adds them too."""

from typing import Any

from tests.bijlagen.factories import BestandFactory
from tests.factories import AgendapuntFactory
from tests.policy.rows_bijeenkomsten import READERS, hidden
from tests.policy.table import EVERYONE, SIGNED_IN, Row, roles

MAKERS = roles("organisator", "deelnemer")
LINK = {"url": "https://www.voorbeeld.nl/", "title": "Dia’s", "licence": "unknown"}


def build(world: Any) -> None:
    """Give each meeting a part that a member brings in, with a file."""
    for visibility, meeting in world.bijeenkomst.items():
        part = AgendapuntFactory(bijeenkomst=meeting, owner=world.people["deelnemer"])
        world.objects[f"onderdeel-{visibility}"] = part
        world.objects[f"papier-{visibility}"] = BestandFactory(
            subject=part, uploaded_by=world.people["organisator"]
        )


def part(visibility: str) -> Any:
    return lambda world: {
        "slug": world.bijeenkomst[visibility].slug,
        "number": world[f"onderdeel-{visibility}"].pk,
    }


def paper(visibility: str) -> Any:
    return lambda world: {"public_id": world[f"papier-{visibility}"].public_id}


def file(visibility: str) -> Any:
    return lambda world: paper(visibility)(world) | {"name": world[f"papier-{visibility}"].name}


def rows_of(seen: str) -> list[Row]:
    readers, inside = READERS[seen], hidden(seen, login_first=True)
    where = part(seen)
    return [
        Row("bijeenkomsten:papieren", f"onderdeel {seen}", where, readers, None, hidden(seen)),
        Row("bijeenkomsten:bijlagen", f"onderdeel {seen}", where, MAKERS, None, inside),
        Row(
            "bijeenkomsten:bijlage_bestand",
            f"onderdeel {seen}",
            where,
            MAKERS,
            MAKERS,
            inside,
            lambda world: {},
        ),
        Row(
            "bijeenkomsten:bijlage_link",
            f"onderdeel {seen}",
            where,
            MAKERS,
            MAKERS,
            inside,
            lambda world: LINK,
        ),
        Row("bijlage", f"papier {seen}", file(seen), readers, None, EVERYONE - readers),
        Row(
            "bijlage_weghalen",
            f"papier {seen}",
            paper(seen),
            MAKERS,
            MAKERS,
            SIGNED_IN - readers,
            lambda world: {},
        ),
    ]


ROWS = [row for seen in READERS for row in rows_of(seen)]
