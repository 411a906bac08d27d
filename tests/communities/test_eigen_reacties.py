"""What somebody wrote in conversations, found again on one page."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from communities import services
from communities.models import Community, Deelnemer, Gesprek, Lidmaatschap
from tests.factories import CasusFactory, ReactieFactory

ClientOf = Callable[[Deelnemer | None], Client]
LIST = "/mijn/reacties/"


def test_own_posts_stand_newest_first_with_who_answered(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    casus = CasusFactory(community=community, visibility="network", title="Leerplekken")
    first = services.post_reactie(actor=deelnemer, subject=community, body="Wie **helpt** mij?")
    services.post_reactie(actor=organisator, subject=community, body="Ik", parent=first)
    asked = services.post_reactie(actor=organisator, subject=casus, body="Hoe ging het?")
    services.post_reactie(actor=deelnemer, subject=casus, body="Goed hoor", parent=asked)
    gone = services.post_reactie(actor=deelnemer, subject=casus, body="Vergissing")
    services.remove_reactie(actor=deelnemer, reactie=gone)
    page: Any = client_of(deelnemer).get(LIST)
    posts = page.context["page_obj"].object_list
    assert [(post.body, post.answered) for post in posts] == [
        ("Goed hoor", 0),
        ("Wie **helpt** mij?", 1),
    ]
    assert "Wie helpt mij?" in page.text
    assert page.text.count("1 antwoord<") == 1
    assert f"Antwoord op {organisator}" in page.text
    assert first.get_absolute_url() in page.text
    assert "Vergissing" not in page.text
    assert LIST in client_of(deelnemer).get("/mijn/").text


def test_what_may_not_be_read_any_more_is_not_there(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    services.post_reactie(actor=deelnemer, subject=community, body="Alleen onder ons")
    casus = CasusFactory(visibility="network")
    services.post_reactie(actor=deelnemer, subject=casus, body="Bij een casus")
    Lidmaatschap.objects.filter(deelnemer=deelnemer, community=community).delete()
    Lidmaatschap.objects.create(deelnemer=deelnemer, community=casus.community)
    text = client_of(Deelnemer.objects.get(pk=deelnemer.pk)).get(LIST).text
    assert "Bij een casus" in text
    assert "Alleen onder ons" not in text


def test_who_wrote_nothing_reads_how_it_comes_here(
    client_of: ClientOf, deelnemer: Deelnemer
) -> None:
    assert "Je schreef nog niets" in client_of(deelnemer).get(LIST).text


def test_the_number_of_queries_does_not_grow_and_the_list_pages(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer, queries: Any
) -> None:
    client = client_of(deelnemer)

    def more(number: int) -> None:
        for casus in CasusFactory.create_batch(number, community=community, visibility="community"):
            talk = Gesprek.objects.create(subject=casus)
            ReactieFactory(gesprek=talk, author=deelnemer, body="Mijn woorden")

    more(1)
    one = queries(client, LIST)
    more(49)
    assert queries(client, LIST) == one
    assert client.get(LIST).text.count("Mijn woorden") == 20
    assert client.get(f"{LIST}?pagina=3").text.count("Mijn woorden") == 10
