"""What an organiser mails to the people of a meeting: the services and the messages."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from bijeenkomsten import audiences, services
from bijeenkomsten.enums import Answer, Audience, Status
from bijeenkomsten.models import Bijeenkomst, Rondmail
from bijeenkomsten.services import BijeenkomstError
from communities.models import Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import preferences, registry
from netwerk.kern.berichten.models import Delivery, FailedAddress, MessageEvent, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import in_parallel
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    RondmailFactory,
)


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, title="Casustafel: groen")


@pytest.fixture
def draft(meeting: Bijeenkomst, organisator: Deelnemer) -> Rondmail:
    return RondmailFactory(bijeenkomst=meeting, author=organisator)


def somebody(meeting: Bijeenkomst, answer: str = "", **fields: Any) -> Deelnemer:
    """Return a member of the community that leads the meeting, with an answer when given."""
    person = LidmaatschapFactory(
        community=meeting.community, **{f"deelnemer__{name}": v for name, v in fields.items()}
    ).deelnemer
    if answer:
        AanmeldingFactory(bijeenkomst=meeting, deelnemer=person, answer=answer)
    return person


def silence(person: Deelnemer, kind: str = audiences.KIND) -> None:
    preferences.set_frequency(person=person, message=registry.get(kind), frequency="never")


def blocked(person: Deelnemer, email: str = "") -> None:
    now = timezone.now()
    FailedAddress.objects.create(
        person=person, email=email or person.email, bounces=3, first_at=now, last_at=now
    )


def sent_to(mailoutbox: list[Any]) -> list[str]:
    return sorted(address for mail in mailoutbox for address in mail.to)


@pytest.mark.django_db
def test_the_mail_arrives_from_the_organiser_with_the_words_and_the_address(
    meeting: Bijeenkomst, organisator: Deelnemer, mailoutbox: list[Any]
) -> None:
    dana = somebody(meeting, Answer.YES, first_name="Dana")
    body = "Kom op tijd.\r\n\r\nLees <b>dit</b>: https://voorbeeld.nl/a?b=1&c=2."
    rondmail = services.write_rondmail(
        actor=organisator,
        bijeenkomst=meeting,
        subject="Neem laarzen mee",
        body=body,
        audience=Audience.COMING,
    )
    services.send_rondmail(actor=organisator, rondmail=rondmail)
    plan_due()
    assert send_due().sent == 1
    [mail] = mailoutbox
    built = mail.message()
    assert (mail.to, mail.subject) == ([dana.email], "Neem laarzen mee")
    name = organisator.get_full_name()
    assert built["From"].startswith(f"{name} via Netwerk Brede Welvaart <")
    assert built["Reply-To"] == f"{name} <{organisator.email}>"
    assert "Dag Dana,\n\nKom op tijd.\n\nLees <b>dit</b>: https://voorbeeld.nl/a?b=1&c=2.\n" in (
        mail.body
    )
    [html] = [str(part.content) for part in mail.alternatives]
    assert "Lees &lt;b&gt;dit&lt;/b&gt;: <a " in html
    assert 'href="https://voorbeeld.nl/a?b=1&amp;c=2" rel="noopener noreferrer"' in html
    assert "List-Unsubscribe" in built


@pytest.mark.django_db
def test_each_audience_gets_its_people_and_respects_opt_out(
    meeting: Bijeenkomst, organisator: Deelnemer
) -> None:
    yes, maybe, no = (somebody(meeting, a) for a in (Answer.YES, Answer.MAYBE, Answer.NO))
    silent = somebody(meeting)
    gone = AanmeldingFactory(bijeenkomst=meeting, answer=Answer.YES).deelnemer
    off = somebody(meeting, Answer.YES)
    silence(off)
    muted = somebody(meeting, Answer.YES)
    preferences.set_attention(person=muted, topic=meeting.community, attention="mute")
    lost = somebody(meeting, Answer.YES)
    blocked(lost)
    moved_on = somebody(meeting, Answer.YES)
    blocked(moved_on, "oud@voorbeeld.nl")
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=organisator)
    expected = {
        (Audience.COMING, False): ({yes, moved_on}, (2, 2, 1)),
        (Audience.MAYBE, False): ({yes, moved_on, maybe}, (3, 2, 1)),
        (Audience.SILENT, False): ({silent}, (1, 0, 0)),
        (Audience.COMING, True): ({yes, moved_on, off, muted, lost}, (5, 0, 0)),
    }
    for (audience, essential), (people, numbers) in expected.items():
        mail = RondmailFactory(bijeenkomst=meeting, audience=audience, essential=essential)
        reach = audiences.reach(mail, organisator)
        assert (reach.willing, reach.unwilling, reach.failing) == numbers
        services.send_rondmail(actor=organisator, rondmail=mail)
        plan_due()
        while send_due().taken:
            pass
        mail.refresh_from_db()
        sent = Delivery.objects.filter(event=mail.event, state=State.SENT)
        assert set(sent.values_list("person", flat=True)) == {person.pk for person in people}
    assert not Delivery.objects.filter(person__in=[no, gone, organisator]).exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_once(
    meeting: Bijeenkomst, organisator: Deelnemer, draft: Rondmail
) -> None:
    somebody(meeting, Answer.YES)
    in_parallel(4, lambda: services.send_rondmail(actor=organisator, rondmail=draft))
    plan_due()
    assert MessageEvent.objects.filter(kind="bijeenkomst.mail").count() == 1
    assert Delivery.objects.count() == 1
    assert AuditEvent.objects.filter(action="rondmail.sent").count() == 1


@pytest.mark.django_db
def test_what_is_sent_cannot_change_any_more(
    meeting: Bijeenkomst, organisator: Deelnemer, draft: Rondmail
) -> None:
    somebody(meeting, Answer.YES)
    services.send_rondmail(actor=organisator, rondmail=draft)
    for act in (services.discard_rondmail, services.change_rondmail):
        with pytest.raises(BijeenkomstError, match="net verstuurd of weggegooid"):
            act(actor=organisator, rondmail=draft)
    draft.refresh_from_db()
    assert (draft.subject, draft.is_sent) == ("Neem laarzen mee", True)


@pytest.mark.django_db
def test_nobody_sends_or_overwrites_a_text_that_changed_meanwhile(
    meeting: Bijeenkomst, organisator: Deelnemer, draft: Rondmail
) -> None:
    somebody(meeting, Answer.YES)
    seen = draft.fingerprint
    services.change_rondmail(actor=organisator, rondmail=draft, expected=seen, body="Anders.")
    for act in (services.send_rondmail, services.change_rondmail):
        with pytest.raises(BijeenkomstError, match="net veranderd"):
            act(actor=organisator, rondmail=draft, expected=seen)
    draft.refresh_from_db()
    assert (draft.body, draft.is_sent) == ("Anders.", False)


@pytest.mark.django_db
def test_at_most_five_mails_a_day_about_one_meeting(
    meeting: Bijeenkomst, organisator: Deelnemer
) -> None:
    somebody(meeting, Answer.YES)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            mail = RondmailFactory(bijeenkomst=meeting)
            services.send_rondmail(actor=organisator, rondmail=mail)
        sixth = RondmailFactory(bijeenkomst=meeting)
        with pytest.raises(BijeenkomstError, match="in één dag al 5 mails weg"):
            services.send_rondmail(actor=organisator, rondmail=sixth)
        clock.shift(timedelta(days=1, seconds=1))
        assert services.send_rondmail(actor=organisator, rondmail=sixth).is_sent


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("audience", "essential", "words"),
    [
        (Audience.SILENT, False, "hoeft niets meer te weten"),
        (Audience.COMING, True, "niets meer wat iemand moet weten"),
        (Audience.COMING, False, ""),
        (Audience.MAYBE, False, ""),
    ],
)
@pytest.mark.parametrize("how", ["past", "cancelled"])
def test_after_the_end_only_looking_back_makes_sense(
    meeting: Bijeenkomst,
    organisator: Deelnemer,
    audience: str,
    essential: bool,
    words: str,
    how: str,
    mailoutbox: list[Any],
) -> None:
    somebody(meeting, Answer.YES)
    if how == "past":
        meeting.starts_at = timezone.now() - timedelta(days=2)
        meeting.ends_at = meeting.starts_at + timedelta(hours=1)
    else:
        meeting.status = Status.CANCELLED
    meeting.save()
    mail = RondmailFactory(bijeenkomst=meeting, audience=audience, essential=essential)
    if words:
        with pytest.raises(BijeenkomstError, match=words):
            services.send_rondmail(actor=organisator, rondmail=mail)
        return
    services.send_rondmail(actor=organisator, rondmail=mail)
    plan_due()
    assert (send_due().sent, len(mailoutbox)) == (1, 1)


@pytest.mark.django_db
def test_a_meeting_of_long_ago_is_not_mailed_about(
    meeting: Bijeenkomst, organisator: Deelnemer, draft: Rondmail
) -> None:
    somebody(meeting, Answer.YES)
    meeting.starts_at = timezone.now() - timedelta(days=100)
    meeting.ends_at = meeting.starts_at + timedelta(hours=1)
    meeting.save()
    with pytest.raises(BijeenkomstError, match="drie maanden geleden"):
        services.send_rondmail(actor=organisator, rondmail=draft)


@pytest.mark.django_db
def test_without_anybody_to_read_it_nothing_is_sent(
    organisator: Deelnemer, meeting: Bijeenkomst, draft: Rondmail
) -> None:
    silence(somebody(meeting, Answer.YES))
    with pytest.raises(BijeenkomstError, match="niemand die deze mail"):
        services.send_rondmail(actor=organisator, rondmail=draft)
    draft.refresh_from_db()
    assert not draft.is_sent


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("audience", "first", "then", "reason"),
    [
        (Audience.COMING, "yes", "no", "heeft zich afgemeld"),
        (Audience.COMING, "yes", "maybe", "heeft zich afgemeld"),
        (Audience.MAYBE, "maybe", "no", "heeft zich afgemeld"),
        (Audience.SILENT, "", "yes", "heeft daarna geantwoord"),
    ],
)
def test_who_changed_their_mind_meanwhile_gets_no_mail(
    meeting: Bijeenkomst,
    organisator: Deelnemer,
    audience: str,
    first: str,
    then: str,
    reason: str,
) -> None:
    person = somebody(meeting, first)
    mail = RondmailFactory(bijeenkomst=meeting, audience=audience)
    services.send_rondmail(actor=organisator, rondmail=mail)
    plan_due()
    services.answer(actor=person, bijeenkomst=meeting, answer=then)
    send_due()
    delivery = Delivery.objects.get(kind="bijeenkomst.mail")
    assert (delivery.state, delivery.reason) == (State.SUPPRESSED, reason)


@pytest.mark.django_db
def test_a_meeting_that_is_cancelled_meanwhile_keeps_the_mail_back(
    meeting: Bijeenkomst, organisator: Deelnemer, draft: Rondmail
) -> None:
    somebody(meeting, Answer.YES)
    services.send_rondmail(actor=organisator, rondmail=draft)
    services.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="Ziek.")
    plan_due()
    send_due()
    delivery = Delivery.objects.get(kind="bijeenkomst.mail")
    assert (delivery.state, delivery.reason) == (State.SUPPRESSED, "de bijeenkomst gaat niet door")


@pytest.mark.django_db
def test_a_test_mail_goes_to_who_asks_for_it_only(
    meeting: Bijeenkomst, organisator: Deelnemer, draft: Rondmail, mailoutbox: list[Any]
) -> None:
    somebody(meeting, Answer.YES)
    for _ in range(2):
        services.try_rondmail(actor=organisator, rondmail=draft)
    plan_due()
    assert send_due().sent == 2
    assert {(mail.to[0], mail.subject) for mail in mailoutbox} == {
        (organisator.email, "Proef: Neem laarzen mee")
    }
    assert "Dit is een proef. Alleen jij krijgt hem." in mailoutbox[0].body
    for _ in range(8):
        services.try_rondmail(actor=organisator, rondmail=draft)
    with pytest.raises(BijeenkomstError, match="Wacht een uur"):
        services.try_rondmail(actor=organisator, rondmail=draft)


@pytest.mark.django_db
def test_the_database_knows_that_only_who_comes_must_know(meeting: Bijeenkomst) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RondmailFactory(bijeenkomst=meeting, audience=Audience.SILENT, essential=True)


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", ["community", "network", "public"])
def test_only_who_may_still_see_the_meeting_is_counted(
    meeting: Bijeenkomst, organisator: Deelnemer, draft: Rondmail, visibility: str
) -> None:
    meeting.visibility = visibility
    meeting.save()
    elsewhere = LidmaatschapFactory().deelnemer
    editor = DeelnemerFactory(is_redacteur=True)
    outside = DeelnemerFactory()
    inside = somebody(meeting)
    for person in (inside, elsewhere, editor, outside):
        AanmeldingFactory(bijeenkomst=meeting, deelnemer=person)
    wanted = {"community": 1, "network": 3, "public": 4}[visibility]
    assert audiences.reach(draft, organisator).willing == wanted
    services.send_rondmail(actor=organisator, rondmail=draft)
    plan_due()
    assert (Delivery.objects.count(), send_due().sent) == (wanted, wanted)


def test_one_organiser_sends_twenty_mails_a_day_about_all_meetings(
    community: Any, organisator: Deelnemer
) -> None:
    now = timezone.now()
    for meeting in BijeenkomstFactory.create_batch(4, community=community):
        RondmailFactory.create_batch(5, bijeenkomst=meeting, author=organisator, sent_at=now)
    meeting = BijeenkomstFactory(community=community)
    somebody(meeting, "yes")
    draft = RondmailFactory(bijeenkomst=meeting, author=organisator)
    with pytest.raises(BijeenkomstError, match="in één dag al 20 mails"):
        services.send_rondmail(actor=organisator, rondmail=draft)
    colleague = somebody(meeting)
    assert services.send_rondmail(actor=colleague, rondmail=draft).is_sent
