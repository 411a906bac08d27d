"""What people get mail about when a meeting that they come to changes."""

from datetime import datetime, timedelta
from itertools import takewhile
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from bijeenkomsten import kalender
from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding
from bijeenkomsten.notifications.meetings import EXAMPLE, InvitationMessage, when
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent, State
from netwerk.kern.berichten.registry import register

SOON = timedelta(hours=24)  # a change so shortly before is told at once
LONGEST_WAIT = 120  # seconds in which several changes become one mail
CANCEL_WORTH = timedelta(hours=72)
CHANGES = ("bijeenkomst.moved", "bijeenkomst.cancelled", "bijeenkomst.restored")
CHANGED_AGAIN = "er was daarna weer een wijziging"
MOST_IN_A_ROW = 20  # changes that one mail looks back on
TOLD = (State.SENT, State.SENDING, State.AMBIGUOUS)  # or so it may be


def differences(bijeenkomst: Any, was: list[dict[str, Any]]) -> list[str]:
    """Return in sentences what is other than it was.

    ``was`` is how it stood before each change that the reader has not heard of, the first first;
    what was changed and put back is no news.
    """
    if not was:
        return []
    first = was[0]
    moments = {name: datetime.fromisoformat(first[name]) for name in ("starts_at", "ends_at")}
    said = []
    if any(getattr(bijeenkomst, name) != moment for name, moment in moments.items()):
        said.append(f"De tijd is anders. Eerst was het: {when(SimpleNamespace(**moments))}.")
    if bijeenkomst.place != first["place"]:
        before = first["place"] or "alleen online"
        is_now = "De plek is anders." if bijeenkomst.place else "Het is nu alleen online."
        said.append(f"{is_now} Eerst was het: {before}")
    if any(each["other_link"] for each in was):
        there = bijeenkomst.online_link
        said.append("De online link is nieuw." if there else "Er is geen online link meer.")
    return said


def changed_again(delivery: Delivery) -> bool:
    """Say whether a later change was announced; it was written together with the change."""
    event = delivery.event
    later = MessageEvent.objects.filter(
        content_type=event.content_type_id, object_id=event.object_id, pk__gt=event.pk
    )
    return later.filter(kind__in=CHANGES).exists()


class ChangeMessage(InvitationMessage):
    """Something changed for everybody who comes, may come or waits for a place.

    The key holds the sequence of the change, and a change that is not the last one is not
    told any more: the newer one has its own mail.
    """

    short: str

    def answers(self, event: MessageEvent) -> QuerySet[Aanmelding]:
        """Who said yes or maybe, and who waits."""
        return super().answers(event).exclude(answer=Answer.NO)

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the people among them; guests get a kind of their own."""
        return Deelnemer.objects.filter(pk__in=self.answers(event).values("deelnemer"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each change that calendars must see."""
        return f"{self.short}:{event.object_id}:{event.data['sequence']}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A newer change has its own mail; somebody who signed off has no part in this one."""
        if changed_again(delivery):
            return CHANGED_AGAIN
        mine = subject.answer_of(delivery.reader)
        if mine is None or mine.answer == Answer.NO:
            return "heeft zich afgemeld"
        return ""


@register
class Moved(ChangeMessage):
    """Another time or place."""

    key = "bijeenkomst.moved"
    label = "Een bijeenkomst waar je je voor aanmeldde, is veranderd"
    audience = "Wie komt, misschien komt of op de wachtlijst staat"
    moment = "Na twee minuten; meteen als de bijeenkomst binnen een dag begint"
    follows = "bijeenkomst.moved"
    template = "bijeenkomsten/mail/moved"
    short = "chg"

    def due_at(self, event: MessageEvent) -> datetime:
        """A little later, so that two changes in a row are one mail; at once when it is soon."""
        meeting: Any = event.subject
        if meeting.starts_at - event.created_at < SOON:
            return event.created_at
        wait = min(settings.MESSAGE_QUIET_SECONDS, LONGEST_WAIT)
        return event.created_at + timedelta(seconds=wait)

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Say what is other than what this reader knew."""
        mine = subject.answer_of(delivery.reader)
        said = differences(subject, self._not_told(delivery, mine)) if mine else []
        return super().context(delivery, subject) | {"differences": said}

    def example(self) -> dict[str, Any]:
        """It was a day earlier."""
        day = timedelta(days=1)
        was = {
            "starts_at": (EXAMPLE.starts_at - day).isoformat(),
            "ends_at": (EXAMPLE.ends_at - day).isoformat(),
            "place": EXAMPLE.place,
            "other_link": False,
        }
        return super().example() | {"differences": differences(EXAMPLE, [was])}

    def _not_told(self, delivery: Delivery, mine: Aanmelding) -> list[dict[str, Any]]:
        """Return how it was before this change, and before those just before it that had no mail.

        In order of time. Who signed up after a change never saw, and maybe could not see, what was.
        """
        event = delivery.event
        earlier = MessageEvent.objects.filter(
            content_type=event.content_type_id,
            object_id=event.object_id,
            kind__in=CHANGES,  # a mail about another kind of change told how it was then
            pk__lt=event.pk,
        ).order_by("-pk")[:MOST_IN_A_ROW]
        reader = delivery.person_id or delivery.data["addressee"]
        keys = {self.dedupe_key(each, reader): each for each in earlier}
        rows = Delivery.objects.filter(dedupe_key__in=keys) if keys else Delivery.objects.none()
        unheard = set(rows.exclude(state__in=TOLD).values_list("dedupe_key", flat=True))
        before = [keys[key] for key in takewhile(unheard.__contains__, keys)]
        seen = [each for each in (event, *before) if each.created_at >= mine.created_at]
        return [each.data["was"] for each in reversed(seen) if "was" in each.data]


@register
class Cancelled(ChangeMessage):
    """It does not go on, for everybody who may have it in a calendar."""

    key = "bijeenkomst.cancelled"
    label = "Een bijeenkomst waar je je voor aanmeldde, gaat niet door"
    audience = "Wie komt, misschien komt of wacht, en wie de afspraak in een agenda kan hebben"
    follows = "bijeenkomst.cancelled"
    template = "bijeenkomsten/mail/cancelled"
    method = kalender.CANCEL
    timeless = True
    short = "can"

    def answers(self, event: MessageEvent) -> QuerySet[Aanmelding]:
        """Who said yes or maybe or waits, and who ever got an invitation."""
        rows = Aanmelding.objects.filter(bijeenkomst=event.object_id)
        return rows.filter(~Q(answer=Answer.NO) | Q(calendar_sent=True))

    def expires_at(self, event: MessageEvent) -> datetime:
        """Better late than an appointment that stays in a calendar."""
        return event.created_at + CANCEL_WORTH

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only a newer change makes it untrue."""
        return CHANGED_AGAIN if changed_again(delivery) else ""

    def before_sending(self, delivery: Delivery, subject: Any) -> None:
        """Keep ``calendar_sent``: it says that a restored meeting is news too."""


@register
class Restored(ChangeMessage):
    """It goes on after all."""

    key = "bijeenkomst.restored"
    label = "Een bijeenkomst gaat toch door"
    audience = "Wie zou komen of misschien zou komen, en wie op de wachtlijst staat"
    follows = "bijeenkomst.restored"
    template = "bijeenkomsten/mail/restored"
    short = "res"
