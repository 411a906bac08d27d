"""Polls: choose once, see the outcome after closing, and nobody ever sees who chose what."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.models import Community, Deelnemer, Onderwerp, Peiling, PeilingOptie, Stem
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg import erasure
from netwerk.kern.personal_data import personal_entries
from tests.factories import LidmaatschapFactory, OnderwerpFactory

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db


def form(**changes: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=5)
    start = {"question": "Welke dag?", "answers": "Maandag\nDinsdag\n\n", "last_day": str(day)}
    return start | changes


def new_url(subject: Any) -> str:
    kind = ContentType.objects.get_for_model(subject)
    return reverse("communities:peiling_nieuw", args=[kind.pk, subject.pk])


@pytest.fixture
def topic(community: Community, organisator: Deelnemer) -> Onderwerp:
    return OnderwerpFactory(community=community, author=organisator)


@pytest.fixture
def poll(topic: Onderwerp, deelnemer: Deelnemer) -> Peiling:
    return services.start_peiling(
        actor=deelnemer, subject=topic, question="Welke dag?", answers=["Maandag", "Dinsdag"],
        closes_at=timezone.now() + timedelta(days=5),
    )  # fmt: skip


def choose(client: Client, poll: Peiling, optie: PeilingOptie | None) -> Any:
    data = {"optie": str(optie.pk)} if optie else {}
    return client.post(reverse("communities:peiling_kies", args=[poll.pk]), data)


def test_member_asks_and_the_poll_stands_above_the_conversation(
    topic: Onderwerp, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    assert new_url(topic) in client.get(topic.get_absolute_url()).content.decode()
    answer = client.post(new_url(topic), form())
    made = Peiling.objects.get()
    assert answer.status_code == 302
    assert [each.text for each in made.opties.all()] == ["Maandag", "Dinsdag"]
    last = timezone.localtime(made.closes_at - timedelta(seconds=1)).date()
    assert last == timezone.localdate() + timedelta(days=5)
    html = client.get(topic.get_absolute_url()).content.decode()
    assert html.index("Welke dag?") < html.index('id="reageer"')
    assert html.count('type="radio"') == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"question": " "}, "Schrijf je vraag op."),
        ({"answers": "Maandag"}, "Dit zijn er 1."),
        ({"answers": "\n".join(str(n) for n in range(9))}, "Dit zijn er 9."),
        ({"answers": "Maandag\nmaandag"}, "Twee antwoorden zijn gelijk."),
        ({"answers": f"Maandag\n{'a' * 151}"}, "Dit antwoord is te lang"),
        ({"last_day": "2020-01-01"}, "Deze dag is al voorbij."),
        ({"last_day": "9999-12-31"}, "Kies een dag binnen een jaar."),
        ({"last_day": "morgen"}, "Vul een dag in"),
        ({"answers": "\x00"}, "tekens"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    wrong: dict[str, str], words: str, topic: Onderwerp, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    answer = client_of(deelnemer).post(new_url(topic), form(**wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert ("Welke dag?" in html) == ("question" not in wrong)
    assert not Peiling.objects.exists()


def test_one_chooses_once_and_is_told_so_kindly(
    poll: Peiling, organisator: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(organisator)
    monday, tuesday = poll.opties.all()
    nothing = choose(client, poll, None)
    assert (nothing.status_code, "Kies eerst een antwoord." in nothing.text) == (422, True)
    assert choose(client, poll, monday).status_code == 302
    again = choose(client, poll, tuesday)
    assert again.status_code == 422
    assert "Je koos al: Maandag. Je kunt één keer kiezen." in again.text
    assert [(stem.deelnemer, stem.optie) for stem in Stem.objects.all()] == [(organisator, monday)]


def test_an_answer_of_another_poll_is_none_of_these(
    poll: Peiling, topic: Onderwerp, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    other = services.start_peiling(
        actor=deelnemer, subject=topic, question="Anders?", answers=["Ja", "Nee"],
        closes_at=timezone.now() + timedelta(days=5),
    )  # fmt: skip
    assert choose(client_of(deelnemer), poll, other.opties.first()).status_code == 422
    for asked in ("x", "9" * 30, "-1", "\x00"):
        url = reverse("communities:peiling_kies", args=[poll.pk])
        assert client_of(deelnemer).post(url, {"optie": asked}).status_code == 422
    assert not Stem.objects.exists()


def test_numbers_show_after_closing_only(
    poll: Peiling, topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer,
    client_of: ClientOf, text_of: Any,
) -> None:  # fmt: skip
    monday, tuesday = poll.opties.all()
    third = LidmaatschapFactory(community=topic.community).deelnemer
    for person, optie in ((deelnemer, monday), (organisator, tuesday), (third, tuesday)):
        services.vote(actor=person, optie=optie)
    page = client_of(deelnemer).get(topic.get_absolute_url())
    words = text_of(page)
    assert "Je koos: Maandag . Niemand anders ziet dat." in words
    assert "3 mensen hebben gekozen." in words
    assert "%" not in words
    assert "<table" not in page.content.decode()
    services.close_peiling(actor=deelnemer, peiling=poll)
    for person in (deelnemer, organisator):
        page = client_of(person).get(topic.get_absolute_url())
        words = text_of(page)
        assert "Maandag (dit koos jij) 1 (33%)" in words or person != deelnemer
        assert "2 (67%)" in words
        assert '<th scope="row">' in page.content.decode()
    with pytest.raises(ValidationError, match="gesloten"):
        services.vote(actor=third, optie=monday)


def test_its_author_and_an_organiser_close_it_early_and_others_do_not(
    poll: Peiling, topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer,
    client_of: ClientOf,
) -> None:  # fmt: skip
    url = reverse("communities:peiling_sluiten", args=[poll.pk])
    other = LidmaatschapFactory(community=topic.community).deelnemer
    assert client_of(other).post(url).status_code == 403
    for person in (deelnemer, organisator):
        assert url in client_of(person).get(topic.get_absolute_url()).content.decode()
    assert "Sluit je de peiling?" in client_of(organisator).get(url).content.decode()
    client_of(organisator).post(url)
    poll.refresh_from_db()
    assert poll.is_closed
    assert AuditEvent.objects.filter(action="peiling.closed").count() == 1


def test_nobody_ever_sees_who_chose_what(
    poll: Peiling, topic: Onderwerp, deelnemer: Deelnemer, organisator: Deelnemer,
    beheerder: Deelnemer, client_of: ClientOf,
) -> None:  # fmt: skip
    voter = LidmaatschapFactory(community=topic.community, deelnemer__last_name="Kiezer").deelnemer
    services.vote(actor=voter, optie=poll.opties.last())
    services.close_peiling(actor=deelnemer, peiling=poll)
    for person in (deelnemer, organisator):
        for url in (topic.get_absolute_url(), poll.get_absolute_url()):
            assert "Kiezer" not in client_of(person).get(url).content.decode()
    assert not AuditEvent.objects.filter(actor=voter).exists()
    assert not {Stem, Peiling, PeilingOptie} & set(admin.site._registry)
    [entry] = [each for each in personal_entries() if each.model is Stem]
    assert [row.deelnemer for row in entry.rows_of(voter, set())] == [voter]
    for other in (deelnemer, organisator, beheerder):
        assert not entry.rows_of(other, set()).exists()
    erasure.erase(voter, {voter.email})
    assert not Stem.objects.exists()


def test_who_does_not_read_the_conversation_knows_nothing_of_the_poll(
    poll: Peiling, ander_lid: Deelnemer, beheerder: Deelnemer, client_of: ClientOf
) -> None:
    for person in (ander_lid, beheerder):
        assert client_of(person).get(poll.get_absolute_url()).status_code == 404
        assert choose(client_of(person), poll, poll.opties.first()).status_code == 404
        assert not Peiling.objects.visible_to(person).exists()
    assert not Stem.objects.exists()


def test_nobody_chooses_in_a_closed_conversation(
    poll: Peiling, topic: Onderwerp, organisator: Deelnemer, client_of: ClientOf
) -> None:
    services.close_gesprek(actor=organisator, subject=topic)
    assert choose(client_of(organisator), poll, poll.opties.first()).status_code == 403
    assert not Stem.objects.exists()


def test_queries_do_not_grow_with_polls(
    poll: Peiling, topic: Onderwerp, deelnemer: Deelnemer, client_of: ClientOf, queries: Any
) -> None:
    client = client_of(deelnemer)
    one = queries(client, topic.get_absolute_url())
    for number in range(7):
        services.start_peiling(
            actor=deelnemer, subject=topic, question=f"Vraag {number}?",
            answers=[str(n) for n in range(8)], closes_at=timezone.now() + timedelta(days=5),
        )  # fmt: skip
    assert queries(client, topic.get_absolute_url()) == one


@pytest.mark.django_db(transaction=True)
def test_fifty_choices_of_one_person_at_once_count_once(
    poll: Peiling, organisator: Deelnemer
) -> None:
    options = list(poll.opties.all())

    def once(number: int) -> bool:
        try:
            services.vote(actor=organisator, optie=options[number % 2])
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(once, range(50)))
    assert outcomes.count(True) == 1
    assert Stem.objects.count() == 1
