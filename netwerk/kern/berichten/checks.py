"""Whether a message may still be sent: asked once more at the last moment, under lock."""

from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from psycopg import sql

from netwerk.kern import subjects
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Delivery, FailedAddress, Frequency
from netwerk.kern.berichten.registry import Message

UNWANTED = "wil dit bericht niet"


def message_of(delivery: Delivery) -> Message | None:
    """Return the kind of a delivery; None when the code does not know it any more."""
    try:
        return registry.get(delivery.kind)
    except KeyError:
        return None


def locked_subject(delivery: Delivery) -> Model | None:
    """Return the subject as it is now, locked FOR SHARE: a change waits, other senders do not."""
    model: Any = delivery.event.content_type.model_class()
    table, key = sql.Identifier(model._meta.db_table), sql.Identifier(model._meta.pk.column)
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s FOR SHARE").format(table, key)
    with connection.cursor() as cursor:
        cursor.execute(query, [delivery.event.object_id])
    return model._default_manager.filter(pk=delivery.event.object_id).first()


def reason_to_drop(
    message: Message | None, delivery: Delivery, subject: Model | None, *, expires: bool = True
) -> str:
    """Return why this must not be told any more, or "".

    An item of an overview does not expire by itself (``expires=False``).
    """
    person = delivery.person
    if message is None:
        return "dit soort bericht bestaat niet meer"
    if subject is None:
        return "het onderwerp bestaat niet meer"
    if expires and delivery.expires_at <= timezone.now():
        return "verlopen"
    if not person.is_active:
        return "het account staat uit"
    if not subjects.may_view(person, subject):
        return "mag het onderwerp niet meer zien"
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
        return "wil hier niets over horen"
    failed = FailedAddress.objects.filter(person=person, email=person.email).first()
    if failed is not None and failed.is_blocked:
        return "mail aan dit adres komt steeds terug"
    return ""
