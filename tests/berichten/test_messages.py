"""Every message of the registry, rendered for everybody who can get it."""

import inspect
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone

from bijeenkomsten.models import Aanmelding
from netwerk.kern import subjects
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.registry import AddressMessage, Message
from netwerk.kern.berichten.sender import send_due
from netwerk.kern.berichten.services import announce
from tests.berichten.situations import (
    CANARY,
    EXAMPLES,
    NOT_FOR_MAIL,
    WITHOUT_EXAMPLE,
    Situation,
    deliver,
    html_of,
    render,
)
from tests.factories import AanmeldingFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
# These know an address, and not who is behind it.
NAMELESS = {
    "account.mail",
    "contact.received",
    "gast.confirm",
    "nieuws.confirm",
    "nieuws.follows",
    "nieuws.volgers",
    "verzoek.confirm",
}
NASTY = "Zo & zo <b>vet</b> ‘é’ {{ person.password }}\r\nBcc: iemand@voorbeeld.nl"


WITH_CALENDAR = {
    "bijeenkomst.registered": "REQUEST",
    "bijeenkomst.moved": "REQUEST",
    "bijeenkomst.restored": "REQUEST",
    "bijeenkomst.cancelled": "CANCEL",
    "bijeenkomst.unregistered": "CANCEL",
    "gast.registered": "REQUEST",
    "gast.moved": "REQUEST",
    "gast.restored": "REQUEST",
    "gast.cancelled": "CANCEL",
    "gast.unregistered": "CANCEL",
}


def test_every_message_has_an_example() -> None:
    keys = {message.key for message in registry.all_messages()}
    assert keys - set(EXAMPLES) == set(), WITHOUT_EXAMPLE
    assert set(EXAMPLES) - keys == set(), (
        "these are no kinds of messages, or their module is not imported"
    )


def test_a_label_is_part_of_a_sentence_in_the_footer() -> None:
    closed = [row.key for row in registry.all_messages() if row.label[-1] in ".?!"]
    assert closed == []


def test_every_event_that_is_announced_is_followed() -> None:
    followed = {message.follows for message in registry.all_messages()}
    assert followed == {
        "account.mail",
        "actiepunt.due",
        "actiepunt.given",
        "advies.published",
        "advies.returned",
        "advies.review_asked",
        "advies.review_due",
        "advies.review_soon",
        "agendavoorstel.decided",
        "agendavoorstel.made",
        "avg.erased",
        "avg.erasure_asked",
        "avg.export_ready",
        "avg.inactive",
        "apisleutel.made",
        "bijeenkomst.asked",
        "bijeenkomst.afterwards",
        "bijeenkomst.cancelled",
        "bijeenkomst.daily",
        "bijeenkomst.mail",
        "bijeenkomst.mail_needed",
        "bijeenkomst.mail_test",
        "bijeenkomst.moved",
        "bijeenkomst.offer_passed",
        "bijeenkomst.place_offered",
        "bijeenkomst.published",
        "bijeenkomst.registered",
        "bijeenkomst.reminder",
        "bijeenkomst.restored",
        "bijeenkomst.series_published",
        "bijeenkomst.unregistered",
        "casus.public_changed",
        "contact.asked",
        "datumprikker.chosen",
        "datumprikker.opened",
        "datumprikker.reminder",
        "datumprikker.stopped",
        "deelnemer.welcome",
        "dilemma.standpunt",
        "dilemma.talked",
        "gast.again",
        "gast.confirm",
        "gast.known",
        "gast.waits",
        "gesprek.antwoord",
        "gesprek.reactie",
        "gesprek.vermeld",
        "instemming.answered",
        "instemming.asked",
        "instemming.reminded",
        "inwoners.answered",
        "inzage.started",
        "les.recognised",
        "lijst.mailed",
        "mail.refused",
        "nabeeld.asked",
        "nabeeld.decided",
        "nieuws.confirm",
        "nieuws.follows",
        "nieuws.mailed",
        "onderwerp.started",
        "overzicht",
        "publicatieverzoek.asked",
        "publicatieverzoek.decided",
        "review.opened",
        "rijksantwoord.placed",
        "rijksantwoord.returned",
        "rijksantwoord.written",
        "rijksvraag.answered",
        "rijksvraag.asked",
        "rijksvraag.reminded",
        "rijksvraag.withdrawn",
        "schrijfuitnodiging.answered",
        "schrijfuitnodiging.sent",
        "review.overdue",
        "terugblik.asked",
        "terugblik.reminded",
        "toepassing.decided",
        "uitgave.published",
        "uitgave.ready",
        "toestemming.answered",
        "toestemming.asked",
        "toestemming.published",
        "toestemming.withdrawn",
        "uitnodiging.accepted",
        "uitnodiging.sent",
        "uitnodiging.wanted",
        "verhaal.asked",
        "verhaal.decided",
        "verslag.answered",
        "verslag.check",
        "verzoek.asked",
        "verzoek.confirm",
        "verzoek.decided",
        "verzoek.known",
        "weglating.asked",
        "zaak.decided",
        "zaak.waiting",
        "zoekopdracht.found",
    }, "name here the kind that your service announces"


def test_no_two_kinds_share_a_prefix_of_keys_against_doubles() -> None:
    writers = {type(message).dedupe_key for message in registry.all_messages()}
    prefixes = re.findall(r'f"(\w+):', "".join(inspect.getsource(each) for each in writers))
    assert len(prefixes) > 20
    assert sorted(prefixes) == sorted(set(prefixes))


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
        assert CANARY not in text
    if message.key not in NAMELESS:
        assert f"Dag {person.first_name}" in mail.body
        assert f"Dag {person.first_name}" in html
    links = set(re.findall(r"http://testserver/[^\s\"<]+", html))
    assert links
    assert links == set(re.findall(r"http://testserver/\S+", mail.body)) - {"http://testserver"}
    assert "<img" not in html
    assert len(mail.subject) <= 90
    assert mail.to == [person.email]


@pytest.mark.parametrize(
    "message",
    [each for each in registry.all_messages() if not isinstance(each, AddressMessage)],
    ids=lambda message: message.key,
)
def test_what_a_message_is_about_is_registered(message: Message, situation: Situation) -> None:
    """Who may see it is asked of its Subject: without one no mail about it ever goes out."""
    delivery, subject = deliver(message, situation, situation.deelnemer)
    for about in (subject, *message.topics(delivery.event)):
        known = {each.model: each for each in subjects.all_subjects()}.get(type(about))
        assert known and known.view_permission, (
            f"register {about._meta.label} as a Subject (as zoeken/registrations.py does)"
        )


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
    assert NOT_FOR_MAIL in mail.body


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
