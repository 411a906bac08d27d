"""News by mail: to people of the network as they choose, and to who follows without an account."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from communities.models import Abonnement, Deelnemer, Nieuwsbericht
from communities.services.volgen import note_bounce
from netwerk.kern.berichten import registry, tokens
from netwerk.kern.berichten.bounces import NOT_THE_ADDRESS
from netwerk.kern.berichten.mail import Mail, compose, message_id
from netwerk.kern.berichten.models import (
    Delivery,
    Frequency,
    Lane,
    MessageEvent,
    Preference,
    State,
)
from netwerk.kern.berichten.registry import (
    Addressee,
    AddressMessage,
    Group,
    Message,
    OnDoubt,
    register,
)

CONFIRM, LEAVE = "nieuws_bevestigen", "nieuws_stoppen"  # what a token under a mail is for
PEOPLE = "nieuws.deelnemers"
WORTH = timedelta(days=7)
BLAMES_THE_ADDRESS = re.compile(r"\b5(\d\d\b|\.\d)|niet te gebruiken")


def readers() -> QuerySet[Deelnemer]:
    """Return who has an account and did not say to want no news."""
    never = Preference.objects.filter(kind=PEOPLE, frequency=Frequency.NEVER)
    return Deelnemer.objects.active().exclude(pk__in=never.values("person"))


def followers() -> QuerySet[Abonnement]:
    """Return who follows without an account; who gets the news as a person gets it once."""
    same = readers().filter(email=OuterRef("email"))
    return Abonnement.objects.confirmed().exclude(Exists(same))


def reach(nieuws: Nieuwsbericht) -> dict[str, int]:
    """Return to how many people and followers it would go now."""
    return {"people": readers().count(), "followers": followers().count()}


class News:
    """What both mails with news say."""

    follows: ClassVar[str] = "nieuws.mailed"
    template: ClassVar[str] = "communities/mail/nieuws"
    moment: ClassVar[str] = "Als een redacteur het bericht laat mailen"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a week it is no news any more."""
        return event.created_at + WORTH

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Every item stands by itself."""
        return ""

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What was withdrawn is not told about."""
        return "" if subject.is_published else "het bericht staat niet meer op de site"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return what it is about, and where to read it."""
        return _shown(subject)

    def example(self) -> dict[str, Any]:
        """News of a network day."""
        return _shown(
            Nieuwsbericht(
                title="De netwerkdag is op 14 januari",
                slug="netwerkdag",
                intro="We kijken samen wat er in een jaar is geleerd. Iedereen kan komen.",
            )
        )


@register
class NewsForPeople(News, Message):
    """For who has an account; it waits for the overview of the week unless somebody chose else."""

    key = PEOPLE
    label = "Er is nieuws van het netwerk"
    audience = "Wie een account heeft"
    group = Group.NEWS
    digestible = True
    frequency = Frequency.WEEKLY

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return everybody with an account."""
        return Deelnemer.objects.active()

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody follows or silences one item."""
        return []

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an item and a person."""
        return f"nwd:{event.object_id}:{person_id}"

    def line(self, delivery: Delivery, subject: Any) -> str:
        """What it is about stands above it; this says what it is."""
        return "Nieuws van het netwerk"


class ToFollower(AddressMessage):
    """A mail to who has no account and follows the network; every one has the link to stop."""

    group = Group.NEWS
    always = "je volgt ons, tot je op de link onder de mail stopt"
    audience = "Wie het netwerk volgt zonder account"

    def addressee(self, delivery: Delivery, subject: Model) -> Addressee | None:
        """Return the address; none when somebody stopped since then."""
        row = Abonnement.objects.filter(pk=delivery.data["addressee"]).first()
        return Addressee(row.email) if row is not None else None

    def leave_url(self, delivery: Delivery) -> str:
        """Return the page that stops it."""
        return _link("nieuws_volgen_stop", LEAVE, delivery.data["addressee"])

    def not_sent(self, delivery: Delivery) -> None:
        """Count an address that does not work; what was wrong with the mail does not count."""
        reason = delivery.reason
        if delivery.state != State.BOUNCED or NOT_THE_ADDRESS.search(reason):
            return
        if BLAMES_THE_ADDRESS.search(reason):
            note_bounce(pk=delivery.data["addressee"])


@register
class NewsForFollowers(News, ToFollower):
    """For who confirmed an address."""

    key = "nieuws.volgers"
    label = "Je volgt het nieuws van het netwerk"

    def addressees(self, event: MessageEvent) -> QuerySet[Any]:
        """Return the rows with a confirmed address."""
        return followers()

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an item and a row."""
        return f"nwv:{event.object_id}:{person_id}"


class AboutFollowing(ToFollower):
    """What somebody gets who filled in an address on the page."""

    lane = Lane.URGENT
    on_doubt = OnDoubt.RESEND

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that somebody asks."""
        return f"vlg:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After a week the row is gone, if nobody confirmed it."""
        return event.created_at + WORTH

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """It belongs to nothing that was mailed before."""
        return ""


@register
class ConfirmFollowing(AboutFollowing):
    """Is this your address, and do you want our news?"""

    key = "nieuws.confirm"
    label = "Iemand vulde je adres in om ons nieuws te volgen"
    audience = "Wie een adres invult om het netwerk te volgen"
    follows = "nieuws.confirm"
    template = "communities/mail/volgen_bevestigen"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who confirmed already need not do so again."""
        return "het adres is al bevestigd" if subject.confirmed_at else ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the link that leads to the button."""
        return {"confirm_url": _link("nieuws_volgen_bevestig", CONFIRM, subject.pk)}

    def example(self) -> dict[str, Any]:
        """Return a link that does nothing."""
        return {"confirm_url": f"{settings.SITE_URL}{reverse('communities:nieuws_volgen')}"}


@register
class FollowsAlready(AboutFollowing):
    """You follow us already."""

    key = "nieuws.follows"
    label = "Iemand vulde je adres in, en je volgt ons al"
    audience = "Wie het netwerk al volgt en nog een keer een adres invult"
    follows = "nieuws.follows"
    template = "communities/mail/volgt_al"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return where the news stands."""
        return {"url": f"{settings.SITE_URL}{reverse('communities:nieuws')}"}

    def example(self) -> dict[str, Any]:
        """Return the same."""
        return {"url": f"{settings.SITE_URL}{reverse('communities:nieuws')}"}


def preview(nieuws: Nieuwsbericht, person: Any) -> Mail:
    """Return the mail as this person would get it."""
    message = registry.get(PEOPLE)
    event = MessageEvent(
        kind=message.follows, subject=nieuws, actor=person, created_at=timezone.now()
    )
    delivery = Delivery(
        event=event,
        kind=message.key,
        person=person,
        message_id=message_id(f"nieuwsvoorbeeld:{nieuws.pk}"),
    )
    return compose(message, delivery, nieuws)


def _shown(nieuws: Any) -> dict[str, Any]:
    return {
        "nieuws": SimpleNamespace(title=nieuws.title, intro=nieuws.intro),
        "url": f"{settings.SITE_URL}{nieuws.get_absolute_url()}",
    }


def _link(name: str, purpose: str, pk: int) -> str:
    path = reverse(f"communities:{name}", args=[tokens.link_token(purpose, pk)])
    return f"{settings.SITE_URL}{path}"
