"""What guests get mail about: is this your address, and then all that somebody who comes gets.

A guest has no page of the network, so every link leads to the page of their own sign-up.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from bijeenkomsten import audiences, gastlinks
from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Gast
from bijeenkomsten.notifications.changes import Cancelled, Moved, Restored
from bijeenkomsten.notifications.meetings import (
    GONE_BY,
    MeetingMessage,
    Registered,
    Unregistered,
)
from bijeenkomsten.notifications.reminders import Reminder
from bijeenkomsten.notifications.rondmail import (
    OrganiserMail,
    OrganiserWrites,
    OrganiserWritesWhatYouNeed,
)
from bijeenkomsten.notifications.wachtlijst import OfferPassed, PlaceOffered
from bijeenkomsten.services import gasten
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import AddressMessage, OnDoubt, register

WEEK = timedelta(days=7)
AS_A_GUEST = "je meldde je als gast aan voor deze bijeenkomst"


class ToGuest(AddressMessage, MeetingMessage):
    """A message to somebody without an account, about the one meeting that they come to.

    Before a kind for people it sends that kind to guests: ``class GuestMoved(ToGuest, Moved)``.
    Who has a place still hears of a meeting that was closed to visitors since: they may come, and
    must know when and where, until an organisator or they themselves give the place up.
    """

    def answers(self, event: MessageEvent) -> QuerySet[Aanmelding]:
        """Return the answer of the one guest that it is about, or of all that the kind says."""
        rows = super().answers(event)
        return rows.filter(gast=event.data["gast_id"]) if "gast_id" in event.data else rows

    def addressees(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the guests; what is about one person is not about them."""
        if "person_id" in event.data:
            return Gast.objects.none()
        return Gast.objects.filter(pk__in=self.answers(event).values("gast"))

    def addressee(self, delivery: Delivery, subject: Any) -> Any:
        """Return the guest, as the row says now; None when it is gone."""
        rows = Gast.objects.filter(pk=delivery.data["addressee"], confirmed_at__isnull=False)
        return rows.first()

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """As of the kind for people, whose keys hold ids of others."""
        return f"gast-{super().dedupe_key(event, person_id)}"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Lead to the page of their own sign-up."""
        own = gastlinks.own_url(delivery.data["addressee"])
        return super().context(delivery, subject) | {"url": own}

    def example(self) -> dict[str, Any]:
        """The same, with a link that does nothing."""
        return super().example() | {"url": gastlinks.example_url("gast")}


class OnAsking(ToGuest):
    """What an address gets that somebody filled in as a guest."""

    audience = "Wie zich als gast aanmeldt, zonder account"
    lane = Lane.URGENT
    on_doubt = OnDoubt.RESEND

    def addressees(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the row with the address."""
        return Gast.objects.filter(pk=event.data["gast_id"])

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that somebody asks."""
        return f"gvr:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a week the row is gone, if nobody confirmed it; after the meeting it is late."""
        return min(event.created_at + WEEK, super().expires_at(event))

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only for a meeting that is still to come."""
        if subject.is_cancelled:
            return "de bijeenkomst gaat niet door"
        return GONE_BY if subject.is_past else ""


@register
class GuestConfirm(OnAsking):
    """Is this your address? Without a word of what was typed: anybody could mail others so."""

    key = "gast.confirm"
    label = "Iemand vulde je adres in om als gast naar een bijeenkomst te komen"
    always = "zonder deze mail kun je niet als gast komen"
    follows = gasten.CONFIRM
    template = "bijeenkomsten/mail/gast_bevestigen"

    def addressee(self, delivery: Delivery, subject: Any) -> Any:
        """Return the row without its name, for anything may stand there."""
        row = Gast.objects.filter(pk=delivery.data["addressee"], confirmed_at=None).first()
        if row is not None:
            row.name = ""
        return row

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the link that leads to the button."""
        confirm = gastlinks.confirm_url(delivery.data["addressee"])
        return super().context(delivery, subject) | {"url": confirm, "online_link": ""}

    def example(self) -> dict[str, Any]:
        """Return a link that does nothing."""
        url = gastlinks.example_url("gast_bevestig")
        return super().example() | {"mine": None, "online_link": "", "url": url}


@register
class GuestAgain(OnAsking):
    """You signed up already: here is your page."""

    key = "gast.again"
    label = "Iemand vulde je adres in, en je bent al als gast aangemeld"
    audience = "Wie zich nog een keer als gast aanmeldt"
    always = "zo vind je je aanmelding terug"
    follows = gasten.AGAIN
    template = "bijeenkomsten/mail/gast_al"


@register
class GuestWaits(OnAsking):
    """You wait for a place."""

    key = "gast.waits"
    label = "Je staat als gast op de wachtlijst van een bijeenkomst"
    always = AS_A_GUEST
    follows = gasten.WAITS
    template = "bijeenkomsten/mail/gast_wacht"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who got a place meanwhile, or left the line, has another mail."""
        mine = subject.answer_of(delivery.reader)
        if mine is None or mine.answer != Answer.WAITING:
            return "staat niet meer op de wachtlijst"
        return super().reason_to_drop(delivery, subject)

    def example(self) -> dict[str, Any]:
        """Who waits, gets no link to join."""
        mine = SimpleNamespace(answer=Answer.WAITING)
        return super().example() | {"mine": mine, "online_link": ""}


@register
class GuestKnown(MeetingMessage):
    """You filled in the form for who has no account, and you have one."""

    key = "gast.known"
    label = "Iemand vulde je adres in om als gast te komen, en je hebt al een account"
    audience = "Wie zich als gast aanmeldt en al een account heeft"
    always = "zo weet je hoe je je wel kunt aanmelden"
    lane = Lane.URGENT
    follows = gasten.KNOWN
    template = "bijeenkomsten/mail/gast_bekend"
    essential = True
    on_doubt = OnDoubt.RESEND

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return whose address it is."""
        return Deelnemer.objects.active().filter(pk=event.data["person_id"])

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that somebody asks."""
        return f"gbk:{event.pk}:{person_id}"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Lead to the meeting, by way of the login page."""
        path = f"{reverse('account_login')}?next={subject.get_absolute_url()}"
        return super().context(delivery, subject) | {"url": f"{settings.SITE_URL}{path}"}

    def example(self) -> dict[str, Any]:
        """Somebody who did not answer yet."""
        url = f"{settings.SITE_URL}{reverse('account_login')}"
        return super().example() | {"mine": None, "online_link": "", "url": url}


@register
class GuestRegistered(ToGuest, Registered):
    """You have a place, with the invitation for your calendar and the link to sign off."""

    key = "gast.registered"
    label = "Je bent als gast aangemeld voor een bijeenkomst"
    audience = "Gasten die hun aanmelding bevestigden"
    template = "bijeenkomsten/mail/gast_aangemeld"


@register
class GuestUnregistered(ToGuest, Unregistered):
    """Your place is free again; perhaps an organiser did that."""

    key = "gast.unregistered"
    label = "Je bent als gast afgemeld voor een bijeenkomst"
    audience = "Gasten die zich afmelden, of die een organisator afmeldt"
    template = "bijeenkomsten/mail/gast_afgemeld"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Say who did it."""
        by_organiser = delivery.event.actor_id is not None
        return super().context(delivery, subject) | {"by_organiser": by_organiser}

    def example(self) -> dict[str, Any]:
        """Who signed off."""
        return super().example() | {"by_organiser": False}


@register
class GuestMoved(ToGuest, Moved):
    """Another time or place."""

    key = "gast.moved"
    label = "Een bijeenkomst waar je als gast heen gaat, is veranderd"
    audience = "Gasten die komen, misschien komen of wachten"


@register
class GuestCancelled(ToGuest, Cancelled):
    """It does not go on."""

    key = "gast.cancelled"
    label = "Een bijeenkomst waar je als gast heen zou gaan, gaat niet door"
    audience = "Gasten die komen, misschien komen of wachten, of de afspraak in een agenda hebben"


@register
class GuestRestored(ToGuest, Restored):
    """It goes on after all."""

    key = "gast.restored"
    label = "Een bijeenkomst waar je als gast heen zou gaan, gaat toch door"
    audience = "Gasten die zouden komen of misschien zouden komen, of wachten"


@register
class GuestReminder(ToGuest, Reminder):
    """It is soon."""

    key = "gast.reminder"
    label = "Een bijeenkomst waar je als gast heen gaat, is binnenkort"
    audience = "Gasten die komen, behalve wie zich net heeft aangemeld"
    always = AS_A_GUEST


@register
class GuestPlaceOffered(ToGuest, PlaceOffered):
    """A place is free, and kept for you for a while."""

    key = "gast.place_offered"
    label = "Er is een plek voor je vrij als gast"
    audience = "De gast die het langst op de wachtlijst staat"


@register
class GuestOfferPassed(ToGuest, OfferPassed):
    """You did not answer in time, and the place went to the next."""

    key = "gast.offer_passed"
    label = "Je plek als gast ging door naar de volgende"
    audience = "Een gast die niet op tijd antwoordde toen er een plek vrijkwam"


class OrganiserMailToGuest(ToGuest, OrganiserMail):
    """The mail of an organiser, to guests of the audience that was chosen."""

    always = AS_A_GUEST

    def addressees(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the guests of the audience as it is now."""
        return audiences.guests(event.object_id, self.audience_of(event))


@register
class OrganiserWritesToGuests(OrganiserMailToGuest, OrganiserWrites):
    """What somebody can do without."""

    key = "gast.mail"
    label = "Een organisator schrijft over een bijeenkomst waar je als gast heen gaat"
    audience = "Gasten die komen of misschien komen, zoals de organisator koos"


@register
class OrganiserWritesWhatGuestsNeed(OrganiserMailToGuest, OrganiserWritesWhatYouNeed):
    """What everybody who comes must know."""

    key = "gast.mail_needed"
    label = "Een organisator schrijft wat je als gast moet weten om mee te doen"
    audience = "Gasten die zeiden te komen"
