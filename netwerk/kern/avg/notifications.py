"""Mail about people's own data; it says that something is ready or done, never what is in it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.avg.models import ExportState
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import (
    Addressee,
    AddressMessage,
    Group,
    Message,
    OnDoubt,
    register,
)


def own_data_url() -> str:
    """Return the page with one's own data, for a mail."""
    return f"{settings.SITE_URL}{reverse('mijn_gegevens')}"


class AboutYou(Message):
    """To one person, about a row that is theirs."""

    group = Group.ACCOUNT
    lane = Lane.URGENT
    essential = True
    on_doubt = OnDoubt.RESEND
    timeless = False
    audience = "De deelnemer over wie het gaat"
    always = "het gaat over je eigen gegevens"

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the person whom the row is about."""
        subject: Any = event.subject
        people = get_user_model()._default_manager
        return people.filter(pk=subject.person_id) if subject else people.none()

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each row."""
        return f"{self.key}:{event.object_id}:{person_id}"

    def topics(self, event: MessageEvent) -> list[Model]:
        """It cannot be silenced."""
        return []


@register
class ExportReady(AboutYou):
    """The copy of your data can be fetched."""

    key = "avg.export_ready"
    label = "De kopie van je gegevens staat klaar"
    moment = "Zodra de kopie klaar is"
    follows = "avg.export_ready"
    template = "avg/mail/kopie"

    def expires_at(self, event: MessageEvent) -> datetime:
        """As long as the copy is there."""
        return event.subject.expires_at if event.subject else event.created_at  # type: ignore[attr-defined, no-any-return]

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who fetched it already needs no mail."""
        return "" if subject.state == ExportState.READY else "de kopie is er niet meer"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return where to fetch it and until when."""
        return {"url": own_data_url(), "until": timezone.localtime(subject.expires_at)}

    def example(self) -> dict[str, Any]:
        """A copy that is there for a week."""
        return {"url": own_data_url(), "until": datetime(2026, 12, 11, 9, 0)}


@register
class ErasureAsked(AboutYou):
    """You asked to be erased, and can still stay."""

    key = "avg.erasure_asked"
    label = "Je vroeg om je gegevens te wissen"
    follows = "avg.erasure_asked"
    template = "avg/mail/gevraagd"

    def expires_at(self, event: MessageEvent) -> datetime:
        """Until it is too late to stay."""
        return event.subject.due_at if event.subject else event.created_at  # type: ignore[attr-defined, no-any-return]

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who chose to stay has nothing to hear."""
        return "het verzoek is ingetrokken" if subject.withdrawn_at else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return when it happens and where to stop it."""
        return {"url": own_data_url(), "on": timezone.localtime(subject.due_at)}

    def example(self) -> dict[str, Any]:
        """Somebody who goes in a week."""
        return {"url": own_data_url(), "on": datetime(2026, 12, 11, 9, 0)}


@register
class Erased(AddressMessage):
    """The last mail; the address goes as soon as it is out."""

    key = "avg.erased"
    label = "Je gegevens zijn gewist"
    group = Group.ACCOUNT
    lane = Lane.URGENT
    audience = "Wie is gewist, op het adres dat daarna ook verdwijnt"
    moment = "Vlak voordat de gegevens verdwijnen"
    always = "het is de laatste die je krijgt"
    on_doubt = OnDoubt.STOP
    timeless = False
    follows = "avg.erased"
    template = "avg/mail/gewist"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each request."""
        return f"{self.key}:{event.object_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a day the address goes, mail or no mail (see werk.py)."""
        return event.created_at + timedelta(days=1)

    def addressee(self, delivery: Delivery, subject: Any) -> Addressee | None:
        """Return the address while the account still has it."""
        person = subject.person
        if person.erased_at is not None:
            return None
        return Addressee(person.email, person.first_name, person.get_full_name())

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return what stays; it can be read under this address."""
        return {"url": f"{settings.SITE_URL}{reverse('privacy')}"}

    def example(self) -> dict[str, Any]:
        """The same for everybody."""
        return {"url": f"{settings.SITE_URL}{reverse('privacy')}"}


@register
class Inactive(Message):
    """Your account closes soon, because you were away for long."""

    key = "avg.inactive"
    label = "Je account sluit, want je was er lang niet"
    group = Group.ACCOUNT
    audience = "Wie bijna twee jaar niet inlogde"
    moment = "Dertig dagen voor het account sluit"
    always = "zonder deze mail raak je je account kwijt"
    follows = "avg.inactive"
    template = "avg/mail/slapend"
    essential = True
    on_doubt = OnDoubt.RESEND
    timeless = False

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the person."""
        return get_user_model()._default_manager.filter(pk=event.object_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each warning: who comes back and goes again is warned again."""
        return f"{self.key}:{event.pk}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """Until the account closes."""
        return event.created_at + timedelta(days=30)

    def topics(self, event: MessageEvent) -> list[Model]:
        """It cannot be silenced."""
        return []

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who logged in meanwhile keeps the account."""
        return "" if hasattr(subject, "slapend") else "logde weer in"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return when it closes and where to log in."""
        closes = delivery.event.created_at + timedelta(days=30)
        return {
            "on": timezone.localtime(closes),
            "url": f"{settings.SITE_URL}{reverse('account_login')}",
        }

    def example(self) -> dict[str, Any]:
        """Somebody who was away for two years."""
        return {
            "on": datetime(2026, 12, 28, 9, 0),
            "url": f"{settings.SITE_URL}{reverse('account_login')}",
        }
