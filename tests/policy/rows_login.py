"""The declared policy of the pages about logging in that are ours."""

from typing import Any

from allauth.usersessions.models import UserSession

from tests.policy.table import SIGNED_IN, Row, roles


def build(world: Any) -> None:
    """Add a session of the deelnemer on some other device."""
    world.objects["sessie"] = UserSession.objects.create(
        user=world.people["deelnemer"], ip="192.0.2.1", session_key="elders", user_agent="Firefox/1"
    )


BEHEER = roles("beheerder")
ROWS = [
    Row("tweede_stap", get=SIGNED_IN),
    Row(
        "sessie_beeindigen",
        kwargs=lambda world: {"pk": world["sessie"].pk},
        post=roles("deelnemer"),
        hidden=SIGNED_IN - roles("deelnemer"),
    ),
    Row(
        "beheer_lid_tweede_stap",
        kwargs=lambda world: {"pk": world.people["deelnemer"].pk},
        get=BEHEER,
        post=BEHEER,
    ),
]
