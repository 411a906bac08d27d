"""Action points: the one who does it hears of it at once, and on the day that it is due."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import dateformat as dates
from django.utils import timezone

from bijeenkomsten.enums import ActionState
from bijeenkomsten.models import Actiepunt
from bijeenkomsten.moments import AMSTERDAM, end_of
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, every_round, register
from netwerk.kern.berichten.services import announce

HOUR = time(7)
WORTH_TELLING = timedelta(days=3)
AT_ONCE = 100  # action points in one round


class ActiepuntMessage(Message):
    """What both messages share; what is to be done stands on the page only."""

    group = Group.MEETINGS
    audience = "Wie het actiepunt doet"

    def topics(self, event: MessageEvent) -> list[Model]:
        """The meeting, and the community that leads it."""
        punt: Any = event.subject
        return [] if punt is None else [punt.bijeenkomst, punt.bijeenkomst.community]

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Who does it, unless that is who wrote it down."""
        people: QuerySet[Deelnemer] = Deelnemer.objects.active()
        return people.filter(pk=event.data["person_id"]).exclude(pk=event.actor_id or 0)

    def expires_at(self, event: MessageEvent) -> datetime:
        """Some days later the dashboard tells enough."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It is closed, or somebody else does it now."""
        if subject.state != ActionState.OPEN:
            return "het actiepunt is gesloten"
        return "iemand anders doet het nu" if subject.owner_id != delivery.person_id else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the meeting and the day."""
        return _words(subject.bijeenkomst.title, subject.due_on, subject.get_absolute_url())

    def example(self) -> dict[str, Any]:
        """Something to do after a morning around a table."""
        address = reverse("bijeenkomsten:actiepunt", args=["voorbeeld", 1])
        return _words("Casustafel: leerplekken in het groen", date(2027, 2, 11), address)


def _words(title: str, day: date, address: str) -> dict[str, Any]:
    return {
        "title": title,
        "day": dates.format(day, "l j F"),
        "url": f"{settings.SITE_URL}{address}",
    }


@register
class ActiepuntGiven(ActiepuntMessage):
    """Somebody wrote down that you will do something."""

    key = "actiepunt.given"
    label = "Er staat een actiepunt voor je in een verslag"
    follows = "actiepunt.given"
    template = "bijeenkomsten/mail/actiepunt_given"
    from_person = True

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each time that it is given to somebody."""
        return f"acg:{event.object_id}:{event.data['version']}:{person_id}"


@register
class ActiepuntDue(ActiepuntMessage):
    """Today it should be done."""

    key = "actiepunt.due"
    label = "Een actiepunt van jou moet vandaag klaar zijn"
    moment = "Om 7 uur op de dag zelf"
    follows = "actiepunt.due"
    template = "bijeenkomsten/mail/actiepunt_due"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each day that it should be done."""
        return f"acd:{event.object_id}:{event.data['day']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """The next day it is no longer true."""
        return end_of(date.fromisoformat(event.data["day"]))

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """It is closed, of somebody else, or due on another day."""
        reason = super().reason_to_drop(delivery, subject)
        moved = subject.due_on.isoformat() != delivery.data["day"]
        return reason or ("het moet op een andere dag klaar" if moved else "")


@every_round
def announce_due_actiepunten() -> None:
    """Announce, once for a day, what should be done today; from seven o'clock Dutch time."""
    now = timezone.now().astimezone(AMSTERDAM)
    if now.time() < HOUR:
        return
    told = MessageEvent.objects.filter(
        kind="actiepunt.due",
        content_type=ContentType.objects.get_for_model(Actiepunt),
        object_id=OuterRef("pk"),
        data__day=now.date().isoformat(),
    )
    due = Actiepunt.objects.filter(state=ActionState.OPEN, due_on=now.date()).filter(~Exists(told))
    for pk in due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        _announce(pk, now.date(), told)


@transaction.atomic
def _announce(pk: int, day: date, told: Any) -> None:
    """Look once more under lock."""
    rows = Actiepunt.objects.filter(pk=pk, state=ActionState.OPEN, due_on=day)
    punt = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if punt is None or not Actiepunt.objects.filter(~Exists(told), pk=pk).exists():
        return
    announce(
        kind="actiepunt.due",
        subject=punt,
        actor=None,
        person_id=punt.owner_id,
        day=day.isoformat(),
    )
