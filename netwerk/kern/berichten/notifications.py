"""Overviews: one mail a day or a week instead of many, about what waits for somebody.

What was mailed by itself never waits, so it is never repeated. An item is checked again when
the overview is made; an overview in which nothing is left is not sent.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from netwerk.kern import subjects
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.checks import ManyForOne
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
SATURDAY = 5
MOST_LINES = 60  # in one overview; the rest is told as a number
WORTH = {Frequency.DAILY: timedelta(hours=20), Frequency.WEEKLY: timedelta(days=3)}
LONGEST_WAIT = timedelta(days=30)  # while mail could not be sent; older is no news any more
TOO_OLD = "wachtte te lang op een overzicht"
MOST_ITEMS = 500  # that one overview looks at: each takes a few queries, while all mail waits
TOO_MANY = "er was te veel nieuws voor één overzicht"


@registry.every_round
def announce_overviews() -> None:
    """Announce the overviews that are due from seven o'clock on, where anything waits.

    Daily on working days; weekly on Monday, or on the first working day after it when the
    machine stood still. The row of the round makes that it happens once; it is there too when
    nothing waited, so that the first item of the day waits for tomorrow.
    """
    now = timezone.now().astimezone(AMSTERDAM)
    if now.time() < HOUR or now.weekday() >= SATURDAY:
        return
    monday = now.date() - timedelta(days=now.weekday())
    rounds = {Frequency.DAILY: now.date(), Frequency.WEEKLY: monday}
    done = set(Overzicht.objects.filter(day__gte=monday).values_list("frequency", "day"))
    for frequency, day in rounds.items():
        if (frequency, day) not in done:
            _begin(frequency, day)


def _begin(frequency: Frequency, day: date) -> None:
    try:
        with transaction.atomic():
            overview = Overzicht.objects.create(frequency=frequency, day=day)
            if _anything_for(frequency):
                announce(kind="overzicht", subject=overview, actor=None)
    except IntegrityError:
        return  # another scheduler was quicker


def _anything_for(frequency: Frequency) -> bool:
    """Say whether anything waits, or may wait soon: what is not planned yet is planned first."""
    unplanned = MessageEvent.objects.filter(planned_at__isnull=True).exclude(kind="overzicht")
    return _waiting(frequency).exists() or unplanned.exists()


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
    label = "Je koos ervoor om nieuws in een overzicht te krijgen"
    audience = "Wie mail één keer per dag of week wil, en voor wie er iets nieuws is"
    moment = "Op werkdagen om 7 uur; het overzicht van de week op maandag"
    group = Group.OVERVIEWS
    follows = "overzicht"
    template = "mail/overzicht"
    lane = Lane.DIGEST
    on_doubt = OnDoubt.STOP
    timeless = False

    def choices(self) -> list[Frequency]:
        """The kinds that go into it have the choice."""
        return []

    def recipients(self, event: MessageEvent) -> QuerySet[Any]:
        """Return who has something waiting that belongs in this overview."""
        waiting = _waiting(_frequency(event.subject)).filter(person=OuterRef("pk"))
        return get_user_model()._default_manager.filter(Exists(waiting))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a round and a person."""
        return f"ovz:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """What was not told by then goes into the next overview."""
        return event.created_at + WORTH[_frequency(event.subject)]

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
        items = self._items(delivery, subject)
        sections: dict[Model, Section] = {}
        for item, about in items[:MOST_LINES]:
            kind = subjects.of(about)
            empty = Section(kind.title(about), f"{settings.SITE_URL}{kind.url(about)}")
            section = sections.setdefault(about, empty)
            message = registry.get(item.kind)
            url = message.context(item, about).get("url", section.url)
            section.lines.append({"text": message.line(item, about), "url": url})
        return _shown(_frequency(subject), list(sections.values()), len(items))

    def example(self) -> dict[str, Any]:
        """Two posts about one casus, and a meeting."""
        casus = Section("Leerplekken in het groen", f"{settings.SITE_URL}/casussen/voorbeeld/")
        meeting = Section("Casustafel over leerplekken", f"{settings.SITE_URL}/bijeenkomsten/")
        for name in ("Dana de Boer", "Milan Visser"):
            casus.lines.append({"text": f"{name} schreef een reactie", "url": casus.url})
        when = "Nieuwe bijeenkomst: donderdag 28 januari 2027, 10.00 tot 12.30 uur"
        meeting.lines.append({"text": when, "url": meeting.url})
        return _shown(Frequency.DAILY, [casus, meeting], 3)

    def before_sending(self, delivery: Delivery, subject: Any) -> None:
        """Write down which items this overview tells of, so that none is told again."""
        told = [item.pk for item, _ in self._items(delivery, subject)]
        Delivery.objects.filter(pk__in=told).update(state=State.BUNDLED, digest=delivery)

    def not_sent(self, delivery: Delivery) -> None:
        """Let the items wait for the next overview."""
        delivery.items.filter(state=State.BUNDLED).update(state=State.WAITING, digest=None)

    def _items(self, delivery: Delivery, overview: Any) -> list[tuple[Delivery, Model]]:
        """Return what may be told, newest first, locked; what may not is dropped with a reason.

        Computed once for a delivery under way: what is written down is what was shown.
        """
        if "_overview_items" not in delivery.__dict__:
            delivery.__dict__["_overview_items"] = self._collect(delivery, overview)
        items: list[tuple[Delivery, Model]] = delivery.__dict__["_overview_items"]
        return items

    def _collect(self, delivery: Delivery, overview: Any) -> list[tuple[Delivery, Model]]:
        kept = []
        waiting = ManyForOne(delivery.person)
        items = _told_in(delivery, _frequency(overview))
        newest = list(items[:MOST_ITEMS])
        if len(newest) == MOST_ITEMS:
            older = items.filter(pk__lt=newest[-1].pk).order_by()
            older.update(state=State.SUPPRESSED, reason=TOO_MANY)
        for item in newest:
            subject, reason = waiting.look(item)
            if item.created_at < timezone.now() - LONGEST_WAIT:
                reason = TOO_OLD
            if reason or subject is None:
                item.state, item.reason = State.SUPPRESSED, reason[:200]
                item.save(update_fields=["state", "reason"])
            else:
                kept.append((item, subject))
        return kept


def _told_in(delivery: Delivery, frequency: Frequency) -> QuerySet[Delivery]:
    """Return the items of an overview, locked: a next attempt tells of the same as the first."""
    own: QuerySet[Delivery] = Delivery.objects.filter(digest=delivery.pk, state=State.BUNDLED)
    if delivery.pk is None or not own.exists():
        own = _waiting(frequency).filter(person=delivery.person_id)
    return own.select_related("event").select_for_update(of=("self",)).order_by("-pk")


def _shown(frequency: Frequency, sections: list[Section], number: int) -> dict[str, Any]:
    weekly = frequency == Frequency.WEEKLY
    return {
        "period": "week" if weekly else "dag",
        "sections": sections,
        "number": number,
        "more": number - sum(len(section.lines) for section in sections),
        "url": f"{settings.SITE_URL}{reverse('dashboard')}",
    }


def _frequency(overview: Any) -> Frequency:
    return Frequency(overview.frequency)


def _waiting(frequency: Frequency) -> QuerySet[Delivery]:
    """Return what waits for this round: weekly what people want weekly, daily all the rest."""
    weekly = Q(pk__in=[])
    for message in registry.all_messages():
        if Frequency.WEEKLY in message.choices():
            chosen = preferences.who_wants(message, Frequency.WEEKLY)
            weekly |= Q(kind=message.key) & chosen
    rows = Delivery.objects.filter(state=State.WAITING, due_at__lte=timezone.now())
    return rows.filter(weekly) if frequency == Frequency.WEEKLY else rows.exclude(weekly)
