"""Posts on a casus or a dilemma."""

from typing import Any

from django.db.models import QuerySet

from casussen.models import Casus, Dilemma
from communities.models import Deelnemer
from communities.notifications import ReactieMessage
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.registry import register


@register
class ReactieOnYourCasus(ReactieMessage):
    """For the casushouder, or for who put a dilemma forward."""

    key = "casus.reactie"
    label = "Iemand reageert op een casus of dilemma van jou"
    audience = "De casushouder, of wie het dilemma inbracht"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return that one person, unless it is the writer of the post."""
        subject: Any = event.subject
        owner = None
        if isinstance(subject, Casus):
            owner = subject.casushouder_id
        elif isinstance(subject, Dilemma):
            owner = subject.author_id
        return Deelnemer.objects.filter(pk=owner).exclude(pk=event.actor_id)
