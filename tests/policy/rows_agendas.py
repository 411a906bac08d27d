"""The declared policy of feeds in iCalendar, and of the page about them."""

from typing import Any

from bijeenkomsten.models import Agendasleutel
from tests.policy.table import EVERYONE, SIGNED_IN, Row


def build(world: Any) -> None:
    """Give one member an address."""
    world.objects["sleutel"] = Agendasleutel.objects.create(deelnemer=world.people["deelnemer"])


def own(world: Any) -> dict[str, Any]:
    return {"key": world["sleutel"].key}


def of_own_community(world: Any) -> dict[str, Any]:
    return {"key": world["sleutel"].key, "community": world.community.slug}


def of_other_community(world: Any) -> dict[str, Any]:
    return {"key": world["sleutel"].key, "community": world.other.slug}


def dead(world: Any) -> dict[str, Any]:
    return {"key": "0" * 64}


ROWS = [
    Row("bijeenkomsten:public_ics", get=EVERYONE, impersonal=True),
    Row("mijn_agenda", get=SIGNED_IN),
    Row("mijn_agenda_nieuw", get=SIGNED_IN, post=SIGNED_IN),
    Row("agenda_mijn", "", own, EVERYONE),
    Row("agenda_mijn", "oude sleutel", dead, hidden=EVERYONE),
    Row("agenda_community", "", of_own_community, EVERYONE),
    Row("agenda_community", "van anderen", of_other_community, hidden=EVERYONE),
]
