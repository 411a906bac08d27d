"""An invitation to join a community, and what its inviter hears of the answer."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from communities.enums import InvitationState, Role
from communities.models import Deelnemer, Uitnodiging
from communities.services import uitnodigingen as services
from communities.sharing import organisers_of
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent, State
from netwerk.kern.berichten.registry import (
    Addressee,
    AddressMessage,
    Group,
    Message,
    OnDoubt,
    register,
)

LINK = "uitnodiging"  # what the token in the mail is for


@register
class UitnodigingMessage(AddressMessage):
    """Come and join us: who invites, to what, and until when."""

    key = "uitnodiging"
    label = "Iemand nodigt je uit voor een community"
    audience = "Wie wordt uitgenodigd"
    always = "iemand heeft je uitgenodigd"
    group = Group.ACCOUNT
    lane = Lane.URGENT
    follows = services.SENT
    template = "communities/mail/uitnodiging"
    from_person = True
    on_doubt = OnDoubt.RESEND

    def addressee(self, delivery: Delivery, subject: Any) -> Addressee | None:
        """Return the address of the row."""
        return Addressee(subject.email, subject.first_name, subject.get_full_name())

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that an organiser sends it."""
        return f"uit:{event.object_id}:{event.data['times']}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """As long as the invitation is valid."""
        return event.created_at + services.VALID_FOR

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What was answered or taken back is not mailed, nor what was mailed anew since."""
        if subject.state != InvitationState.OPEN:
            return "de uitnodiging is al beantwoord of ingetrokken"
        if subject.times_sent != delivery.data["times"]:
            return "de uitnodiging is opnieuw verstuurd"
        return ""

    def not_sent(self, delivery: Delivery) -> None:
        """Show in the list of the organisers that the mail came back."""
        if delivery.state == State.BOUNCED:
            services.note_came_back(pk=delivery.event.object_id, times=delivery.data["times"])

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the invitation; the personal word is text of somebody, never of ours."""
        return _shown(subject, tokens.link_token(LINK, subject.pk))

    def example(self) -> dict[str, Any]:
        """Hanneke invites somebody."""
        community = SimpleNamespace(
            name="Bewoners in beeld", central_question="Hoe krijgen bewoners echt een stem?"
        )
        return _shown(
            SimpleNamespace(
                community=community,
                invited_by=SimpleNamespace(get_full_name=lambda: "Hanneke Wiersma"),
                note="Jouw verhaal over de dorpsbus past hier precies.",
                first_name="Noor",
                expires_at=timezone.now() + services.VALID_FOR,
                role=Role.MEMBER,
            ),
            "voorbeeld",
        )


def _shown(row: Any, token: str) -> dict[str, Any]:
    path = reverse("communities:uitnodiging", args=[token])
    return {
        "author": row.invited_by.get_full_name(),
        "first_name": row.first_name,
        "community": row.community.name,
        "question": row.community.central_question,
        "note": row.note,
        "note_quoted": "\n".join(f"> {line}" for line in row.note.splitlines()),
        "organises": row.role == Role.ORGANISER,
        "expires_at": row.expires_at,
        "url": f"{settings.SITE_URL}{path}",
    }


class AboutUitnodiging(Message):
    """What people of a community hear about an invitation; its subject is the community."""

    group = Group.ACCOUNT

    def concerns(self, person: Any) -> bool:
        """Only who can invite gets it."""
        return bool(person.is_beheerder or person.is_organiser(*person.roles))

    def topics(self, event: MessageEvent) -> list[Model]:
        """It is a task, and no news of the community."""
        return []

    def expires_at(self, event: MessageEvent) -> datetime:
        """The list still says so then."""
        return event.created_at + services.VALID_FOR

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Keep what is about one invitation together."""
        return f"communities.uitnodiging:{delivery.data['uitnodiging_id']}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """After three months the invitation is forgotten."""
        return "" if self.row(delivery) else "de uitnodiging is er niet meer"

    def row(self, delivery: Delivery) -> Uitnodiging | None:
        """Return the invitation."""
        rows = Uitnodiging.objects.select_related("accepted_by", "invited_by")
        return rows.filter(pk=delivery.data["uitnodiging_id"]).first()

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who it is about, and where the list stands."""
        row: Any = self.row(delivery)
        return _about(row.accepted_by or row, subject.name, subject.slug)

    def example(self) -> dict[str, Any]:
        """Somebody who was invited."""
        noor = SimpleNamespace(get_full_name=lambda: "Noor van Haverkamp")
        return _about(noor, "Bewoners in beeld", "bewoners-in-beeld")


def _about(who: Any, community: str, slug: str) -> dict[str, Any]:
    path = reverse("communities:uitnodigingen", args=[slug])
    return {
        "who": who.get_full_name(),
        "community": community,
        "url": f"{settings.SITE_URL}{path}",
    }


@register
class UitnodigingAccepted(AboutUitnodiging):
    """Somebody whom you invited takes part."""

    key = "uitnodiging.accepted"
    label = "Iemand neemt je uitnodiging aan"
    audience = "Wie uitnodigde"
    follows = services.ACCEPTED
    template = "communities/mail/uitnodiging_aangenomen"
    digestible = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who invited."""
        rows = Uitnodiging.objects.filter(pk=event.data["uitnodiging_id"])
        return Deelnemer.objects.active().filter(pk__in=rows.values("invited_by"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an invitation."""
        return f"uia:{event.data['uitnodiging_id']}:{person_id}"

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Say who."""
        row: Any = self.row(delivery)
        return f"{(row.accepted_by or row).get_full_name()} doet nu mee"


@register
class UitnodigingWanted(AboutUitnodiging):
    """Somebody opened an invitation too late and wants a new one."""

    key = "uitnodiging.wanted"
    label = "Iemand vraagt een nieuwe uitnodiging"
    audience = "De organisatoren van de community, en wie uitnodigde"
    follows = services.WANTED
    template = "communities/mail/uitnodiging_gevraagd"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the organisers, and the beheerder who invited."""
        rows = Uitnodiging.objects.filter(pk=event.data["uitnodiging_id"])
        inviter = Q(is_beheerder=True, pk__in=rows.values("invited_by"))
        return Deelnemer.objects.active().filter(organisers_of(event.object_id) | inviter)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it is asked; the service allows that once a day."""
        return f"uiw:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Whoever was quicker sent it already."""
        row = self.row(delivery)
        return "" if row and row.is_expired else "de uitnodiging is niet meer verlopen"
