"""A story without names that waits for somebody to look, and the answer."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from casussen.enums import CasusRole, VerhaalState
from communities.models import Deelnemer
from communities.sharing import organisers_of
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)


class VerhaalMessage(Message):
    """What the messages about a story share; they tell no more of the casus than its story does."""

    group = Group.CASUSSEN
    essential = True
    on_doubt = OnDoubt.RESEND

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page itself tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def address(self, verhaal: Any) -> str:
        """Return where the mail leads."""
        raise NotImplementedError

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the title of the story and the page."""
        return {
            "title": subject.title,
            "granted": bool(delivery.data.get("granted")),
            "url": f"{settings.SITE_URL}{self.address(subject)}",
        }

    def example(self) -> dict[str, Any]:
        """A story that was published."""
        return {
            "title": "De avond waar niemand kwam",
            "granted": True,
            "url": f"{settings.SITE_URL}{reverse('casussen:verhaal', args=['voorbeeld'])}",
        }


@register
class VerhaalAsked(VerhaalMessage):
    """Somebody must look whether a story gives its casus away."""

    key = "verhaal.asked"
    label = "Iemand vraagt of een verhaal zonder namen openbaar mag"
    audience = "Organisatoren van de community en redacteuren, als zij niet meeschreven"
    always = "er wacht een besluit op jou"
    lane = Lane.URGENT
    follows = "verhaal.asked"
    template = "casussen/mail/verhaal_asked"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who may decide, without the writers."""
        verhaal: Any = event.subject
        casus = verhaal.casus
        deciders = organisers_of(casus.community_id) | Q(is_redacteur=True)
        writers = casus.deelnames.filter(role=CasusRole.CO_AUTHOR).values("deelnemer")
        made = {event.actor_id, verhaal.created_by_id, casus.casushouder_id} - {None}
        return Deelnemer.objects.filter(deciders).exclude(pk__in=writers).exclude(pk__in=made)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it is asked."""
        return f"vha:{event.pk}:{person_id}"

    def address(self, verhaal: Any) -> str:
        """Lead to the page with the decision."""
        return reverse("casussen:verhaal_decide", args=[verhaal.slug])

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody else was quicker, or this person may not decide any more."""
        if allowed(delivery.person, "casussen.decide_verhaal", subject):
            return ""
        return "kan hier niet (meer) over beslissen"


@register
class VerhaalDecided(VerhaalMessage):
    """The answer, for who asked."""

    key = "verhaal.decided"
    label = "Er is beslist over je verhaal zonder namen"
    audience = "Wie vroeg om mee te kijken"
    always = "het is het antwoord op je vraag"
    follows = "verhaal.decided"
    template = "casussen/mail/verhaal_decided"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who asked."""
        verhaal: Any = event.subject
        return Deelnemer.objects.filter(pk=verhaal.requested_by_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an answer."""
        return f"vhd:{event.pk}:{person_id}"

    def address(self, verhaal: Any) -> str:
        """Lead to the story as its writers see it, with the reason."""
        return str(verhaal.get_absolute_url())

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """While somebody looks again there is no answer to tell."""
        return "er wordt opnieuw gekeken" if subject.state == VerhaalState.REVIEW else ""
