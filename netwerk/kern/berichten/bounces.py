"""Addresses that mail comes back from: remembered, shown to organisers, spared after a while."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from netwerk.kern.berichten.models import Delivery, FailedAddress

NOT_THE_ADDRESS = re.compile(r"\b5\.[67]\.\d")  # RFC 3463: content, and security or policy


@transaction.atomic
def note(delivery: Delivery, code: str) -> FailedAddress | None:
    """Count one bounce of the address that a message went to (now the address of its person).

    None when the code blames what we sent or who we are, not the address: else a few mails that
    look like spam, or a block list with our server on it, would silence people.
    """
    if NOT_THE_ADDRESS.search(code):
        return None
    now = timezone.now()
    row, _ = FailedAddress.objects.select_for_update().get_or_create(
        person=delivery.person,
        email=delivery.person.email,
        defaults={"first_at": now, "last_at": now},
    )
    row.bounces += 1
    row.last_at, row.code = now, code[:12]
    row.save(update_fields=["bounces", "last_at", "code"])
    return row


def failing(people: Iterable[int]) -> dict[int, FailedAddress]:
    """Return {id of the person: what is known} where mail to the present address comes back.

    One query. What came back from an address that somebody does not have any more is left out.
    """
    rows = FailedAddress.objects.filter(person__in=list(people), email=F("person__email"))
    return {row.person_id: row for row in rows}


def known_of(person: Any) -> FailedAddress | None:
    """Return what is known of mail that comes back from the present address of a person."""
    return failing([person.pk]).get(person.pk)


def blocked() -> Exists:
    """Return the condition on people that only essential messages are still tried."""
    many = FailedAddress.objects.filter(bounces__gte=FailedAddress.MOST_BOUNCES)
    return Exists(many.filter(person=OuterRef("pk"), email=OuterRef("email")))


def mark(people: Iterable[Any]) -> None:
    """Give every person of a page ``failed_address``: a FailedAddress, or None. One query."""
    listed = list(people)
    found = failing(person.pk for person in listed)
    for person in listed:
        person.failed_address = found.get(person.pk)


def forget(person: Any) -> int:
    """Try a person's addresses again as if nothing had come back; return how many."""
    return FailedAddress.objects.filter(person=person).delete()[0]
