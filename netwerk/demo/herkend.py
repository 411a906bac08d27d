"""Makes what other casussen say of lessen, questions to the rijk, and papers under lessen."""

from typing import Any

from handboek.models import Advies, Herkenning, Rijksantwoord, Rijksvraag
from netwerk.demo.content.herkend import (
    HERKENNINGEN,
    OP_LESSEN,
    RIJKSVRAGEN,
)
from netwerk.demo.moments import moment
from netwerk.demo.veranderingen import weigh_again
from netwerk.demo.world import World

PAPERS = 14  # days ago that publicaties were put under lessen


def make_herkend(world: World) -> None:
    """Make them, and weigh again every advies on a les that got something."""
    for key, numbers in OP_LESSEN.items():
        world.publicaties[key].lessen.add(*(world.lessen[number] for number in numbers))
        for number in numbers:
            _weigh(number, PAPERS)
    for row in HERKENNINGEN:
        casus = world.casussen[row["casus"]]
        Herkenning.objects.create(
            les=world.lessen[row["les"]],
            casus=casus,
            community=casus.community,
            stance=row["stance"],
            words=row["words"],
            made_by=casus.casushouder,
            created_at=moment(-row["age"], "14.20"),
        )
        _weigh(row["les"], row["age"])
    _rijk(world)


def _weigh(les: int, age: int) -> None:
    for advies in Advies.objects.filter(onderbouwing__les__number=les).distinct():
        weigh_again(advies, moment(-age, "14.20"))


def _rijk(world: World) -> None:
    for row in RIJKSVRAGEN:
        back = row.get("withdrawn")
        vraag = Rijksvraag.objects.create(
            les=world.lessen[row["les"]],
            organisatie=world.organisaties[row["organisatie"]],
            question=row["question"],
            asked_by=world.people[row["by"]],
            asked_at=moment(-row["age"], "10.15"),
            reminded_at=moment(-row["reminded"], "6.00") if "reminded" in row else None,
            withdrawn_at=moment(-back, "9.30") if back else None,
            withdrawn_by=world.people[row["by"]] if back else None,
            withdrawn_reason=row.get("reason", ""),
        )
        if "answer" in row:
            _answer(world, vraag, row)
        if "waits" in row:
            _let_wait(world, vraag, row)


def _answer(world: World, vraag: Rijksvraag, row: dict[str, Any]) -> None:
    """Let somebody answer and change that later; a redacteur placed it both times."""
    vraag.answer, vraag.answered_by = row["before"], world.people[row["writer"]]
    vraag.placed_by = world.people["redacteur"]
    vraag.answered_at = moment(-row["answered"], "11.00")
    vraag.save()
    vraag.answer = row["answer"]
    vraag.changed_at = moment(-row["changed"], "15.40")
    vraag.save()


def _let_wait(world: World, vraag: Rijksvraag, row: dict[str, Any]) -> None:
    Rijksantwoord.objects.create(
        vraag=vraag,
        answer=row["text"],
        writer=world.people[row["writer"]],
        written_at=moment(-row["waits"], "16.20"),
    )
