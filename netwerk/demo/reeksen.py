"""Turns one meeting of the demo into a series: the same again, four weeks later and so on."""

from collections.abc import Iterable, Iterator
from typing import Any

from bijeenkomsten.enums import Rhythm
from bijeenkomsten.models import Bijeenkomst, Reeks
from netwerk.demo.world import World

FOUR_WEEKS = 28
OF_THE_FIRST = ("yes", "maybe", "no", "needs", "mail_drafts")


def spread(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Return every meeting, and as often as its ``times`` says; only the first has answers."""
    for row in rows:
        yield row
        again = {key: value for key, value in row.items() if key not in OF_THE_FIRST}
        for number in range(1, row.get("times", 1)):
            days = row["days"] + number * FOUR_WEEKS
            yield again | {"slug": f"{row['slug']}-{number + 1}", "days": days, "times": 1}


def tie(world: World, rows: Iterable[dict[str, Any]]) -> None:
    """Make the meetings of each series one series."""
    for row in rows:
        times = row.get("times", 1)
        if times == 1:
            continue
        reeks = Reeks.objects.create(rhythm=Rhythm.FOUR_WEEKS, created_by=world.people[row["by"]])
        slugs = [row["slug"], *(f"{row['slug']}-{number}" for number in range(2, times + 1))]
        Bijeenkomst.objects.filter(slug__in=slugs).update(reeks=reeks)
