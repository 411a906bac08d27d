"""The declared policy of how adviezen are used: "toegepast bij ons", readers, and own lists."""

from typing import Any

from tests.factories import (
    AdviesFactory,
    LezersantwoordFactory,
    LijstitemFactory,
    OrganisatieFactory,
    ToepassingFactory,
    begrip,
)
from tests.policy.rows_handboek import OUTSIDE_REDACTIE, advies
from tests.policy.table import (
    EVERYONE,
    NETWORK,
    NOBODY,
    REDACTIE,
    SIGNED_IN,
    Roles,
    Row,
    roles,
)

STATES = ("waiting", "placed", "refused", "withdrawn")
MAKER = roles("deelnemer")


def build(world: Any) -> None:
    """Add a report in every state, all by the same member."""
    about = AdviesFactory(published=True)
    world.objects["organisatie-gebruik"] = OrganisatieFactory()
    world.objects["lezersantwoord"] = LezersantwoordFactory(advies=about, body="Ik mis de kosten.")
    world.objects["lijstitem"] = LijstitemFactory(advies=about, owner=world.people["deelnemer"])
    for state in STATES:
        checked = {"checked_by": world.people["redacteur2"]} if state != "waiting" else {}
        world.objects[f"toepassing-{state}"] = ToepassingFactory(
            advies=about,
            made_by=world.people["deelnemer"],
            state=state,
            outcome="failed",
            **checked,
        )


def told(world: Any) -> dict[str, Any]:
    return {
        "organisatie": world["organisatie-gebruik"].pk,
        "subject": "120 huizen",
        "province": begrip("provincie", "drenthe").pk,
        "applied_on": "2026-10-03",
        "outcome": "worked",
        "did": "We vroegen leerlingen.",
        "result": "Negen diploma’s.",
    }


def report(name: str, state: str, may: Roles, **more: Any) -> Row:
    hidden = NOBODY if state == "placed" else SIGNED_IN - REDACTIE - MAKER
    return Row(
        f"handboek:{name}",
        state,
        kwargs=lambda world: {"pk": world[f"toepassing-{state}"].pk},
        hidden=more.pop("hidden", hidden),
        data=lambda world: {"reason": "Er staat een naam in.", "note": "Het geld stopte."},
        **(more or {"post": may}),
    )


def rows_of(state: str) -> list[Row]:
    stands = state in {"waiting", "placed"}
    readers = EVERYONE if state == "placed" else REDACTIE | MAKER
    refuse = REDACTIE if stands else NOBODY
    return [
        report("toepassing", state, NOBODY, get=readers, hidden=EVERYONE - readers),
        report("toepassing_plaats", state, REDACTIE if state == "waiting" else NOBODY),
        report("toepassing_weiger", state, refuse, get=refuse, post=refuse),
        report("toepassing_terug", state, MAKER if stands else NOBODY),
        report("toepassing_klaar", state, REDACTIE if state == "placed" else NOBODY),
    ]


def own_item(name: str) -> Row:
    return Row(
        f"handboek:{name}",
        kwargs=lambda world: {"pk": world["lijstitem"].pk},
        post=MAKER,
        hidden=SIGNED_IN - MAKER,
    )


ROWS = [
    Row("handboek:meenemen", get=EVERYONE),
    Row("handboek:mijn_lijst", get=SIGNED_IN),
    Row("handboek:lijst_erbij", post=SIGNED_IN),
    Row("handboek:lijst_papier", get=SIGNED_IN),
    Row("handboek:lijst_mail", post=SIGNED_IN),
    Row("handboek:lijst_op", "published", kwargs=advies("published"), post=SIGNED_IN),
    Row("handboek:lijst_op", "withdrawn", kwargs=advies("withdrawn"), post=NOBODY),
    *(own_item(name) for name in ("lijst_af", "lijst_omhoog", "lijst_omlaag", "lijst_notitie")),
    Row("handboek:toepassingen", "published", kwargs=advies("published"), get=EVERYONE),
    Row(
        "handboek:toepassingen",
        "draft",
        kwargs=advies("draft"),
        get=REDACTIE,
        hidden=OUTSIDE_REDACTIE,
    ),
    Row(
        "handboek:vertel",
        "published",
        kwargs=advies("published"),
        get=NETWORK,
        post=NETWORK,
        data=told,
    ),
    Row(
        "handboek:vertel",
        "withdrawn",
        kwargs=advies("withdrawn"),
        get=NOBODY,
        post=NOBODY,
        data=told,
    ),
    Row("handboek:redactie_toepassingen", get=REDACTIE),
    Row("handboek:delen", "published", kwargs=advies("published"), get=EVERYONE),
    Row("handboek:delen", "withdrawn", kwargs=advies("withdrawn"), get=EVERYONE),
    Row("handboek:delen", "draft", kwargs=advies("draft"), get=NOBODY, hidden=EVERYONE),
    Row("handboek:oembed", get=EVERYONE, impersonal=True),
    Row(
        "handboek:nuttig",
        "published",
        kwargs=advies("published"),
        get=EVERYONE,
        post=EVERYONE,
        data=lambda world: {"antwoord": "ja", "toelichting": "Ik mis de kosten."},
    ),
    Row("handboek:nuttig", "withdrawn", kwargs=advies("withdrawn"), get=NOBODY, post=NOBODY),
    Row(
        "handboek:nuttig",
        "draft",
        kwargs=advies("draft"),
        get=NOBODY,
        post=NOBODY,
        hidden=OUTSIDE_REDACTIE,
    ),
    Row("handboek:nuttig_bedankt", "published", kwargs=advies("published"), get=EVERYONE),
    Row("handboek:redactie_lezers", get=REDACTIE),
    Row("handboek:redactie_lezers_adviezen", get=REDACTIE),
    Row(
        "handboek:lezersantwoord_klaar",
        kwargs=lambda world: {"pk": world["lezersantwoord"].pk},
        post=REDACTIE,
        hidden=SIGNED_IN - REDACTIE,
    ),
    *(row for state in STATES for row in rows_of(state)),
]
