"""An example of every message of the registry, from real rows, and how it becomes a mail.

What may not be read in any mail holds the word CANARY.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from bijeenkomsten.models import Agendapunt, Bijeenkomst
from casussen.models import Casus, Publicatieverzoek
from communities.models import Accountmail, Community, Deelnemer
from communities.services import post_reactie
from handboek.enums import State as AdviesState
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.mail import Mail, compose
from netwerk.kern.berichten.models import (
    Delivery,
    Frequency,
    InboundMail,
    MessageEvent,
    Overzicht,
    State,
)
from netwerk.kern.berichten.registry import AddressMessage, Message
from netwerk.kern.berichten.services import announce
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    LidmaatschapFactory,
    RondmailFactory,
)

CANARY = "kanarievogel"
NOT_FOR_MAIL = f"Wat binnen de community blijft: {CANARY}."
START = datetime(2027, 1, 28, 9, 0, tzinfo=UTC)  # 10.00 uur in the Netherlands


@dataclass
class Situation:
    """What an example of each message needs."""

    community: Community
    bijeenkomst: Bijeenkomst
    deelnemer: Deelnemer
    organisator: Deelnemer
    redacteur: Deelnemer
    recipient: Deelnemer


def situation_of(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, redacteur: Deelnemer
) -> Situation:
    """Return a meeting of a closed community, with a canary in all that is said about it."""
    bijeenkomst = BijeenkomstFactory(
        community=community,
        title="Casustafel: leerplekken",
        starts_at=START,
        ends_at=START + timedelta(hours=5, minutes=30),
        online_link="https://video.voorbeeld.nl/geheim",
        goal=NOT_FOR_MAIL,
        bring_along=NOT_FOR_MAIL,
    )
    Agendapunt.objects.create(
        bijeenkomst=bijeenkomst, title=f"Over de {CANARY}", explanation=NOT_FOR_MAIL
    )
    return Situation(community, bijeenkomst, deelnemer, organisator, redacteur, deelnemer)


def _accountmail(situation: Situation) -> tuple[Model, dict[str, Any]]:
    row = Accountmail.objects.create(
        email=situation.recipient.email,
        stem="account/email/password_reset_key",
        content={"password_reset_url": "http://testserver/account/password/reset/key/1-x/"},
    )
    return row, {}


def _casus(situation: Situation) -> Casus:
    return CasusFactory(
        community=situation.community,
        casushouder=situation.deelnemer,
        summary=NOT_FOR_MAIL,
        learning_question=NOT_FOR_MAIL,
    )


def _advies(situation: Situation) -> tuple[Model, dict[str, Any]]:
    words = dict.fromkeys(("summary", "why", "how", "works_when", "works_not_when"), NOT_FOR_MAIL)
    return AdviesFactory(state=AdviesState.REVIEW, **words), {}


def _about_meeting(**data: Any) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        data.setdefault("person_id", situation.deelnemer.pk)
        return situation.bijeenkomst, data

    return make


def _reactie(situation: Situation) -> tuple[Model, dict[str, Any]]:
    first = post_reactie(actor=situation.deelnemer, subject=situation.community, body=NOT_FOR_MAIL)
    answer = post_reactie(
        actor=situation.organisator,
        subject=situation.community,
        body=NOT_FOR_MAIL,
        parent=first,
    )
    MessageEvent.objects.all().delete()
    return situation.community, {"reactie_id": answer.pk}


def _casusreactie(situation: Situation) -> tuple[Model, dict[str, Any]]:
    LidmaatschapFactory(community=situation.community, deelnemer=situation.redacteur)
    casus = _casus(situation)
    reactie = post_reactie(actor=situation.organisator, subject=casus, body=NOT_FOR_MAIL)
    MessageEvent.objects.all().delete()
    return casus, {"reactie_id": reactie.pk}


def _verzoek(situation: Situation, **fields: Any) -> tuple[Model, dict[str, Any]]:
    casus = _casus(situation)
    verzoek = Publicatieverzoek.objects.create(
        casus=casus,
        wanted="public",
        requested_by=situation.deelnemer,
        note=NOT_FOR_MAIL,
        **fields,
    )
    return casus, {"verzoek_id": verzoek.pk}


def _decided(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return _verzoek(
        situation, state="granted", decided_by=situation.organisator, reason=NOT_FOR_MAIL
    )


def _overzicht(situation: Situation) -> tuple[Model, dict[str, Any]]:
    """One post that waits for the overview of who gets it."""
    subject, data = _reactie(situation)
    preferences.set_frequency(
        person=situation.recipient,
        message=registry.get("gesprek.reactie"),
        frequency=Frequency.DAILY,
    )
    with transaction.atomic():
        announce(kind="gesprek.reactie", subject=subject, actor=situation.organisator, **data)
    event = MessageEvent.objects.get()
    Delivery.objects.create(
        event=event,
        kind="gesprek.reactie",
        person=situation.recipient,
        data=data,
        dedupe_key="rea:1",
        message_id="<waiting@testserver>",
        state=State.WAITING,
        due_at=event.created_at,
        expires_at=event.created_at + timedelta(days=3),
    )
    overview = Overzicht.objects.create(frequency=Frequency.DAILY, day=timezone.localdate())
    return overview, {}


def _rondmail(situation: Situation) -> tuple[Model, dict[str, Any]]:
    rondmail = RondmailFactory(
        bijeenkomst=situation.bijeenkomst,
        author=situation.organisator,
        subject="Neem laarzen mee",
        body="We lopen buiten.\n\nKijk op https://voorbeeld.nl/route.",
    )
    return situation.bijeenkomst, {"rondmail_id": rondmail.pk}


def _refused(situation: Situation) -> tuple[Model, dict[str, Any]]:
    mail = InboundMail.objects.create(
        fingerprint="a" * 64,
        envelope_to="antwoord+1.aaaaaaaaaaaaaaaa@in.voorbeeld.nl",
        person=situation.recipient,
        outcome="refused",
        reason="Dit gesprek is gesloten.",
        words="Bij ons hielp wandelen.",
        due_at=timezone.now(),
    )
    about = ["bijeenkomsten.bijeenkomst", situation.bijeenkomst.pk]
    return mail, {"url": "/casussen/", "about": about, "placed": False}


EXAMPLES: dict[str, Callable[[Situation], tuple[Model, dict[str, Any]]]] = {
    "account.mail": _accountmail,
    "advies.review_asked": _advies,
    "bijeenkomst.cancelled": _about_meeting(sequence=1),
    "bijeenkomst.mail": _rondmail,
    "bijeenkomst.mail_needed": _rondmail,
    "bijeenkomst.mail_test": _rondmail,
    "bijeenkomst.moved": _about_meeting(sequence=1),
    "bijeenkomst.published": _about_meeting(),
    "bijeenkomst.registered": _about_meeting(generation=1),
    "bijeenkomst.reminder": _about_meeting(starts_at=START.isoformat()),
    "bijeenkomst.restored": _about_meeting(sequence=1),
    "bijeenkomst.unregistered": _about_meeting(generation=1),
    "casus.reactie": _casusreactie,
    "deelnemer.welcome": lambda situation: (situation.deelnemer, {}),
    "gesprek.gevolgd": _reactie,
    "gesprek.reactie": _reactie,
    "mail.refused": _refused,
    "overzicht": _overzicht,
    "publicatieverzoek.asked": _verzoek,
    "publicatieverzoek.decided": _decided,
}


def deliver(message: Message, situation: Situation, person: Deelnemer) -> tuple[Delivery, Model]:
    """Return an unsaved delivery to somebody, with its subject, as the planner makes it.

    A message to an address without an account goes to that of its subject, whoever ``person`` is.
    """
    situation.recipient = person
    subject, data = EXAMPLES[message.key](situation)
    with transaction.atomic():
        event = announce(kind=message.follows, subject=subject, actor=situation.organisator, **data)
    to_address = isinstance(message, AddressMessage)
    pk = data.get("addressee", subject.pk) if to_address else person.pk
    delivery = Delivery(
        event=event,
        kind=message.key,
        person=None if to_address else person,
        data=message.data(event) | ({"addressee": pk} if to_address else {}),
        dedupe_key=message.dedupe_key(event, pk),
        message_id="<x@testserver>",
        due_at=message.due_at(event),
        expires_at=message.expires_at(event),
    )
    if isinstance(message, AddressMessage):
        delivery.addressee = message.addressee(delivery, subject)
        assert delivery.addressee is not None
    assert len(delivery.dedupe_key) <= 160
    assert delivery.due_at < delivery.expires_at
    return delivery, subject


def render(message: Message, situation: Situation, person: Deelnemer) -> Mail:
    """Compose a message for somebody, as the sender would."""
    delivery, subject = deliver(message, situation, person)
    return compose(message, delivery, subject)


def html_of(mail: Mail) -> str:
    """Return the HTML part."""
    [html] = [str(part.content) for part in mail.alternatives if part.mimetype == "text/html"]
    return html
