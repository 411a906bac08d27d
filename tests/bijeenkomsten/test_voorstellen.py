"""Members propose a part; an organiser takes it up or says why not, and the proposer hears it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bijeenkomsten import services
from bijeenkomsten.enums import ProposalState
from bijeenkomsten.models import Agendavoorstel, Bijeenkomst
from communities.enums import Visibility
from netwerk.kern.berichten.models import Delivery, MessageEvent
from netwerk.kern.berichten.planner import plan_due
from tests.factories import (
    AgendavoorstelFactory,
    BijeenkomstFactory,
    CasusFactory,
    LidmaatschapFactory,
)

FILLED_IN = {
    "title": "Hoe tel je een praatje?",
    "explanation": "Wij weten het niet, en het komt elke week terug.",
    "minutes": 20,
}


@pytest.fixture
def meeting(community: Any) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, visibility=Visibility.NETWORK)


def address(name: str, meeting: Bijeenkomst, *args: Any) -> str:
    return reverse(f"bijeenkomsten:{name}", args=[meeting.slug, *args])


def propose(client: Any, meeting: Bijeenkomst, **fields: Any) -> Any:
    return client.post(address("propose", meeting), FILLED_IN | fields)


def read(client: Any, meeting: Bijeenkomst) -> str:
    response = client.get(address("proposals", meeting))
    assert response.status_code == 200
    return response.content.decode()


def test_a_proposal_waits_for_the_organiser_who_takes_it_up_changed(
    client_of: Any, organisator: Any, deelnemer: Any, community: Any, meeting: Bijeenkomst
) -> None:
    casus = CasusFactory(community=community)
    client, organiser = client_of(deelnemer), client_of(organisator)
    propose(client, meeting, casus=casus.pk)
    voorstel = Agendavoorstel.objects.get()
    assert voorstel.casus == casus
    assert "Hoe tel je een praatje?" in read(client, meeting)
    tasks = organiser.get(reverse("dashboard")).content.decode()
    assert "Er ligt een voorstel voor je programma" in tasks
    accept = address("proposal_accept", meeting, voorstel.pk)
    form = organiser.get(accept).content.decode()
    assert 'value="Hoe tel je een praatje?"' in form
    data = {"title": "Een praatje tellen", "kind": "work", "minutes": 15, "casus": casus.pk}
    organiser.post(accept, data | {"owner": deelnemer.pk})
    [item] = meeting.agendapunten.all()
    assert (item.title, item.minutes, item.owner, item.casus) == (
        "Een praatje tellen",
        15,
        deelnemer,
        casus,
    )
    voorstel.refresh_from_db()
    assert (voorstel.state, voorstel.agendapunt) == (ProposalState.ACCEPTED, item)
    assert "Overgenomen" in read(client, meeting)
    assert "voorstel voor je programma" not in organiser.get(reverse("dashboard")).content.decode()


def test_a_proposal_is_declined_with_a_reason_and_only_once(
    client_of: Any, organisator: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    voorstel = AgendavoorstelFactory(bijeenkomst=meeting, proposed_by=deelnemer)
    client = client_of(organisator)
    decline = address("proposal_decline", meeting, voorstel.pk)
    assert "Vul dit in." in client.post(decline, {"reason": ""}).content.decode()
    client.post(decline, {"reason": "Dit past beter in mei."})
    assert "Dit past beter in mei." in read(client_of(deelnemer), meeting)
    again = client.post(decline, {"reason": "Toch niet."}).content.decode()
    assert "al niet overgenomen" in again
    assert MessageEvent.objects.filter(kind="agendavoorstel.decided").count() == 1


def test_who_proposed_it_may_withdraw_it_and_nobody_else_reads_it(
    client_of: Any, deelnemer: Any, community: Any, meeting: Bijeenkomst
) -> None:
    other = LidmaatschapFactory(community=community).deelnemer
    voorstel = AgendavoorstelFactory(
        bijeenkomst=meeting, proposed_by=deelnemer, title="Kanarie op het programma"
    )
    withdraw = address("proposal_withdraw", meeting, voorstel.pk)
    assert client_of(other).post(withdraw).status_code == 404
    assert "Kanarie" not in read(client_of(other), meeting)
    assert "Kanarie" not in client_of(other).get(meeting.get_absolute_url()).content.decode()
    client_of(deelnemer).post(withdraw)
    voorstel.refresh_from_db()
    assert voorstel.state == ProposalState.WITHDRAWN
    assert not MessageEvent.objects.exists()


def test_five_may_wait_and_the_same_is_not_proposed_twice(
    client_of: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(deelnemer)
    for _ in range(2):
        answer = propose(client, meeting)
    assert "Dit heb je al voorgesteld." in answer.content.decode()
    for number in range(5):
        answer = propose(client, meeting, title=f"Vraag {number}")
    assert "Er wachten al 5 voorstellen van jou" in answer.content.decode()
    assert Agendavoorstel.objects.count() == 5


@pytest.mark.parametrize("change", [{"starts_at": timezone.now()}, {"status": "cancelled"}])
def test_nothing_is_proposed_once_it_began_or_does_not_go_on(
    change: Any, client_of: Any, deelnemer: Any, meeting: Bijeenkomst
) -> None:
    Bijeenkomst.objects.update(**change)
    answer = propose(client_of(deelnemer), meeting).content.decode()
    assert "kun je niets meer voorstellen" in answer
    assert FILLED_IN["title"] in answer
    assert not Agendavoorstel.objects.exists()


def test_a_casus_that_you_may_not_read_cannot_be_proposed(
    client_of: Any, deelnemer: Any, community: Any, meeting: Bijeenkomst
) -> None:
    CasusFactory(community=community)
    secret = CasusFactory(community=community, visibility="group", title="Kanarie in de casus")
    client = client_of(deelnemer)
    assert "Kanarie" not in client.get(address("propose", meeting)).content.decode()
    answer = propose(client, meeting, casus=secret.pk)
    assert "Kanarie" not in answer.content.decode()
    assert not Agendavoorstel.objects.exists()


def test_organisers_hear_of_a_proposal_and_the_proposer_of_the_answer(
    organisator: Any, deelnemer: Any, ander_lid: Any, meeting: Bijeenkomst
) -> None:
    voorstel = services.propose_agendapunt(actor=deelnemer, bijeenkomst=meeting, **FILLED_IN)
    services.decline_agendavoorstel(actor=organisator, voorstel=voorstel, reason="Nee.")
    plan_due()
    found = Delivery.objects.order_by("kind").values_list("kind", "person")
    assert list(found) == [
        ("agendavoorstel.decided", deelnemer.pk),
        ("agendavoorstel.made", organisator.pk),
    ]


def test_one_and_thirty_proposals_take_the_same_number_of_queries(
    client_of: Any, organisator: Any, community: Any, meeting: Bijeenkomst
) -> None:
    client = client_of(organisator)

    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, meeting)
        return len(queries)

    def add() -> None:
        casus = CasusFactory(community=community)
        AgendavoorstelFactory(bijeenkomst=meeting, casus=casus)
        AgendavoorstelFactory(bijeenkomst=meeting, casus=casus, state="declined", reason="Nee.")

    add()
    ask()
    few = ask()
    for _ in range(15):
        add()
    assert ask() == few
