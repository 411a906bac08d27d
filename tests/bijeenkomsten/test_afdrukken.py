"""What an organiser prints: badges, the list to sign, and what people need (row 70)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bijeenkomsten import afdrukken
from bijeenkomsten.enums import Answer, Form
from bijeenkomsten.models import Bijeenkomst
from communities.models import Community, Deelnemer
from tests.factories import (
    AanmeldingFactory,
    BijeenkomstFactory,
    CommunityFactory,
    GastFactory,
    LidmaatschapFactory,
    OrganisatieFactory,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Deelnemer | None], Client]
PAGES = ("badges", "signatures", "needs")


@pytest.fixture
def meeting(community: Community) -> Bijeenkomst:
    return BijeenkomstFactory(community=community, visibility="public", guests_welcome=True)


def signs_up(meeting: Bijeenkomst, first: str, last: str, **fields: Any) -> Any:
    office = OrganisatieFactory(name=f"Gemeente {last}")
    lid = LidmaatschapFactory(
        community=meeting.community,
        deelnemer__first_name=first,
        deelnemer__last_name=last,
        deelnemer__organisatie=office,
    )
    return AanmeldingFactory(bijeenkomst=meeting, deelnemer=lid.deelnemer, **fields)


def guest(meeting: Bijeenkomst, name: str, **fields: Any) -> Any:
    row = GastFactory(bijeenkomst=meeting, name=name, organisation="Buurtbus")
    return AanmeldingFactory(bijeenkomst=meeting, deelnemer=None, gast=row, **fields)


def page(client: Client, meeting: Bijeenkomst, name: str) -> str:
    return client.get(reverse(f"bijeenkomsten:{name}", args=[meeting.slug])).content.decode()


def names_on(shown: str) -> list[str]:
    return re.findall(r'class="bordje__naam">([^<]*)<', shown)


def test_badges_of_who_comes_by_name_guests_too_and_blank_ones_fill_the_sheet(
    client_of: ClientOf, organisator: Deelnemer, meeting: Bijeenkomst
) -> None:
    signs_up(meeting, "Zoë", "de Aal", needs="Een rolstoelplek")
    signs_up(meeting, "Anna", "Zeeman")
    signs_up(meeting, "Nico", "Nee", answer=Answer.NO)
    signs_up(meeting, "Mia", "Misschien", answer=Answer.MAYBE)
    guest(meeting, "Karel Gast")
    shown = page(client_of(organisator), meeting, "badges")
    assert names_on(shown) == ["Zoë de Aal", "Karel Gast", "Anna Zeeman"]
    for words in ("Gemeente Zeeman", meeting.community.name, "Buurtbus", ">Gast<"):
        assert words in shown
    assert "rolstoel" not in shown
    assert shown.count('class="bordje bordje--leeg"') == 7


@pytest.mark.parametrize(("number", "whole"), [(0, 1), (6, 1), (7, 2), (16, 2), (17, 3)])
def test_there_are_whole_sheets_with_always_some_blank_badges(
    number: int, whole: int, meeting: Bijeenkomst
) -> None:
    AanmeldingFactory.create_batch(number, bijeenkomst=meeting)
    made = afdrukken.sheets(meeting)
    assert [len(sheet) for sheet in made] == [10] * whole
    blank = sum(not badge.name for sheet in made for badge in sheet)
    assert blank == whole * 10 - number >= afdrukken.FEWEST_BLANK


def test_a_badge_names_the_leading_community_first(
    community: Community, meeting: Bijeenkomst
) -> None:
    other = CommunityFactory(name="De tweede")
    meeting.communities.add(other)
    mine = signs_up(meeting, "Bea", "Beide")
    LidmaatschapFactory(community=other, deelnemer=mine.deelnemer)
    only = LidmaatschapFactory(community=other, deelnemer__last_name="Ander").deelnemer
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=only)
    badges = {b.name.split()[-1]: b.community for b in afdrukken.sheets(meeting)[0] if b.name}
    assert badges == {"Beide": community.name, "Ander": "De tweede"}


def test_at_a_hybrid_meeting_only_the_room_gets_paper(
    client_of: ClientOf, organisator: Deelnemer, meeting: Bijeenkomst
) -> None:
    Bijeenkomst.objects.update(online_link="https://video.voorbeeld.nl/x")
    signs_up(meeting, "Zaza", "Zaal", form=Form.ROOM)
    signs_up(meeting, "Olga", "Online", form=Form.ONLINE)
    client = client_of(organisator)
    for name in ("badges", "signatures"):
        shown = page(client, meeting, name)
        assert ("Zaza Zaal" in shown, "Olga Online" in shown) == (True, False)
    Bijeenkomst.objects.update(place="")
    for name in ("badges", "signatures"):
        shown = page(client, meeting, name)
        assert ("Iedereen doet online mee" in shown, "Zaza Zaal" in shown) == (True, False)


def test_the_list_to_sign_has_a_place_for_everybody_and_no_needs(
    client_of: ClientOf, organisator: Deelnemer, meeting: Bijeenkomst
) -> None:
    signs_up(meeting, "Anna", "Zeeman", needs="Coeliakie")
    guest(meeting, "Karel Gast", needs="Een tolk")
    shown = page(client_of(organisator), meeting, "signatures")
    assert shown.index("Karel Gast") < shown.index("Anna Zeeman")
    assert ("Coeliakie" in shown, "tolk" in shown) == (False, False)
    assert shown.count("<tr>") == 1 + 2 + afdrukken.EMPTY_LINES


def test_needs_stand_with_names_on_the_screen_and_as_numbers_for_the_caterer(
    client_of: ClientOf, organisator: Deelnemer, deelnemer: Deelnemer, meeting: Bijeenkomst
) -> None:
    signs_up(meeting, "Anna", "Zeeman", needs="Vegetarisch")
    signs_up(meeting, "Bram", "Aker", needs="vegetarisch. ")
    signs_up(meeting, "Carla", "Berg", needs="Vegetarisch", answer=Answer.MAYBE)
    guest(meeting, "Karel Gast", needs="Een tolk")
    signs_up(meeting, "Nico", "Nee", answer=Answer.NO, needs="")
    assert afdrukken.counted(meeting) == [("Vegetarisch", 2), ("Een tolk", 1)]
    shown = page(client_of(organisator), meeting, "needs")
    kept_off_paper, paper = shown.split('id="cateraar"')
    assert 'class="niet-op-papier" aria-labelledby="wie-wat"' in kept_off_paper
    for name in ("Anna Zeeman", "Carla Berg", "Karel Gast"):
        assert (name in kept_off_paper, name in paper) == (True, False)
    AanmeldingFactory(bijeenkomst=meeting, deelnemer=deelnemer)
    address = reverse("bijeenkomsten:needs", args=[meeting.slug])
    assert client_of(deelnemer).get(address).status_code == 403


def test_the_organiser_finds_it_all_from_the_meeting(
    client_of: ClientOf, organisator: Deelnemer, deelnemer: Deelnemer, meeting: Bijeenkomst
) -> None:
    signs_up(meeting, "Anna", "Zeeman", needs="Vegetarisch")
    client = client_of(organisator)
    shown = client.get(meeting.get_absolute_url()).content.decode()
    assert "Wat 1 persoon nodig heeft" in shown
    wanted = [*(reverse(f"bijeenkomsten:{name}", args=[meeting.slug]) for name in PAGES)]
    wanted += [reverse("bijeenkomsten:presence", args=[meeting.slug])]
    wanted += [f"{reverse('bijeenkomsten:datumprikker_nieuw')}?community={meeting.community.slug}"]
    for address in wanted:
        assert f'href="{address}"' in shown
    door = page(client, meeting, "presence")
    assert all(address in door for address in wanted[:2])
    others = client_of(deelnemer).get(meeting.get_absolute_url()).content.decode()
    assert not any(f'href="{address}"' in others for address in wanted)
    listed = client.get(reverse("bijeenkomsten:list")).content.decode()
    assert f'href="{reverse("bijeenkomsten:datumprikker_nieuw")}"' in listed


@pytest.mark.parametrize("name", PAGES)
def test_paper_takes_as_many_queries_for_one_as_for_fifty(
    name: str, client_of: ClientOf, organisator: Deelnemer, meeting: Bijeenkomst
) -> None:
    client, counts = client_of(organisator), []
    for number in (1, 49):
        for place in range(number):
            signs_up(meeting, "Jo", f"Naam{number}x{place}", needs="Een tolk")
        guest(meeting, f"Gast {number}", needs="Een lift")
        page(client, meeting, name)
        with CaptureQueriesContext(connection) as queries:
            assert f"Naam{number}x{number - 1}" in page(client, meeting, name)
        counts.append(len(queries))
    assert counts[0] == counts[1]
