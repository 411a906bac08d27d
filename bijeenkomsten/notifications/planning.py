"""Mail about a series that was planned at once, and to a community that is asked to come."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet

from bijeenkomsten.enums import Status
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.notifications.meetings import GONE_BY, Published, when
from communities.models import Community, Deelnemer
from communities.sharing import people_let_in
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import register


@register
class SeriesPublished(Published):
    """A new series: one mail for all of its meetings. The subject is the first of them."""

    key = "bijeenkomst.series_published"
    label = "Er is een reeks bijeenkomsten in een community van jou"
    audience = "Leden van de communities"
    follows = "bijeenkomst.series_published"
    template = "bijeenkomsten/mail/series_published"

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a series and a person."""
        return f"ser:{event.object_id}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """As long as one of them is still to come."""
        last = _rows(event.subject).order_by("-ends_at").first()
        return last.ends_at if last else event.created_at + timedelta(days=1)

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Show the first that goes on, and when each of them is; what was cancelled is left out."""
        rows = list(_rows(subject).visible_to(delivery.person))
        first = rows[0] if rows else subject
        return super().context(delivery, first) | {"moments": [when(row) for row in rows]}

    def line(self, delivery: Delivery, subject: Any) -> str:
        """How many there are, and when the first is."""
        moments = [when(row) for row in _rows(subject).visible_to(delivery.person)]
        if not moments:
            return "Nieuwe reeks bijeenkomsten"
        many = "bijeenkomst" if len(moments) == 1 else "bijeenkomsten"
        return f"Nieuwe reeks van {len(moments)} {many}, de eerste op {moments[0]}"

    def example(self) -> dict[str, Any]:
        """Three mornings in a row."""
        example = super().example()
        days = ("donderdag 28 januari", "donderdag 11 februari", "donderdag 25 februari")
        return example | {"moments": [f"{day} 2027, 10.00 tot 12.30 uur" for day in days]}

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """When none of them is still to come, there is nothing to tell."""
        return "" if _rows(subject).visible_to(delivery.person).exists() else GONE_BY


@register
class Asked(Published):
    """An organiser asks a whole community to come; not who answered, or may not see it."""

    key = "bijeenkomst.asked"
    label = "Een organisator nodigt een community van jou uit"
    audience = "Leden van die community die nog niet antwoordden"
    follows = "bijeenkomst.asked"
    template = "bijeenkomsten/mail/asked"

    def topics(self, event: MessageEvent) -> list[Model]:
        """Also the community that is asked, which may have no other part in the meeting."""
        asked = Community.objects.filter(pk=event.data.get("community_id"))
        known: list[Model] = super().topics(event)
        return [*known, *(community for community in asked if community not in known)]

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Its members who may see the meeting, except who asks."""
        meeting: Any = event.subject
        people = Deelnemer.objects.members_of(event.data["community_id"])
        may_see = people_let_in(meeting.visibility, meeting.community_ids)
        return people.filter(may_see).exclude(pk=event.actor_id)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a meeting and a person, in however many of the communities they are."""
        return f"ask:{event.object_id}:{person_id}"

    def line(self, delivery: Delivery, subject: Any) -> str:
        """When the meeting is."""
        return f"Je bent uitgenodigd: {when(subject)}"


def _rows(first: Any) -> Any:
    if first is None:
        return Bijeenkomst.objects.none()
    together = Q(pk=first.pk) | Q(reeks__isnull=False, reeks=first.reeks_id)
    return Bijeenkomst.objects.upcoming().filter(together, status=Status.PLANNED)
