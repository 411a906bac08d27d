"""Oversight: somebody looked with you, and rights have to be looked at."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from communities.enums import Verdict
from communities.models import Deelnemer, Inzage, Rechtenreview
from communities.notifications.beheerders import ToBeheerders
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register

WORTH = timedelta(days=30)


@register
class InzageStarted(Message):
    """A beheerder looked at the portal as you: who, until when and why."""

    key = "inzage.started"
    label = "Een beheerder keek met je mee"
    audience = "Met wie er is meegekeken"
    always = "je hoort te weten wie met je meekeek"
    group = Group.ACCOUNT
    follows = "inzage.started"
    template = "communities/mail/meegekeken"
    essential = True
    on_doubt = OnDoubt.RESEND

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the person looked at."""
        return Deelnemer.objects.filter(pk=event.object_id)

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody follows or silences this."""
        return []

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each time."""
        return f"inz:{event.data['inzage_id']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """It is worth knowing for a month."""
        return event.created_at + WORTH

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Each time is a mail of its own."""
        return f"communities.inzage:{delivery.data['inzage_id']}"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who looked, when and why."""
        rows = Inzage.objects.select_related("beheerder")
        return _looked(rows.get(pk=delivery.data["inzage_id"]))

    def example(self) -> dict[str, Any]:
        """A beheerder who helps."""
        now = timezone.now()
        return _looked(
            SimpleNamespace(
                beheerder=SimpleNamespace(get_full_name="Bente Baas"),
                reason="Je zag je casus niet en vroeg om hulp.",
                started_at=now,
                ends_at=now + timedelta(minutes=30),
            )
        )


def _looked(inzage: Any) -> dict[str, Any]:
    return {
        "inzage": inzage,
        "contact": settings.CONTACT_MAIL,
        "url": f"{settings.SITE_URL}{reverse('dashboard')}",
    }


class ReviewMessage(ToBeheerders):
    """Beheerders look at what people may do."""

    always = "anders houdt iemand rechten die niet meer kloppen"

    def expires_at(self, event: MessageEvent) -> datetime:
        """The list still says so then."""
        return event.created_at + WORTH

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What is signed needs nobody any more."""
        return "de ronde is al getekend" if subject.signed_at else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the round and how many people are left."""
        return _round(subject, subject.regels.filter(verdict=Verdict.OPEN).count())

    def example(self) -> dict[str, Any]:
        """A round about everybody."""
        return _round(Rechtenreview(pk=1, scope="all", due_on=timezone.localdate()), 240)


def _round(review: Rechtenreview, left: int) -> dict[str, Any]:
    address = reverse("beheer_rechten_ronde", args=[review.pk])
    return {
        "whose": review.get_scope_display(),
        "due_on": review.due_on,
        "left": left,
        "url": f"{settings.SITE_URL}{address}",
    }


@register
class ReviewOpened(ReviewMessage):
    """A round begins."""

    key = "review.opened"
    label = "Rechten moeten nagekeken worden"
    moment = "Twee weken voor het klaar moet zijn"
    follows = "review.opened"
    template = "communities/mail/rechten_begin"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a round and a beheerder."""
        return f"rcb:{event.object_id}:{person_id}"


@register
class ReviewOverdue(ReviewMessage):
    """A round is not signed although its day went by."""

    key = "review.overdue"
    label = "Rechten zijn te laat nagekeken"
    moment = "De dag nadat het klaar moest zijn"
    follows = "review.overdue"
    template = "communities/mail/rechten_laat"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a round and a beheerder."""
        return f"rcl:{event.object_id}:{person_id}"
