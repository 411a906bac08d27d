"""The answer of a calendar changes the sign-up."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bijeenkomsten import inbound, kalender
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities.models import Deelnemer, Lidmaatschap
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.models import InboundMail, MessageEvent, Outcome
from tests.factories import AanmeldingFactory, BijeenkomstFactory
from tests.inbound.conftest import letter, outcome, take_in
from tests.inbound.test_answers import mails_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, title="Casustafel", sequence=2)


@pytest.fixture
def mine(meeting: Bijeenkomst, deelnemer: Deelnemer) -> Aanmelding:
    return AanmeldingFactory(
        bijeenkomst=meeting, deelnemer=deelnemer, needs="zonder noten", calendar_sent=True
    )


def reply(name: str, mine: Aanmelding, **changes: str) -> InboundMail:
    """Take in the reply of a calendar program of this person."""
    address = tokens.address(tokens.CALENDAR, mine.pk)
    filled = {
        "sender": mine.deelnemer.email,
        "to": address,
        "uid": f"{mine.bijeenkomst.uid}@testserver",
        "sequence": str(kalender.sequence(mine.bijeenkomst, mine)),
    }
    return take_in(letter(f"calendar_{name}", **filled | changes), address)


def test_declined_frees_the_place_and_says_so(
    mine: Aanmelding, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    mail = reply("outlook_declined", mine)
    assert outcome(mail) == (Outcome.DONE, "antwoord van een agenda: ik kom niet")
    mine.refresh_from_db()
    assert (mine.answer, mine.needs) == ("no", "")
    [told] = mails_to(deelnemer, mailoutbox)
    assert "Je bent afgemeld" in told.subject or "afgemeld" in told.body


def test_tentative_keeps_what_somebody_needs(mine: Aanmelding) -> None:
    assert reply("google_tentative", mine).outcome == Outcome.DONE
    mine.refresh_from_db()
    assert (mine.answer, mine.needs) == ("maybe", "zonder noten")


def test_accepted_signs_up_who_hesitated(mine: Aanmelding) -> None:
    Aanmelding.objects.update(answer="maybe")
    assert reply("apple_accepted", mine).outcome == Outcome.DONE
    mine.refresh_from_db()
    assert (mine.answer, mine.needs, mine.generation) == ("yes", "zonder noten", 2)


def test_what_stands_already_sends_no_mail(
    mine: Aanmelding, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    assert outcome(reply("apple_accepted", mine)) == (Outcome.IGNORED, "stond al zo")
    assert not MessageEvent.objects.exists()
    assert mails_to(deelnemer, mailoutbox) == []


def test_an_answer_to_an_older_version_is_outdated(mine: Aanmelding) -> None:
    mail = reply("outlook_declined", mine, sequence="199")
    assert outcome(mail) == (
        Outcome.IGNORED,
        "verouderd: de bijeenkomst is daarna gewijzigd",
    )
    mine.refresh_from_db()
    assert mine.answer == "yes"


def test_another_appointment_changes_nothing(mine: Aanmelding) -> None:
    mail = reply("outlook_declined", mine, uid="ander@testserver")
    assert outcome(mail) == (Outcome.IGNORED, "het antwoord gaat over een andere afspraak")


@pytest.mark.parametrize("name", ["outlook_declined", "google_tentative", "apple_accepted"])
def test_a_stranger_changes_nothing_and_hears_nothing(
    name: str, mine: Aanmelding, mailoutbox: list[Any]
) -> None:
    mail = reply(name, mine, sender="boef@elders.nl")
    assert outcome(mail) == (Outcome.REFUSED, "de afzender is niet de persoon van dit adres")
    assert (mail.person, mailoutbox) == (None, [])
    mine.refresh_from_db()
    assert mine.answer == "yes"


def test_an_attendee_who_is_somebody_else_changes_nothing(mine: Aanmelding) -> None:
    address = tokens.address(tokens.CALENDAR, mine.pk)
    raw = letter(
        "calendar_google_tentative",
        sender="ander@voorbeeld.nl",
        to=address,
        uid=f"{mine.bijeenkomst.uid}@testserver",
        sequence="200",
    )
    _, _, body = raw.partition(b"\r\n")  # From is the first line
    mail = take_in(f"From: {mine.deelnemer.email}\r\n".encode() + body, address)
    assert outcome(mail) == (Outcome.REFUSED, "het antwoord is van een andere deelnemer")


def test_a_full_meeting_is_told(
    mine: Aanmelding, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    Aanmelding.objects.update(answer="maybe")
    Bijeenkomst.objects.update(capacity=1)
    AanmeldingFactory(bijeenkomst=mine.bijeenkomst)
    mail = reply("apple_accepted", mine)
    assert mail.outcome == Outcome.REFUSED
    assert mail.reason.startswith("Alle plekken zijn bezet.")
    [told] = mails_to(deelnemer, mailoutbox)
    assert told.subject == "Je mail is niet verwerkt: Casustafel"
    assert "Alle plekken zijn bezet." in told.body
    assert f"http://testserver{mine.bijeenkomst.get_absolute_url()}" in told.body


def test_too_late_is_told(mine: Aanmelding, deelnemer: Deelnemer, mailoutbox: list[Any]) -> None:
    Aanmelding.objects.update(answer="no")
    Bijeenkomst.objects.update(registration_closes_at=timezone.now() - timedelta(hours=1))
    reply("apple_accepted", mine)
    [told] = mails_to(deelnemer, mailoutbox)
    assert "Aanmelden kan niet meer" in told.body


def test_a_cancelled_meeting_takes_no_answers(
    mine: Aanmelding, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    Bijeenkomst.objects.update(status="cancelled")
    assert outcome(reply("outlook_declined", mine)) == (
        Outcome.IGNORED,
        "de bijeenkomst gaat niet door",
    )
    assert mails_to(deelnemer, mailoutbox) == []


def test_who_left_the_community_is_refused(
    mine: Aanmelding, deelnemer: Deelnemer, mailoutbox: list[Any]
) -> None:
    Lidmaatschap.objects.all().delete()
    assert outcome(reply("google_tentative", mine)) == (Outcome.REFUSED, inbound.NO_RIGHT)
    [told] = mails_to(deelnemer, mailoutbox)
    assert "Casustafel" not in told.body + told.subject


@pytest.mark.parametrize(
    "calendar",
    [
        "geen agenda",
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSEQUENCE:veel\r\nEND:VEVENT\r\n",
    ],
)
def test_what_is_no_reply_is_ignored(calendar: str, mine: Aanmelding) -> None:
    raw = f"From: {mine.deelnemer.email}\r\nContent-Type: text/calendar\r\n\r\n{calendar}"
    mail = take_in(raw.encode(), tokens.address(tokens.CALENDAR, mine.pk))
    assert mail.outcome in {Outcome.IGNORED, Outcome.REFUSED}
    mine.refresh_from_db()
    assert mine.answer == "yes"


def test_a_sign_up_that_is_gone_is_no_error(mine: Aanmelding) -> None:
    address = tokens.address(tokens.CALENDAR, mine.pk)
    mine.delete()
    raw = letter("calendar_apple_accepted", sender="a@voorbeeld.nl", uid="x", sequence="0")
    assert outcome(take_in(raw, address)) == (
        Outcome.REFUSED,
        "bij dit adres hoort geen aanmelding",
    )
