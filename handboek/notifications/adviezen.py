"""What redacteuren get mail about: an advies that waits for a second reader, or came back."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from handboek.enums import State
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
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
        writers = _writers_of(event.subject) | {event.actor_id}
        return Deelnemer.objects.filter(is_redacteur=True).exclude(pk__in=writers - {None})

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
            "kind": "Doe",
            "url": f"{settings.SITE_URL}{reverse('handboek:index')}",
        }


@register
class Returned(Message):
    """A second reader gave an advies, or a new text for it, back: whoever wrote it reads why."""

    key = "advies.returned"
    label = "Een advies dat jij schreef, kwam terug"
    audience = "Redacteuren die het advies schreven of het laatst veranderden"
    group = Group.HANDBOEK
    digestible = True
    from_person = True
    follows = "advies.returned"
    template = "handboek/mail/advies_returned"

    def concerns(self, person: Any) -> bool:
        """Only redacteuren write adviezen."""
        return bool(person.is_redacteur)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who wrote it and who changed it last, as far as they still are redacteur."""
        writers = _writers_of(event.subject) - {event.actor_id}
        return Deelnemer.objects.filter(is_redacteur=True, pk__in=writers)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it comes back."""
        return f"ret:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page of the advies tells it."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It was handed in again meanwhile, or this person may not write any more."""
        text = _text_of(subject)
        if text.state != State.DRAFT or not text.returned_reason:
            return "het advies is weer ingeleverd"
        permissions = ("handboek.change_advies", "handboek.change_werkversie")
        if any(allowed(delivery.person, name, subject) for name in permissions):
            return ""
        return "kan hier niet (meer) aan schrijven"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the advies, why it came back, and the page to go on."""
        text = _text_of(subject)
        return {
            "number": subject.number,
            "title": text.title,
            "reason": text.returned_reason,
            "url": f"{settings.SITE_URL}{_page_of(subject)}",
        }

    def example(self) -> dict[str, Any]:
        """A draft that does not say yet when it works."""
        return {
            "number": 12,
            "title": "Vraag eerst wie er nog niet aan tafel zit",
            "reason": "Schrijf er nog bij wanneer het niet werkt.",
            "url": f"{settings.SITE_URL}{reverse('handboek:werk', args=[12])}",
        }


def _text_of(advies: Any) -> Any:
    """Return what people work on: the new text of a published advies, or the advies itself."""
    return getattr(advies, "werkversie", advies)


def _writers_of(advies: Any) -> set[int]:
    """Return who began that text and who changed it last."""
    text = _text_of(advies)
    began = text.author_id if text is advies else text.writer_id
    return {began, text.edited_by_id} - {None}


def _page_of(advies: Any) -> str:
    """Return where the second reader decides: about the draft, or what changes in a text."""
    page = "handboek:werkversie" if hasattr(advies, "werkversie") else "handboek:werk"
    return reverse(page, args=[advies.number])
