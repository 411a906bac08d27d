"""From message events to deliveries: who gets what, at most once."""

import logging
from collections.abc import Callable, Iterable
from itertools import batched

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from netwerk.kern import failpoints
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.mail import message_id
from netwerk.kern.berichten.models import Delivery, Frequency, MessageEvent, State

logger = logging.getLogger(__name__)
CHUNK = 1000


def nothing() -> None:
    """Do nothing: there is nobody to show life to."""


def plan_due(alive: Callable[[], None] = nothing) -> int:
    """Plan every event that nobody planned yet; return how many.

    Several planners may run at once. An event that fails is logged and left for a next time;
    it does not stop the others. ``alive`` is called after every chunk: a crowd takes a while.
    """
    planned = 0
    failed: set[int] = set()
    while True:
        event_id = None
        try:
            with transaction.atomic():
                event = _claim(failed)
                if event is None:
                    return planned
                event_id = event.pk
                _plan(event, alive)
        except Exception:
            if event_id is None:
                raise
            logger.exception("Message event %s cannot be planned.", event_id)
            failed.add(event_id)
        else:
            planned += 1


def _claim(failed: set[int]) -> MessageEvent | None:
    waiting = MessageEvent.objects.filter(planned_at__isnull=True).exclude(pk__in=failed)
    return waiting.order_by("pk").select_for_update(skip_locked=True).first()


def _plan(event: MessageEvent, alive: Callable[[], None]) -> None:
    messages = registry.following(event.kind)
    if not messages:
        logger.warning("Nobody is told about %s (event %s).", event.kind, event.pk)
    elif event.subject is None:
        logger.warning("The subject of message event %s is gone.", event.pk)
    else:
        for message in messages:
            _plan_message(event, message, alive)
    event.planned_at = timezone.now()
    event.save(update_fields=["planned_at"])
    failpoints.reach(failpoints.PLANNING)


def _plan_message(
    event: MessageEvent, message: registry.Message, alive: Callable[[], None]
) -> None:
    to_addresses = isinstance(message, registry.AddressMessage)
    if isinstance(message, registry.AddressMessage):
        rows = message.addressees(event)
    else:
        rows = message.recipients(event).filter(is_active=True)
    topics = [] if message.essential else message.topics(event)
    ids = rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    data = message.data(event)
    shared = {
        "event": event,
        "kind": message.key,
        "lane": message.lane_of(event),
        "due_at": message.due_at(event),
        "expires_at": message.expires_at(event),
    }
    for chunk in batched(ids, CHUNK):
        states = (
            dict.fromkeys(chunk, State.PLANNED) if to_addresses else _states(message, topics, chunk)
        )
        keys = {pk: message.dedupe_key(event, pk) for pk in states}
        Delivery.objects.bulk_create(
            [
                Delivery(
                    person_id=None if to_addresses else pk,
                    dedupe_key=key,
                    message_id=message_id(key),
                    state=states[pk],
                    data=data | {"addressee": pk} if to_addresses else data,
                    **shared,
                )
                for pk, key in keys.items()
            ],
            ignore_conflicts=True,
        )
        alive()


def _states(
    message: registry.Message, topics: list[Model], people: Iterable[int]
) -> dict[int, State]:
    """Return who gets it at once and who in an overview; who wants neither is not in it."""
    silent = preferences.silent_about(topics, people)
    wanted = preferences.frequencies(message, people)
    return {
        person_id: State.PLANNED if frequency == Frequency.AT_ONCE else State.WAITING
        for person_id, frequency in wanted.items()
        if frequency != Frequency.NEVER and person_id not in silent
    }
