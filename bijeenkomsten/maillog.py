"""What became of the mails of organisers: numbers, and names only of whom it may not have reached.

Who wants no such mail is counted and never named, and addresses are never shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from bijeenkomsten.models import Gast, Rondmail
from netwerk.kern.berichten.models import Delivery, MessageEvent, State

ON_THE_WAY = {State.PLANNED, State.LEASED, State.SENDING, State.RETRY}
MISSED = [State.BOUNCED, State.AMBIGUOUS, State.DEAD]
MOST_NAMES = 50


@dataclass
class Totals:
    """How many messages of one mail stand where; ``is_planned`` says that all are there."""

    is_planned: bool = False
    sent: int = 0
    waiting: int = 0
    not_sent: int = 0
    came_back: int = 0
    unclear: int = 0

    @property
    def everybody(self) -> int:
        """Return to how many people it was addressed."""
        return self.sent + self.waiting + self.not_sent + self.came_back + self.unclear

    def add(self, state: str, number: int) -> None:
        """Count messages in a state."""
        if state == State.SENT:
            self.sent += number
        elif state == State.BOUNCED:
            self.came_back += number
        elif state == State.AMBIGUOUS:
            self.unclear += number
        elif state in ON_THE_WAY:
            self.waiting += number
        else:
            self.not_sent += number


def totals_of(mails: Iterable[Rondmail]) -> dict[int, Totals]:
    """Return {id of the mail: Totals} for the mails of one page; two queries."""
    by_event = {mail.event_id: mail.pk for mail in mails if mail.event_id}
    totals = {mail.pk: Totals() for mail in mails}
    planned = MessageEvent.objects.filter(pk__in=by_event, planned_at__isnull=False)
    for event_id in planned.values_list("pk", flat=True):
        totals[by_event[event_id]].is_planned = True
    rows = Delivery.objects.filter(event__in=list(by_event)).order_by()
    for event_id, state, number in rows.values_list("event", "state").annotate(Count("pk")):
        totals[by_event[event_id]].add(state, number)
    return totals


def perhaps_missed(rondmail: Rondmail) -> list[str]:
    """Return the names of whom it came back from or perhaps not reached, at most ``MOST_NAMES``.

    An organiser can ring them; their names stand in the list of who comes as well.
    """
    rows = Delivery.objects.filter(event=rondmail.event_id, state__in=MISSED)
    ordered = rows.select_related("person").order_by("person__sort_name", "pk")[:MOST_NAMES]
    guests = Gast.objects.in_bulk(
        [row.data["addressee"] for row in ordered if "addressee" in row.data]
    )
    people = [row.person or guests.get(row.data.get("addressee", 0)) for row in ordered]
    return [who.get_full_name() for who in people if who is not None]
