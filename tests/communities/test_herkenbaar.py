"""A mark at a post: once a person, counted, taken back (features.md row 29)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities import herkenbaar, services
from communities.models import Community, Deelnemer, Gesprek, Herkenbaar, Reactie
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import CasusFactory, DeelnemerFactory, LidmaatschapFactory, ReactieFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]


@pytest.fixture
def post(community: Community, organisator: Deelnemer) -> Reactie:
    """Return a post of the organiser about a casus of the community."""
    casus = CasusFactory(community=community, visibility="community")
    return ReactieFactory(gesprek=Gesprek.objects.create(subject=casus), author=organisator)


def url(post: Reactie) -> str:
    return reverse("communities:reactie_herkenbaar", args=[post.pk])


def sentence(reader: Any, post: Reactie) -> str:
    return herkenbaar.marks(reader, [post])[post.pk].sentence


def member(community: Community, first: str) -> Deelnemer:
    made = DeelnemerFactory(first_name=first, infix="", last_name="Smit")
    return LidmaatschapFactory(community=community, deelnemer=made).deelnemer


def test_once_a_person_and_removable(
    client_of: ClientOf, post: Reactie, deelnemer: Deelnemer
) -> None:
    client = client_of(deelnemer)
    for _ in range(3):
        assert client.post(url(post), {"aan": "1"}).url == post.place()
    assert Herkenbaar.objects.get().deelnemer == deelnemer
    page = client.get(post.gesprek.get_absolute_url()).text
    assert 'aria-pressed="true"' in page
    assert "voor jou" in page
    for _ in range(2):
        client.post(url(post), {"aan": "0"})
    assert not Herkenbaar.objects.exists()
    assert 'aria-pressed="false"' in client.get(post.gesprek.get_absolute_url()).text
    assert not MessageEvent.objects.exists(), "nobody gets mail about it"


def test_a_script_gets_the_part_alone(
    client_of: ClientOf, post: Reactie, deelnemer: Deelnemer
) -> None:
    answer = client_of(deelnemer).post(url(post), {"aan": "1"}, headers={"X-Deel": "herkenbaar"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div class="herkenbaar"')
    assert 'name="aan" value="0"' in answer.text
    assert "voor jou" in answer.text


def test_the_first_names_and_how_many_more(
    post: Reactie, deelnemer: Deelnemer, community: Community
) -> None:
    people = [member(community, first) for first in ("Ali", "Bea", "Cas", "Dee", "Eva")]
    seen = [sentence(deelnemer, post)]
    for each in people:
        services.set_herkenbaar(actor=each, reactie=post, known=True)
        seen.append(sentence(deelnemer, post))
    assert seen == [
        "",
        "Ali Smit",
        "Ali Smit en Bea Smit",
        "Ali Smit, Bea Smit en Cas Smit",
        "Ali Smit, Bea Smit, Cas Smit en 1 ander",
        "Ali Smit, Bea Smit, Cas Smit en 2 anderen",
    ]
    services.set_herkenbaar(actor=deelnemer, reactie=post, known=True)
    assert sentence(deelnemer, post) == "jou, Ali Smit, Bea Smit en 3 anderen"


def test_who_the_reader_may_not_see_has_no_name(
    post: Reactie, deelnemer: Deelnemer, community: Community
) -> None:
    gone, stays = member(community, "Weg"), member(community, "Blijft")
    for each in (gone, stays):
        services.set_herkenbaar(actor=each, reactie=post, known=True)
    gone.lidmaatschappen.all().delete()
    assert sentence(deelnemer, post) == "Blijft Smit en 1 ander"
    stays.lidmaatschappen.all().delete()
    assert sentence(deelnemer, post) == "2 mensen"


def test_who_leaves_without_their_name_takes_it_along(
    post: Reactie, deelnemer: Deelnemer, community: Community, other_community: Community
) -> None:
    leaves = member(community, "Weg")
    LidmaatschapFactory(community=other_community, deelnemer=leaves)
    services.set_herkenbaar(actor=leaves, reactie=post, known=True)
    services.leave_community(actor=leaves, community=community, keeps_name=False)
    assert sentence(deelnemer, post) == ""


def test_not_at_the_own_post_nor_at_a_removed_one(
    client_of: ClientOf, post: Reactie, organisator: Deelnemer, deelnemer: Deelnemer
) -> None:
    own = client_of(organisator)
    assert own.post(url(post), {"aan": "1"}).status_code == 403
    assert "aria-pressed" not in own.get(post.gesprek.get_absolute_url()).text
    services.set_herkenbaar(actor=deelnemer, reactie=post, known=True)
    page = own.get(post.gesprek.get_absolute_url()).text
    assert f"Herkenbaar voor {deelnemer}" in page, "who wrote it sees who knows it"
    services.remove_reactie(actor=organisator, reactie=post)
    client = client_of(deelnemer)
    assert client.post(url(post), {"aan": "1"}).status_code == 403
    assert "herkenbaar" not in client.get(post.gesprek.get_absolute_url()).text.lower()
    with pytest.raises(PermissionDenied):
        services.set_herkenbaar(actor=deelnemer, reactie=post, known=True)


def test_two_queries_for_a_whole_page(
    post: Reactie, deelnemer: Deelnemer, community: Community
) -> None:
    posts = [post, *(ReactieFactory(gesprek=post.gesprek) for _ in range(9))]
    people = [member(community, f"Piet{i}") for i in range(5)]
    Herkenbaar.objects.bulk_create(
        [Herkenbaar(reactie=each, deelnemer=who) for each in posts for who in people]
    )
    deelnemer.roles  # noqa: B018  # fetched before counting
    for rows in (posts[:1], posts):
        with CaptureQueriesContext(connection) as captured:
            marks = herkenbaar.marks(deelnemer, rows)
        assert [mark.count for mark in marks.values()] == [5] * len(rows)
        assert len(captured) == 2


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_make_one(post: Reactie, deelnemer: Deelnemer) -> None:
    def click(_: int) -> None:
        services.set_herkenbaar(actor=deelnemer, reactie=post, known=True)
        connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(click, range(50)))
    assert Herkenbaar.objects.count() == 1
