"""Makes the answers of the organisations that casussen describe.

Comes after everything that is written about a casus: a consent is about one text.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from casussen.enums import ConsentState, RequestState
from casussen.models import Casus, Publicatieverzoek, Toestemming
from casussen.openbaar import public_mark, public_text
from communities.enums import Visibility
from netwerk.demo.content.toestemmingen import AGREED, ASKED, CONTACTS, REFUSED
from netwerk.demo.moments import moment
from netwerk.demo.world import World

DAYS = 60  # that a question is valid


def make_toestemmingen(world: World) -> None:
    """Give what is public or asked for a consent; one contact said no, one did not answer yet."""
    waiting = Publicatieverzoek.objects.waiting().values("casus")
    rows = Casus.objects.filter(visibility=Visibility.PUBLIC) | Casus.objects.filter(pk__in=waiting)
    for number, casus in enumerate(rows.order_by("pk")):
        name, role = CONTACTS[number % len(CONTACTS)]
        _agree(casus, name, role, AGREED[number % len(AGREED)])
    slug, name, role, words = REFUSED
    _answered(world.casussen[slug], name, role, moment(-12, "9.40"), ConsentState.REFUSED, words)
    slug, name, role, note = ASKED
    casus = world.casussen[slug]
    row = _row(casus, name, role, note=note, expires_at=timezone.now() + timedelta(days=DAYS - 3))
    Toestemming.objects.filter(pk=row.pk).update(
        asked_at=moment(-3, "16.05"), sent_at=moment(-3, "16.05")
    )


def _agree(casus: Casus, name: str, role: str, words: str) -> None:
    """Agree to the text as it is, some days before somebody looked along."""
    granted = casus.publicatieverzoeken.filter(state=RequestState.GRANTED).first()
    when = granted.requested_at - timedelta(days=2) if granted else moment(-9, "10.30")
    _answered(casus, name, role, when, ConsentState.GRANTED, words)


def _answered(
    casus: Casus, name: str, role: str, when: Any, state: ConsentState, words: str
) -> None:
    granted = state == ConsentState.GRANTED
    row = _row(
        casus,
        name,
        role,
        expires_at=when + timedelta(days=DAYS),
        state=state,
        answered_at=when,
        noticed_at=casus.updated_at,
        answer_note=words,
        text_mark=public_mark(casus) if granted else "",
        text=public_text(casus) if granted else "",
    )
    Toestemming.objects.filter(pk=row.pk).update(
        asked_at=when - timedelta(days=4), sent_at=when - timedelta(days=4)
    )


def _row(casus: Casus, name: str, role: str, **fields: Any) -> Toestemming:
    address = name.lower().replace(" ", ".").replace("ë", "e")
    return Toestemming.objects.create(
        casus=casus,
        contact_name=name,
        contact_role=role,
        contact_email=f"{address}@voorbeeld.nl",
        asked_by=casus.casushouder,
        **fields,
    )
