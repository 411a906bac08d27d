"""What people want to hear, how often, and about what not at all.

Silence about a subject goes before following it, and both before how often somebody wants a
kind of message. Essential messages ask nobody.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q

from netwerk.kern import events
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import Attention, Frequency, Preference, Subscription
from netwerk.kern.berichten.registry import Message

IN_OVERVIEWS = {Frequency.DAILY, Frequency.WEEKLY}


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


def chosen_by(person: Any) -> dict[str, str]:
    """Return {key: how often} of every kind of message that leaves a choice, in one query."""
    kinds = {each.key: str(each.frequency) for each in registry.all_messages() if each.choices()}
    rows = Preference.objects.filter(person=person, kind__in=list(kinds))
    return kinds | dict(rows.values_list("kind", "frequency"))


def silent_about(topics: Iterable[Model], people: Iterable[int]) -> set[int]:
    """Return which of these people (by id) want to hear nothing about one of these things."""
    which = _about(topics)
    if not which:
        return set()
    rows = Subscription.objects.filter(which, attention=Attention.MUTE, person__in=list(people))
    return set(rows.values_list("person_id", flat=True))


def silenced_by(person: Any) -> set[tuple[str, int]]:
    """Return {(model, id)} of everything that somebody wants to hear nothing about."""
    rows = Subscription.objects.filter(person=person, attention=Attention.MUTE)
    return {
        (f"{app}.{model}", pk)
        for app, model, pk in rows.values_list(
            "content_type__app_label", "content_type__model", "object_id"
        )
    }


def followers_of(topics: Iterable[Model]) -> Any:
    """Return the ids of who follows one of these things, as a queryset for a subquery."""
    which = _about(topics)
    rows = Subscription.objects.filter(which, attention=Attention.FOLLOW)
    return (rows if which else rows.none()).values("person")


def attentions_of(person: Any, topics: Iterable[Model]) -> dict[int, str]:
    """Return {id: "follow" or "mute"} for things of one model, in one query."""
    which = _about(topics)
    if not which:
        return {}
    rows = Subscription.objects.filter(which, person=person)
    return dict(rows.values_list("object_id", "attention"))


def attention_of(person: Any, topic: Model) -> str:
    """Return "follow", "mute" or "": what this person chose for one thing."""
    return attentions_of(person, [topic]).get(topic.pk, "")


def _about(topics: Iterable[Model]) -> Q:
    ids: dict[ContentType, list[int]] = {}
    for topic in topics:
        ids.setdefault(ContentType.objects.get_for_model(topic), []).append(topic.pk)
    which = Q()
    for content_type, keys in ids.items():
        which |= Q(content_type=content_type, object_id__in=keys)
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


def declined(message: Message, topics: Iterable[Model]) -> Q:
    """Return the condition on people that they want none of it, or silenced what it is about."""
    never = Preference.objects.filter(
        person=OuterRef("pk"), kind=message.key, frequency=Frequency.NEVER
    )
    silent = Subscription.objects.filter(
        _about(topics), person=OuterRef("pk"), attention=Attention.MUTE
    )
    return Q(Exists(never)) | Q(Exists(silent))


@transaction.atomic
def stop(*, person: Any, message: Message) -> dict[str, str]:
    """Send somebody no more of this kind; for an overview: nothing that comes in overviews.

    Returns {key: how often} of what changed, as it was before, for ``restore``.
    """
    chosen = chosen_by(person)
    if message.choices():
        keys = [message.key]
    else:
        keys = [key for key, often in chosen.items() if often in IN_OVERVIEWS]
    before = {key: chosen[key] for key in keys if chosen[key] != Frequency.NEVER}
    for key in before:
        set_frequency(person=person, message=registry.get(key), frequency=Frequency.NEVER)
    return before


@transaction.atomic
def restore(*, person: Any, before: dict[str, str]) -> None:
    """Put back how often somebody wanted some kinds; what is no longer offered is left out."""
    for message in registry.all_messages():
        if before.get(message.key) in message.choices():
            set_frequency(person=person, message=message, frequency=before[message.key])


@transaction.atomic
def set_frequencies(*, person: Any, wanted: dict[str, str]) -> int:
    """Remember several choices at once ({key: how often}); return how many were changed.

    Who keeps everything as it was has chosen too, and others may want to know that.
    """
    chosen = chosen_by(person)
    changed = {key: often for key, often in wanted.items() if chosen.get(key) != often}
    for key, often in changed.items():
        set_frequency(person=person, message=registry.get(key), frequency=often)
    events.emit("mail.chosen", person=person)
    return len(changed)
