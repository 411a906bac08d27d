"""Mail that an organiser writes to the people of a meeting.

The words are meant for people who come, so they stand in the mail itself.
"""

from datetime import datetime, timedelta
from email.utils import formataddr
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from bijeenkomsten import audiences
from bijeenkomsten.enums import Answer, Audience
from bijeenkomsten.models import Rondmail
from bijeenkomsten.notifications.meetings import MeetingMessage, when
from communities.models import Deelnemer
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.mail import Mail, compose, message_id
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.registry import OnDoubt, register
from netwerk.kern.tekst.gewoon import linked, paragraphs

WORTH = timedelta(days=3)
LINK = "color:#1a469c;text-decoration:underline;"
NO_MORE = "de mail is er niet meer"
TO_WHOM = {
    Audience.COMING: "iedereen die komt",
    Audience.MAYBE: "iedereen die komt of misschien komt",
    Audience.SILENT: "de leden die nog niet antwoordden",
}


class OrganiserMail(MeetingMessage):
    """What the mails of organisers share: the name, the address for answers, the words."""

    template = "bijeenkomsten/mail/rondmail"
    from_person = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the audience as it is now, without who sends it."""
        chosen = self.audience_of(event)
        if not chosen or event.subject is None:
            return Deelnemer.objects.none()
        found = audiences.people(event.subject, chosen)  # type: ignore[arg-type]
        return found.exclude(pk=event.actor_id or 0)

    def audience_of(self, event: MessageEvent) -> str:
        """Return which audience was chosen; "" when the mail is gone."""
        rondmail = _rondmail(event.data)
        return rondmail.audience if rondmail else ""

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for a mail and a person, whichever message it became."""
        return f"rmm:{event.data['rondmail_id']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """Before the meeting: until its end at most. Looking back: a few days."""
        meeting: Any = event.subject
        worth = event.created_at + WORTH
        ahead = not event.data.get("cancelled") and meeting.ends_at > event.created_at
        return min(worth, meeting.ends_at) if ahead else worth

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Only to who still belongs to the audience, about a meeting that is as it was."""
        rondmail = _rondmail(delivery.data)
        if rondmail is None:
            return NO_MORE
        if subject.is_cancelled and not delivery.data.get("cancelled"):
            return "de bijeenkomst gaat niet door"
        mine = subject.answer_of(delivery.reader)
        if rondmail.audience == Audience.SILENT:
            return "heeft daarna geantwoord" if mine is not None else ""
        if mine is None or mine.answer not in audiences.ANSWERS[Audience(rondmail.audience)]:
            return "heeft zich afgemeld"
        return ""

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the words, who wrote them, and the meeting that they are about."""
        rondmail = _rondmail(delivery.data)
        assert rondmail is not None
        author: Any = delivery.event.actor or rondmail.author
        return {
            "bijeenkomst": subject,
            "when": when(subject),
            "url": f"{settings.SITE_URL}{subject.get_absolute_url()}",
            "title": rondmail.subject,
            "author": author.get_full_name(),
            "answers": author.email,
            "explanation": _explanation(author.get_full_name(), rondmail.audience),
            "is_test": False,
        } | _words(rondmail.body)

    def example(self) -> dict[str, Any]:
        """Somebody who says what to take along."""
        body = (
            "We beginnen met een wandeling langs de volkstuinen. Trek dus schoenen aan die vies "
            "mogen worden.\n\nEet je niet alles? Laat het me weten, dan houd ik er rekening mee."
        )
        base = super().example()
        return {name: base[name] for name in ("bijeenkomst", "when", "url")} | {
            "title": "We beginnen buiten: neem stevige schoenen mee",
            "author": "Olle van der Voorbeeld",
            "answers": "olle@voorbeeld.nl",
            "explanation": _explanation("Olle van der Voorbeeld", Audience.COMING),
            "is_test": False,
            **_words(body),
        }

    def reply_to(self, delivery: Delivery, subject: Any) -> str:
        """Return the address of who sends it: whoever answers, answers a person."""
        rondmail = _rondmail(delivery.data)
        author: Any = delivery.event.actor or (rondmail.author if rondmail else None)
        return formataddr((author.get_full_name(), author.email)) if author else ""


@register
class OrganiserWrites(OrganiserMail):
    """What somebody can do without."""

    key = audiences.KIND
    label = "Een organisator schrijft over een bijeenkomst"
    audience = "Wie de organisator koos: wie komt, wie misschien komt, of wie nog niet antwoordde"
    moment = "Meteen als de organisator de mail verstuurt"
    follows = "bijeenkomst.mail"


@register
class OrganiserWritesWhatYouNeed(OrganiserMail):
    """What everybody who comes must know; only for who said yes."""

    key = "bijeenkomst.mail_needed"
    label = "Een organisator schrijft wat je moet weten om mee te doen"
    audience = "Wie zei te komen"
    moment = "Meteen als de organisator de mail verstuurt"
    always = "je komt, en dit moet je daarvoor weten"
    follows = "bijeenkomst.mail_needed"
    essential = True
    on_doubt = OnDoubt.RESEND

    def audience_of(self, event: MessageEvent) -> str:
        """Who said yes, whatever else was chosen."""
        return Audience.COMING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """Who does not come any more need not know."""
        mine = subject.answer_of(delivery.reader)
        if mine is None or mine.answer != Answer.YES:
            return "heeft zich afgemeld"
        return super().reason_to_drop(delivery, subject)


@register
class OrganiserTries(OrganiserMail):
    """The same mail to who is writing it, to see how it arrives."""

    key = "bijeenkomst.mail_test"
    label = "Een proef van een mail die je zelf schrijft"
    audience = "De organisator die erom vraagt"
    always = "je vroeg er zelf om"
    follows = "bijeenkomst.mail_test"
    essential = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who asked for it."""
        return Deelnemer.objects.filter(pk=event.actor_id or 0)

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once each time that somebody asks."""
        return f"rmp:{event.data['rondmail_id']}:{event.pk}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """Somebody is waiting for it now."""
        return event.created_at + timedelta(hours=1)

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """A draft that was thrown away cannot be tried."""
        return "" if _rondmail(delivery.data) else NO_MORE

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Say that it is a test."""
        return super().context(delivery, subject) | {"is_test": True}

    def example(self) -> dict[str, Any]:
        """Say that it is a test."""
        return super().example() | {"is_test": True}


def preview(rondmail: Rondmail, person: Any) -> Mail:
    """Return the mail as this person would get it; a draft as if this person sends it now."""
    message = registry.get("bijeenkomst.mail_needed" if rondmail.essential else audiences.KIND)
    meeting = rondmail.bijeenkomst
    event = MessageEvent(
        kind=message.follows,
        subject=meeting,
        actor=rondmail.author if rondmail.is_sent else person,
        data={"rondmail_id": rondmail.pk},
        created_at=timezone.now(),
    )
    delivery = Delivery(
        event=event,
        kind=message.key,
        person=person,
        data=event.data,
        message_id=message_id(f"voorbeeld:{rondmail.pk}"),
    )
    return compose(message, delivery, meeting)


def _rondmail(data: dict[str, Any]) -> Rondmail | None:
    rows = Rondmail.objects.select_related("author")
    return rows.filter(pk=data["rondmail_id"]).first()


def _explanation(author: str, audience: str) -> str:
    """Say who wrote to whom; the address for answers comes behind it."""
    return (
        f"{author} organiseert deze bijeenkomst en schreef dit aan {TO_WHOM[Audience(audience)]}. "
        "Antwoord je op deze mail, dan gaat je antwoord naar"
    )


def _words(body: str) -> dict[str, Any]:
    parts = paragraphs(body)
    return {
        "words": "\n\n".join(parts),
        "paragraphs": [SimpleNamespace(html=linked(part, LINK)) for part in parts],
    }
