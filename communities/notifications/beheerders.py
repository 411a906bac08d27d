"""What every beheerder hears."""

from typing import Any

from django.db.models import Model, QuerySet

from communities.models import Deelnemer
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt


class ToBeheerders(Message):
    """A task for the beheerders together; nobody can turn it off."""

    audience = "Elke beheerder"
    group = Group.BEHEER
    essential = True
    on_doubt = OnDoubt.RESEND

    def concerns(self, person: Any) -> bool:
        """Only a beheerder gets it."""
        return bool(person.is_beheerder)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the beheerders."""
        return Deelnemer.objects.active().filter(is_beheerder=True)

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody follows or silences a task."""
        return []
