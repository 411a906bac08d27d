"""Planning, answering, the programme and the minutes: what is saved, told and refused."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.enums import Answer, ItemKind, Status, VerslagState
from bijeenkomsten.models import Aanmelding, Agendapunt, Bijeenkomst, VerslagItem
from communities.enums import Visibility
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import (
    AanmeldingFactory,
    AgendapuntFactory,
    BijeenkomstFactory,
    DeelnemerFactory,
    VerslagFactory,
    VerslagItemFactory,
    begrip,
)


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, title="Casustafel")


def told() -> list[tuple[str, int, dict[str, Any]]]:
    """Return what people will hear of, in order."""
    return [(e.kind, e.revision, e.data) for e in MessageEvent.objects.order_by("pk")]


def audited() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def plan(organisator: Any, community: Any, **fields: Any) -> Bijeenkomst:
    begin = timezone.now() + timedelta(days=9)
    given = {
        "title": "Casustafel over de bus",
        "kind": begrip("bijeenkomstsoort", "casustafel"),
        "goal": "We kijken samen.",
        "starts_at": begin,
        "ends_at": begin + timedelta(hours=2),
    }
    return services.schedule_bijeenkomst(actor=organisator, community=community, **(given | fields))


def test_planning_saves_tells_and_is_audited(
    organisator: Any, community: Any, other_community: Any
) -> None:
    made = plan(organisator, community, communities=[other_community], capacity=12)
    made.refresh_from_db()
    assert made.slug == "casustafel-over-de-bus"
    assert (made.revision, made.sequence, made.capacity) == (1, 0, 12)
    assert list(made.communities.all()) == [other_community]
    assert told() == [("bijeenkomst.published", 1, {})]
    assert audited() == ["bijeenkomst.scheduled"]


def test_addresses_stay_apart_and_off_the_page_for_planning(
    organisator: Any, community: Any
) -> None:
    slugs = [plan(organisator, community, title=t).slug for t in ("Nieuw", "???", "Nieuw", "Bus")]
    assert slugs == ["bijeenkomst-nieuw", "bijeenkomst", "bijeenkomst-nieuw-2", "bus"]


@pytest.mark.parametrize(
    "change",
    [{"place": "Emmen"}, {"online_link": "https://a.voorbeeld.nl/b"}, {"starts_at": "earlier"}],
)
def test_a_new_time_or_place_raises_the_sequence_and_tells_who_comes(
    change: dict[str, Any], organisator: Any, meeting: Bijeenkomst
) -> None:
    if "starts_at" in change:
        change = {"starts_at": meeting.starts_at - timedelta(hours=1)}
    changed = services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, **change)
    meeting.refresh_from_db()
    assert {name: getattr(meeting, name) for name in change} == change
    assert (changed.revision, changed.sequence) == (meeting.revision, meeting.sequence) == (2, 1)
    [(kind, revision, data)] = told()
    assert (kind, revision, data["sequence"]) == ("bijeenkomst.moved", 2, 1)
    assert data["was"]["other_link"] is ("online_link" in change)
    assert audited() == ["bijeenkomst.changed"]


def test_another_text_raises_only_the_revision_and_tells_nobody(
    organisator: Any, meeting: Bijeenkomst
) -> None:
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, goal="Anders.")
    meeting.refresh_from_db()
    assert (meeting.goal, meeting.revision, meeting.sequence) == ("Anders.", 2, 0)
    assert told() == []


def test_a_change_that_changes_nothing_leaves_no_trace(
    organisator: Any, meeting: Bijeenkomst
) -> None:
    same = {"title": meeting.title, "place": meeting.place, "communities": []}
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, **same)
    meeting.refresh_from_db()
    assert (meeting.revision, told(), audited()) == (1, [], [])


def test_other_communities_are_added_and_removed(
    organisator: Any, meeting: Bijeenkomst, other_community: Any
) -> None:
    leading = meeting.community
    services.update_bijeenkomst(
        actor=organisator, bijeenkomst=meeting, communities=[other_community, leading]
    )
    assert list(meeting.communities.all()) == [other_community]
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, communities=[])
    assert list(meeting.communities.all()) == []


def test_a_form_that_was_open_too_long_does_not_overwrite(
    organisator: Any, meeting: Bijeenkomst
) -> None:
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, place="Emmen")
    with pytest.raises(services.ChangedMeanwhileError):
        services.update_bijeenkomst(
            actor=organisator, bijeenkomst=meeting, place="Hoogeveen", expected_revision=1
        )
    meeting.refresh_from_db()
    assert (meeting.place, meeting.revision) == ("Emmen", 2)


def test_fewer_places_than_people_are_refused(organisator: Any, meeting: Bijeenkomst) -> None:
    AanmeldingFactory.create_batch(3, bijeenkomst=meeting)
    with pytest.raises(services.BijeenkomstError, match="Er komen al 3 mensen"):
        services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, capacity=2)
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, capacity=3)
    meeting.refresh_from_db()
    assert (meeting.capacity, meeting.revision) == (3, 2)


def test_cancelling_and_going_on_after_all(organisator: Any, meeting: Bijeenkomst) -> None:
    for _ in range(2):  # the second time changes nothing
        services.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="Ziek.")
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == (Status.CANCELLED, "Ziek.")
    assert (meeting.revision, meeting.sequence) == (2, 1)
    for _ in range(2):
        services.restore_bijeenkomst(actor=organisator, bijeenkomst=meeting)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancel_reason) == (Status.PLANNED, "")
    assert (meeting.revision, meeting.sequence) == (3, 2)
    assert told() == [
        ("bijeenkomst.cancelled", 2, {"sequence": 1}),
        ("bijeenkomst.restored", 3, {"sequence": 2}),
    ]
    assert audited() == ["bijeenkomst.cancelled", "bijeenkomst.restored"]


def test_a_new_time_of_a_cancelled_meeting_is_told_when_it_goes_on(
    organisator: Any, meeting: Bijeenkomst
) -> None:
    services.cancel_bijeenkomst(actor=organisator, bijeenkomst=meeting, reason="Ziek.")
    services.update_bijeenkomst(actor=organisator, bijeenkomst=meeting, place="Emmen")
    meeting.refresh_from_db()
    assert [kind for kind, *_ in told()] == ["bijeenkomst.cancelled"]
    assert meeting.sequence == 2


def test_what_has_been_cannot_be_cancelled_or_answered(organisator: Any, community: Any) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    over = BijeenkomstFactory(
        community=community, starts_at=yesterday, ends_at=yesterday + timedelta(hours=1)
    )
    with pytest.raises(services.BijeenkomstError, match="al geweest"):
        services.cancel_bijeenkomst(actor=organisator, bijeenkomst=over, reason="Ziek.")
    with pytest.raises(services.BijeenkomstError, match="al geweest"):
        services.answer(actor=organisator, bijeenkomst=over, answer=Answer.YES)
    assert (told(), audited(), Aanmelding.objects.count()) == ([], [], 0)


# --- Answers (row 54) and capacity (row 55) ---


def test_a_changed_answer_updates_list_and_counts_at_once(
    deelnemer: Any, meeting: Bijeenkomst
) -> None:
    steps = []
    for said in (Answer.YES, Answer.YES, Answer.MAYBE, Answer.YES, Answer.NO):
        mine = services.answer(actor=deelnemer, bijeenkomst=meeting, answer=said)
        count = Bijeenkomst.objects.with_counts().get(pk=meeting.pk).coming
        steps.append((said, count, mine.generation))
    assert steps == [
        (Answer.YES, 1, 1),
        (Answer.YES, 1, 1),
        (Answer.MAYBE, 0, 1),
        (Answer.YES, 1, 2),
        (Answer.NO, 0, 2),
    ]
    assert Aanmelding.objects.count() == 1
    person = {"person_id": deelnemer.pk}
    assert told() == [
        ("bijeenkomst.registered", 1, person | {"generation": 1}),
        ("bijeenkomst.unregistered", 1, person | {"generation": 1}),
        ("bijeenkomst.registered", 1, person | {"generation": 2}),
        ("bijeenkomst.unregistered", 1, person | {"generation": 2}),
    ]
    assert audited() == ["aanmelding.answered"] * 4


def test_what_somebody_needs_is_kept_and_forgotten_with_a_no(
    deelnemer: Any, meeting: Bijeenkomst
) -> None:
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.YES, needs="Een tolk")
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.YES, needs="Een lift")
    assert Aanmelding.objects.get().needs == "Een lift"
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.NO, needs="Een tolk")
    assert Aanmelding.objects.get().needs == ""


def test_a_full_meeting_refuses_until_somebody_leaves(deelnemer: Any, community: Any) -> None:
    meeting = BijeenkomstFactory(community=community, capacity=1)
    first = AanmeldingFactory(bijeenkomst=meeting)
    with pytest.raises(services.BijeenkomstFullError, match="Alle plekken zijn bezet"):
        services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.YES)
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.MAYBE)
    services.answer(actor=first.deelnemer, bijeenkomst=meeting, answer=Answer.NO)
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.YES)
    coming = meeting.aanmeldingen.filter(answer=Answer.YES)
    assert [a.deelnemer for a in coming] == [deelnemer]


def test_after_the_closing_date_you_can_only_sign_off(deelnemer: Any, community: Any) -> None:
    closed = timezone.now() - timedelta(hours=1)
    meeting = BijeenkomstFactory(community=community, registration_closes_at=closed)
    with pytest.raises(services.BijeenkomstError, match="Aanmelden kan niet meer"):
        services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.YES)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    services.answer(actor=deelnemer, bijeenkomst=meeting, answer=Answer.NO)
    assert Aanmelding.objects.get().answer == Answer.NO


def connect_outside_the_pool() -> None:
    """Give this thread its own connection: twenty through a small pool would go one by one."""
    own = connections["default"]
    options = {k: v for k, v in own.settings_dict["OPTIONS"].items() if k != "pool"}
    own.settings_dict = own.settings_dict | {"OPTIONS": options}
    own.ensure_connection()


def test_twenty_parallel_sign_ups_on_five_places_give_exactly_five(
    transactional_db: None,
) -> None:
    meeting = BijeenkomstFactory(capacity=5)
    people = DeelnemerFactory.create_batch(20)
    barrier = Barrier(len(people))
    outcomes: list[str] = []

    def sign_up(person: Any) -> None:
        try:
            connect_outside_the_pool()
            barrier.wait(20)
            services.answer(actor=person, bijeenkomst=meeting, answer=Answer.YES)
            outcomes.append("in")
        except services.BijeenkomstFullError:
            outcomes.append("full")
        finally:
            connections.close_all()

    threads = [Thread(target=sign_up, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["full"] * 15 + ["in"] * 5
    assert meeting.aanmeldingen.filter(answer=Answer.YES).count() == 5
    assert MessageEvent.objects.filter(kind="bijeenkomst.registered").count() == 5
    assert not connection.in_atomic_block


# --- The programme ---


def titles(meeting: Bijeenkomst) -> list[str]:
    return list(meeting.agendapunten.values_list("title", flat=True))


def test_the_programme_is_made_moved_and_shortened(organisator: Any, meeting: Bijeenkomst) -> None:
    first, second, third = (
        services.add_agendapunt(actor=organisator, bijeenkomst=meeting, title=title, minutes=30)
        for title in ("Inloop", "Casus", "Lunch")
    )
    services.move_agendapunt(actor=organisator, agendapunt=third, up=True)
    services.move_agendapunt(actor=organisator, agendapunt=first, up=True)  # it is first already
    services.move_agendapunt(actor=organisator, agendapunt=first, up=False)
    assert titles(meeting) == ["Lunch", "Inloop", "Casus"]
    services.change_agendapunt(actor=organisator, agendapunt=third, minutes=45)
    starts = [p.starts_at - meeting.starts_at for p in Agendapunt.timed(meeting, organisator)]
    assert [s.total_seconds() / 60 for s in starts] == [0, 45, 75]
    services.remove_agendapunt(actor=organisator, agendapunt=second)
    assert titles(meeting) == ["Lunch", "Inloop"]
    meeting.refresh_from_db()
    assert (meeting.revision, meeting.sequence, told()) == (8, 0, [])


def test_what_is_written_about_a_part_keeps_it(organisator: Any, meeting: Bijeenkomst) -> None:
    empty, written = AgendapuntFactory.create_batch(2, bijeenkomst=meeting)
    verslag = services.start_verslag(actor=organisator, bijeenkomst=meeting)
    item = verslag.items.get(agendapunt=written)
    services.save_verslag_item(actor=organisator, item=item, body="Ja.", version=1)
    services.remove_agendapunt(actor=organisator, agendapunt=empty)
    with pytest.raises(services.BijeenkomstError, match="Laat het staan"):
        services.remove_agendapunt(actor=organisator, agendapunt=written)
    assert list(meeting.agendapunten.all()) == [written]


def test_final_minutes_fix_the_programme(organisator: Any, meeting: Bijeenkomst) -> None:
    point = AgendapuntFactory(bijeenkomst=meeting)
    VerslagFactory(bijeenkomst=meeting, state=VerslagState.FINAL)
    with pytest.raises(services.BijeenkomstError, match="vastgesteld"):
        services.add_agendapunt(actor=organisator, bijeenkomst=meeting, title="Lunch")
    with pytest.raises(services.BijeenkomstError, match="vastgesteld"):
        services.remove_agendapunt(actor=organisator, agendapunt=point)
    assert list(meeting.agendapunten.all()) == [point]


# --- The minutes ---


def test_minutes_begin_with_a_text_for_every_part_that_is_no_break(
    organisator: Any, meeting: Bijeenkomst
) -> None:
    work = AgendapuntFactory(bijeenkomst=meeting)
    AgendapuntFactory(bijeenkomst=meeting, kind=ItemKind.BREAK)
    verslag = services.start_verslag(actor=organisator, bijeenkomst=meeting)
    assert services.start_verslag(actor=organisator, bijeenkomst=meeting) == verslag
    later = services.add_agendapunt(actor=organisator, bijeenkomst=meeting, title="Afspraken")
    assert [item.agendapunt for item in verslag.items.all()] == [work, later]


def test_minutes_of_a_meeting_without_a_programme_have_one_part(
    organisator: Any, meeting: Bijeenkomst
) -> None:
    verslag = services.start_verslag(actor=organisator, bijeenkomst=meeting)
    item = verslag.items.get()
    assert (item.agendapunt.title, item.agendapunt.minutes) == ("Wat we bespraken", 120)


def test_two_writers_of_one_part_both_keep_their_text(organisator: Any) -> None:
    item = VerslagItemFactory(body="")
    services.save_verslag_item(actor=organisator, item=item, body="Eerst.", version=1)
    second = DeelnemerFactory()
    with pytest.raises(services.VerslagConflictError) as conflict:
        services.save_verslag_item(actor=second, item=item, body="Ook.", version=1)
    assert (conflict.value.current.body, conflict.value.yours) == ("Eerst.", "Ook.")
    merged = services.save_verslag_item(actor=second, item=item, body="Eerst. Ook.", version=2)
    item.refresh_from_db()
    assert (item.body, item.version, item.updated_by) == ("Eerst. Ook.", 3, second)
    history = VerslagItem.pgh_event_model.objects.filter(pgh_obj=merged).order_by("pgh_id")
    assert [row.body for row in history] == ["", "Eerst.", "Eerst. Ook."]


def test_saving_the_same_text_twice_is_no_conflict(organisator: Any) -> None:
    item = VerslagItemFactory(body="")
    for _ in range(2):
        services.save_verslag_item(actor=organisator, item=item, body="Ja.", version=1)
    item.refresh_from_db()
    assert (item.body, item.version) == ("Ja.", 2)


def test_final_minutes_do_not_change(organisator: Any) -> None:
    item = VerslagItemFactory(body="Zo was het.")
    services.finalise_verslag(
        actor=organisator, verslag=item.verslag, visibility=Visibility.NETWORK
    )
    item.verslag.refresh_from_db()
    assert (item.verslag.state, item.verslag.visibility) == ("final", "network")
    assert item.verslag.finalised_at is not None
    with pytest.raises(services.BijeenkomstError, match="vastgesteld"):
        services.save_verslag_item(actor=organisator, item=item, body="Anders.", version=1)
    item.refresh_from_db()
    assert (item.body, audited()) == ("Zo was het.", ["verslag.finalised"])


@pytest.mark.parametrize(
    ("body", "visibility", "why"),
    [("", "network", "nog niets"), ("Ja.", "public", "Kies wie"), ("Ja.", "group", "Kies wie")],
)
def test_minutes_that_are_empty_or_for_too_many_are_not_fixed(
    body: str, visibility: str, why: str, organisator: Any
) -> None:
    verslag = VerslagItemFactory(body=body).verslag
    with pytest.raises(services.BijeenkomstError, match=why):
        services.finalise_verslag(actor=organisator, verslag=verslag, visibility=visibility)
    verslag.refresh_from_db()
    assert verslag.state == VerslagState.DRAFT
