"""Makes what people bring to the dilemma's: values, standpunten and positions."""

from typing import Any

from casussen.enums import DilemmaState, PositionMoment, Round
from casussen.models import Dilemma, Positie, Standpunt
from casussen.services.posities import counted
from casussen.services.standpunten import speaks_from_experience
from netwerk.demo.content.dilemmagesprek import GESPREK
from netwerk.demo.moments import moment
from netwerk.demo.texts import flow
from netwerk.demo.world import World


def make_dilemmagesprek(world: World) -> None:
    """Fill in each dilemma what was said about it."""
    for slug, row in GESPREK.items():
        dilemma = world.dilemmas[slug]
        _words(world, dilemma, row)
        for number, said in enumerate(row.get("standpunten", [])):
            _standpunt(world, dilemma, said, days=14 - number)
        for when in PositionMoment:
            _positions(world, dilemma, when, row.get(when, ""))
        figures = counted(dilemma) if row.get("round") == Round.CLOSED else None
        Dilemma.objects.filter(pk=dilemma.pk).update(
            round=row.get("round", Round.BEFORE), figures=figures
        )
        dilemma.refresh_from_db()


def _words(world: World, dilemma: Dilemma, row: dict[str, Any]) -> None:
    first, second = (world.begrip("waarde", notation) for notation in row["values"])
    values: dict[str, Any] = {
        "first_value": first,
        "second_value": second,
        "affects": flow(row.get("affects", "")),
        "tried": flow(row.get("tried", "")),
    }
    if "chosen" in row:
        values["chosen_side"] = row["chosen"]
    if "parked" in row:
        values |= {"state": DilemmaState.PARKED, "state_reason": flow(row["parked"])}
    Dilemma.objects.filter(pk=dilemma.pk).update(**values)


def _standpunt(
    world: World, dilemma: Dilemma, said: tuple[str, str, str, str], *, days: int
) -> None:
    key, notation, side, arguments = said
    person, layer = world.people[key], world.begrip("bestuurslaag", notation)
    standpunt = Standpunt.objects.create(
        dilemma=dilemma,
        author=person,
        layer=layer,
        side=side,
        arguments=flow(arguments),
        from_experience=speaks_from_experience(person, layer),
    )
    when = moment(-days, "11.20")
    Standpunt.objects.filter(pk=standpunt.pk).update(created_at=when, updated_at=when)


def _positions(world: World, dilemma: Dilemma, when: str, text: str) -> None:
    words = iter(text.split())
    Positie.objects.bulk_create(
        Positie(dilemma=dilemma, deelnemer=world.people[key], moment=when, leaning=int(next(words)))
        for key in words
    )
