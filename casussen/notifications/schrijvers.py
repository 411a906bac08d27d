"""Somebody is asked to join a casus, and their answer."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from casussen.enums import InvitationState
from casussen.models import Schrijfuitnodiging
from casussen.models.schrijven import HOLDER, INVITED_AS, VALID_FOR
from casussen.services.schrijvers import ANSWERED, SENT
from communities.models import Deelnemer
from netwerk.kern.berichten.models import Delivery, Lane, MessageEvent
from netwerk.kern.berichten.registry import Group, Message, OnDoubt, register

WORTH_TELLING = timedelta(days=14)
QUESTIONS = {
    "co_author": "schrijf je mee aan een casus?",
    "expert": "lees je mee met een casus?",
    HOLDER: "neem jij een casus over?",
}
MEANS = {
    "co_author": "Zeg je ja? Dan lees je de casus, en schrijf je mee.",
    "expert": "Zeg je ja? Dan lees je de casus, en denk je mee.",
    HOLDER: "Zeg je ja? Dan is de casus van jou.",
}


def _row(delivery: Delivery) -> Schrijfuitnodiging | None:
    rows = Schrijfuitnodiging.objects.select_related("casus", "deelnemer", "invited_by")
    return rows.filter(pk=delivery.data["schrijfuitnodiging_id"]).first()


@register
class WriterAsked(Message):
    """Come and write along: who asks, for which casus, and nothing more of it.

    Its subject is the person, for they may not know of the casus yet.
    """

    key = "schrijfuitnodiging.sent"
    label = "Iemand vraagt je mee te schrijven of te lezen, of een casus over te nemen"
    audience = "Wie wordt gevraagd"
    always = "iemand wacht op je antwoord"
    group = Group.CASUSSEN
    follows = SENT
    template = "casussen/mail/uitgenodigd"
    essential = True
    lane = Lane.URGENT
    from_person = True
    on_doubt = OnDoubt.RESEND

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return the person asked."""
        return Deelnemer.objects.filter(pk=event.object_id)

    def topics(self, event: MessageEvent) -> list[Model]:
        """Nobody follows or silences this."""
        return []

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once when it is sent, and once for each reminder."""
        return f"sui:{event.data['schrijfuitnodiging_id']}:{event.data['times']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """As long as the invitation is valid."""
        return event.created_at + VALID_FOR

    def thread(self, delivery: Delivery, subject: Any) -> str:
        """Keep an invitation and its reminders together."""
        return f"casussen.schrijfuitnodiging:{delivery.data['schrijfuitnodiging_id']}"

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """What was answered, taken back or lapsed is not asked any more."""
        row = _row(delivery)
        return "" if row and row.waits else "de uitnodiging wacht niet meer op antwoord"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return who asks and what, with the title of the casus."""
        row: Any = _row(delivery)
        return _asked(row)

    def example(self) -> dict[str, Any]:
        """Hanneke asks somebody to write along."""
        return _asked(
            SimpleNamespace(
                pk=1,
                role="co_author",
                note="Jij weet hoe het met de dorpsbus ging. Schrijf je dat deel?",
                casus=SimpleNamespace(title="De bus die bleef rijden"),
                invited_by=SimpleNamespace(get_full_name=lambda: "Hanneke Wiersma"),
                expires_at=timezone.now() + VALID_FOR,
            )
        )


def _asked(row: Any) -> dict[str, Any]:
    path = reverse("casussen:schrijfuitnodiging", args=[row.pk])
    return {
        "title": row.casus.title,
        "author": row.invited_by.get_full_name(),
        "note": row.note,
        "note_quoted": "\n".join(f"> {line}" for line in row.note.splitlines()),
        "question": QUESTIONS[row.role],
        "means": MEANS[row.role],
        "until": row.expires_at,
        "url": f"{settings.SITE_URL}{path}",
    }


@register
class WriterAnswered(Message):
    """The answer, for who asked; and for whose casus was taken over."""

    key = "schrijfuitnodiging.answered"
    label = "Iemand antwoordt op een vraag om mee te schrijven of mee te lezen"
    audience = "Wie het vroeg; bij overnemen ook wie casushouder was"
    group = Group.CASUSSEN
    follows = ANSWERED
    template = "casussen/mail/uitnodiging_beantwoord"
    digestible = True

    def recipients(self, event: MessageEvent) -> QuerySet[Deelnemer]:
        """Return who asked, and the writers when the casus was taken over."""
        rows = Schrijfuitnodiging.objects.filter(pk=event.data["schrijfuitnodiging_id"])
        taken = rows.filter(role=HOLDER, state=InvitationState.ACCEPTED).values("casus")
        told = Q(pk__in=rows.values("invited_by"))
        told |= Q(casusdeelnames__casus__in=taken, casusdeelnames__role="co_author")
        people = Deelnemer.objects.active().exclude(pk=event.actor_id).filter(told)
        return people.distinct()

    def dedupe_key(self, event: MessageEvent, person_id: int) -> str:
        """Once for an invitation and a person."""
        return f"sua:{event.data['schrijfuitnodiging_id']}:{person_id}"

    def expires_at(self, event: MessageEvent) -> datetime:
        """After two weeks the page itself tells more than an old mail."""
        return event.created_at + WORTH_TELLING

    def reason_to_drop(self, delivery: Delivery, subject: Any) -> str:
        """After a year the invitation is forgotten."""
        return "" if _row(delivery) else "de uitnodiging is er niet meer"

    def context(self, delivery: Delivery, subject: Any) -> dict[str, Any]:
        """Return the answer in words."""
        row: Any = _row(delivery)
        return _answered(row, subject.title, subject.get_absolute_url())

    def line(self, delivery: Delivery, subject: Any) -> str:
        """Say who, and what the answer is."""
        return _sentence(_row(delivery))

    def example(self) -> dict[str, Any]:
        """Somebody who joins."""
        row = SimpleNamespace(
            deelnemer=SimpleNamespace(get_full_name=lambda: "Noor van Haverkamp"),
            role="co_author",
            state=InvitationState.ACCEPTED,
        )
        path = reverse("casussen:detail", args=["voorbeeld"])
        return _answered(row, "De bus die bleef rijden", path)


def _answered(row: Any, title: str, path: str) -> dict[str, Any]:
    return {
        "sentence": _sentence(row),
        "title": title,
        "role": dict(INVITED_AS)[row.role].capitalize(),
        "taken": row.role == HOLDER and row.state == InvitationState.ACCEPTED,
        "url": f"{settings.SITE_URL}{path}",
    }


def _sentence(row: Any) -> str:
    who = row.deelnemer.get_full_name()
    if row.state != InvitationState.ACCEPTED:
        no = "neemt de casus niet over" if row.role == HOLDER else "doet niet mee"
        return f"{who} {no}"
    return f"{who} is nu casushouder" if row.role == HOLDER else f"{who} doet mee"
