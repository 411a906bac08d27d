"""Makes how casussen are later, with what that does to an advies, and stories without names."""

from django.utils.text import slugify
from django.utils.timezone import localdate

from casussen.models import Casus, Terugblik, Verhaal
from casussen.models.terugblikken import MONTHS
from casussen.services.terugblikken import months_later
from handboek.enums import SignalKind
from handboek.models import Advies, Signaal
from netwerk.demo.content.achteraf import ANSWERS, FINISHED, VERHALEN
from netwerk.demo.moments import moment
from netwerk.demo.texts import flow
from netwerk.demo.veranderingen import weigh_again
from netwerk.demo.world import World


def make_achteraf(world: World) -> None:
    """Ask how it is with what was finished, answer some, and weigh the adviezen again."""
    for slug, days in FINISHED.items():
        casus = world.casussen[slug]
        casus.finished_at = moment(-days, "16.00")
        Casus.objects.filter(pk=casus.pk).update(finished_at=casus.finished_at)
        for months in MONTHS:
            due = months_later(localdate(casus.finished_at), months)
            Terugblik.objects.create(casus=casus, months=months, due_on=due)
    for slug, (days, outcome, words) in ANSWERS.items():
        casus = world.casussen[slug]
        row = casus.terugblikken.get(months=6)
        row.asked_at = moment(-days - 2, "9.00")
        row.outcome, row.body = outcome, flow(words)
        row.answered_by, row.answered_at = casus.casushouder, moment(-days, "11.20")
        row.save()
        for advies in Advies.objects.resting_on(casus).exclude(state="withdrawn"):
            weigh_again(advies, row.answered_at)
            if outcome == "failed" and advies.state == "published":
                Signaal.objects.create(advies=advies, casus=casus, kind=SignalKind.FAILED_LATER)
    _stories(world)


def _stories(world: World) -> None:
    for row in VERHALEN:
        writer = world.people[row["by"]]
        checked = row["state"] == "published"
        verhaal = Verhaal.objects.create(
            casus=world.casussen[row["casus"]],
            title=row["title"],
            slug=slugify(row["title"]),
            summary=row["summary"],
            body=flow(row["body"]),
            area_type=world.begrip("gebiedstype", row["area"]),
            state=row["state"],
            created_by=writer,
            requested_by=writer,
            requested_at=moment(-row["asked"], "10.40"),
            decided_by=world.people[row["decided_by"]] if checked else None,
            decided_at=moment(-row["decided"], "13.15") if checked else None,
        )
        verhaal.themes.add(*world.begrippen("cbs-thema", row["themes"]))
