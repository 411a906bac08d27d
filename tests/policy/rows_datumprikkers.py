"""The declared policy of date polls: for the members of one community."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten.enums import Suits
from tests.factories import DatumoptieFactory, DatumprikkerFactory, begrip
from tests.policy.table import COMMUNITY, EVERYONE, SIGNED_IN, Row, roles

ORGANISER = roles("organisator")
ORGANISERS = roles("organisator", "andere_organisator")
OUTSIDE = EVERYONE - COMMUNITY - roles("anoniem")


def build(world: Any) -> None:
    """Ask the community for a date, and stop asking for another."""
    for state in ("open", "chosen", "withdrawn"):
        poll = DatumprikkerFactory(community=world.community, state=state)
        world.objects[f"prikker-{state}"] = poll
        world.objects[f"moment-{state}"] = DatumoptieFactory(datumprikker=poll)


def poll(state: str) -> Any:
    return lambda world: {"number": world[f"prikker-{state}"].pk}


def moment(state: str) -> Any:
    return lambda world: {
        "number": world[f"prikker-{state}"].pk,
        "optie": world[f"moment-{state}"].pk,
    }


def later(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def poll_data(world: Any) -> dict[str, Any]:
    return {
        "community": world.community.pk,
        "kind": begrip("bijeenkomstsoort", "casustafel").pk,
        "title": "Casustafel",
        "goal": "We kijken samen.",
        "minutes": 120,
        "closes_on": later(5),
        "dag_1": later(10),
        "tijd_1": "10:00",
        "dag_2": later(11),
        "tijd_2": "10:00",
    }


def answer(world: Any) -> dict[str, Any]:
    return {f"moment_{world['moment-open'].pk}": Suits.YES}


ROWS = [
    Row("bijeenkomsten:datumprikkers", get=SIGNED_IN),
    Row("bijeenkomsten:datumprikker_nieuw", get=ORGANISERS, post=ORGANISERS, data=poll_data),
    *(
        Row(f"bijeenkomsten:{name}", state, kwargs(state), get, post, OUTSIDE, data)
        for state in ("open", "chosen", "withdrawn")
        for name, kwargs, get, post, data in (
            ("datumprikker", poll, COMMUNITY, None, lambda world: {}),
            ("datumprikker_antwoord", poll, COMMUNITY, COMMUNITY, answer),
            (
                "datumprikker_momenten",
                poll,
                ORGANISER,
                ORGANISER,
                lambda world: {"dag_1": later(12), "tijd_1": "10:00"},
            ),
            ("datumprikker_kiezen", moment, ORGANISER, ORGANISER, lambda world: {}),
            (
                "datumprikker_stoppen",
                poll,
                ORGANISER,
                ORGANISER,
                lambda world: {"reason": "Te weinig mensen."},
            ),
        )
    ),
]
