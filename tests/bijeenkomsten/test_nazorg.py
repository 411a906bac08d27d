"""After a meeting: three questions without a name, and one mail to who was there."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.models import Aanwezigheid, Bijeenkomst, Evaluatie, EvaluatieGegeven
from bijeenkomsten.notifications.nazorg import announce_afterwards
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten import registry
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import AanmeldingFactory, BijeenkomstFactory, LidmaatschapFactory

WORDS = "De tafel was te klein."


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    """Return a meeting of three days ago."""
    begin = timezone.now() - timedelta(days=3)
    return BijeenkomstFactory(
        slug="geweest", community=community, starts_at=begin, ends_at=begin + timedelta(hours=2)
    )


def present(meeting: Bijeenkomst, number: int, community: Any) -> list[Any]:
    people = [LidmaatschapFactory(community=community).deelnemer for _ in range(number)]
    for person in people:
        Aanwezigheid.objects.create(bijeenkomst=meeting, deelnemer=person)
    return people


def give(meeting: Bijeenkomst, person: Any, grade: int = 4, words: str = "") -> None:
    services.give_evaluation(
        actor=person, bijeenkomst=meeting, well=grade, good_things=grade, takeaway=words
    )


def page(client: Any) -> str:
    return str(client.get(reverse("bijeenkomsten:evaluatie", args=["geweest"])).content.decode())


def test_results_are_hidden_until_five_answered_also_for_organisers(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    people = present(meeting, 5, community)
    for person in people[:4]:
        give(meeting, person, words=WORDS)
    readers = [client_of(organisator), client_of(people[0])]
    assert [WORDS in page(client) for client in readers] == [False, False]
    give(meeting, people[4], grade=5)
    assert [WORDS in page(client) for client in readers] == [True, True]
    assert "4,2 van de 5" in page(readers[0])


def test_one_person_answers_once_by_the_form(
    client_of: Any, community: Any, meeting: Bijeenkomst
) -> None:
    [person] = present(meeting, 1, community)
    client, address = client_of(person), reverse("bijeenkomsten:evaluatie", args=["geweest"])
    wrong = client.post(address, {"well": "9", "good_things": "4", "takeaway": WORDS})
    assert (WORDS in wrong.content.decode(), Evaluatie.objects.count()) == (True, 0)
    for _ in range(10):
        client.post(address, {"well": "3", "good_things": "4", "takeaway": WORDS})
    assert (Evaluatie.objects.count(), EvaluatieGegeven.objects.count()) == (1, 1)


def test_nothing_ties_an_answer_to_who_gave_it(community: Any, meeting: Bijeenkomst) -> None:
    people = present(meeting, 6, community)
    before = AuditEvent.objects.count()
    for number, person in enumerate(people):
        give(meeting, person, words=f"Antwoord {number}")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT xmin::text) FROM bijeenkomsten_evaluatie "
            "UNION ALL SELECT count(DISTINCT xmin::text) FROM bijeenkomsten_evaluatiegegeven"
        )
        assert cursor.fetchall() == [(1,), (1,)]
    given = list(EvaluatieGegeven.objects.order_by("pk").values_list("deelnemer", flat=True))
    words = list(Evaluatie.objects.order_by("pk").values_list("takeaway", flat=True))
    order = [person.pk for person in people]
    assert {order.index(pk) for pk in given} == set(range(6))
    assert min(Evaluatie.objects.values_list("pk", flat=True)) > 10**9  # keys are random
    assert sorted(words) == [f"Antwoord {number}" for number in range(6)]
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("days", [-1, 31])
def test_only_from_the_end_and_for_thirty_days(
    days: int, community: Any, meeting: Bijeenkomst
) -> None:
    [person] = present(meeting, 1, community)
    meeting.ends_at = timezone.now() - timedelta(days=days)
    meeting.starts_at = meeting.ends_at - timedelta(hours=2)
    meeting.save()
    with pytest.raises(services.BijeenkomstError):
        give(meeting, person)
    assert not Evaluatie.objects.exists()


def test_the_morning_after_only_who_was_there_gets_one_mail(
    deelnemer: Any, community: Any, meeting: Bijeenkomst, monkeypatch: Any
) -> None:
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer, answer="yes")
    announce_afterwards()
    assert not MessageEvent.objects.exists()  # nobody was noted yet
    people = present(meeting, 2, community)
    for _ in range(3):
        announce_afterwards()
    event = MessageEvent.objects.get()
    message = registry.get("bijeenkomst.afterwards")
    assert set(message.recipients(event)) == set(people)


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"today": True}, {"early": True}])
def test_no_mail_for_a_cancelled_meeting_on_the_day_itself_or_before_eight(
    change: dict[str, Any], community: Any, meeting: Bijeenkomst, monkeypatch: Any
) -> None:
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr(
        timezone, "now", lambda: noon.replace(hour=7) if "early" in change else noon
    )
    present(meeting, 1, community)
    meeting.status = change.get("status", meeting.status)
    if "today" in change:
        meeting.starts_at, meeting.ends_at = noon.replace(hour=9), noon.replace(hour=11)
    meeting.save()
    announce_afterwards()
    assert not MessageEvent.objects.exists()
