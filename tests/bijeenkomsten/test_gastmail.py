"""What guests get mail about, and what their calendar answers (row 57)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from bijeenkomsten import audiences, kalender, maillog, services
from bijeenkomsten.enums import Answer, Audience
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Gast
from bijeenkomsten.notifications.reminders import announce_reminders
from communities.models import Community
from netwerk.kern.berichten import tokens
from netwerk.kern.berichten.checks import NOBODY
from netwerk.kern.berichten.models import Delivery, InboundMail, Outcome, State
from netwerk.kern.berichten.planner import plan_due
from tests.bijeenkomsten.guests import answer_of, coming, open_meeting, owner_of_link, unconfirmed
from tests.bijeenkomsten.test_notifications import calendar, cancel, deliver, heads, move, say
from tests.factories import AanmeldingFactory, DeelnemerFactory, RondmailFactory
from tests.inbound.conftest import DOMAIN, letter, outcome, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_quiet_period(settings: Any) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0


@pytest.fixture
def meeting(community: Community) -> Bijeenkomst:
    return open_meeting(community=community, title="Open middag")


def confirmed(meeting: Bijeenkomst, **fields: Any) -> Gast:
    """Return a guest who confirmed, with the mail about it on its way."""
    guest = unconfirmed(meeting, **fields)
    services.confirm_guest(pk=guest.pk)
    return Gast.objects.get(pk=guest.pk)


def test_the_appointment_follows_the_meeting_and_the_guest(
    meeting: Bijeenkomst, organisator: Any
) -> None:
    guest = confirmed(meeting)
    [first] = deliver()
    move(organisator, meeting)
    [second] = deliver()
    cancel(organisator, meeting)
    [third] = deliver()
    services.restore_bijeenkomst(actor=organisator, bijeenkomst=meeting)
    [fourth] = deliver()
    services.answer_as_guest(gast=guest, answer=Answer.NO)
    [fifth] = deliver()
    told = [calendar(each) for each in (first, second, third, fourth, fifth)]
    methods = [each["method"] for each in told]
    assert methods == ["REQUEST", "REQUEST", "CANCEL", "REQUEST", "CANCEL"]
    assert len({each["uid"] for each in told}) == 1
    sequences = [each["sequence"] for each in told]
    assert sequences == sorted(set(sequences)), "each is newer than the one before"
    assert {each["attendee"] for each in told} == {f"mailto:{guest.email}"}
    for each in (first, second, third, fourth, fifth):
        assert owner_of_link(each) == guest.pk, "the way back to their own page"
        assert "/voorkeuren/" not in each.body, "who has no account has nothing to choose"


def test_what_changes_reaches_who_comes_and_waits_and_nobody_else(
    meeting: Bijeenkomst, organisator: Any
) -> None:
    Bijeenkomst.objects.update(capacity=2)
    comes, perhaps, waits = (coming(meeting, answer) for answer in ("yes", "maybe", "waiting"))
    coming(meeting, "no")
    unconfirmed(meeting)
    coming(open_meeting())
    member = AanmeldingFactory(bijeenkomst=meeting).deelnemer
    move(organisator, meeting)
    expected = sorted((each.email, "Gewijzigd") for each in (comes, perhaps, waits, member))
    assert heads(deliver()) == expected
    cancel(organisator, meeting)
    assert {head for _, head in heads(deliver())} == {"Gaat niet door"}


def test_a_guest_and_a_person_with_the_same_number_both_get_their_mail(
    meeting: Bijeenkomst, organisator: Any
) -> None:
    guest = coming(meeting)
    member = DeelnemerFactory(pk=guest.pk + 1_000_000)
    other = Gast.objects.create(
        pk=member.pk,
        bijeenkomst=meeting,
        name="Mien",
        email="mien@voorbeeld.nl",
        confirmed_at=timezone.now(),
    )
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=None, gast=other)
    say(member, meeting)
    deliver()
    move(organisator, meeting)
    assert heads(deliver()) == sorted((each.email, "Gewijzigd") for each in (guest, member, other))


def test_the_day_before_guests_are_reminded_too(meeting: Bijeenkomst) -> None:
    guest = coming(meeting)
    coming(meeting, "maybe")
    with time_machine.travel(meeting.starts_at - timedelta(hours=23)):
        announce_reminders()
        [told] = deliver()
    assert told.to == [guest.email]
    assert owner_of_link(told) == guest.pk


def test_what_an_organiser_writes_reaches_the_guests_of_the_audience(
    meeting: Bijeenkomst, organisator: Any
) -> None:
    comes, perhaps = coming(meeting, name="Roos van der Linde"), coming(meeting, "maybe")
    row = RondmailFactory(bijeenkomst=meeting, author=organisator, audience=Audience.COMING)
    assert audiences.reach(row, organisator).willing == 1
    sizes = audiences.sizes(meeting, organisator)
    assert (sizes[Audience.COMING], sizes[Audience.MAYBE]) == (1, 2)
    services.send_rondmail(actor=organisator, rondmail=row)
    [told] = deliver()
    assert told.to == [comes.email]
    assert row.body.split()[0] in told.body
    needed = RondmailFactory(
        bijeenkomst=meeting, author=organisator, audience=Audience.COMING, essential=True
    )
    services.send_rondmail(actor=organisator, rondmail=needed)
    assert [each.to for each in deliver()] == [[comes.email]]
    assert perhaps.email not in {to for to, _ in heads(deliver())}
    row.refresh_from_db()
    Delivery.objects.filter(event=row.event_id).update(state=State.BOUNCED)
    assert maillog.perhaps_missed(row) == ["Roos van der Linde"]


def test_a_guest_who_is_gone_or_signed_off_gets_nothing_any_more(
    meeting: Bijeenkomst, organisator: Any
) -> None:
    gone, off = coming(meeting), coming(meeting)
    move(organisator, meeting)
    plan_due()
    Gast.objects.filter(pk=gone.pk).delete()
    Aanmelding.objects.filter(gast=off).update(answer=Answer.NO)
    assert deliver() == []
    reasons = Delivery.objects.filter(kind="gast.moved").values_list("reason", flat=True)
    assert set(reasons) == {NOBODY, "heeft zich afgemeld"}


@pytest.fixture
def mail_comes_in(settings: Any) -> None:
    settings.MAIL_IN_DOMAIN = DOMAIN


def reply(name: str, guest: Gast, **changes: str) -> InboundMail:
    """Take in the reply of the calendar of a guest."""
    mine = Aanmelding.objects.get(gast=guest)
    address = tokens.address(tokens.CALENDAR, mine.pk)
    filled = {
        "sender": guest.email,
        "to": address,
        "uid": f"{mine.bijeenkomst.uid}@testserver",
        "sequence": str(kalender.sequence(mine.bijeenkomst, mine)),
    }
    return take_in(letter(f"calendar_{name}", **filled | changes), address)


@pytest.mark.usefixtures("mail_comes_in")
def test_the_calendar_of_a_guest_answers(meeting: Bijeenkomst) -> None:
    guest = coming(meeting)
    assert reply("google_tentative", guest).outcome == Outcome.DONE
    assert answer_of(guest) == "maybe"
    assert reply("apple_accepted", guest).outcome == Outcome.DONE
    assert answer_of(guest) == "yes"
    mail = reply("outlook_declined", guest)
    assert outcome(mail) == (Outcome.DONE, "antwoord van een agenda: ik kom niet")
    assert (answer_of(guest), mail.person) == ("no", None)


@pytest.mark.usefixtures("mail_comes_in")
def test_another_than_the_guest_changes_nothing(meeting: Bijeenkomst) -> None:
    guest = coming(meeting)
    strange = reply("outlook_declined", guest, sender="iemand@elders.nl")
    assert strange.outcome == Outcome.REFUSED
    assert answer_of(guest) == "yes"


@pytest.mark.usefixtures("mail_comes_in")
def test_too_late_by_calendar_is_refused_in_silence(meeting: Bijeenkomst) -> None:
    guest = coming(meeting, "maybe")
    closed = timezone.now() - timedelta(hours=1)
    Bijeenkomst.objects.update(registration_closes_at=closed)
    assert reply("apple_accepted", guest).outcome == Outcome.REFUSED
    assert answer_of(guest) == "maybe"
    assert deliver() == []
