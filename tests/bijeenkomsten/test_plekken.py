"""Places: exact under load, and counted for each form of a hybrid meeting (rows 54, 55, 71)."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import AanmeldingFactory, BijeenkomstFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
LINK = "https://video.voorbeeld.nl/kompas"


def hybrid(**fields: Any) -> Bijeenkomst:
    return BijeenkomstFactory(
        **({"online_link": LINK, "capacity": 1, "capacity_online": 1} | fields)
    )


def say(person: Any, meeting: Bijeenkomst, answer: str, form: str = "") -> Aanmelding:
    return services.answer(actor=person, bijeenkomst=meeting, answer=answer, form=form)


def counted(meeting: Bijeenkomst) -> tuple[int, int | None, int | None]:
    """Return who comes and what is left in the room and online, as a list counts it."""
    row = Bijeenkomst.objects.with_counts().get(pk=meeting.pk)
    assert row.number_coming == Bijeenkomst.objects.get(pk=meeting.pk).number_coming
    fresh = Bijeenkomst.objects.get(pk=meeting.pk)
    left = row.places_left_in(Form.ROOM), row.places_left_in(Form.ONLINE)
    assert left == (fresh.places_left_in(Form.ROOM), fresh.places_left_in(Form.ONLINE))
    return row.number_coming, *left


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run every act in its own thread with its own connection, let go at one moment."""
    barrier = Barrier(len(acts))
    outcomes: list[Any] = []

    def run(act: Callable[[], Any]) -> None:
        try:
            own = connections["default"]
            options = {k: v for k, v in own.settings_dict["OPTIONS"].items() if k != "pool"}
            own.settings_dict = own.settings_dict | {"OPTIONS": options}
            own.ensure_connection()
            barrier.wait(60)
            outcomes.append(act())
        except services.BijeenkomstFullError:
            outcomes.append("full")
        except (services.BijeenkomstError, DatabaseError) as error:
            outcomes.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes


def test_fifty_at_once_for_five_places_give_exactly_five(transactional_db: None) -> None:
    """Case 29: half of them through the button for the waiting list, which takes a free place."""
    meeting = BijeenkomstFactory(capacity=5)
    people = DeelnemerFactory.create_batch(50)

    def act(number: int) -> Callable[[], str]:
        wish = Answer.WAITING if number % 2 else Answer.YES
        return lambda: say(people[number], meeting, wish).answer

    outcomes = at_once([act(number) for number in range(50)])
    assert [o for o in outcomes if isinstance(o, Exception)] == []
    assert (outcomes.count("yes"), len(outcomes)) == (5, 50)
    assert meeting.aanmeldingen.filter(answer=Answer.YES).count() == 5
    assert outcomes.count("full") + outcomes.count("waiting") == 45
    assert MessageEvent.objects.filter(kind="bijeenkomst.registered").count() == 5
    assert meeting.aanmeldingen.exclude(offered_until=None).count() == 0


def test_ten_clicks_at_once_give_one_answer_and_one_mail(
    transactional_db: None, deelnemer: Any
) -> None:
    meeting = hybrid()
    outcomes = at_once([lambda: say(deelnemer, meeting, "yes", "room").answer] * 10)
    assert outcomes == ["yes"] * 10
    assert (Aanmelding.objects.count(), Aanmelding.objects.get().generation) == (1, 1)
    assert MessageEvent.objects.filter(kind="bijeenkomst.registered").count() == 1


def test_the_room_and_online_are_counted_apart(deelnemer: Any, organisator: Any) -> None:
    meeting = hybrid(capacity=2, capacity_online=None)
    say(deelnemer, meeting, "yes", "room")
    assert counted(meeting) == (1, 1, None)
    say(organisator, meeting, "yes", "online")
    assert counted(meeting) == (2, 1, None)
    say(deelnemer, meeting, "maybe")
    assert counted(meeting) == (1, 2, None)


def test_where_nobody_chooses_a_form_everybody_counts(deelnemer: Any, organisator: Any) -> None:
    meeting = hybrid(capacity=5, capacity_online=5)
    say(deelnemer, meeting, "yes", "room")
    say(organisator, meeting, "yes", "online")
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, online_link="")
    assert Bijeenkomst.objects.get().places_left == 3


def test_another_form_that_is_full_is_refused_and_the_place_is_kept(deelnemer: Any) -> None:
    meeting = hybrid()
    AanmeldingFactory(bijeenkomst=meeting, form=Form.ONLINE)
    say(deelnemer, meeting, "yes", "room")
    with pytest.raises(services.BijeenkomstFullError, match="Online zijn alle plekken bezet"):
        say(deelnemer, meeting, "yes", "online")
    mine = Aanmelding.objects.get(deelnemer=deelnemer)
    assert (mine.answer, mine.form) == ("yes", "room")


def test_another_form_with_a_place_is_taken_at_once_without_a_second_mail(deelnemer: Any) -> None:
    meeting = hybrid()
    say(deelnemer, meeting, "yes", "room")
    mine = say(deelnemer, meeting, "yes", "online")
    assert (mine.form, counted(meeting)) == ("online", (1, 1, 0))
    assert MessageEvent.objects.filter(kind="bijeenkomst.registered").count() == 1


def test_an_offer_that_stands_holds_its_place(deelnemer: Any) -> None:
    meeting = hybrid()
    AanmeldingFactory(
        bijeenkomst=meeting,
        answer=Answer.WAITING,
        waiting_since=timezone.now(),
        offered_until=timezone.now() + timedelta(hours=1),
    )
    assert counted(meeting) == (0, 0, 1)
    with pytest.raises(services.BijeenkomstFullError):
        say(deelnemer, meeting, "yes", "room")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"capacity": 1}, "capacity", "Er komen in de zaal al 2 mensen."),
        ({"capacity_online": 0}, "capacity_online", "Er komen online al 1 mensen."),
        ({"online_link": "", "capacity": 2}, "capacity", "Er komen al 3 mensen."),
    ],
)
def test_places_cannot_be_fewer_than_people_in_any_form(
    fields: dict[str, Any], field: str, words: str, organisator: Any
) -> None:
    meeting = hybrid(capacity=9, capacity_online=9)
    AanmeldingFactory.create_batch(2, bijeenkomst=meeting, form=Form.ROOM)
    AanmeldingFactory(bijeenkomst=meeting, form=Form.ONLINE)
    with pytest.raises(services.TooFewPlacesError) as error:
        services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, **fields)
    assert (error.value.field, str(error.value).split(" Kies")[0]) == (field, words)
    assert Bijeenkomst.objects.get().revision == 1


def test_a_list_counts_in_as_many_queries_for_one_meeting_as_for_ten(
    deelnemer: Any, django_assert_num_queries: Any
) -> None:
    for number in (1, 9):
        for _ in range(number):
            AanmeldingFactory(bijeenkomst=hybrid())
        with django_assert_num_queries(1):
            rows = list(Bijeenkomst.objects.for_list(deelnemer))
            assert [(m.places_left, m.number_coming, m.number_waiting) for m in rows] == [
                (1, 1, 0)
            ] * len(rows)


def test_the_form_says_what_is_left_and_the_answer_counts_at_once(
    client_of: Any, deelnemer: Any
) -> None:
    meeting = hybrid(visibility="public", capacity=1, capacity_online=7)
    AanmeldingFactory(bijeenkomst=meeting)
    client, page = client_of(deelnemer), meeting.get_absolute_url()
    shown = client.get(page).content.decode()
    assert "In de zaal (alle plekken zijn bezet)" in shown
    assert "Online (nog 7 plekken)" in shown
    assert LINK not in shown
    address = reverse("bijeenkomsten:register", args=[meeting.slug])
    refused = client.post(address, {"answer": "yes", "form": "room", "needs": "Een tolk"})
    assert "In de zaal zijn alle plekken bezet. Kies ‘Zet me" in refused.content.decode()
    assert "Een tolk" in refused.content.decode()
    client.post(address, {"answer": "yes", "form": "online", "needs": "Een tolk"})
    shown = client.get(page).content.decode()
    assert ("Online (nog 6 plekken)" in shown, LINK in shown) == (True, True)
    assert "Je doet online mee." in shown
    assert "Hoe doe je mee? <span" not in shown  # one form is always chosen: nothing to leave empty
