"""The waiting list: a place is free for you, and you were too late for it."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.utils import dateformat as dates
from django.utils import timezone

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding
from bijeenkomsten.notifications.meetings import EXAMPLE, GONE_BY, MeetingMessage
from bijeenkomsten.services import wachtlijst
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import OnDoubt, every_round, register

NO_OFFER = "de plek is al genomen of doorgegeven"


@every_round
def pass_places_on() -> None:
    """Let offers that nobody answered go to the next, and offer what came free unseen."""
    for pk in wachtlijst.with_work(timezone.now()):
        wachtlijst.pass_on_if_free(pk)


def until_in_words(moment: datetime) -> str:
    """Return until when a place is kept, in Dutch time."""
    return f"{dates.format(timezone.localtime(moment), 'l j F, G.i')} uur"


def offer_words(bijeenkomst: Any, mine: Aanmelding | None) -> dict[str, Any]:
    """Return what a mail says of an offer: until when, and where the place is."""
    until = mine.offered_until if mine else None
    where = mine.get_form_display() if mine and bijeenkomst.is_hybrid else ""
    return {"until": until_in_words(until) if until else "", "where": where}


def reason_against_offer(bijeenkomst: Any, mine: Aanmelding | None, offers: int) -> str:
    """Return why an offer is not worth a mail any more, or ""."""
    if bijeenkomst.is_cancelled:
        return "de bijeenkomst gaat niet door"
    stands = mine is not None and mine.has_offer and mine.offers == offers
    return "" if stands else NO_OFFER


def reason_against_goodbye(bijeenkomst: Any, mine: Aanmelding | None, offers: int) -> str:
    """Return why it need not be told that an offer passed on, or ""."""
    if bijeenkomst.is_cancelled or bijeenkomst.has_started:
        return GONE_BY
    stands = mine is not None and mine.answer == Answer.MAYBE and mine.offers == offers
    return "" if stands else "heeft daarna opnieuw geantwoord"


class AboutTheLine(MeetingMessage):
    """A message to one person who waits or waited."""

    essential = True
    always = "hij gaat over je plek bij een bijeenkomst"
    lane = Lane.URGENT
    on_doubt = OnDoubt.RESEND
    short: str

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return that one person."""
        return Deelnemer.objects.filter(pk=event.data.get("person_id"))

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for each time that a place was offered to them."""
        return f"{self.short}:{event.object_id}:{person_id}:{event.data['offers']}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After the start there is no place to take."""
        meeting: Any = event.subject
        return meeting.starts_at


@register
class PlaceOffered(AboutTheLine):
    """A place is free, and kept for you for a while."""

    key = "bijeenkomst.place_offered"
    label = "Er is een plek voor je vrij bij een bijeenkomst"
    audience = "Wie het langst op de wachtlijst staat"
    moment = "Zodra er een plek vrijkomt"
    follows = "bijeenkomst.place_offered"
    template = "bijeenkomsten/mail/place_offered"
    short = "wl"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only while the offer stands."""
        mine = subject.answer_of(delivery.reader)
        return reason_against_offer(subject, mine, delivery.data["offers"])

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Add until when the place is kept."""
        said = super().context(delivery, subject)
        return said | offer_words(subject, said["mine"])

    def example(self) -> dict[str, Any]:
        """A place in the room, for two days."""
        mine = SimpleNamespace(answer=Answer.WAITING)
        until = until_in_words(EXAMPLE.starts_at.replace(day=20, hour=13))
        return super().example() | {
            "mine": mine,
            "online_link": "",
            "until": until,
            "where": "in de zaal",
        }


@register
class OfferPassed(AboutTheLine):
    """You did not answer in time, and the place went to the next."""

    key = "bijeenkomst.offer_passed"
    label = "Je plek bij een bijeenkomst ging door naar de volgende"
    audience = "Wie niet op tijd antwoordde toen er een plek vrijkwam"
    follows = "bijeenkomst.offer_passed"
    template = "bijeenkomsten/mail/offer_passed"
    short = "wlp"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who answered after all, knows it."""
        mine = subject.answer_of(delivery.reader)
        return reason_against_goodbye(subject, mine, delivery.data["offers"])

    def example(self) -> dict[str, Any]:
        """Who is not sure to come any more."""
        mine = SimpleNamespace(answer=Answer.MAYBE)
        return super().example() | {"mine": mine}
