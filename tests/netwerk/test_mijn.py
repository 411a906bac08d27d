"""The own page says what waits, and nothing that contradicts what stands under it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from casussen.models import Inwonersantwoord, Inwonersvraag
from communities import eerste_stappen
from communities.models import Deelnemer, Gesprek, Onderwerp
from tests.factories import AdviesFactory, CasusFactory, LesFactory, ReactieFactory

type ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db


def test_each_advies_from_my_casus_has_its_own_name(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    casus = CasusFactory(casushouder=deelnemer, community=deelnemer.lidmaatschappen.get().community)
    for title in ("Vraag het aan tafel", "Tel wat telt"):
        AdviesFactory(title=title, published=True, les=LesFactory(casus=casus))
    page = client_of(deelnemer).get("/mijn/").text
    assert "Uit jouw casus: Vraag het aan tafel" in page
    assert "Uit jouw casus: Tel wat telt" in page


def test_nothing_waits_but_there_is_news(client_of: ClientOf, deelnemer: Deelnemer) -> None:
    deelnemer.steps_done = {eerste_stappen.AWAY: "2026-01-01"}
    deelnemer.save()
    client = client_of(deelnemer)
    assert "Hieronder lees je wat er nieuw is" not in client.get("/mijn/").text
    CasusFactory(title="Nieuwe bus", community=deelnemer.lidmaatschappen.get().community)
    page = client.get("/mijn/").text
    assert "er wacht niets op jou" in page
    assert "Hieronder lees je wat er nieuw is" in page
    assert "Nieuwe bus" in page


def test_a_conversation_is_news_once_with_its_last_post(
    client_of: ClientOf, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    casus = CasusFactory(community=deelnemer.lidmaatschappen.get().community)
    talk = Gesprek.objects.create(subject=casus)
    for word in ("eerste", "tweede", "derde"):
        ReactieFactory(gesprek=talk, author=organisator, body=f"Het {word} woord")
    ReactieFactory(gesprek=talk, author=deelnemer, body="Dit zei ik zelf")
    client = client_of(deelnemer)
    page = client.get("/mijn/").text
    shown = [word for word in ("eerste", "tweede", "derde", "zei ik") if f"{word} woord" in page]
    assert shown == ["derde"]
    assert "En nog 2 reacties in dit gesprek." in page
    ReactieFactory(
        gesprek=Gesprek.objects.create(subject=casus.community), author=organisator, body="Elders"
    )
    page = client.get("/mijn/").text
    assert page.index("Elders") < page.index("derde woord"), "the newest first"
    assert page.count("in dit gesprek.") == 1


def test_answers_of_residents_wait_for_who_looks_at_them(
    client_of: ClientOf, deelnemer: Deelnemer, organisator: Deelnemer, ander_lid: Deelnemer
) -> None:
    casus = CasusFactory(
        casushouder=deelnemer,
        community=deelnemer.lidmaatschappen.get().community,
        visibility="public",
    )
    vraag = Inwonersvraag.objects.create(
        casus=casus,
        question="Wat mis je in je dorp?",
        opened_by=deelnemer,
        closes_on=timezone.localdate(),
    )
    assert "Wat mis je in je dorp?" not in client_of(deelnemer).get("/mijn/").text
    Inwonersantwoord.objects.bulk_create(
        Inwonersantwoord(vraag=vraag, body="Een winkel") for _ in range(2)
    )
    for person in (deelnemer, organisator):
        page = client_of(person).get("/mijn/").text
        assert "2 antwoorden wachten" in page
        assert f"/inwoners/{vraag.pk}/wachtrij/" in page
    assert "antwoorden wachten" not in client_of(ander_lid).get("/mijn/").text


def test_a_topic_that_nobody_answered_yet_is_news(
    client_of: ClientOf, deelnemer: Deelnemer, organisator: Deelnemer, ander_lid: Deelnemer
) -> None:
    Onderwerp.objects.create(
        community=deelnemer.lidmaatschappen.get().community,
        title="Wie weet een goede zaal?",
        body="Voor dertig mensen.",
        author=organisator,
    )
    assert f"{organisator} over Wie weet een goede zaal?" in client_of(deelnemer).get("/mijn/").text
    assert "Wie weet een goede zaal?" not in client_of(organisator).get("/mijn/").text
    assert "Wie weet een goede zaal?" not in client_of(ander_lid).get("/mijn/").text
