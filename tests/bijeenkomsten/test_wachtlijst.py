"""The waiting list: in order, once, with a time to answer (row 56)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from bijeenkomsten.notifications.wachtlijst import pass_places_on
from bijeenkomsten.wachtlijst import kept_until
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.bijeenkomsten.test_plekken import at_once, hybrid, say
from tests.factories import AanmeldingFactory, BijeenkomstFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _mail_in_memory(settings: Any) -> None:
    settings.MESSAGE_QUIET_SECONDS = 0
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


def full(places: int = 1, **fields: Any) -> tuple[Bijeenkomst, list[Any]]:
    """Return a full meeting and who has a place there."""
    meeting = BijeenkomstFactory(capacity=places, **({"visibility": "public"} | fields))
    rows = AanmeldingFactory.create_batch(places, bijeenkomst=meeting)
    return meeting, [row.deelnemer for row in rows]


def line_up(meeting: Bijeenkomst, number: int, form: str = "") -> list[Any]:
    people = DeelnemerFactory.create_batch(number)
    for person in people:
        assert say(person, meeting, Answer.WAITING, form).answer == Answer.WAITING
    return people


def standing(meeting: Bijeenkomst) -> dict[int, str]:
    """Return of each person what they answered, and whether a place is kept for them."""
    return {
        row.deelnemer_id: "offered" if row.has_offer else row.answer
        for row in meeting.aanmeldingen.order_by("pk")
    }


def mails() -> list[tuple[str, str]]:
    """Run the clocks, the planner and the sender; return (to, subject) of what went out."""
    pass_places_on()
    plan_due()
    while send_due().taken:
        pass
    sent = [(each.to[0], each.subject) for each in mail.outbox]
    mail.outbox.clear()
    return sent


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        (timedelta(days=90), timedelta(hours=48)),
        (timedelta(days=8), timedelta(hours=48)),
        (timedelta(days=4), timedelta(hours=24)),
        (timedelta(days=1), timedelta(hours=6)),
        (timedelta(hours=4), HOUR),
        (timedelta(hours=2), HOUR),
        (timedelta(minutes=20), timedelta(minutes=20)),
        (timedelta(minutes=-5), timedelta(minutes=-5)),
    ],
)
def test_a_place_is_kept_shorter_when_the_meeting_is_near(left: timedelta, kept: timedelta) -> None:
    assert kept_until(NOW, NOW + left) == NOW + kept


def test_who_signs_off_gives_a_place_to_the_first_in_line_once_with_one_mail() -> None:
    meeting, [leaves] = full()
    first, second = line_up(meeting, 2)
    say(leaves, meeting, Answer.NO)
    assert standing(meeting) == {leaves.pk: "no", first.pk: "offered", second.pk: "waiting"}
    for _ in range(3):
        pass_places_on()
    assert MessageEvent.objects.filter(kind="bijeenkomst.place_offered").count() == 1
    day = mails()
    assert [(to, s.split(":")[0]) for to, s in day if "Plek vrij" in s] == [
        (first.email, "Plek vrij voor jou")
    ]
    assert mails() == []
    assert "aanmelding.offered" in AuditEvent.objects.values_list("action", flat=True)


def test_who_says_yes_to_an_offer_gets_the_ordinary_mail_with_the_appointment() -> None:
    meeting, [leaves] = full()
    [first] = line_up(meeting, 1)
    say(leaves, meeting, Answer.NO)
    mails()
    assert say(first, meeting, Answer.YES).answer == Answer.YES
    plan_due()
    while send_due().taken:
        pass
    [letter] = mail.outbox
    assert letter.subject.startswith("Je bent aangemeld")
    assert getattr(letter, "calendar_method", "") == "REQUEST"
    assert Bijeenkomst.objects.get().places_left == 0


def test_who_says_no_to_an_offer_passes_it_to_the_next() -> None:
    meeting, [leaves] = full()
    first, second = line_up(meeting, 2)
    say(leaves, meeting, Answer.NO)
    say(first, meeting, Answer.NO)
    assert standing(meeting) == {leaves.pk: "no", first.pk: "no", second.pk: "offered"}


def test_an_offer_that_nobody_answers_goes_to_the_next_and_says_so() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        meeting, [leaves] = full(starts_at=NOW + timedelta(days=30))
        first, second = line_up(meeting, 2)
        say(leaves, meeting, Answer.NO)
        mails()
        clock.shift(timedelta(hours=48, seconds=-1))
        assert mails() == []
        clock.shift(1)
        told = [(to, s.split(":")[0]) for to, s in mails()]
        assert sorted(told) == sorted(
            [
                (first.email, "Plek doorgegeven"),
                (second.email, "Plek vrij voor jou"),
            ]
        )
        assert standing(meeting) == {leaves.pk: "no", first.pk: "maybe", second.pk: "offered"}
        with pytest.raises(services.BijeenkomstFullError):
            say(first, meeting, Answer.YES)
        assert mails() == []


def test_more_places_are_offered_in_order_and_no_more_than_there_are(organisator: Any) -> None:
    meeting, _ = full()
    people = line_up(meeting, 4)
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, capacity=3)
    seen = standing(meeting)
    assert [seen[p.pk] for p in people] == ["offered", "offered", "waiting", "waiting"]
    with pytest.raises(services.TooFewPlacesError, match="3 plekken bezet of aangeboden"):
        services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, capacity=2)
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, capacity=None)
    assert [standing(meeting)[p.pk] for p in people] == ["offered"] * 4


def test_each_form_has_a_line_of_its_own(organisator: Any) -> None:
    meeting = hybrid()
    in_room = AanmeldingFactory(bijeenkomst=meeting, form=Form.ROOM)
    AanmeldingFactory(bijeenkomst=meeting, form=Form.ONLINE)
    [online] = line_up(meeting, 1, "online")
    [room] = line_up(meeting, 1, "room")
    say(in_room.deelnemer, meeting, Answer.NO)
    seen = standing(meeting)
    assert (seen[online.pk], seen[room.pk]) == ("waiting", "offered")
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, capacity_online=2)
    assert standing(meeting)[online.pk] == "offered"


def test_who_waits_for_another_form_gives_up_the_place_they_had(deelnemer: Any) -> None:
    meeting = hybrid()
    AanmeldingFactory(bijeenkomst=meeting, form=Form.ONLINE)
    say(deelnemer, meeting, "yes", "room")
    [waits] = line_up(meeting, 1, "room")
    mine = say(deelnemer, meeting, Answer.WAITING, "online")
    assert (mine.answer, mine.form, mine.number_in_line) == ("waiting", "online", 1)
    assert standing(meeting)[waits.pk] == "offered"


def test_asking_again_keeps_the_place_in_the_line() -> None:
    meeting, _ = full()
    first, second = line_up(meeting, 2)
    mine = say(first, meeting, Answer.WAITING)
    assert (mine.number_in_line, say(second, meeting, Answer.WAITING).number_in_line) == (1, 2)


def test_the_newcomer_cannot_take_a_place_that_others_wait_for(deelnemer: Any) -> None:
    meeting, [leaves] = full()
    [first] = line_up(meeting, 1)
    Aanmelding.objects.filter(deelnemer=leaves).delete()  # as when an account is erased
    with pytest.raises(services.BijeenkomstFullError):
        say(deelnemer, meeting, Answer.YES)
    pass_places_on()
    assert standing(meeting) == {first.pk: "offered"}


def test_an_offer_can_be_taken_after_the_closing_date_and_nothing_else(organisator: Any) -> None:
    meeting, [leaves] = full()
    first, second = line_up(meeting, 2)
    Bijeenkomst.objects.update(registration_closes_at=timezone.now() - HOUR)
    say(leaves, meeting, Answer.NO)
    assert say(first, meeting, Answer.YES).answer == Answer.YES
    with pytest.raises(services.BijeenkomstError, match="Aanmelden kan niet meer"):
        say(organisator, meeting, Answer.WAITING)
    say(second, meeting, Answer.NO)


def test_a_meeting_that_does_not_go_on_offers_nothing_until_it_does(organisator: Any) -> None:
    meeting, [leaves] = full()
    [first] = line_up(meeting, 1)
    say(leaves, meeting, Answer.NO)
    services.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="De zaal is dicht.")
    assert standing(meeting)[first.pk] == "waiting"
    told = [s.split(":")[0] for to, s in mails() if to == first.email]
    assert told == ["Gaat niet door"]
    services.restore_bijeenkomst(actor=organisator, bijeenkomst=meeting)
    assert standing(meeting)[first.pk] == "offered"


def test_an_earlier_start_shortens_the_offer() -> None:
    meeting, [leaves] = full()
    line_up(meeting, 1)
    say(leaves, meeting, Answer.NO)
    start = timezone.now() + 3 * HOUR
    services.update_bijeenkomst(
        actor=leaves, bijeenkomst=meeting, starts_at=start, ends_at=start + HOUR
    )
    assert meeting.aanmeldingen.in_line().get().offered_until == start


def test_after_the_start_nobody_is_told_of_an_offer_that_ran_out() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        meeting, [leaves] = full(starts_at=NOW + 2 * HOUR)
        [first] = line_up(meeting, 1)
        say(leaves, meeting, Answer.NO)
        mails()
        clock.shift(3 * HOUR)
        assert mails() == []
        assert standing(meeting)[first.pk] == "maybe"


# --- At once ---


def test_signing_off_and_more_places_at_once_never_offer_too_many(
    transactional_db: None, organisator: Any
) -> None:
    for places in (2, 3):
        meeting, people = full(places)
        waiting = line_up(meeting, 8)
        acts: list[Any] = [lambda p=p, m=meeting: say(p, m, Answer.NO) for p in people]
        acts += [
            lambda m=meeting, n=places: services.update_bijeenkomst(
                actor=organisator, bijeenkomst=m, capacity=n + 2
            ),
            pass_places_on,
            pass_places_on,
        ]
        outcomes = at_once(acts)
        assert [o for o in outcomes if isinstance(o, Exception)] == []
        pass_places_on()
        seen = standing(meeting)
        kept = [seen[person.pk] for person in waiting]
        assert kept == ["offered"] * (places + 2) + ["waiting"] * (6 - places)
        offers = MessageEvent.objects.filter(kind="bijeenkomst.place_offered", object_id=meeting.pk)
        assert offers.count() == places + 2


def test_two_clocks_at_once_offer_once(transactional_db: None) -> None:
    for _ in range(10):
        meeting, [leaves] = full()
        first, second = line_up(meeting, 2)
        Aanmelding.objects.filter(deelnemer=leaves).delete()
        at_once([pass_places_on] * 4)
        assert standing(meeting) == {first.pk: "offered", second.pk: "waiting"}
        assert MessageEvent.objects.filter(object_id=meeting.pk).count() == 1


def test_taking_and_losing_an_offer_at_once_leaves_one_with_the_place(
    transactional_db: None,
) -> None:
    for _ in range(10):
        meeting, [leaves] = full()
        first, second = line_up(meeting, 2)
        say(leaves, meeting, Answer.NO)
        ran_out = timezone.now() - HOUR
        Aanmelding.objects.filter(deelnemer=first).update(offered_until=ran_out)
        at_once([lambda p=first, m=meeting: say(p, m, Answer.YES), pass_places_on])
        pass_places_on()
        assert standing(meeting) == {leaves.pk: "no", first.pk: "maybe", second.pk: "offered"}


# --- Pages ---


def test_the_page_offers_the_line_says_your_number_and_then_the_place(
    client_of: Any, deelnemer: Any
) -> None:
    meeting, [leaves] = full(visibility="public")
    [before] = line_up(meeting, 1)
    client, page = client_of(deelnemer), meeting.get_absolute_url()
    shown = client.get(page).content.decode()
    assert ("Zet me op de wachtlijst" in shown, 'value="yes"' in shown) == (True, False)
    address = reverse("bijeenkomsten:register", args=[meeting.slug])
    said = client.post(address, {"answer": "waiting", "needs": "Een tolk"}, follow=True)
    assert "Je bent nummer 2." in said.content.decode()
    say(before, meeting, Answer.NO)
    say(leaves, meeting, Answer.NO)
    for _ in range(3):  # as a mail scanner does
        shown = client.get(page).content.decode()
    assert "Er is een plek voor je vrij" in shown
    assert Aanmelding.objects.get(deelnemer=deelnemer).answer == "waiting"
    client.post(address, {"answer": "yes"})
    mine = Aanmelding.objects.get(deelnemer=deelnemer)
    assert (mine.answer, mine.needs) == ("yes", "Een tolk")


def test_only_the_organiser_sees_who_waits(
    client_of: Any, organisator: Any, deelnemer: Any, community: Any
) -> None:
    meeting, _ = full(community=community)
    line_up(meeting, 2)
    say(deelnemer, meeting, Answer.MAYBE)
    address = reverse("bijeenkomsten:attendees", args=[meeting.slug])
    for person, sees in ((organisator, True), (deelnemer, False)):
        shown = client_of(person).get(address).content.decode()
        names = [row.who.get_full_name() in shown for row in meeting.aanmeldingen.in_line()]
        assert (names, "Op de wachtlijst" in shown) == ([sees, sees], sees)
