"""Makes what organisations told of an advies that they applied, and what readers said of it."""

from typing import Any

from handboek.enums import ReportState
from handboek.models import Advies, Lezersantwoord, Lijstitem, Toepassing
from netwerk.demo.content.toepassingen import LEZERS, MIJN_LIJST, TOEPASSINGEN
from netwerk.demo.moments import day, moment
from netwerk.demo.veranderingen import weigh_again
from netwerk.demo.world import World


def make_gebruik(world: World) -> None:
    """Tell, place and settle; and let readers say whether it was useful."""
    for row in TOEPASSINGEN:
        _report(world, row)
    for place, (number, useful, words, days) in enumerate(LEZERS):
        answer = Lezersantwoord.objects.create(
            advies=Advies.objects.get(number=number),
            useful=useful,
            body=words,
            token=f"{place:064}",
        )
        sent = moment(days, "20.15")
        Lezersantwoord.objects.filter(pk=answer.pk).update(sent_at=sent)
    for place, (number, note) in enumerate(MIJN_LIJST, start=1):
        Lijstitem.objects.create(
            owner=world.people["deelnemer"],
            advies=Advies.objects.get(number=number),
            note=note,
            position=place,
        )


def _report(world: World, row: dict[str, Any]) -> None:
    advies = Advies.objects.get(number=row["advies"])
    placed = row["state"] == ReportState.PLACED
    settled = row.get("note", "")
    editor = world.people["redacteur"]
    report = Toepassing.objects.create(
        advies=advies,
        organisatie=world.organisaties[row["organisatie"]],
        subject=row["subject"],
        place=row["place"],
        province=world.begrip("provincie", row["province"]),
        scale=world.begrip("schaalniveau", row["scale"]),
        applied_on=day(row["days"]),
        outcome=row["outcome"],
        did=row["did"],
        result=row["result"],
        made_by=world.people[row["by"]],
        state=row["state"],
        checked_by=editor if placed else None,
        checked_at=moment(row["told"] + 1, "10.20") if placed else None,
        note=settled,
        settled_by=editor if settled else None,
        settled_at=moment(row["told"] + 2, "15.00") if settled else None,
    )
    told = moment(row["told"], "16.30")
    Toepassing.objects.filter(pk=report.pk).update(created_at=told)
    weigh_again(advies, report.checked_at or told)
