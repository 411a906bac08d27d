"""Who gets which mail about a meeting, in which order, and that no mail tells an old truth."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from bijeenkomsten import services
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.notifications.changes import CHANGED_AGAIN
from bijeenkomsten.notifications.meetings import when
from communities.models import Community, Deelnemer
from netwerk.kern.berichten.models import Delivery, MessageEvent, Preference, State
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import BijeenkomstFactory, LidmaatschapFactory, begrip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_quiet_period(settings: Any) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0


@pytest.fixture
def bijeenkomst(community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, title="Casustafel")


def deliver() -> list[Any]:
    """Plan and send all that is due; return the mails of this round."""
    before = len(mail.outbox)
    plan_due()
    while send_due().taken:
        pass
    return mail.outbox[before:]


def heads(mails: list[Any]) -> list[tuple[str, str]]:
    """Return [(address, first words of the subject)], in order of address."""
    return sorted((each.to[0], each.subject.split(":")[0]) for each in mails)


def calendar(sent: Any) -> dict[str, Any]:
    """Return what the calendar part of a mail says."""
    [content] = [p.content for p in sent.alternatives if p.mimetype == "text/calendar"]
    parsed = Calendar.from_ical(content)
    [event] = parsed.walk("VEVENT")
    return {
        "method": str(parsed["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "start": event["DTSTART"].dt,
        "attendee": str(event["ATTENDEE"]),
    }


def say(person: Deelnemer, bijeenkomst: Bijeenkomst, answer: str = "yes") -> None:
    services.answer(actor=person, bijeenkomst=bijeenkomst, answer=answer)


def move(actor: Deelnemer, bijeenkomst: Bijeenkomst, days: int = 1) -> None:
    current = Bijeenkomst.objects.get(pk=bijeenkomst.pk)
    services.update_bijeenkomst(
        actor=actor,
        bijeenkomst=bijeenkomst,
        starts_at=current.starts_at + timedelta(days=days),
        ends_at=current.ends_at + timedelta(days=days),
    )


def cancel(actor: Deelnemer, bijeenkomst: Bijeenkomst) -> None:
    services.cancel_bijeenkomst(actor=actor, bijeenkomst=bijeenkomst, reason="De zaal is dicht.")


def test_new_meeting_is_told_to_the_members_of_all_its_communities(
    community: Community,
    other_community: Community,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    buitenstaander: Deelnemer,
) -> None:
    both = LidmaatschapFactory(community=community).deelnemer
    LidmaatschapFactory(community=other_community, deelnemer=both)
    muted = LidmaatschapFactory(community=community).deelnemer
    Preference.objects.create(person=muted, kind="bijeenkomst.published", frequency="never")
    services.schedule_bijeenkomst(
        actor=organisator,
        community=community,
        communities=[other_community],
        title="Casustafel",
        kind=begrip("bijeenkomstsoort", "casustafel"),
        goal="Kijken",
        starts_at=timezone.now() + timedelta(days=9),
        ends_at=timezone.now() + timedelta(days=9, hours=2),
    )
    expected = sorted(
        (person.email, "Nieuwe bijeenkomst") for person in (deelnemer, ander_lid, both)
    )
    assert heads(deliver()) == expected
    assert deliver() == []


def test_signing_up_sends_an_invitation(bijeenkomst: Bijeenkomst, deelnemer: Deelnemer) -> None:
    say(deelnemer, bijeenkomst)
    [sent] = deliver()
    assert heads([sent]) == [(deelnemer.email, "Je bent aangemeld")]
    assert calendar(sent) == {
        "method": "REQUEST",
        "uid": f"{bijeenkomst.uid}@testserver",
        "sequence": 0,
        "status": "CONFIRMED",
        "start": bijeenkomst.starts_at,
        "attendee": f"mailto:{deelnemer.email}",
    }
    assert Aanmelding.objects.get().calendar_sent


def test_signing_off_withdraws_the_invitation(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    deliver()
    say(deelnemer, bijeenkomst, "no")
    [sent] = deliver()
    assert heads([sent]) == [(deelnemer.email, "Je bent afgemeld")]
    told = calendar(sent)
    assert (told["method"], told["status"], told["sequence"]) == ("CANCEL", "CANCELLED", 1)
    say(deelnemer, bijeenkomst)
    [sent] = deliver()
    again = calendar(sent)
    assert (again["method"], again["sequence"]) == ("REQUEST", 2), "newer than the withdrawal"


def test_signing_off_is_told_though_the_meeting_was_cancelled_and_restored_since(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    """Else nothing would take the appointment out of the calendar."""
    say(deelnemer, bijeenkomst)
    deliver()
    say(deelnemer, bijeenkomst, "no")
    cancel(organisator, bijeenkomst)
    plan_due()
    unregistered = Delivery.objects.filter(kind="bijeenkomst.unregistered")
    assert send_due(1).taken == 1
    assert unregistered.get().state == State.SENT
    services.restore_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst)
    assert deliver() == []
    assert calendar(mail.outbox[-1])["method"] == "CANCEL"


def test_on_off_on_before_the_first_mail_gives_one_mail(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    for answer in ("yes", "no", "yes"):
        say(deelnemer, bijeenkomst, answer)
    assert heads(deliver()) == [(deelnemer.email, "Je bent aangemeld")]
    assert dict(Delivery.objects.values_list("dedupe_key", "reason")) == {
        f"reg:{bijeenkomst.pk}:{deelnemer.pk}:1": "heeft zich daarna opnieuw aangemeld",
        f"unr:{bijeenkomst.pk}:{deelnemer.pk}:1": "heeft zich daarna opnieuw aangemeld",
        f"reg:{bijeenkomst.pk}:{deelnemer.pk}:2": "",
    }


def test_off_before_the_first_mail_is_told_without_a_calendar(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    say(deelnemer, bijeenkomst, "no")
    [sent] = deliver()
    assert heads([sent]) == [(deelnemer.email, "Je bent afgemeld")]
    assert [part.mimetype for part in sent.alternatives] == ["text/html"]


def test_move_is_told_with_a_higher_sequence(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer, community: Community
) -> None:
    perhaps = LidmaatschapFactory(community=community).deelnemer
    LidmaatschapFactory(community=community)  # answers nothing
    say(deelnemer, bijeenkomst)
    say(perhaps, bijeenkomst, "maybe")
    deliver()
    move(organisator, bijeenkomst)
    sent = {each.to[0]: each for each in deliver()}
    assert set(sent) == {deelnemer.email, perhaps.email}
    told = calendar(sent[deelnemer.email])
    assert (told["method"], told["sequence"]) == ("REQUEST", 100)
    assert told["start"] == bijeenkomst.starts_at + timedelta(days=1)
    assert [part.mimetype for part in sent[perhaps.email].alternatives] == ["text/html"]


def test_second_move_makes_the_first_message_stale(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    deliver()
    move(organisator, bijeenkomst)
    plan_due()
    move(organisator, bijeenkomst, 2)
    [sent] = deliver()
    told = calendar(sent)
    assert (told["sequence"], told["start"]) == (200, bijeenkomst.starts_at + timedelta(days=3))
    first, second = Delivery.objects.filter(kind="bijeenkomst.moved").order_by("pk")
    assert (first.state, first.reason) == (State.SUPPRESSED, CHANGED_AGAIN)
    assert (second.state, second.reason) == (State.SENT, "")


def test_a_change_says_what_was_since_the_reader_last_heard(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    deliver()
    knew, place = when(bijeenkomst), bijeenkomst.place
    move(organisator, bijeenkomst)
    plan_due()
    services.update_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst, place="Hal 3, Emmen")
    [sent] = deliver()
    assert f"De tijd is anders. Eerst was het: {knew}." in sent.body
    assert f"De plek is anders. Eerst was het: {place}\n" in sent.body
    assert "online link" not in sent.body

    move(organisator, bijeenkomst)
    plan_due()
    move(organisator, bijeenkomst, -1)
    [sent] = deliver()
    assert "Eerst was het" not in sent.body, "what was put back is no news"
    assert "Er is iets veranderd aan de tijd, de plek of de online link." in sent.body


def test_a_mail_of_another_kind_told_what_a_change_before_it_made(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    deliver()
    move(organisator, bijeenkomst)
    plan_due()
    cancel(organisator, bijeenkomst)
    deliver()
    services.restore_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst)
    deliver()
    knew = when(Bijeenkomst.objects.get(pk=bijeenkomst.pk))
    move(organisator, bijeenkomst)
    [sent] = deliver()
    assert f"Eerst was het: {knew}." in sent.body


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"place": ""}, "Het is nu alleen online. Eerst was het: Stadhuis"),
        ({"online_link": ""}, "Er is geen online link meer."),
        ({"online_link": "https://video.voorbeeld.nl/geheim"}, "De online link is nieuw."),
    ],
)
def test_a_change_of_place_or_link_is_told_in_words(
    change: dict[str, str],
    said: str,
    community: Community,
    deelnemer: Deelnemer,
    organisator: Deelnemer,
) -> None:
    link = "https://video.voorbeeld.nl/vorige"
    made = BijeenkomstFactory(community=community, place="Stadhuis", online_link=link)
    say(deelnemer, made, "maybe")
    deliver()
    services.update_bijeenkomst(actor=organisator, bijeenkomst=made, **change)
    [sent] = deliver()
    assert said in sent.body
    assert "vorige" not in str(MessageEvent.objects.latest("pk").data), "no link is kept there"


def test_who_signed_up_after_a_change_is_not_told_what_was(
    community: Community, deelnemer: Deelnemer, buitenstaander: Deelnemer, organisator: Deelnemer
) -> None:
    made = BijeenkomstFactory(community=community, visibility="community", place="Kerkstraat 5")
    say(deelnemer, made)
    deliver()
    services.update_bijeenkomst(
        actor=organisator, bijeenkomst=made, visibility="network", place="Bibliotheek"
    )
    say(buitenstaander, Bijeenkomst.objects.get(pk=made.pk))
    sent = {each.to[0]: each.body for each in deliver() if "Gewijzigd" in each.subject}
    assert "Eerst was het: Kerkstraat 5" in sent[deelnemer.email]
    assert "Kerkstraat" not in sent.get(buitenstaander.email, "")


def test_moves_wait_for_each_other_except_shortly_before(
    settings: Any, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    settings.MESSAGE_QUIET_SECONDS = 300
    soon = timezone.now() + timedelta(hours=6)
    waits = {}
    for name, start in {"far": soon + timedelta(days=7), "soon": soon}.items():
        made = BijeenkomstFactory(community=community, starts_at=start)
        say(deelnemer, made)
        services.update_bijeenkomst(actor=organisator, bijeenkomst=made, place="Elders")
        plan_due()
        delivery = Delivery.objects.filter(kind="bijeenkomst.moved").latest("pk")
        waits[name] = (delivery.due_at - delivery.event.created_at).total_seconds()
    assert waits == {"far": 120, "soon": 0}


def test_cancellation_reaches_everybody_who_ever_got_an_invitation(
    bijeenkomst: Bijeenkomst, community: Community, organisator: Deelnemer
) -> None:
    comes, left, perhaps, never = (
        LidmaatschapFactory(community=community).deelnemer for _ in range(4)
    )
    say(comes, bijeenkomst)
    say(left, bijeenkomst)
    say(perhaps, bijeenkomst, "maybe")
    say(never, bijeenkomst, "no")
    deliver()
    say(left, bijeenkomst, "no")
    deliver()
    Preference.objects.create(person=comes, kind="bijeenkomst.cancelled", frequency="never")
    cancel(organisator, bijeenkomst)
    sent = {each.to[0]: each for each in deliver()}
    assert set(sent) == {comes.email, left.email, perhaps.email}
    for person, number in ((comes, 100), (left, 101)):
        told = calendar(sent[person.email])
        assert (told["method"], told["status"]) == ("CANCEL", "CANCELLED")
        assert told["sequence"] == number
    assert [part.mimetype for part in sent[perhaps.email].alternatives] == ["text/html"]
    assert "De zaal is dicht." in sent[comes.email].body


def test_cancellation_overtakes_what_was_waiting(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    move(organisator, bijeenkomst)
    plan_due()
    cancel(organisator, bijeenkomst)
    [sent] = deliver()
    assert heads([sent]) == [(deelnemer.email, "Gaat niet door")]
    assert [part.mimetype for part in sent.alternatives] == ["text/html"], "it had no invitation"
    assert list(
        Delivery.objects.exclude(reason="").order_by("pk").values_list("kind", "reason")
    ) == [
        ("bijeenkomst.registered", "de bijeenkomst gaat niet door"),
        ("bijeenkomst.moved", CHANGED_AGAIN),
    ]


def test_cancel_restore_cancel_keeps_uid_and_raises_sequence(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    told = [calendar(each) for each in deliver()]
    cancel(organisator, bijeenkomst)
    told += [calendar(each) for each in deliver()]
    services.restore_bijeenkomst(actor=organisator, bijeenkomst=bijeenkomst)
    told += [calendar(each) for each in deliver()]
    cancel(organisator, bijeenkomst)
    told += [calendar(each) for each in deliver()]
    assert [(each["method"], each["sequence"]) for each in told] == [
        ("REQUEST", 0),
        ("CANCEL", 100),
        ("REQUEST", 200),
        ("CANCEL", 300),
    ]
    assert {each["uid"] for each in told} == {f"{bijeenkomst.uid}@testserver"}


def test_change_of_a_cancelled_meeting_does_not_hide_the_cancellation(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    deliver()
    cancel(organisator, bijeenkomst)
    move(organisator, bijeenkomst)
    [sent] = deliver()
    told = calendar(sent)
    assert (told["method"], told["sequence"]) == ("CANCEL", 200)


def test_who_left_the_community_hears_no_more(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    say(deelnemer, bijeenkomst)
    deliver()
    move(organisator, bijeenkomst)
    plan_due()
    deelnemer.lidmaatschappen.all().delete()
    assert deliver() == []
    assert Delivery.objects.latest("pk").reason == "mag het onderwerp niet meer zien"


def test_invitation_of_the_moment_shows_the_new_time_only(
    bijeenkomst: Bijeenkomst, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    """A mail that was planned before a move is made after it, so it tells the new time."""
    say(deelnemer, bijeenkomst)
    plan_due()
    old_day = timezone.localtime(bijeenkomst.starts_at).strftime("%-d")
    move(organisator, bijeenkomst)
    for sent in deliver():
        assert calendar(sent)["start"] == bijeenkomst.starts_at + timedelta(days=1)
        assert f" {old_day} " not in sent.subject
