"""Mail of the handboek: what waits for a second reader, and what became of a report."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from handboek.enums import ReportState
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)


@register
class ReviewAsked(Message):
    """Somebody else must read an advies before it is published."""

    key = "advies.review_asked"
    label = "Een advies wacht op een tweede lezer"
    audience = "Redacteuren die het advies niet zelf schreven"
    group = Group.HANDBOEK
    digestible = True
    from_person = True
    follows = "advies.review_asked"
    template = "handboek/mail/review_asked"

    def concerns(self, person: Any) -> bool:
        """Only redacteuren read what others wrote."""
        return bool(person.is_redacteur)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the redacteuren who neither wrote it nor changed it last."""
        advies: Any = event.subject
        text = getattr(advies, "werkversie", None)
        wrote = (
            [text.writer_id, text.edited_by_id] if text else [advies.author_id, advies.edited_by_id]
        )
        writers = {*wrote, event.actor_id} - {None}
        return Deelnemer.objects.filter(is_redacteur=True).exclude(pk__in=writers)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it is handed in."""
        return f"rev:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the queue of the redactie tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody else was quicker, or this person may not decide any more."""
        for permission in ("handboek.decide_advies", "handboek.decide_werkversie"):
            if allowed(delivery.person, permission, subject):
                return ""
        return "kan hier niet (meer) over beslissen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the advies and its page."""
        return {
            "advies": subject,
            "kind": subject.get_kind_display(),
            "url": f"{settings.SITE_URL}{_page_of(subject)}",
        }

    def example(self) -> dict[str, Any]:
        """A do about listening first."""
        return {
            "advies": SimpleNamespace(
                number="12",
                title="Vraag eerst wie er nog niet aan tafel zit",
                hoofdstuk=SimpleNamespace(title="Samen aan tafel"),
            ),
            "kind": "Do",
            "url": f"{settings.SITE_URL}{reverse('handboek:index')}",
        }


@register
class ReportDecided(Message):
    """What a redacteur decided about what somebody told ("toegepast bij ons")."""

    key = "toepassing.decided"
    label = "Er is beslist over wat jij vertelde bij een advies"
    audience = "Wie vertelde dat de organisatie een advies toepaste"
    always = "het is het antwoord op wat je vertelde"
    group = Group.HANDBOEK
    essential = True
    on_doubt = OnDoubt.RESEND
    follows = "toepassing.decided"
    template = "handboek/mail/toepassing_decided"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who told it."""
        report: Any = event.subject
        return Deelnemer.objects.filter(pk=report.made_by_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each decision: what was placed can be taken away again."""
        return f"tpb:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page of the report tells it."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who took it back needs no answer."""
        decided = subject.state in {ReportState.PLACED, ReportState.REFUSED}
        return "" if decided else "er is geen besluit (meer) om te vertellen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the advies, the answer with its reason, and the page of the report."""
        return {
            "number": subject.advies.number,
            "title": subject.advies.title,
            "placed": subject.state == ReportState.PLACED,
            "reason": subject.reason,
            "url": f"{settings.SITE_URL}{_page_of(subject)}",
        }

    def example(self) -> dict[str, Any]:
        """A report that was placed."""
        return {
            "number": 14,
            "title": "Spreek leer- en werkplekken af vóór de aanbesteding",
            "placed": True,
            "reason": "",
            "url": f"{settings.SITE_URL}{reverse('handboek:toepassing', args=[1])}",
        }


def _page_of(advies: Any) -> str:
    """Return where the second reader reads: the draft, or what changes in a published text."""
    if hasattr(advies, "werkversie"):
        return reverse("handboek:werkversie", args=[advies.number])
    return str(advies.get_absolute_url())
