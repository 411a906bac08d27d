"""The declared policy of the beheer of messages."""

from django.utils import timezone

from netwerk.kern.berichten.models import Delivery, MessageEvent, State
from tests.policy.table import Row, roles
from tests.policy.world import World

BEHEER = roles("beheerder")


def build(world: World) -> None:
    """Add a message that was given up."""
    event = MessageEvent.objects.create(
        kind="deelnemer.welcome", subject=world.community, planned_at=timezone.now()
    )
    world.objects["mislukt_bericht"] = Delivery.objects.create(
        dedupe_key="mislukt",
        event=event,
        kind="deelnemer.welcome",
        person=world.people["deelnemer"],
        due_at=timezone.now(),
        expires_at=timezone.now(),
        state=State.DEAD,
        message_id="<mislukt@testserver>",
    )


ROWS = [
    Row("beheer_berichten", get=BEHEER),
    Row("beheer_berichten_opnieuw", get=BEHEER, post=BEHEER),
    Row(
        "beheer_bericht_opnieuw",
        kwargs=lambda world: {"pk": world["mislukt_bericht"].pk},
        get=BEHEER,
        post=BEHEER,
    ),
]
