"""Fills the afruilmatrix of most casussen, and keeps two choices."""

from typing import Any

from casussen.models import AfruilRegel, Keuze
from netwerk.demo.content.afruil import AFRUIL, KEUZES
from netwerk.demo.moments import moment
from netwerk.demo.world import World


def make_afruil(world: World) -> None:
    """Make the rows of every matrix, and the two choices."""
    AfruilRegel.objects.bulk_create(
        AfruilRegel(
            casus=world.casussen[slug],
            theme=world.begrip("cbs-thema", theme),
            dimension=dimension,
            group=world.maybe("bevolkingsgroep", group),
            effect=effect,
            explanation=why,
        )
        for slug, rows in AFRUIL.items()
        for theme, dimension, group, effect, why in rows
    )
    for row in KEUZES:
        _keuze(world, row)


def _keuze(world: World, row: dict[str, Any]) -> None:
    keuze = Keuze.objects.create(
        casus=world.casussen[row["casus"]],
        dimensions=row["dimensions"],
        note=row["note"],
        updated_by=world.people[row["by"]],
    )
    keuze.themes.set(world.begrippen("cbs-thema", row["themes"]))
    keuze.groups.set(world.begrippen("bevolkingsgroep", row["groups"]))
    Keuze.objects.filter(pk=keuze.pk).update(updated_at=moment(-row["days"], "15.10"))
