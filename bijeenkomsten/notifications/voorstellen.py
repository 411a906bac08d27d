"""What a member proposed for a programme, for its organisers; and their answer.

What it says stands in no mail: the meeting may be closed, and the page tells it.
"""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from bijeenkomsten.enums import ProposalState
from bijeenkomsten.models import Agendavoorstel
from bijeenkomsten.notifications.meetings import MeetingMessage
from communities.models import Deelnemer
from communities.sharing import organisers_of
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import OnDoubt, register
from netwerk.kern.policy import allowed


class ProposalMessage(MeetingMessage):
    """What the messages about a proposal share."""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the meeting, the proposal, and the page with proposals."""
        voorstel = _voorstel(delivery)
        address = reverse("bijeenkomsten:proposals", args=[subject.slug])
        return super().context(delivery, subject) | {
            "voorstel": voorstel,
            "accepted": bool(voorstel and voorstel.state == ProposalState.ACCEPTED),
            "url": f"{settings.SITE_URL}{address}",
        }

    def example(self) -> dict[str, Any]:
        """A proposal that came on the programme."""
        proposer = SimpleNamespace(get_full_name="Dana de Boer")
        return super().example() | {
            "voorstel": SimpleNamespace(proposed_by=proposer),
            "accepted": True,
        }


def _voorstel(delivery: Delivery) -> Agendavoorstel | None:
    rows = Agendavoorstel.objects.select_related("proposed_by")
    return rows.filter(pk=delivery.data["voorstel_id"]).first()


@register
class ProposalMade(ProposalMessage):
    """Somebody proposes a part for a programme."""

    key = "agendavoorstel.made"
    label = "Een lid stelt iets voor op het programma van een bijeenkomst van jou"
    audience = "Organisatoren van de community die de bijeenkomst leidt"
    follows = "agendavoorstel.made"
    template = "bijeenkomsten/mail/voorstel_gedaan"
    from_person = True

    def concerns(self, person: Any) -> bool:
        """Only who organises gets it."""
        return bool(person.is_organiser(*person.roles))

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the organisers, not who proposes it."""
        meeting: Any = event.subject
        people = Deelnemer.objects.active().filter(organisers_of(meeting.community_id))
        return people.exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a proposal and a person."""
        return f"avm:{event.data['voorstel_id']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Once decided or withdrawn there is nothing to ask; only who decides is asked."""
        voorstel = _voorstel(delivery)
        if voorstel is None or voorstel.state != ProposalState.PENDING:
            return "er is al beslist"
        if not allowed(delivery.person, "bijeenkomsten.change_bijeenkomst", subject):
            return "organiseert dit niet meer"
        return ""


@register
class ProposalDecided(ProposalMessage):
    """The answer of an organiser, for who proposed it."""

    key = "agendavoorstel.decided"
    label = "Er is beslist over je voorstel voor een programma"
    audience = "Wie het voorstelde"
    always = "het is het antwoord op je voorstel"
    follows = "agendavoorstel.decided"
    template = "bijeenkomsten/mail/voorstel_beslist"
    essential = True
    on_doubt = OnDoubt.RESEND

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who proposed it, unless they decided it themselves."""
        rows = Agendavoorstel.objects.filter(pk=event.data["voorstel_id"])
        people = Deelnemer.objects.active().filter(pk__in=rows.values("proposed_by"))
        return people.exclude(pk=event.actor_id or 0)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a proposal."""
        return f"avb:{event.data['voorstel_id']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who may no longer know of the meeting hears nothing of it."""
        if _voorstel(delivery) is None:
            return "het voorstel is er niet meer"
        if not allowed(delivery.person, "bijeenkomsten.view_bijeenkomst", subject):
            return "mag de bijeenkomst niet (meer) zien"
        return ""
