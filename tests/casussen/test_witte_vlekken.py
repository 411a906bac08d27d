"""Themes by area: what is there, what is not, and who is invited to bring it in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casussen.models import Casus
from casussen.wittevlekken import Matrix
from communities.models import Community, Deelnemer
from netwerk.kern.begrippen.models import Begrip
from tests.factories import CasusFactory, CommunityFactory, LidmaatschapFactory, begrip

Clients = Callable[[Deelnemer | None], Client]
PAGE = "/casussen/witte-vlekken/"


@pytest.fixture
def three(community: Community) -> list[Casus]:
    """Make a public casus on two themes, one in two provinces, and one that is closed."""
    one = CasusFactory(title="Een", visibility="public", community=community)
    one.themes.add(begrip("cbs-thema", "wonen"), begrip("cbs-thema", "milieu"))
    two = CasusFactory(title="Twee", visibility="public", province="zeeland")
    two.provinces.add(begrip("provincie", "drenthe"), begrip("provincie", "landelijk"))
    two.themes.add(begrip("cbs-thema", "wonen"))
    closed = CasusFactory(visibility="community", community=community, province="limburg")
    closed.themes.add(begrip("cbs-thema", "wonen"))
    return [one, two, closed]


def table(client: Client, query: str = "") -> Matrix:
    found: Matrix = client.get(f"{PAGE}{query}").context["matrix"]
    return found


def numbers(matrix: Matrix) -> dict[tuple[str, str], int]:
    """Return {(theme, area): number} of every cell that holds something."""
    return {
        (cell.theme.notation, cell.area.notation): cell.number
        for line in matrix.lines
        for cell in line.cells
        if cell.number and cell.theme and cell.area
    }


def test_each_cell_counts_what_the_reader_may_see(
    three: list[Casus], client: Client, client_of: Clients, deelnemer: Deelnemer
) -> None:
    public = {
        ("wonen", "drenthe"): 2,
        ("wonen", "zeeland"): 1,
        ("wonen", "landelijk"): 1,
        ("milieu", "drenthe"): 1,
    }
    matrix = table(client)
    assert numbers(matrix) == public
    assert matrix.total == 2
    assert (matrix.white, matrix.cells) == (16 * 12 - 3, 16 * 12)
    assert numbers(table(client_of(deelnemer))) == public | {("wonen", "limburg"): 1}


def test_a_total_counts_each_casus_once_and_names_what_has_no_theme(
    three: list[Casus], client: Client
) -> None:
    CasusFactory(visibility="public")
    matrix = table(client)
    totals = {line.theme.notation: line.total.number for line in matrix.lines if line.theme}
    assert (totals["wonen"], totals["milieu"]) == (2, 1)
    below = {column.area.notation: column.total.number for column in matrix.columns}
    assert (below["drenthe"], below["zeeland"], below["limburg"]) == (3, 1, 0)
    assert matrix.without_theme is not None
    assert matrix.without_theme.total.number == 1
    assert matrix.total == 3


def test_every_number_is_the_number_of_the_list_it_leads_to(
    three: list[Casus], client_of: Clients, deelnemer: Deelnemer, community: Community
) -> None:
    client = client_of(deelnemer)
    for query in ("", f"?community={community.slug}"):
        matrix = table(client, query)
        cells = [cell for line in matrix.lines for cell in (*line.cells, line.total)]
        cells += [column.total for column in matrix.columns]
        filled = [cell for cell in cells if cell.number]
        assert filled
        for cell in filled:
            page = client.get(f"/casussen/?{cell.choices}").context["page_obj"]
            assert page.paginator.count == cell.number, cell


def test_an_empty_cell_says_so_and_invites(
    three: list[Casus], client: Client, client_of: Clients, deelnemer: Deelnemer
) -> None:
    """features.md row 113."""
    words = "nog geen casus over Wonen in Flevoland."
    html = client.get(PAGE).content.decode()
    assert words in html
    assert 'href="/over/#meedoen"' in html
    assert "/casussen/nieuw/" not in html.split("<main")[1].split("</main>")[0]
    html = client_of(deelnemer).get(PAGE).content.decode()
    assert words in html
    assert 'href="/casussen/nieuw/?thema=wonen&amp;provincie=flevoland"' in html


def test_the_invitation_fills_in_the_form(
    client_of: Clients, deelnemer: Deelnemer, community: Community
) -> None:
    query = f"?community={community.slug}&thema=wonen&provincie=flevoland"
    initial = client_of(deelnemer).get(f"/casussen/nieuw/{query}").context["form"].initial
    assert list(initial["themes"]) == [begrip("cbs-thema", "wonen")]
    assert list(initial["provinces"]) == [begrip("provincie", "flevoland")]
    assert initial["community"] == community
    odd = client_of(deelnemer).get("/casussen/nieuw/?thema=%00&provincie=%ED%A0%80")
    assert list(odd.context["form"].initial["themes"]) == []


def test_of_one_community_and_who_is_no_member_is_not_sent_to_its_form(
    three: list[Casus], client_of: Clients, deelnemer: Deelnemer
) -> None:
    other = CommunityFactory(slug="andere", name="De andere")
    client = client_of(deelnemer)
    response = client.get(f"{PAGE}?community=andere")
    assert numbers(response.context["matrix"]) == {}
    assert response.context["community"] == other
    assert response.context["invite"] == "/over/#meedoen"
    assert client.get(f"{PAGE}?community=%00").context["community"] is None


def test_a_theme_that_ended_stays_while_a_casus_has_it(three: list[Casus], client: Client) -> None:
    Begrip.objects.filter(notation__in=("milieu", "veiligheid")).update(valid_to="2026-01-01")
    themes = {line.theme.notation for line in table(client).lines if line.theme}
    assert "milieu" in themes
    assert "veiligheid" not in themes


def test_as_many_queries_for_one_casus_as_for_fifty(
    client: Client, community: Community, client_of: Clients
) -> None:
    organiser = client_of(LidmaatschapFactory(community=community, role="organiser").deelnemer)

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    def add(number: int) -> None:
        for n in range(number):
            casus = CasusFactory(visibility="public", community=community)
            casus.themes.add(begrip("cbs-thema", ("wonen", "milieu")[n % 2]))

    add(1)
    client.get(PAGE)
    one = queries(PAGE)
    assert one <= 3  # the table in two, and the communities to choose from
    add(49)
    assert queries(PAGE) == one
    assert organiser.get(PAGE).status_code == 200


def test_organisers_read_in_how_many_provinces_their_community_has_nothing(
    three: list[Casus], community: Community, client_of: Clients, deelnemer: Deelnemer
) -> None:
    organiser = LidmaatschapFactory(community=community, role="organiser").deelnemer
    words = "heeft deze community nog geen casus"

    def page(person: Deelnemer) -> Any:
        return client_of(person).get(community.get_absolute_url()).content.decode()

    html = page(organiser)
    assert f"In 10 provincies {words}" in " ".join(html.split())
    assert f'href="{PAGE}?community={community.slug}"' in html
    assert words not in page(deelnemer)
