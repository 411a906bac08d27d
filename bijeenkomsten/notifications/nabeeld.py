"""A look back on a meeting that waits for somebody to look along, and what became of it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse

from bijeenkomsten.genoemd import named_in
from bijeenkomsten.services.nabeeld import BACK, OFFLINE, ONLINE, deciders
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register
from netwerk.kern.policy import allowed

WORTH_TELLING = timedelta(days=14)
TITLE = "Casustafel: leerplekken in het groen"


class NabeeldMessage(Message):
    """What both messages share; they never say what stands in the text, nor whose name."""

    group = Group.MEETINGS
    essential = True
    on_doubt = OnDoubt.RESEND

    def topics(self, event: MessageEvent) -> list[Model]:
        """The meeting, and the community that leads it."""
        nabeeld: Any = event.subject
        if nabeeld is None:
            return []
        return [nabeeld.bijeenkomst, nabeeld.bijeenkomst.community]

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page itself tells more than an old mail."""
        return event.created_at + WORTH_TELLING


@register
class NabeeldAsked(NabeeldMessage):
    """May it go online? To who may decide."""

    key = "nabeeld.asked"
    label = "Iemand vraagt of een terugblik op een bijeenkomst online mag"
    audience = "Organisatoren van de community en redacteuren, niet wie de terugblik schreef"
    always = "er wacht een besluit op jou"
    follows = "nabeeld.asked"
    template = "bijeenkomsten/mail/nabeeld_asked"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Who may decide, except who asks."""
        nabeeld: Any = event.subject
        return deciders(nabeeld).exclude(pk=event.actor_id or 0)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that it is asked."""
        return f"nba:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Somebody else was quicker, or this person may not decide any more."""
        if allowed(delivery.person, "bijeenkomsten.decide_nabeeld", subject):
            return ""
        return "kan hier niet (meer) over beslissen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the meeting, whether people must be asked, and the page to decide on."""
        meeting = subject.bijeenkomst
        return _asked(meeting.title, meeting.slug, named=bool(named_in(subject)))

    def example(self) -> dict[str, Any]:
        """A morning around a table."""
        return _asked(TITLE, "voorbeeld", named=True)


def _asked(title: str, slug: str, *, named: bool) -> dict[str, Any]:
    address = reverse("bijeenkomsten:terugblik_decide", args=[slug])
    return {"title": title, "named": named, "url": f"{settings.SITE_URL}{address}"}


@register
class NabeeldDecided(NabeeldMessage):
    """It is online, came back, or went offline: to who wrote it."""

    key = "nabeeld.decided"
    label = "Er is beslist over je terugblik op een bijeenkomst"
    audience = "Wie de terugblik schreef"
    always = "het is het antwoord op je vraag"
    follows = "nabeeld.decided"
    template = "bijeenkomsten/mail/nabeeld_decided"

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Who wrote in it last, unless that is who took it offline."""
        nabeeld: Any = event.subject
        people: QuerySet[Deelnemer] = Deelnemer.objects.active()
        return people.filter(pk=nabeeld.updated_by_id).exclude(pk=event.actor_id or 0)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each decision."""
        return f"nbb:{event.pk}:{person_id}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A newer decision tells it, or this person may not read it any more."""
        if subject.is_published != (delivery.data["outcome"] == ONLINE):
            return "er is intussen anders beslist"
        if allowed(delivery.person, "bijeenkomsten.view_nabeeld", subject):
            return ""
        return "kan de terugblik niet (meer) lezen"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the meeting and what was decided; the reason stands on the page."""
        address = subject.get_absolute_url()
        return _decided(subject.bijeenkomst.title, address, delivery.data["outcome"])

    def example(self) -> dict[str, Any]:
        """A look back that is online."""
        return _decided(TITLE, reverse("bijeenkomsten:terugblik", args=["voorbeeld"]), ONLINE)


def _decided(title: str, address: str, outcome: str) -> dict[str, Any]:
    return {
        "title": title,
        "online": outcome == ONLINE,
        "back": outcome == BACK,
        "offline": outcome == OFFLINE,
        "url": f"{settings.SITE_URL}{address}",
    }
