"""Whether a message may still be sent: asked once more at the last moment, under lock."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from psycopg import sql

from netwerk.kern import subjects
from netwerk.kern.berichten import bounces, preferences, registry
from netwerk.kern.berichten.models import Delivery, Frequency
from netwerk.kern.berichten.registry import AddressMessage, Message

UNWANTED = "wil dit bericht niet"
SILENT = "wil hier niets over horen"
HIDDEN = "mag het onderwerp niet meer zien"
GONE = "het onderwerp bestaat niet meer"
CLOSED = "het netwerk is afgesloten"
NOBODY = "het adres is er niet meer"


def message_of(delivery: Delivery) -> Message | None:
    """Return the kind of a delivery; None when the code does not know it any more."""
    try:
        return registry.get(delivery.kind)
    except KeyError:
        return None


def locked_subject(delivery: Delivery) -> Model | None:
    """Return the subject as it is now, locked FOR SHARE: a change waits, other senders do not."""
    content_type = ContentType.objects.get_for_id(delivery.event.content_type_id)
    model: Any = content_type.model_class()
    table, key = sql.Identifier(model._meta.db_table), sql.Identifier(model._meta.pk.column)
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s FOR SHARE").format(table, key)
    with connection.cursor() as cursor:
        cursor.execute(query, [delivery.event.object_id])
    return model._default_manager.filter(pk=delivery.event.object_id).first()


def reason_to_drop(message: Message | None, delivery: Delivery, subject: Model | None) -> str:
    """Return why this must not be told any more, or ""."""
    if message is None:
        return "dit soort bericht bestaat niet meer"
    if settings.ARCHIVE_MODE and not message.when_closed:
        return CLOSED
    if subject is None:
        return GONE
    if delivery.expires_at <= timezone.now():
        return "verlopen"
    if isinstance(message, AddressMessage):
        return message.reason_to_drop(delivery, subject) if delivery.addressee else NOBODY
    person = delivery.person
    if not person.is_active:
        return "het account staat uit"
    if not subjects.may_view(person, subject):
        return HIDDEN
    if not message.essential:
        reason = _unwanted(message, delivery)
        if reason:
            return reason
    return message.reason_to_drop(delivery, subject)


def _unwanted(message: Message, delivery: Delivery) -> str:
    person = delivery.person
    if preferences.frequency_of(message, person.pk) == Frequency.NEVER:
        return UNWANTED
    if preferences.silent_about(message.topics(delivery.event), [person.pk]):
        return SILENT
    failed = bounces.known_of(person)
    if failed is not None and failed.is_blocked:
        return "mail aan dit adres komt steeds terug"
    return ""


class ManyForOne:
    """Looks at many messages that wait for one person, and asks what they share only once.

    What holds for the mail that will tell of them (an open account, an address that works, its
    end) is asked of that mail. Until then a message does not expire.
    """

    def __init__(self, person: Any) -> None:
        self.person = person
        self.chosen = preferences.chosen_by(person)
        self.silent = preferences.silenced_by(person)
        self.subjects: dict[tuple[int, int], tuple[Model | None, str]] = {}

    def look(self, delivery: Delivery) -> tuple[Model | None, str]:
        """Return the subject, locked FOR SHARE, and why it must not be told any more, or ""."""
        delivery.person = self.person
        subject, reason = self._subject(delivery)
        message = message_of(delivery)
        if message is None or subject is None or reason:
            return subject, reason or "dit soort bericht bestaat niet meer"
        delivery.event.subject = subject
        if self.chosen.get(message.key) == Frequency.NEVER:
            return subject, UNWANTED
        topics = message.topics(delivery.event)
        if any((topic._meta.label_lower, topic.pk) in self.silent for topic in topics):
            return subject, SILENT
        return subject, message.reason_to_drop(delivery, subject)

    def _subject(self, delivery: Delivery) -> tuple[Model | None, str]:
        key = (delivery.event.content_type_id, delivery.event.object_id)
        if key not in self.subjects:
            subject = locked_subject(delivery)
            reason = "" if subject else GONE
            if subject is not None and not subjects.may_view(self.person, subject):
                reason = HIDDEN
            self.subjects[key] = (subject, reason)
        return self.subjects[key]
