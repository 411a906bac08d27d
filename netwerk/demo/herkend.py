"""Makes what other casussen say of lessen, questions to the rijk, and papers under lessen."""

from typing import Any

from communities.models import Organisatie
from handboek.models import Advies, Herkenning, Rijksvraag
from netwerk.demo.content.herkend import (
    HERKENNINGEN,
    OP_LESSEN,
    RIJKSDIENST,
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
    slug, name = RIJKSDIENST
    dienst = Organisatie.objects.create(
        slug=slug, name=name, kind=world.begrip("organisatietype", "uitvoeringsorganisatie")
    )
    for row in RIJKSVRAGEN:
        made = row["organisatie"] == slug
        vraag = Rijksvraag.objects.create(
            les=world.lessen[row["les"]],
            organisatie=dienst if made else world.organisaties[row["organisatie"]],
            question=row["question"],
            asked_by=world.people[row["by"]],
            asked_at=moment(-row["age"], "10.15"),
            reminded_at=moment(-row["reminded"], "6.00") if "reminded" in row else None,
        )
        if "answer" in row:
            _answer(world, vraag, row)


def _answer(world: World, vraag: Rijksvraag, row: dict[str, Any]) -> None:
    """Let a redacteur write an answer down, and change it later."""
    vraag.answer, vraag.on_behalf = row["before"], True
    vraag.answered_by = world.people["redacteur"]
    vraag.answered_at = moment(-row["answered"], "11.00")
    vraag.save()
    vraag.answer = row["answer"]
    vraag.changed_at = moment(-row["changed"], "15.40")
    vraag.save()
