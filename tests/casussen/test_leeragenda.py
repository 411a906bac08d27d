"""The leeragenda: what a community wants to learn, and what it knows by now."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casussen import services
from casussen.models import Leervraag
from communities.models import Community, Deelnemer
from tests.factories import AgendapuntFactory, BijeenkomstFactory, CasusFactory

ClientOf = Callable[[Deelnemer | None], Client]
SECRET = "geheime-kruiwagen"


def ask(community: Community, by: Deelnemer, question: str, **values: Any) -> Leervraag:
    return services.create_leervraag(
        actor=by, community=community, question=question, **({"visibility": "community"} | values)
    )


def text_of(response: Any) -> str:
    return str(response.content.decode())


def agenda(community: Community) -> str:
    return reverse("casussen:leeragenda", args=[community.slug])


def test_leeragenda_is_the_first_thing_a_member_sees(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    ask(community, deelnemer, "Hoe bereiken we wie niet komt?")
    member = client_of(deelnemer)
    inside = text_of(member.get(reverse("communities:inside", args=[community.slug])))
    main = inside.split('id="inhoud"')[1]
    headings = [part.split("</h2>")[0].split(">")[-1] for part in main.split("<h2")[1:]]
    assert headings[0] == "Wat willen we leren?"
    assert "Hoe bereiken we wie niet komt?" in main
    own = text_of(member.get(reverse("dashboard")))
    assert "Hoe bereiken we wie niet komt?" in own
    assert own.count(f'href="{agenda(community)}"') == 1


def test_member_asks_and_organiser_answers(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    casus = CasusFactory(title="De buslijn", community=community, visibility="network")
    page = reverse("casussen:leervraag_create", args=[community.slug])
    member = client_of(deelnemer)
    data = {"question": "Wat is een bus waard?", "visibility": "network", "casussen": [casus.pk]}
    member.post(page, data)
    leervraag = Leervraag.objects.get()
    assert list(leervraag.casussen.all()) == [casus]
    stand = reverse("casussen:leervraag_state", args=[community.slug, leervraag.pk])
    organiser = client_of(organisator)
    seen = leervraag.mark()
    without = organiser.post(stand, {"state": "answered", "answer": "", "seen": seen})
    assert "Schrijf op wat het antwoord is." in text_of(without)
    organiser.post(stand, {"state": "answered", "answer": "Meer dan de **kosten**.", "seen": seen})
    leervraag.refresh_from_db()
    assert leervraag.state == "answered"
    assert leervraag.answered_at is not None
    shown = text_of(member.get(leervraag.get_absolute_url()))
    assert "<strong>kosten</strong>" in shown
    assert "De buslijn" in shown
    assert "Wat is een bus waard?" in text_of(member.get(casus.get_absolute_url()))


def test_leervraag_names_the_casussen_and_meetings_that_answer_it(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf, ander_lid: Deelnemer
) -> None:
    hidden = CasusFactory(title=f"Casus {SECRET}", community=community, visibility="community")
    shown = CasusFactory(title="De buslijn", community=community, visibility="network")
    leervraag = ask(
        community,
        deelnemer,
        "Wat is een bus waard?",
        visibility="network",
        casussen=[hidden, shown],
    )
    meeting = BijeenkomstFactory(title="Casustafel", community=community, visibility="network")
    AgendapuntFactory(bijeenkomst=meeting, leervraag=leervraag)
    other = client_of(ander_lid)
    page = text_of(other.get(leervraag.get_absolute_url()))
    assert "De buslijn" in page
    assert "Casustafel" in page
    assert SECRET not in page
    assert "Wat is een bus waard?" in text_of(other.get(meeting.get_absolute_url()))
    assert SECRET in text_of(client_of(deelnemer).get(leervraag.get_absolute_url()))


def test_a_closed_leervraag_is_nowhere_for_others(
    community: Community,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    client: Client,
    client_of: ClientOf,
) -> None:
    leervraag = ask(community, deelnemer, f"Wat doet de {SECRET}?")
    meeting = BijeenkomstFactory(community=community, visibility="public")
    AgendapuntFactory(bijeenkomst=meeting, leervraag=leervraag)
    pages = [
        agenda(community),
        reverse("communities:detail", args=[community.slug]),
        reverse("communities:list"),
        meeting.get_absolute_url(),
        "/zoeken/?q=kruiwagen",
        "/",
    ]
    for who in (client, client_of(ander_lid)):
        for page in pages:
            shown = text_of(who.get(page))
            assert SECRET not in shown, page
            assert "1 leervraag" not in shown, page
        assert who.get(leervraag.get_absolute_url()).status_code == 404
    member = client_of(deelnemer)
    assert all(SECRET in text_of(member.get(page)) for page in pages[:2] + pages[3:5])


def test_only_another_organiser_makes_it_public(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    own = ask(community, organisator, "Van mijzelf?")
    with pytest.raises(services.CasusError, match="organisator heeft meegekeken"):
        services.update_leervraag(actor=organisator, leervraag=own, visibility="public")
    with pytest.raises(services.CasusError, match="organisator heeft meegekeken"):
        ask(community, deelnemer, "Meteen?", visibility="public")
    other = ask(community, deelnemer, "Van een ander?")
    services.update_leervraag(actor=organisator, leervraag=other, visibility="public")
    assert list(Leervraag.objects.filter(visibility="public")) == [other]


def test_two_people_change_one_question_and_nothing_is_lost(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    leervraag = ask(community, deelnemer, "Wat is een bus waard?")
    stand = reverse("casussen:leervraag_state", args=[community.slug, leervraag.pk])
    seen = leervraag.mark()
    first = {"state": "working", "answer": "De tekst van de eerste.", "seen": seen}
    client_of(organisator).post(stand, first)
    second = client_of(deelnemer).post(
        stand, {"state": "parked", "answer": "De tekst van de tweede.", "seen": seen}
    )
    page = text_of(second)
    assert "De tekst van de eerste." in page
    assert "De tekst van de tweede." in page
    leervraag.refresh_from_db()
    assert (leervraag.state, leervraag.answer) == ("working", "De tekst van de eerste.")
    form = second.context["form"]
    client_of(deelnemer).post(
        stand,
        {"state": "working", "answer": "Samen één.", "seen": form["seen"].value()},
    )
    leervraag.refresh_from_db()
    assert leervraag.answer == "Samen één."


def test_organiser_orders_and_filters(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer, client_of: ClientOf
) -> None:
    for word in ("Een", "Twee", "Drie"):
        ask(community, deelnemer, f"{word}?")
    last = Leervraag.objects.get(question="Drie?")
    move = reverse("casussen:leervraag_move", args=[community.slug, last.pk])
    organiser = client_of(organisator)
    organiser.post(move, {"kant": "op"})
    shown = organiser.get(agenda(community))
    page = shown.context["page_obj"]
    assert [row.question for row in page] == ["Een?", "Drie?", "Twee?"]
    assert [text_of(shown).count(f'value="{side}"') for side in ("op", "neer")] == [2, 2]
    services.set_leervraag_state(actor=organisator, leervraag=last, state="parked")
    parked = organiser.get(agenda(community), {"stand": "parked"}).context["page_obj"]
    assert [row.question for row in parked] == ["Drie?"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "Schrijf je vraag op."),
        ("Geen vraag", "Zet een vraagteken achter je vraag."),
        ("x" * 300 + "?", "300"),
    ],
)
def test_bad_input_gets_a_message_and_keeps_what_was_typed(
    question: str,
    message: str,
    community: Community,
    deelnemer: Deelnemer,
    client_of: ClientOf,
) -> None:
    page = client_of(deelnemer).post(
        reverse("casussen:leervraag_create", args=[community.slug]),
        {"question": question, "explanation": "Mijn uitleg blijft.", "visibility": "community"},
    )
    assert message in text_of(page)
    assert "Mijn uitleg blijft." in text_of(page)
    assert Leervraag.objects.count() == 0


def test_lists_take_as_many_queries_for_one_as_for_fifty(
    community: Community, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    ask(community, deelnemer, "Vraag 0?")
    member = client_of(deelnemer)
    pages = [agenda(community), reverse("communities:inside", args=[community.slug])]

    def queries() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert member.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    queries()  # content types are remembered from here on
    one = queries()
    for number in range(1, 50):
        ask(community, deelnemer, f"Vraag {number}?")
    assert queries() == one
