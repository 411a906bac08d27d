"""Makes generatoren with what they did, and the leeragenda of the communities."""

from typing import Any

from django.utils.text import slugify

from casussen.models import Generator, GeneratorErvaring, Leervraag
from netwerk.demo.content.leren import GENERATOREN, LEERVRAGEN
from netwerk.demo.moments import moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World


def make_leren(world: World) -> None:
    """Say what worked in which casus, and put the questions on the leeragenda."""
    for row in GENERATOREN:
        _generator(world, row)
    for place, row in enumerate(LEERVRAGEN, start=1):
        world.leervragen[row["key"]] = _leervraag(world, row, place)


def _generator(world: World, row: dict[str, Any]) -> None:
    generator = Generator.objects.create(
        name=row["name"],
        slug=slugify(row["name"])[:80],
        description=flow(row["text"]),
        kind=world.maybe("instrument", row["kind"]),
        created_by=world.people[row["by"]],
    )
    GeneratorErvaring.objects.bulk_create(
        GeneratorErvaring(
            generator=generator, casus=world.casussen[slug], outcome=outcome, explanation=words
        )
        for slug, (outcome, words) in row["seen"].items()
    )


def _leervraag(world: World, row: dict[str, Any], place: int) -> Leervraag:
    leervraag = Leervraag.objects.create(
        community=world.communities[row["community"]],
        question=row["question"],
        explanation=row["text"],
        state=row["state"],
        answer=flow(row["answer"]),
        visibility=row["visibility"],
        order=place,
        created_by=world.people[row["by"]],
        answered_at=moment(-20, "11.00") if row["state"] == "answered" else None,
    )
    leervraag.casussen.add(*(world.casussen[slug] for slug in row["casussen"]))
    Leervraag.objects.filter(pk=leervraag.pk).update(
        created_at=moment(-90 + place, "9.30"), updated_at=moment(-20, "11.00")
    )
    return leervraag
