"""The declared policy of the live view: who comes looks along, organisers steer."""

from typing import Any

from tests.factories import InbrengFactory
from tests.policy.rows_bijeenkomsten import ORGANISER, READERS, hidden, meeting
from tests.policy.table import Roles, Row, roles


def build(world: Any) -> None:
    """Let the member of the community bring a part in, and write something down."""
    for visibility in READERS:
        punt = world.objects[f"punt-{visibility}"]
        punt.owner = world.people["deelnemer"]
        punt.save()
        world.objects[f"inbreng-{visibility}"] = InbrengFactory(
            agendapunt=punt, author=world.people["organisator"]
        )


def comers(visibility: str) -> Roles:
    """Return who said yes and may see the meeting, and the organiser."""
    outside = roles("buitenstaander") if visibility == "public" else roles()
    return roles("deelnemer", "organisator") | outside


def entry(visibility: str) -> Any:
    return lambda world: meeting(visibility)(world) | {"entry": world[f"inbreng-{visibility}"].pk}


def said(visibility: str) -> Any:
    return lambda world: {
        "punt": world[f"punt-{visibility}"].pk,
        "stap": world[f"stap-{visibility}"].pk,
        "kind": "question",
        "body": "Wie betaalt dit?",
    }


def per_visibility(seen: str) -> list[Row]:
    inside, may = hidden(seen, login_first=True), comers(seen)
    here, one = meeting(seen), entry(seen)
    steering = {"doe": "begin", "versie": 1}
    owner = roles("deelnemer")
    return [
        Row("bijeenkomsten:room", seen, here, may, None, inside),
        Row("bijeenkomsten:room_now", seen, here, may, None, inside),
        Row("bijeenkomsten:room_notes", seen, here, may, None, inside),
        Row("bijeenkomsten:room_steer", seen, here, None, ORGANISER, inside, lambda w: steering),
        Row("bijeenkomsten:room_write", seen, here, may, may, inside, said(seen)),
        Row("bijeenkomsten:room_remove", seen, one, None, ORGANISER, inside),
        Row("bijeenkomsten:room_adopt", seen, one, None, owner, inside),
    ]


ROWS = [row for seen in READERS for row in per_visibility(seen)]
