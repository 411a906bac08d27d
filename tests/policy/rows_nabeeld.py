"""The declared policy of the look back on a meeting: who writes it, looks along and reads it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten.models import Nabeeld
from tests.factories import BijeenkomstFactory, VerslagFactory
from tests.policy.rows_bijeenkomsten import READERS
from tests.policy.table import EVERYONE, NOBODY, REDACTIE, Row, roles

STATES = ("draft", "asked", "online")
ANONIEM = roles("anoniem")


def build(world: Any) -> None:
    """Make one in every state, of meetings that ended; co_auteur wrote in it last."""
    begin = timezone.now() - timedelta(days=3)
    for state in STATES:
        for visibility in READERS:
            meeting = BijeenkomstFactory(
                slug=f"nabeeld-{state}-{visibility}",
                community=world.community,
                visibility=visibility,
                starts_at=begin,
                ends_at=begin + timedelta(hours=2),
            )
            VerslagFactory(bijeenkomst=meeting).writers.add(world.people["co_auteur"])
            online = state == "online"
            Nabeeld.objects.create(
                bijeenkomst=meeting,
                body="Het regende, en toch bleef iedereen.",
                updated_by=world.people["co_auteur"],
                asked_at=begin if state == "asked" else None,
                published_at=begin if online else None,
                published_by=world.people["organisator"] if online else None,
                visibility=visibility,
            )


def of_one(state: str, visibility: str) -> list[Row]:
    """Return the rows of one; who writes along at the minutes must see the meeting too."""
    members = READERS[visibility]
    writers = roles("organisator") | (roles("co_auteur") & members)
    editors = REDACTIE & members
    readers = writers | {"draft": NOBODY, "asked": editors, "online": members}[state]
    unseen = EVERYONE - readers

    def kwargs(world: Any) -> dict[str, Any]:
        return {"slug": f"nabeeld-{state}-{visibility}"}

    label = f"{state}, {visibility}"
    decides = roles("organisator") | editors if state == "asked" else NOBODY
    withdraws = writers | editors if state == "online" else NOBODY
    return [
        Row("bijeenkomsten:terugblik", label, kwargs, readers, None, unseen),
        Row(
            "bijeenkomsten:terugblik_write",
            label,
            kwargs,
            writers,
            writers,
            EVERYONE - members - ANONIEM,
            lambda world: {"body": "De zon scheen.", "version": 1},
        ),
        Row(
            "bijeenkomsten:terugblik_decide",
            label,
            kwargs,
            decides,
            decides,
            unseen - ANONIEM,
            lambda world: {"granted": "ja", "reason": "", "version": 1},
        ),
        Row(
            "bijeenkomsten:terugblik_withdraw",
            label,
            kwargs,
            withdraws,
            withdraws,
            unseen - ANONIEM,
            lambda world: {"reason": "Er staat een naam in."},
        ),
    ]


ROWS = [row for state in STATES for visibility in READERS for row in of_one(state, visibility)]
