"""Every message of the registry, rendered for everybody who can get it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Model
from django.template.loader import get_template
from django.utils import timezone

from bijeenkomsten.models import Aanmelding, Bijeenkomst
from casussen.models import Publicatieverzoek
from communities.models import Community, Deelnemer
from communities.services import post_reactie
from handboek.enums import State as AdviesState
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.mail import Mail, compose
from netwerk.kern.berichten.models import Delivery, Frequency, MessageEvent, Overzicht, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.registry import Message
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from tests.factories import (
    AanmeldingFactory,
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    RondmailFactory,
)

pytestmark = pytest.mark.django_db
NASTY = "Zo & zo <b>vet</b> ‘é’ {{ person.password }}\r\nBcc: iemand@voorbeeld.nl"
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


@pytest.fixture
def now() -> Any:
    with time_machine.travel(datetime(2027, 1, 10, 12, 0, tzinfo=UTC), tick=True) as frozen:
        yield frozen


@pytest.fixture
def situation(
    now: Any,
    community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
    redacteur: Deelnemer,
) -> Situation:
    bijeenkomst = BijeenkomstFactory(
        community=community,
        title="Casustafel: leerplekken",
        starts_at=START,
        ends_at=START + timedelta(hours=5, minutes=30),
        online_link="https://video.voorbeeld.nl/geheim",
        goal="Wat binnen de community blijft.",
    )
    return Situation(community, bijeenkomst, deelnemer, organisator, redacteur, deelnemer)


def _about_meeting(**data: Any) -> Callable[[Situation], tuple[Model, dict[str, Any]]]:
    def make(situation: Situation) -> tuple[Model, dict[str, Any]]:
        data.setdefault("person_id", situation.deelnemer.pk)
        return situation.bijeenkomst, data

    return make


def _reactie(situation: Situation) -> tuple[Model, dict[str, Any]]:
    first = post_reactie(
        actor=situation.deelnemer, subject=situation.community, body="GEHEIM gesprek"
    )
    answer = post_reactie(
        actor=situation.organisator,
        subject=situation.community,
        body="GEHEIM antwoord",
        parent=first,
    )
    MessageEvent.objects.all().delete()
    return situation.community, {"reactie_id": answer.pk}


def _casusreactie(situation: Situation) -> tuple[Model, dict[str, Any]]:
    LidmaatschapFactory(community=situation.community, deelnemer=situation.redacteur)
    casus = CasusFactory(community=situation.community, casushouder=situation.deelnemer)
    reactie = post_reactie(actor=situation.organisator, subject=casus, body="GEHEIM antwoord")
    MessageEvent.objects.all().delete()
    return casus, {"reactie_id": reactie.pk}


def _verzoek(situation: Situation, **fields: Any) -> tuple[Model, dict[str, Any]]:
    casus = CasusFactory(community=situation.community, casushouder=situation.deelnemer)
    verzoek = Publicatieverzoek.objects.create(
        casus=casus, wanted="public", requested_by=situation.deelnemer, **fields
    )
    return casus, {"verzoek_id": verzoek.pk}


def _decided(situation: Situation) -> tuple[Model, dict[str, Any]]:
    return _verzoek(situation, state="granted", decided_by=situation.organisator)


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


EXAMPLES: dict[str, Callable[[Situation], tuple[Model, dict[str, Any]]]] = {
    "advies.review_asked": lambda situation: (AdviesFactory(state=AdviesState.REVIEW), {}),
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
    "overzicht": _overzicht,
    "publicatieverzoek.asked": _verzoek,
    "publicatieverzoek.decided": _decided,
}
WITH_CALENDAR = {
    "bijeenkomst.registered": "REQUEST",
    "bijeenkomst.moved": "REQUEST",
    "bijeenkomst.restored": "REQUEST",
    "bijeenkomst.cancelled": "CANCEL",
    "bijeenkomst.unregistered": "CANCEL",
}


def render(message: Message, situation: Situation, person: Deelnemer) -> Mail:
    """Compose a message for somebody, as the sender would."""
    situation.recipient = person
    subject, data = EXAMPLES[message.key](situation)
    with transaction.atomic():
        event = announce(kind=message.follows, subject=subject, actor=None, **data)
    delivery = Delivery(
        event=event,
        kind=message.key,
        person=person,
        data=message.data(event),
        dedupe_key=message.dedupe_key(event, person.pk),
        message_id="<x@testserver>",
        due_at=message.due_at(event),
        expires_at=message.expires_at(event),
    )
    assert len(delivery.dedupe_key) <= 160
    assert delivery.due_at < delivery.expires_at
    return compose(message, delivery, subject)


def html_of(mail: Mail) -> str:
    [html] = [str(part.content) for part in mail.alternatives if part.mimetype == "text/html"]
    return html


def test_every_message_has_an_example() -> None:
    keys = [message.key for message in registry.all_messages()]
    assert sorted(EXAMPLES) == keys, "add an example of it to EXAMPLES"


def test_every_event_that_is_announced_is_followed() -> None:
    followed = {message.follows for message in registry.all_messages()}
    assert followed == {
        "advies.review_asked",
        "bijeenkomst.cancelled",
        "bijeenkomst.mail",
        "bijeenkomst.mail_needed",
        "bijeenkomst.mail_test",
        "bijeenkomst.moved",
        "bijeenkomst.published",
        "bijeenkomst.registered",
        "bijeenkomst.reminder",
        "bijeenkomst.restored",
        "bijeenkomst.unregistered",
        "deelnemer.welcome",
        "gesprek.reactie",
        "overzicht",
        "publicatieverzoek.asked",
        "publicatieverzoek.decided",
    }, "name here the kind that your service announces"


@pytest.mark.parametrize("message", registry.all_messages(), ids=lambda message: message.key)
def test_labels_are_for_people(message: Message) -> None:
    assert message.label[0].isupper()
    assert not message.label.endswith(".")
    for suffix in (".subject.txt", ".txt", ".html"):
        get_template(message.template + suffix)


@pytest.mark.parametrize("message", registry.all_messages(), ids=lambda message: message.key)
@pytest.mark.parametrize("recipient", ["nobody_knows", "member", "coming", "maybe", "not_coming"])
def test_every_message_renders_for_every_recipient(
    message: Message, recipient: str, situation: Situation
) -> None:
    person = situation.deelnemer
    answers = {"coming": "yes", "maybe": "maybe", "not_coming": "no"}
    if recipient == "nobody_knows":
        person = DeelnemerFactory(first_name="Bo", organisatie=None)
    if recipient in answers:
        AanmeldingFactory(
            bijeenkomst=situation.bijeenkomst,
            deelnemer=person,
            answer=answers[recipient],
            calendar_sent=recipient != "maybe",
        )
    mail = render(message, situation, person)
    html = html_of(mail)
    mail.message()
    for text in (mail.subject, mail.body, html):
        assert text.strip()
        assert "{{" not in text
        assert "{%" not in text
        assert "None" not in text
        assert "GEHEIM" not in text
        assert "Wat binnen de community blijft" not in text
    assert f"Dag {person.first_name}" in mail.body
    assert f"Dag {person.first_name}" in html
    links = set(re.findall(r"http://testserver/[^\s\"<]+", html))
    assert links
    assert links == set(re.findall(r"http://testserver/\S+", mail.body)) - {"http://testserver"}
    assert "<img" not in html
    assert len(mail.subject) <= 90
    assert mail.to == [person.email]


@pytest.mark.parametrize("message", registry.all_messages(), ids=lambda message: message.key)
def test_calendar_is_there_for_who_comes_and_only_in_messages_about_places(
    message: Message, situation: Situation
) -> None:
    AanmeldingFactory(
        bijeenkomst=situation.bijeenkomst,
        deelnemer=situation.deelnemer,
        answer="no" if message.key == "bijeenkomst.unregistered" else "yes",
        calendar_sent=True,
    )
    mail = render(message, situation, situation.deelnemer)
    assert mail.calendar_method == WITH_CALENDAR.get(message.key, "")
    filenames = [getattr(each, "filename", "") for each in mail.attachments]
    assert filenames == (["uitnodiging.ics"] if mail.calendar_method else [])


@pytest.mark.parametrize(
    ("answer", "shown"), [("yes", True), ("maybe", True), ("no", False), ("", False)]
)
def test_online_link_is_only_for_who_signed_up(
    answer: str, shown: bool, situation: Situation
) -> None:
    if answer:
        AanmeldingFactory(
            bijeenkomst=situation.bijeenkomst, deelnemer=situation.deelnemer, answer=answer
        )
    mail = render(registry.get("bijeenkomst.moved"), situation, situation.deelnemer)
    everything = mail.message().as_string() + mail.body + html_of(mail)
    assert ("video.voorbeeld.nl" in everything) is shown


def test_public_meeting_says_what_it_is_for(situation: Situation) -> None:
    situation.bijeenkomst.visibility = "public"
    situation.bijeenkomst.save()
    mail = render(registry.get("bijeenkomst.published"), situation, situation.deelnemer)
    assert "Wat binnen de community blijft." in mail.body


def test_moment_is_in_dutch_time_and_words(situation: Situation) -> None:
    mail = render(registry.get("bijeenkomst.registered"), situation, situation.deelnemer)
    assert mail.subject == "Je bent aangemeld: Casustafel: leerplekken op 28 januari"
    assert "Tijd: donderdag 28 januari 2027, 10.00 tot 15.30 uur\n" in mail.body
    assert "Donderdag 28 januari 2027, 10.00 tot 15.30 uur" in html_of(mail)


def test_summer_time_and_a_meeting_of_two_days(situation: Situation) -> None:
    situation.bijeenkomst.starts_at = datetime(2027, 7, 1, 11, 30, tzinfo=UTC)
    situation.bijeenkomst.ends_at = datetime(2027, 7, 2, 9, 0, tzinfo=UTC)
    situation.bijeenkomst.save()
    mail = render(registry.get("bijeenkomst.published"), situation, situation.deelnemer)
    assert "Tijd: donderdag 1 juli 2027, 13.30 tot vrijdag 2 juli, 11.00 uur\n" in mail.body


def test_text_of_people_stays_text(situation: Situation) -> None:
    situation.bijeenkomst.title = NASTY
    situation.bijeenkomst.place = NASTY
    situation.bijeenkomst.save()
    situation.deelnemer.first_name = NASTY
    mail = render(registry.get("bijeenkomst.published"), situation, situation.deelnemer)
    html = html_of(mail)
    assert "<b>vet</b>" not in html
    assert "&lt;b&gt;vet&lt;/b&gt;" in html
    assert situation.deelnemer.password not in mail.body + html
    assert "Zo & zo <b>vet</b>" in mail.body


def test_no_header_can_be_smuggled_in(situation: Situation) -> None:
    situation.bijeenkomst.title = NASTY
    situation.bijeenkomst.save()
    built = render(registry.get("bijeenkomst.published"), situation, situation.deelnemer).message()
    assert sorted(built.keys()) == [
        "Auto-Submitted",
        "Content-Type",
        "Date",
        "From",
        "In-Reply-To",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "MIME-Version",
        "Message-ID",
        "References",
        "Subject",
        "Thread-Index",
        "To",
        "X-Auto-Response-Suppress",
    ]
    assert built["To"] == situation.deelnemer.email


def test_welcome_reaches_the_new_person_only(situation: Situation, mailoutbox: Any) -> None:
    with transaction.atomic():
        announce(kind="deelnemer.welcome", subject=situation.deelnemer, actor=situation.organisator)
    plan_due()
    assert send_due().sent == 1
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (
        [situation.deelnemer.email],
        "Welkom bij het Netwerk Brede Welvaart",
    )
    assert situation.community.name in mail.body


def test_invitation_follows_the_person_that_answered(situation: Situation) -> None:
    AanmeldingFactory(bijeenkomst=situation.bijeenkomst, deelnemer=situation.organisator)
    mail = render(registry.get("bijeenkomst.registered"), situation, situation.deelnemer)
    assert mail.calendar_method == "", "who did not say yes gets no invitation"
    assert Aanmelding.objects.get().deelnemer == situation.organisator
    assert timezone.now() < situation.bijeenkomst.starts_at
