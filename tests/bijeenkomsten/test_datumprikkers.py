"""Date polls: from asking to a meeting, and what is told to whom."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.enums import PollState, Suits
from bijeenkomsten.kalender import sequence
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Datumoptie, Datumprikker, Datumstem
from bijeenkomsten.notifications.datumprikkers import announce_closing_polls
from bijeenkomsten.prikken import overview
from communities.models import Community, Deelnemer, Lidmaatschap
from netwerk.kern.berichten.models import MessageEvent
from tests.bijeenkomsten.test_notifications import calendar, deliver
from tests.factories import (
    DatumoptieFactory,
    DatumprikkerFactory,
    DeelnemerFactory,
    LidmaatschapFactory,
    begrip,
)

pytestmark = pytest.mark.django_db
LINK = "https://video.voorbeeld.nl/geheim"
NEW = reverse("bijeenkomsten:datumprikker_nieuw")


@pytest.fixture(autouse=True)
def _no_quiet_period(settings: Any) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0


@pytest.fixture
def prikker(community: Community) -> Datumprikker:
    found = DatumprikkerFactory(community=community, title="Casustafel", online_link=LINK)
    DatumoptieFactory.create_batch(2, datumprikker=found)
    return found


def member(community: Community, name: str) -> Deelnemer:
    return LidmaatschapFactory(
        community=community, deelnemer__first_name=name, deelnemer__email=f"{name}@voorbeeld.nl"
    ).deelnemer


def say(prikker: Datumprikker, person: Deelnemer, *suits: str) -> None:
    answers = dict(zip([o.pk for o in prikker.opties.all()], suits, strict=True))
    services.vote(actor=person, datumprikker=prikker, answers=answers)


def test_who_goes_from_the_poll_to_the_waiting_list_reads_that_and_no_goodbye(
    prikker: Datumprikker, community: Community, organisator: Deelnemer
) -> None:
    dana, first = member(community, "dana"), member(community, "eerst")
    say(prikker, dana, Suits.YES, Suits.NO)
    meeting = services.choose_moment(
        actor=organisator, datumprikker=prikker, optie=prikker.opties.first()
    )
    deliver()
    Bijeenkomst.objects.update(capacity=1, online_link="")
    services.answer(actor=first, bijeenkomst=meeting, answer="yes")
    services.answer(actor=dana, bijeenkomst=meeting, answer="waiting")
    [sent] = [each for each in deliver() if each.to == [dana.email]]
    assert sent.subject.startswith("Je staat op de wachtlijst: Casustafel")
    html = sent.alternatives[0][0]
    for text in (sent.body, html):
        assert "je staat op de wachtlijst" in text
        assert "afgemeld" not in text
    assert calendar(sent)["method"] == "CANCEL"  # the invitation of the poll goes


def later(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def form_data(community: Community, **more: str) -> dict[str, Any]:
    return {
        "community": community.pk,
        "kind": begrip("bijeenkomstsoort", "casustafel").pk,
        "title": "Casustafel",
        "goal": "We kijken samen.",
        "minutes": "90",
        "closes_on": later(5),
        "dag_1": later(10),
        "tijd_1": "10:00",
        "dag_3": later(11),
        "tijd_3": "14:00",
    } | more


def test_an_organiser_asks_and_the_members_get_a_mail(
    client_of: Any,
    organisator: Deelnemer,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    community: Community,
) -> None:
    page = client_of(organisator).post(NEW, form_data(community))
    poll = Datumprikker.objects.get()
    assert page.headers["Location"] == poll.get_absolute_url()
    assert poll.opties.count() == 2, "an empty row is no moment"
    [sent] = deliver()
    assert sent.to == [deelnemer.email]
    assert sent.subject == "Wanneer kun jij? Casustafel"
    assert poll.get_absolute_url() in sent.body
    assert "We kijken samen." not in sent.body, "what a closed meeting is for stays on the site"


THEN = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)


def after_then(days: int) -> str:
    return (THEN.date() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"dag_3": "", "tijd_3": ""}, "Vul minstens twee momenten in."),
        ({"dag_2": after_then(10), "tijd_2": "10:00"}, "Dit moment staat er al."),
        ({"dag_2": "2026-01-05", "tijd_2": "10:00"}, "Dit moment is al voorbij."),
        ({"dag_2": "2999-01-05", "tijd_2": "10:00"}, "Kies een jaar van 2020 tot en met 2099."),
        ({"dag_2": "2027-03-28", "tijd_2": "02:30"}, "bestaat niet: de klok gaat die nacht"),
        ({"dag_2": "2027-10-31", "tijd_2": "02:30"}, "komt twee keer voor: de klok gaat"),
        ({"dag_2": after_then(12)}, "Vul ook de tijd in."),
        ({"tijd_2": "11:15"}, "Vul ook de dag in."),
        ({"closes_on": "2026-01-01"}, "Deze dag is al voorbij."),
        ({"closes_on": after_then(300)}, "Kies een dag vóór het laatste moment."),
        ({"online_link": "javascript:alert(1)"}, "Dit is geen link naar een pagina."),
    ],
)
@time_machine.travel(THEN)
def test_what_cannot_be_is_said_at_the_field_and_stays_as_typed(
    client_of: Any, organisator: Deelnemer, community: Community, more: dict[str, str], words: str
) -> None:
    page = client_of(organisator).post(NEW, form_data(community, **more))
    assert page.status_code == 200
    assert words in page.text
    assert 'value="14:00"' in page.text or "tijd_3" in more
    for value in more.values():
        assert not value or f'value="{value}"' in page.text
    assert not Datumprikker.objects.exists()


def test_more_rows_without_a_script_keep_what_was_typed(
    client_of: Any, organisator: Deelnemer, community: Community
) -> None:
    page = client_of(organisator).post(NEW, form_data(community, meer="ja"))
    assert not Datumprikker.objects.exists()
    for kept in ('value="Casustafel"', 'value="14:00"', f'value="{later(11)}"', 'name="dag_7"'):
        assert kept in page.text


def test_a_member_answers_and_changes_it_until_it_closes(
    client_of: Any, deelnemer: Deelnemer, prikker: Datumprikker
) -> None:
    mine = client_of(deelnemer)
    first, second = prikker.opties.all()
    address = reverse("bijeenkomsten:datumprikker_antwoord", args=[prikker.pk])
    half = mine.post(address, {f"moment_{first.pk}": "yes"})
    assert "Kies of dit moment kan." in half.text
    assert not Datumstem.objects.exists()
    mine.post(address, {f"moment_{first.pk}": "yes", f"moment_{second.pk}": "no"})
    mine.post(address, {f"moment_{first.pk}": "maybe", f"moment_{second.pk}": "no"})
    assert dict(Datumstem.objects.values_list("optie", "suits")) == {
        first.pk: "maybe",
        second.pk: "no",
    }
    page = mine.get(prikker.get_absolute_url()).text
    assert str(deelnemer) in page
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        closed = client_of(deelnemer)
        late = closed.post(address, {f"moment_{first.pk}": "yes", f"moment_{second.pk}": "yes"})
        assert late.status_code == 302
        assert "Antwoorden kan niet meer." in closed.get(prikker.get_absolute_url()).text
    assert Datumstem.objects.filter(suits="yes").count() == 0


def test_the_best_moments_say_so_in_words(
    client_of: Any, deelnemer: Deelnemer, prikker: Datumprikker, community: Community
) -> None:
    assert [row.best for row in overview(prikker)] == [False, False]
    say(prikker, deelnemer, Suits.IF_NEEDED, Suits.YES)
    say(prikker, member(community, "ada"), Suits.YES, Suits.YES)
    gone = member(community, "weg")
    say(prikker, gone, Suits.YES, Suits.NO)
    Lidmaatschap.objects.filter(deelnemer=gone).delete()
    rows = overview(prikker)
    assert [row.best for row in rows] == [False, True]
    assert [len(row.yes) for row in rows] == [1, 2]
    page = client_of(deelnemer).get(prikker.get_absolute_url()).text
    assert page.count("Past het best") == 1
    assert str(gone) not in page


def test_moments_are_added_and_who_answered_is_shown_what_is_new(
    client_of: Any, organisator: Deelnemer, deelnemer: Deelnemer, prikker: Datumprikker
) -> None:
    say(prikker, deelnemer, Suits.YES, Suits.NO)
    address = reverse("bijeenkomsten:datumprikker_momenten", args=[prikker.pk])
    known = timezone.localtime(prikker.opties.first().starts_at.replace(second=0))
    Datumoptie.objects.filter(pk=prikker.opties.first().pk).update(starts_at=known)
    double = client_of(organisator).post(
        address, {"dag_1": f"{known:%Y-%m-%d}", "tijd_1": f"{known:%H:%M}"}
    )
    assert "Dit moment staat er al." in double.text
    client_of(organisator).post(address, {"dag_1": later(40), "tijd_1": "10:00"})
    assert prikker.opties.count() == 3
    assert (
        "Er is een moment bij gekomen." in client_of(deelnemer).get(prikker.get_absolute_url()).text
    )


def test_the_chosen_moment_is_a_meeting_and_the_voters_get_one_mail(
    organisator: Deelnemer, prikker: Datumprikker, community: Community
) -> None:
    yes, maybe, no = (member(community, name) for name in ("ja", "moet", "nee"))
    member(community, "stil")
    say(prikker, yes, Suits.YES, Suits.NO)
    say(prikker, maybe, Suits.IF_NEEDED, Suits.YES)
    say(prikker, no, Suits.NO, Suits.YES)
    chosen = prikker.opties.first()
    meeting = services.choose_moment(actor=organisator, datumprikker=prikker, optie=chosen)
    assert (meeting.title, meeting.goal, meeting.place) == (
        "Casustafel",
        prikker.goal,
        prikker.place,
    )
    assert (meeting.starts_at, meeting.ends_at) == (
        chosen.starts_at,
        chosen.starts_at + timedelta(minutes=120),
    )
    rows = {row.deelnemer: row for row in Aanmelding.objects.all()}
    assert set(rows) == {yes, maybe}
    assert {(r.answer, r.generation, r.asked) for r in rows.values()} == {("maybe", 1, True)}
    sent = {each.to[0]: each for each in deliver()}
    assert {to: each.subject.split(":")[0][:12] for to, each in sent.items()} == {
        "ja@voorbeeld.nl": "De datum is ",
        "moet@voorbeeld.nl": "De datum is ",
        "nee@voorbeeld.nl": "De datum is ",
        "stil@voorbeeld.nl": "Nieuwe bijee",
    }
    with_file = {to for to, each in sent.items() if each.alternatives[1:]}
    assert with_file == {"ja@voorbeeld.nl", "moet@voorbeeld.nl"}
    assert deliver() == []


def test_the_invitation_waits_for_an_answer_and_its_sequence_only_rises(
    organisator: Deelnemer, prikker: Datumprikker, community: Community, settings: Any
) -> None:
    settings.MAIL_IN_DOMAIN = "in.voorbeeld.nl"
    first, second = member(community, "een"), member(community, "twee")
    for person in (first, second):
        say(prikker, person, Suits.YES, Suits.YES)
    meeting = services.choose_moment(
        actor=organisator, datumprikker=prikker, optie=prikker.opties.first()
    )
    for each in deliver():
        said = calendar(each)
        assert (said["method"], said["sequence"]) == ("REQUEST", 1)
        [content] = [p.content for p in each.alternatives if p.mimetype == "text/calendar"]
        text = (content if isinstance(content, str) else content.decode()).replace("\r\n ", "")
        assert "PARTSTAT=NEEDS-ACTION" in text
        assert "RSVP=TRUE" in text
        assert LINK not in text
    assert set(Aanmelding.objects.values_list("calendar_sent", flat=True)) == {True}
    services.update_bijeenkomst(
        actor=organisator, bijeenkomst=meeting, place="Het Andere Huis, Zwolle"
    )
    assert {calendar(each)["sequence"] for each in deliver()} == {101}
    services.answer(actor=first, bijeenkomst=meeting, answer="yes")
    services.answer(actor=second, bijeenkomst=meeting, answer="no")
    told = {each.to[0]: calendar(each) for each in deliver()}
    assert {to: (said["method"], said["sequence"]) for to, said in told.items()} == {
        first.email: ("REQUEST", 102),
        second.email: ("CANCEL", 103),
    }
    services.answer(actor=second, bijeenkomst=meeting, answer="yes")
    [back] = deliver()
    assert (calendar(back)["method"], calendar(back)["sequence"]) == ("REQUEST", 104)
    meeting = Bijeenkomst.objects.get()
    assert sequence(meeting, meeting.answer_of(second)) == 104


def test_choosing_twice_makes_one_meeting(
    client_of: Any, organisator: Deelnemer, prikker: Datumprikker
) -> None:
    browser = client_of(organisator)
    for optie in prikker.opties.all():
        address = reverse("bijeenkomsten:datumprikker_kiezen", args=[prikker.pk, optie.pk])
        assert browser.get(address).status_code == 200
        browser.post(address)
    assert Bijeenkomst.objects.count() == 1
    assert Datumprikker.objects.get().state == PollState.CHOSEN
    old = browser.get(prikker.get_absolute_url()).text
    assert "Er is een datum." in old


def test_a_poll_is_stopped_with_a_reason_that_members_read(
    client_of: Any, organisator: Deelnemer, deelnemer: Deelnemer, prikker: Datumprikker
) -> None:
    say(prikker, deelnemer, Suits.YES, Suits.NO)
    deliver()
    address = reverse("bijeenkomsten:datumprikker_stoppen", args=[prikker.pk])
    client_of(organisator).post(address, {"reason": "De zaal is weg."})
    [sent] = deliver()
    assert (sent.to, sent.subject) == ([deelnemer.email], "Er komt geen datum: Casustafel")
    assert "De zaal is weg." not in sent.body
    assert "De zaal is weg." in client_of(deelnemer).get(prikker.get_absolute_url()).text
    with pytest.raises(services.BijeenkomstError):
        say(prikker, deelnemer, Suits.NO, Suits.NO)


def test_who_did_not_answer_is_reminded_once_two_days_before(
    deelnemer: Deelnemer, prikker: Datumprikker, community: Community
) -> None:
    say(prikker, member(community, "snel"), Suits.YES, Suits.NO)
    announce_closing_polls()
    assert not MessageEvent.objects.filter(kind="datumprikker.reminder").exists()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        announce_closing_polls()
        announce_closing_polls()
        [sent] = deliver()
    assert sent.to == [deelnemer.email]
    assert sent.subject == "Nog even: wanneer kun jij? Casustafel"


def test_the_own_page_asks_until_somebody_answers(
    client_of: Any, deelnemer: Deelnemer, ander_lid: Deelnemer, prikker: Datumprikker
) -> None:
    words = "Zeg wanneer je kunt: Casustafel"
    assert words in client_of(deelnemer).get("/mijn/").text
    assert "Casustafel" not in client_of(ander_lid).get("/mijn/").text
    say(prikker, deelnemer, Suits.NO, Suits.NO)
    assert words not in client_of(deelnemer).get("/mijn/").text


def test_queries_of_a_poll_do_not_grow(
    client_of: Any, deelnemer: Deelnemer, prikker: Datumprikker, community: Community
) -> None:
    def reader() -> Any:
        return client_of(deelnemer).get(prikker.get_absolute_url())

    say(prikker, deelnemer, Suits.YES, Suits.NO)
    counts = []
    for number in (0, 49):
        for person in DeelnemerFactory.create_batch(number):
            Lidmaatschap.objects.create(community=community, deelnemer=person)
            say(prikker, person, Suits.YES, Suits.NO)
        reader()
        with CaptureQueriesContext(connection) as queries:
            assert reader().status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_last_day_counts_until_midnight_here(prikker: Datumprikker) -> None:
    prikker.closes_on = date(2027, 1, 20)
    with time_machine.travel(datetime(2027, 1, 20, 22, 59, tzinfo=UTC)):
        assert prikker.is_open
    with time_machine.travel(datetime(2027, 1, 20, 23, 1, tzinfo=UTC)):
        assert not prikker.is_open
    assert mail.outbox == []
