"""The declared policy of the programme: werkvormen, steps and proposals."""

from typing import Any

from tests.factories import AgendavoorstelFactory, StapFactory
from tests.policy.rows_bijeenkomsten import ORGANISER, READERS, hidden, meeting, point
from tests.policy.table import EVERYONE, NETWORK, Roles, Row, roles


def build(world: Any) -> None:
    """Add a step to the part of every meeting, and something that a member proposed."""
    for visibility in READERS:
        punt = world.objects[f"punt-{visibility}"]
        world.objects[f"stap-{visibility}"] = StapFactory(agendapunt=punt)
        world.objects[f"voorstel-{visibility}"] = AgendavoorstelFactory(
            bijeenkomst=punt.bijeenkomst, proposed_by=world.people["deelnemer"]
        )


def step(visibility: str) -> Any:
    return lambda world: point(visibility)(world) | {"step": world[f"stap-{visibility}"].pk}


def step_data(world: Any) -> dict[str, Any]:
    return {"title": "Vragen", "minutes": 15, "captures": "question"}


def of_steps(seen: str, inside: Roles) -> list[Row]:
    rows = [
        ("agenda_method", point(seen), ORGANISER, lambda world: {"werkvorm": "dilemmasessie"}),
        ("steps", point(seen), ORGANISER, step_data),
        ("step_change", step(seen), ORGANISER, step_data),
        ("step_move", step(seen), None, lambda world: {"richting": "omlaag"}),
        ("step_remove", step(seen), None, lambda world: {}),
    ]
    return [
        Row(f"bijeenkomsten:{name}", seen, kwargs, get, ORGANISER, inside, data)
        for name, kwargs, get, data in rows
    ]


def proposal(visibility: str) -> Any:
    def kwargs(world: Any) -> dict[str, Any]:
        return meeting(visibility)(world) | {"number": world[f"voorstel-{visibility}"].pk}

    return kwargs


def of_proposals(seen: str) -> list[Row]:
    inside = hidden(seen, login_first=True)
    may = READERS[seen] & NETWORK
    known = ORGANISER | roles("deelnemer")
    unknown = EVERYONE - known - roles("anoniem")
    here, one = meeting(seen), proposal(seen)
    new = {"title": "Een vraag", "explanation": "Van ons allemaal.", "minutes": 20}
    part = new | {"kind": "work"}
    return [
        Row("bijeenkomsten:proposals", seen, here, may, None, inside),
        Row("bijeenkomsten:propose", seen, here, may, may, inside, lambda world: new),
        Row(
            "bijeenkomsten:proposal_accept",
            seen,
            one,
            ORGANISER,
            ORGANISER,
            unknown,
            lambda world: part,
        ),
        Row(
            "bijeenkomsten:proposal_decline",
            seen,
            one,
            ORGANISER,
            ORGANISER,
            unknown,
            lambda world: {"reason": "Geen tijd."},
        ),
        Row("bijeenkomsten:proposal_withdraw", seen, one, None, roles("deelnemer"), unknown),
    ]


ROWS = [
    Row("bijeenkomsten:werkvormen", get=EVERYONE),
    Row("bijeenkomsten:werkvorm", "", lambda world: {"key": "dilemmasessie"}, EVERYONE),
    *(row for seen in READERS for row in of_proposals(seen)),
    *(row for seen in READERS for row in of_steps(seen, hidden(seen, login_first=True))),
]
