"""The pages over all casussen lead to each other, and other pages lead to them."""

import re

import pytest
from django.test import Client

PAGES = [
    "/casussen/",
    "/casussen/thema/",
    "/casussen/dilemmas/",
    "/generatoren/",
    "/casussen/verhalen/",
    "/casussen/vergelijken/",
]


def links(html: str) -> list[tuple[str, bool]]:
    """Return the addresses in the bar of ways, and whether the reader is there."""
    _, _, bar = html.partition('aria-label="Wat je uit de casussen kunt leren"')
    bar, _, _ = bar.partition("</nav>")
    return [
        (found[1], 'aria-current="page"' in found[0])
        for found in re.finditer(r'<a href="([^"]+)"[^>]*>', bar)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_each_page_leads_to_the_others_and_says_where_you_are(client: Client, page: str) -> None:
    html = client.get(page).content.decode()
    assert links(html) == [(way, way == page) for way in PAGES]


@pytest.mark.django_db
def test_the_foot_and_an_empty_search_lead_there(client: Client) -> None:
    body, foot = client.get("/zoeken/").content.decode().split('<footer class="voet">')
    main = body.split('<main id="inhoud"')[1]
    asked = [page for page in PAGES if "vergelijken" not in page]
    assert [page for page in asked if f'href="{page}"' in main] == asked
    assert [page for page in asked if f'href="{page}"' in foot] == asked


@pytest.mark.django_db
def test_the_front_page_leads_to_choices_to_what_worked_and_to_what_went_wrong(
    client: Client,
) -> None:
    main = client.get("/").content.decode().split('<footer class="voet">')[0]
    ways = ["/casussen/dilemmas/", "/generatoren/", "/casussen/verhalen/"]
    assert [way for way in ways if f'href="{way}"' in main] == ways
