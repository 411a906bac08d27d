"""Overviews: one mail a day or a week instead of many, about what waits for somebody.

What was mailed by itself never waits, so it is never repeated. An item is checked again when
the overview is made; an overview in which nothing is left is not sent.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from netwerk.kern import subjects
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.checks import locked_subject, message_of, reason_to_drop
from netwerk.kern.berichten.models import (
    Delivery,
    Frequency,
    Lane,
    MessageEvent,
    Overzicht,
    State,
)
from netwerk.kern.berichten.registry import Group, Message, OnDoubt
from netwerk.kern.berichten.services import announce

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = time(7)  # in the Netherlands, before people begin to work
MONDAY, SATURDAY = 0, 5
MOST_ITEMS = 60  # in one overview; the rest is counted, and comes in the next
WORTH = {Frequency.DAILY: timedelta(hours=20), Frequency.WEEKLY: timedelta(days=3)}


@registry.every_round
def announce_overviews() -> None:
    """Announce the overviews of today once it is seven o'clock, where anything waits.

    Daily on working days, weekly on Monday. The row of the round makes that it happens once;
    it is there too when nothing waited, so that the first item of the day waits for tomorrow.
    """
    now = timezone.now().astimezone(AMSTERDAM)
    if now.time() < HOUR or now.weekday() >= SATURDAY:
        return
    rounds = [Frequency.DAILY, *([Frequency.WEEKLY] if now.weekday() == MONDAY else [])]
    done = set(Overzicht.objects.filter(day=now.date()).values_list("frequency", flat=True))
    for frequency in rounds:
        if frequency not in done:
            _begin(frequency, now)


def _begin(frequency: Frequency, now: datetime) -> None:
    try:
        with transaction.atomic():
            overview = Overzicht.objects.create(frequency=frequency, day=now.date())
            if _waiting(frequency).exists():
                announce(kind="overzicht", subject=overview, actor=None)
    except IntegrityError:
        return  # another scheduler was quicker


@dataclass
class Section:
    """What there is to tell about one subject, newest first."""

    title: str
    url: str
    lines: list[dict[str, str]] = field(default_factory=list)


@registry.register
class OverzichtMessage(Message):
    """Everything that waited for one person, in one mail, grouped per subject."""

    key = "overzicht"
    label = "Een overzicht van wat er nieuw is"
    group = Group.OVERVIEWS
    follows = "overzicht"
    template = "mail/overzicht"
    lane = Lane.DIGEST
    on_doubt = OnDoubt.STOP

    def choices(self) -> list[Frequency]:
        """The kinds that go into it have the choice."""
        return []

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Return who has something waiting that belongs in this overview."""
        waiting = _waiting(self._frequency(event.subject)).filter(person=OuterRef("pk"))
        return get_user_model()._default_manager.filter(Exists(waiting))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a round and a person."""
        return f"ovz:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """What was not told by then goes into the next overview."""
        return event.created_at + WORTH[self._frequency(event.subject)]

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody can follow or silence an overview; its items they can."""
        return []

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Every overview stands by itself."""
        return ""

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Without anything to tell there is no mail."""
        return "" if self._items(delivery, subject) else "er is niets te melden"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return a section per subject; the subject with the newest item comes first."""
        sections: dict[tuple[str, int], Section] = {}
        items = self._items(delivery, subject)
        for item, about in items[:MOST_ITEMS]:
            kind = subjects.of(about)
            section = sections.setdefault(
                (kind.key, about.pk), Section(kind.title(about), _full(kind.url(about)))
            )
            message = registry.get(item.kind)
            section.lines.append(
                {
                    "text": message.line(item, about),
                    "url": message.context(item, about).get("url", section.url),
                }
            )
        return {
            "period": "week" if self._frequency(subject) == Frequency.WEEKLY else "dag",
            "sections": list(sections.values()),
            "number": len(items[:MOST_ITEMS]),
            "more": max(0, len(items) - MOST_ITEMS),
        }

    def before_sending(self, delivery: Delivery, subject: Any) -> None:
        """Write down which items this overview tells of, so that none is told again."""
        told = [item.pk for item, _ in self._items(delivery, subject)[:MOST_ITEMS]]
        Delivery.objects.filter(pk__in=told).update(state=State.BUNDLED, digest=delivery)

    def not_sent(self, delivery: Delivery) -> None:
        """Let the items wait for the next overview."""
        delivery.items.update(state=State.WAITING, digest=None)

    def _frequency(self, overview: Any) -> Frequency:
        return Frequency(overview.frequency)

    def _items(self, delivery: Delivery, overview: Any) -> list[tuple[Delivery, Model]]:
        """Return what may be told, newest first, locked; what may not is dropped with a reason.

        Computed once for a delivery under way: what is written down is what was shown.
        """
        if "_overview_items" not in delivery.__dict__:
            delivery.__dict__["_overview_items"] = list(self._collect(delivery, overview))
        items: list[tuple[Delivery, Model]] = delivery.__dict__["_overview_items"]
        return items

    def _collect(self, delivery: Delivery, overview: Any) -> list[tuple[Delivery, Model]]:
        own = Q(digest=delivery.pk) if delivery.pk else Q(pk=None)
        waiting = _waiting(self._frequency(overview)).filter(person=delivery.person_id)
        rows = Delivery.objects.filter(own | Q(pk__in=waiting.values("pk")))
        kept = []
        for item in rows.select_related("event").select_for_update(of=("self",)).order_by("-pk"):
            item.person = delivery.person
            subject = locked_subject(item)
            message = message_of(item)
            reason = reason_to_drop(message, item, subject, expires=False)
            if reason or subject is None:
                item.state, item.reason = State.SUPPRESSED, reason[:200]
                item.save(update_fields=["state", "reason"])
            else:
                kept.append((item, subject))
        return kept


def _full(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _waiting(frequency: Frequency) -> QuerySet[Delivery]:
    """Return what waits for this round: weekly what people want weekly, daily all the rest."""
    weekly = Q(pk=None)
    for message in registry.all_messages():
        chosen = preferences.who_wants(message, Frequency.WEEKLY)
        weekly |= Q(kind=message.key) & chosen
    rows = Delivery.objects.filter(state=State.WAITING)
    return rows.filter(weekly) if frequency == Frequency.WEEKLY else rows.exclude(weekly)
