"""A link to something shows its title to who may see it (features.md row 34)."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities import linkkaarten, services
from communities.models import Community, Deelnemer, Reactie
from netwerk.kern import subjects
from tests.communities.test_gesprek import shown
from tests.factories import AdviesFactory, BijeenkomstFactory, CasusFactory, OnderwerpFactory

CARD = re.compile(r'class="linkkaart"\s+href="([^"]*)".*?<b>([^<]*)</b>', re.S)


def link(thing: Any) -> str:
    return f"{settings.SITE_URL}{subjects.of(thing).url(thing)}"


def test_who_may_see_it_reads_the_title_and_others_only_the_link(
    community: Community,
    other_community: Community,
    deelnemer: Deelnemer,
    ander_lid: Deelnemer,
    organisator: Deelnemer,
) -> None:
    place = CasusFactory(community=community, visibility="public")
    casus = CasusFactory(community=community, visibility="community", title="Besloten winkel")
    text = f"Kijk eens bij {link(casus)}, en daarna {link(casus)}#gesprek."
    services.post_reactie(actor=organisator, subject=place, body=text)
    path = casus.get_absolute_url()
    mine = shown(deelnemer, place)
    assert CARD.findall(mine) == [(path, "Besloten winkel"), (f"{path}#gesprek", "Besloten winkel")]
    other = shown(ander_lid, place)
    assert CARD.findall(other) == []
    assert "Besloten winkel" not in other
    for html in (mine, other):
        assert f'<a href="{path}" rel="' in html or f'<a href="{path}"' in html


def test_a_name_inside_an_address_is_said_once(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    address = f"{settings.SITE_URL}/a,@{deelnemer.get_full_name().split()[0]}"
    text = f"Zie {address} {deelnemer.get_full_name().split(None, 1)[1]} daar."
    post = services.post_reactie(actor=organisator, subject=community, body=text)
    assert post.vermeldingen.get().deelnemer == deelnemer
    words = re.sub(r"<[^>]+>", "", shown(organisator, community))
    assert text in words


def test_every_kind_of_thing_has_a_card(
    community: Community, deelnemer: Deelnemer, organisator: Deelnemer
) -> None:
    things = [
        CasusFactory(community=community),
        BijeenkomstFactory(community=community),
        OnderwerpFactory(community=community, author=organisator),
        AdviesFactory(published=True),
        organisator,
    ]
    text = "\n\n".join(link(thing) for thing in things)
    services.post_reactie(actor=organisator, subject=community, body=text)
    found = CARD.findall(shown(deelnemer, community))
    assert [path for path, _ in found] == [subjects.of(thing).url(thing) for thing in things]
    assert [title for _, title in found] == [subjects.of(thing).title(thing) for thing in things]


@pytest.mark.parametrize(
    "text",
    [
        "[Lees dit]({link})",
        "https://elders.example/casussen/besloten-winkel/",
        "{site}/casussen/bestaat-niet/",
        "{site}/casussen/%00/",
        "{site}/" + "a" * 2000,
        ":::vertrouwelijk\n{link}\n:::\n\nEn verder",
    ],
)
def test_what_is_no_bare_link_of_this_site_has_no_card(
    community: Community, deelnemer: Deelnemer, text: str
) -> None:
    casus = CasusFactory(community=community, title="Besloten winkel")
    body = text.format(link=link(casus), site=settings.SITE_URL)
    services.post_reactie(actor=deelnemer, subject=community, body=body)
    assert CARD.findall(shown(deelnemer, community)) == []


def test_all_links_of_a_page_take_one_query_for_each_kind(
    community: Community, deelnemer: Deelnemer
) -> None:
    casussen = [CasusFactory(community=community) for _ in range(5)]
    body = "\n\n".join(link(casus) for casus in casussen)
    posts = [Reactie(pk=n, body=body) for n in range(1, 51)]

    def count(rows: list[Reactie]) -> int:
        with CaptureQueriesContext(connection) as captured:
            found = linkkaarten.marks(deelnemer, rows)
        assert {len(cards) for cards in found.values()} == {5}
        return len(captured)

    count(posts[:1])
    assert count(posts[:1]) == count(posts)
