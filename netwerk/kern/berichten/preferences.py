"""What people want to hear, how often, and about what not at all.

Silence about a subject goes before following it, and both before how often somebody wants a
kind of message. Essential messages ask nobody.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q

from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import Attention, Frequency, Preference, Subscription
from netwerk.kern.berichten.registry import Message


def frequencies(message: Message, people: Iterable[int]) -> dict[int, str]:
    """Return how often each of these people (by id) wants this message."""
    wanted = dict.fromkeys(people, str(message.frequency))
    if not message.essential:
        chosen = Preference.objects.filter(kind=message.key, person__in=list(wanted))
        wanted |= dict(chosen.values_list("person_id", "frequency"))
    return wanted


def frequency_of(message: Message, person_id: int) -> str:
    """Return how often one person wants this message."""
    return frequencies(message, [person_id])[person_id]


def silent_about(topics: Iterable[Model], people: Iterable[int]) -> set[int]:
    """Return which of these people (by id) want to hear nothing about one of these things."""
    which = _about(topics)
    if not which:
        return set()
    rows = Subscription.objects.filter(which, attention=Attention.MUTE, person__in=list(people))
    return set(rows.values_list("person_id", flat=True))


def followers_of(topics: Iterable[Model]) -> Any:
    """Return the ids of who follows one of these things, as a queryset for a subquery."""
    which = _about(topics)
    rows = Subscription.objects.filter(which, attention=Attention.FOLLOW)
    return (rows if which else rows.none()).values("person")


def attention_of(person: Any, topic: Model) -> str:
    """Return "follow", "mute" or "": what this person chose for one thing."""
    rows = Subscription.objects.filter(_about([topic]), person=person)
    return rows.values_list("attention", flat=True).first() or ""


def _about(topics: Iterable[Model]) -> Q:
    which = Q()
    for topic in topics:
        content_type = ContentType.objects.get_for_model(topic)
        which |= Q(content_type=content_type, object_id=topic.pk)
    return which


@transaction.atomic
def set_frequency(*, person: Any, message: Message, frequency: str) -> None:
    """Remember how often somebody wants a kind of message; ValueError for what it does not offer.

    The usual frequency is not stored, so that it can change for everybody who did not choose.
    """
    if message.essential or frequency not in message.choices():
        raise ValueError(f"{message.key} cannot be sent {frequency}.")
    if frequency == message.frequency:
        Preference.objects.filter(person=person, kind=message.key).delete()
    else:
        Preference.objects.update_or_create(
            person=person, kind=message.key, defaults={"frequency": frequency}
        )


@transaction.atomic
def set_attention(*, person: Any, topic: Model, attention: str) -> None:
    """Let somebody follow one thing, silence it, or ("") neither."""
    rows = Subscription.objects.filter(_about([topic]), person=person)
    if not attention:
        rows.delete()
        return
    Subscription.objects.update_or_create(
        person=person,
        content_type=ContentType.objects.get_for_model(topic),
        object_id=topic.pk,
        defaults={"attention": Attention(attention)},
    )


def who_wants(message: Message, frequency: str) -> Q:
    """Return the condition on deliveries that their person wants this message so often."""
    chosen = Preference.objects.filter(kind=message.key, person=OuterRef("person"))
    if message.frequency == frequency:
        return ~Q(Exists(chosen.exclude(frequency=frequency)))
    return Q(Exists(chosen.filter(frequency=frequency)))


@transaction.atomic
def stop(*, person: Any, message: Message) -> None:
    """Send somebody no more of this kind; for an overview: nothing that comes in overviews."""
    if message.choices():
        set_frequency(person=person, message=message, frequency=Frequency.NEVER)
        return
    for each in registry.all_messages():
        if frequency_of(each, person.pk) in {Frequency.DAILY, Frequency.WEEKLY}:
            set_frequency(person=person, message=each, frequency=Frequency.NEVER)
