"""Positions before and after the talk: one answer each, and nobody sees who stands where."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.models import Dilemma, Positie
from communities.models import Community, Deelnemer
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg.erasure import erase
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.berichten.conftest import in_parallel
from tests.factories import DilemmaFactory, LidmaatschapFactory, PositieFactory

Clients = Callable[[Deelnemer | None], Client]


@pytest.fixture
def dilemma(community: Community, organisator: Deelnemer) -> Dilemma:
    """Return a dilemma of *organisator* on which nobody answered yet."""
    return DilemmaFactory(
        slug="snel-of-samen", community=community, author=organisator, visibility="network"
    )


def people(community: Community, number: int) -> list[Deelnemer]:
    return [LidmaatschapFactory(community=community).deelnemer for _ in range(number)]


def answer(dilemma: Dilemma, before: dict[Deelnemer, int], after: dict[Deelnemer, int]) -> None:
    for moment, leanings in (("before", before), ("after", after)):
        for person, leaning in leanings.items():
            PositieFactory(dilemma=dilemma, deelnemer=person, moment=moment, leaning=leaning)


def on(dilemma: Dilemma, organisator: Deelnemer, *seen: str) -> Dilemma:
    for each in seen:
        services.next_round(actor=organisator, dilemma=dilemma, seen=each)
    return Dilemma.objects.get(pk=dilemma.pk)


def main(response: Any) -> str:
    """Return the words of a page, without its marks."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1])
    return " ".join(text.split())


def test_one_tap_and_the_last_answer_counts(
    dilemma: Dilemma, deelnemer: Deelnemer, client_of: Clients
) -> None:
    client, path = client_of(deelnemer), reverse("casussen:positie", args=[dilemma.slug])
    assert "leaning" in client.post(path, {"moment": "before"}).context["form"].errors
    for wrong in ("3", "-9", "x", "", "\x00"):
        client.post(path, {"moment": "before", "leaning": wrong})
    assert not Positie.objects.exists()
    for leaning in (2, 2, -1):
        client.post(path, {"moment": "before", "leaning": leaning})
    assert Positie.objects.get().leaning == -1
    assert client.get(path).context["form"]["leaning"].value() == -1
    client.post(path, {"moment": "before", "weg": "ja"})
    assert not Positie.objects.exists()
    assert not AuditEvent.objects.exists(), "who took part is in no log"


def test_an_answer_of_before_is_no_answer_of_after(
    dilemma: Dilemma, organisator: Deelnemer, deelnemer: Deelnemer, client_of: Clients
) -> None:
    PositieFactory(dilemma=dilemma, deelnemer=deelnemer, leaning=1)
    client, path = client_of(deelnemer), reverse("casussen:positie", args=[dilemma.slug])
    on(dilemma, organisator, "before")
    page = client.post(path, {"moment": "before", "leaning": "-2"}, follow=True)
    assert "Het gesprek is intussen geweest." in page.content.decode()
    assert list(Positie.objects.values_list("moment", "leaning")) == [("before", 1)]
    client.post(path, {"moment": "after", "leaning": "-2"})
    on(dilemma, organisator, "after")
    page = client.post(path, {"moment": "after", "leaning": "2"}, follow=True)
    assert "De vraag is gesloten." in page.content.decode()
    found = Positie.objects.order_by("pk").values_list("moment", "leaning")
    assert list(found) == [("before", 1), ("after", -2)]


def test_pressing_twice_goes_one_round_on(
    dilemma: Dilemma, organisator: Deelnemer, client_of: Clients
) -> None:
    client, path = client_of(organisator), reverse("casussen:dilemma_rounds", args=[dilemma.slug])
    for _ in range(2):
        client.post(path, {"ronde": "before"})
    assert Dilemma.objects.get().round == "after"
    client.post(path, {"ronde": "onzin"})
    assert Dilemma.objects.get().round == "after"
    assert AuditEvent.objects.filter(action="dilemma.round").count() == 1
    assert MessageEvent.objects.filter(kind="dilemma.talked").count() == 1


def test_who_said_nothing_before_is_not_asked_after(
    dilemma: Dilemma, organisator: Deelnemer, deelnemer: Deelnemer, client_of: Clients
) -> None:
    on(dilemma, organisator, "before")
    client, path = client_of(deelnemer), reverse("casussen:positie", args=[dilemma.slug])
    assert "Daarom vragen we je er nu niet om." in client.get(path).content.decode()
    client.post(path, {"moment": "after", "leaning": "1"})
    assert not Positie.objects.exists()


def test_the_group_sees_how_it_moved_when_the_rounds_are_over(
    dilemma: Dilemma, organisator: Deelnemer, community: Community, client_of: Clients
) -> None:
    group = people(community, 5)
    before = dict(zip(group, (-2, -1, -1, 0, 2), strict=True))
    after = dict(zip(group[:4], (1, 0, -1, -1), strict=True))
    answer(dilemma, before, after)
    client = client_of(group[0])
    pages = (dilemma.get_absolute_url(), reverse("casussen:positie", args=[dilemma.slug]))
    for seen in ("before", "after"):
        for path in pages:
            text = main(client.get(path))
            assert "schoven" not in text
            assert "Na het gesprek 0" not in text
            assert client.get(path).context["moved"] is None
        on(dilemma, organisator, seen)
    stored = Dilemma.objects.get()
    assert stored.figures == {
        "before": [1, 2, 1, 0, 0],
        "after": [0, 2, 1, 1, 0],
        "to_first": 1,
        "to_second": 2,
        "people": 4,
    }
    words = (
        "2 van de 4 mensen schoven naar ‘Samen’. 1 schoof naar ‘Snel’. 1 bleef op dezelfde plek."
    )
    for path in pages:
        assert words in main(client.get(path))
    assert words not in main(client_of(None).get(pages[0], follow=True))


def test_who_leads_sees_the_figures_where_the_rounds_end(
    dilemma: Dilemma, organisator: Deelnemer, community: Community, client_of: Clients
) -> None:
    group = people(community, 4)
    answer(dilemma, dict.fromkeys(group, -2), dict.fromkeys(group, 1))
    rounds = reverse("casussen:dilemma_rounds", args=[dilemma.slug])
    leader = client_of(organisator)
    words = "Dit gaat over de 4 mensen die twee keer een positie gaven."
    for seen in ("before", "after"):
        text = main(leader.get(rounds))
        assert "Kijk hoeveel het er nu zijn" in text
        assert words not in text
        on(dilemma, organisator, seen)
    text = main(leader.get(rounds))
    assert "Kijk hoeveel het er nu zijn" not in text
    assert words in text


def test_figures_of_three_people_are_hidden(
    dilemma: Dilemma, organisator: Deelnemer, community: Community, client_of: Clients
) -> None:
    group = people(community, 5)
    answer(dilemma, dict.fromkeys(group, -2), dict.fromkeys(group[:3], 2))
    path = reverse("casussen:dilemma_rounds", args=[dilemma.slug])
    on(dilemma, organisator, "before")
    assert "te weinig mensen" in client_of(organisator).get(path).content.decode()
    assert on(dilemma, organisator, "after").figures == {}
    text = main(client_of(group[0]).get(dilemma.get_absolute_url()))
    assert "Minder dan vier mensen gaven twee keer een positie." in text
    assert "schoven" not in text


def test_nothing_can_be_read_off_from_two_counts(
    dilemma: Dilemma, organisator: Deelnemer, community: Community, client_of: Clients
) -> None:
    group = people(community, 5)
    answer(dilemma, dict.fromkeys(group, -1), dict(zip(group, (2, -1, -1, -1, -1), strict=True)))
    counted = on(dilemma, organisator, "before", "after").figures
    erase(group[0], {group[0].email})
    assert Positie.objects.count() == 8
    stored = Dilemma.objects.get()
    assert stored.figures == counted
    assert on(stored, organisator, "after", "before").figures == counted


def test_the_public_and_outsiders_get_no_figures_and_no_question(
    dilemma: Dilemma,
    organisator: Deelnemer,
    community: Community,
    buitenstaander: Deelnemer,
    client_of: Clients,
) -> None:
    Dilemma.objects.update(visibility="public")
    group = people(community, 4)
    answer(dilemma, dict.fromkeys(group, -1), dict.fromkeys(group, 1))
    on(dilemma, organisator, "before", "after")
    for person in (None, buitenstaander):
        for path in (
            dilemma.get_absolute_url(),
            f"/casussen/dilemmas/vergelijk/?d={dilemma.slug}",
        ):
            text = main(client_of(person).get(path))
            assert "mensen schoven" not in text
            assert "Waar sta" not in text


def test_who_answered_before_is_asked_once_by_mail(
    dilemma: Dilemma, organisator: Deelnemer, community: Community, mailoutbox: list[Any]
) -> None:
    first, second, gone = people(community, 3)
    answer(dilemma, dict.fromkeys((first, second, gone, organisator), 1), {})
    on(dilemma, organisator, "before")
    services.take_position(actor=second, dilemma=dilemma, moment="after", leaning=0)
    gone.lidmaatschappen.all().delete()
    plan_due()
    send_due()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([first.email], f"Waar sta je nu? {dilemma}")
    ]
    assert reverse("casussen:positie", args=[dilemma.slug]) in mailoutbox[0].body


def test_erasure_takes_positions_and_choosing_ends_the_rounds(
    dilemma: Dilemma, organisator: Deelnemer, community: Community
) -> None:
    group = people(community, 4)
    answer(dilemma, dict.fromkeys(group, 0), dict.fromkeys(group, 1))
    on(dilemma, organisator, "before")
    services.close_dilemma(
        actor=organisator, dilemma=dilemma, side="second", outcome="Samen.", anyway=True
    )
    stored = Dilemma.objects.get()
    assert (stored.round, stored.figures["to_second"]) == ("closed", 4)
    erase(group[0], {group[0].email})
    assert Positie.objects.filter(deelnemer=group[0]).count() == 0
    assert Positie.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_twenty_answers_at_once_of_one_person_are_one(
    dilemma: Dilemma, deelnemer: Deelnemer
) -> None:
    def take() -> None:
        services.take_position(actor=deelnemer, dilemma=dilemma, moment="before", leaning=1)

    in_parallel(20, take)
    assert Positie.objects.count() == 1
