"""What people get mail about editions: one waits, something has to go, a new one appeared."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse

from communities.models import Deelnemer
from handboek.enums import UitgaveState
from handboek.models import Weglating
from netwerk.kern.berichten.models import Delivery, Frequency, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)


class ForSecondRedacteur(Message):
    """Something that another redacteur has to decide about."""

    group = Group.HANDBOEK
    digestible = True

    def concerns(self, person: Any) -> bool:
        """Only redacteuren decide about editions."""
        return bool(person.is_redacteur)

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the desk tells more than an old mail."""
        return event.created_at + WORTH_TELLING


@register
class UitgaveReady(ForSecondRedacteur):
    """An edition is frozen: a second redacteur lets it appear."""

    key = "uitgave.ready"
    label = "Een uitgave van het handboek wacht op een tweede redacteur"
    audience = "Redacteuren die de uitgave niet zelf maakten"
    follows = "uitgave.ready"
    template = "handboek/mail/uitgave_ready"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the redacteuren who did not make it."""
        uitgave: Any = event.subject
        makers = {uitgave.made_by_id, uitgave.edited_by_id}
        return Deelnemer.objects.filter(is_redacteur=True).exclude(pk__in=makers)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that one is ready."""
        return f"ugr:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It appeared meanwhile, or this person may not decide."""
        if allowed(delivery.person, "handboek.decide_uitgave", subject):
            return ""
        return "kan hier niet (meer) over beslissen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the edition and where to decide."""
        page = reverse("handboek:uitgave_werk", args=[subject.year, subject.number])
        return _told(subject) | {"url": f"{settings.SITE_URL}{page}"}

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Say which one waits."""
        return f"{subject} wacht op een tweede redacteur"

    def example(self) -> dict[str, Any]:
        """The first edition of a year."""
        page = reverse("handboek:redactie_uitgaven")
        return _told(_example()) | {"url": f"{settings.SITE_URL}{page}"}


@register
class WeglatingAsked(ForSecondRedacteur):
    """A redacteur asks another one to take something out of an edition."""

    key = "weglating.asked"
    label = "Een redacteur vraagt om iets uit een uitgave te halen"
    audience = "Redacteuren die het niet zelf vroegen"
    from_person = True
    follows = "weglating.asked"
    template = "handboek/mail/weglating_asked"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the other redacteuren."""
        return Deelnemer.objects.filter(is_redacteur=True).exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a question."""
        return f"wgl:{event.data['weglating']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody decided already."""
        if allowed(delivery.person, "handboek.decide_weglating", _weglating(delivery)):
            return ""
        return "kan hier niet (meer) over beslissen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return which advies it is, and where to decide; never what has to go."""
        row = _weglating(delivery)
        code = row.rij.uitgave.code if row else ""
        page = reverse("handboek:weglating", args=[delivery.data["weglating"]])
        return {"number": subject.number, "code": code, "url": f"{settings.SITE_URL}{page}"}

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Say of which advies."""
        return f"Haal iets weg uit advies {subject.number} in een uitgave"

    def example(self) -> dict[str, Any]:
        """Something in advies 12."""
        page = reverse("handboek:redactie_uitgaven")
        return {"number": 12, "code": "2027-1", "url": f"{settings.SITE_URL}{page}"}


@register
class UitgavePublished(Message):
    """A new edition appeared; it waits for the overview of the week unless somebody chose else."""

    key = "uitgave.published"
    label = "Er is een nieuwe uitgave van het handboek"
    audience = "Wie een account heeft"
    group = Group.HANDBOEK
    digestible = True
    frequency = Frequency.WEEKLY
    follows = "uitgave.published"
    template = "handboek/mail/uitgave_published"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return everybody with an account, but for who let it appear."""
        return Deelnemer.objects.active().exclude(pk=event.actor_id)

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody follows or silences one edition."""
        return []

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an edition."""
        return f"ugv:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks it is no news."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What appeared stays."""
        return "" if subject.state == UitgaveState.FINAL else "is niet verschenen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the edition and its front."""
        return _told(subject) | {"url": f"{settings.SITE_URL}{subject.get_absolute_url()}"}

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Say which one it is."""
        return f"{subject} van het handboek is verschenen"

    def example(self) -> dict[str, Any]:
        """The first edition of a year."""
        page = reverse("handboek:uitgaven")
        return _told(_example()) | {"url": f"{settings.SITE_URL}{page}"}


def _told(uitgave: Any) -> dict[str, Any]:
    return {"code": uitgave.code, "name": uitgave.name, "total": uitgave.total}


def _example() -> Any:
    return SimpleNamespace(code="2027-1", name="Wat we leerden in het eerste jaar", total=42)


def _weglating(delivery: Delivery) -> Weglating | None:
    rows = Weglating.objects.select_related("rij__uitgave")
    return rows.filter(pk=delivery.data["weglating"]).first()
