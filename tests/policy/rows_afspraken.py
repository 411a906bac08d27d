"""The declared policy of decisions and action points."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten.models import Actiepunt
from tests.factories import BijeenkomstFactory, VerslagFactory
from tests.policy.rows_verslagen import OF_PART, THERE, verslag
from tests.policy.table import COMMUNITY, EVERYONE, NOBODY, SIGNED_IN, Row, roles

CLOSERS = roles("organisator", "buitenstaander")  # buitenstaander does it
READERS = COMMUNITY | CLOSERS


def build(world: Any) -> None:
    """Add action points; the decisions of minutes are made in rows_verslagen."""
    meeting = world.bijeenkomst["community"]
    draft = BijeenkomstFactory(community=world.community, slug="met-concept")
    VerslagFactory(bijeenkomst=draft)
    world.objects["actie-draft"] = Actiepunt.objects.create(
        bijeenkomst=draft,
        text="Bel de school.",
        owner=world.people["buitenstaander"],
        due_on=_soon(),
        noted_by=world.people["organisator"],
    )
    for state in ("open", "done"):
        world.objects[f"actie-{state}"] = Actiepunt.objects.create(
            bijeenkomst=meeting,
            text="Vraag het na.",
            owner=world.people["buitenstaander"],
            due_on=_soon(),
            noted_by=world.people["organisator"],
            state=state,
            closed_at=timezone.now() if state == "done" else None,
        )


def besluit(state: str) -> Any:
    def kwargs(world: Any) -> dict[str, Any]:
        found = verslag(state, "community", "item")(world)
        return found | {"key": world[f"besluit-{state}-community"].pk}  # type: ignore[no-any-return]

    return kwargs


def actie(state: str) -> Any:
    return lambda world: {
        "slug": world.bijeenkomst["community"].slug,
        "number": world[f"actie-{state}"].pk,
    }


def besluit_data(world: Any) -> dict[str, Any]:
    return {"text": "We gaan door."}


def punt_data(world: Any) -> dict[str, Any]:
    owner = world.people["organisator"].pk
    return {"text": "Bel de school.", "owner": owner, "due_on": _soon(), "version": 1}


def _soon() -> Any:
    return timezone.localdate() + timedelta(days=9)


def of_minutes() -> list[Row]:
    rows = []
    for state in ("draft", "check", "final"):
        readers = OF_PART | (THERE if state == "check" else NOBODY)
        readers |= COMMUNITY if state == "final" else NOBODY
        may = NOBODY if state == "final" else OF_PART
        unseen = EVERYONE - readers - roles("anoniem")
        part = verslag(state, "community", "item")
        rows += [
            Row(
                "bijeenkomsten:besluit_add",
                state,
                part,
                may,
                may,
                unseen,
                lambda w: {"text": "Ja."},
            ),
            Row("bijeenkomsten:actiepunt_add", state, part, may, may, unseen, punt_data),
            Row(
                "bijeenkomsten:besluit_change",
                state,
                besluit(state),
                may,
                may,
                unseen,
                besluit_data,
            ),
        ]
    return rows


def of_points() -> list[Row]:
    unseen = EVERYONE - READERS - roles("anoniem")
    rows = []
    for state in ("open", "done"):
        may = CLOSERS if state == "open" else NOBODY
        rows += [
            Row(
                "bijeenkomsten:actiepunt",
                state,
                actie(state),
                READERS,
                may,
                unseen,
                lambda w: {"state": "done", "outcome": ""},
            ),
            Row(
                "bijeenkomsten:actiepunt_remove",
                state,
                actie(state),
                None,
                NOBODY,
                unseen,
            ),
            Row("bijeenkomsten:actiepunt_change", state, actie(state), may, may, unseen, punt_data),
        ]
    return rows


def in_draft() -> Row:
    """Who wrote it down takes it away, while the minutes are a draft."""
    unseen = EVERYONE - READERS - roles("anoniem")

    def kwargs(world: Any) -> dict[str, Any]:
        punt = world["actie-draft"]
        return {"slug": punt.bijeenkomst.slug, "number": punt.pk}

    return Row(
        "bijeenkomsten:actiepunt_remove", "draft", kwargs, None, roles("organisator"), unseen
    )


ROWS = [
    *of_minutes(),
    in_draft(),
    *of_points(),
    Row("mijn_actiepunten", get=SIGNED_IN),
    Row(
        "bijeenkomsten:actiepunten",
        kwargs=lambda world: {"slug": world.community.slug},
        get=COMMUNITY,
    ),
]
