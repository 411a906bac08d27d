"""One advies on the site of somebody else: words and links, and nothing that asks us anything."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from handboek.inbedden import piece
from handboek.models import Advies
from handboek.openbaar import advies_as_data
from handboek.services import withdraw_advies
from tests.factories import AdviesFactory, BevindingFactory, CasusFactory, LesFactory

pytestmark = pytest.mark.django_db
PICTURE = "/bestanden/12345678-1234-1234-1234-123456789012/plaat.png"
ALLOWED = {
    *("blockquote", "p", "strong", "em", "s", "a", "ul", "ol", "li", "br", "cite"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"href", "rel", "cite", "lang", "start", "scope"}
SECRET = "dwarsgebergte"


@pytest.fixture
def advies() -> Advies:
    """Return a published advies with all that a text can hold."""
    casus = CasusFactory(title="Een open casus", visibility="public")
    closed = CasusFactory(title=f"Geheim {SECRET}", visibility="group")
    les = LesFactory()
    les.bevindingen.set([BevindingFactory(casus=casus), BevindingFactory(casus=closed)])
    return AdviesFactory(
        published=True,
        les=les,
        title='Vraag "wat" <nu> & later',
        why=f"## Eerst dit\n\nZie [het boek](/handboek/) en [ons](https://elders.nl/x).\n\n"
        f"![Een plaat van de brug]({PICTURE})\n\n:::vertrouwelijk\n{SECRET}\n:::",
        how="1. Bel\n2. **Vraag**\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    )


def pieces(advies: Advies) -> dict[str, Any]:
    data = advies_as_data(advies)
    assert data is not None
    return {name: piece(data, whole=name == "long") for name in ("short", "long")}


@pytest.mark.parametrize("name", ["short", "long"])
def test_it_is_words_and_links_and_asks_nothing_of_us(advies: Advies, name: str) -> None:
    text = pieces(advies)[name]
    (root,) = html.fragments_fromstring(text)
    assert root.tag == "blockquote"
    for element in root.iter():
        assert element.tag in ALLOWED, element.tag
        assert set(element.attrib) <= ATTRIBUTES, dict(element.attrib)
    for address in root.xpath("//@href"):
        assert urlsplit(address).scheme == "https" or address.startswith(settings.SITE_URL)
    assert "src" not in text
    assert "//" not in re.sub(r'(href|cite)="[^"]*"', "", text)
    assert SECRET not in text


def test_it_names_source_text_and_licence(advies: Advies) -> None:
    for text in pieces(advies).values():
        root = html.fromstring(text)
        short = f"{settings.SITE_URL}/handboek/adviezen/{advies.number}/"
        assert root.get("cite") == short
        assert root.xpath(f"//a[@href='{short}']")[0].text_content() == advies.title
        assert root.xpath("//a[@rel='license']/@href") == [
            "https://creativecommons.org/licenses/by/4.0/deed.nl"
        ]
        assert settings.SITE_NAME in root.text_content()
        assert f"{advies.published_at:%Y}" in root.text_content()
        assert advies.summary in root.text_content()


def test_the_whole_text_is_the_whole_text(advies: Advies) -> None:
    short, long = pieces(advies)["short"], pieces(advies)["long"]
    assert "Eerst dit" not in short
    root = html.fromstring(long)
    assert "Een plaat van de brug" in root.text_content()
    assert root.xpath("//p/strong[text()='Eerst dit']")
    assert [li.text_content() for li in root.xpath("//ol/li")] == ["Bel", "Vraag"]
    assert root.xpath("//th/text()") == ["a", "b"]
    assert f"{settings.SITE_URL}/handboek/" in root.xpath("//a/@href")
    assert "https://elders.nl/x" in root.xpath("//a/@href")
    assert "Een open casus" in root.text_content()


def test_the_page_gives_both_to_copy_without_a_cookie(client: Client, advies: Advies) -> None:
    response = client.get(f"/handboek/adviezen/{advies.number}/delen/")
    root = html.fromstring(response.text)
    shown = {area.get("id"): area.text for area in root.xpath("//textarea[@readonly]")}
    made = pieces(advies)
    assert shown == {"html-kort": made["short"], "html-heel": made["long"]}
    assert made["short"] in response.text  # and how it looks
    assert client.cookies == {}
    assert SECRET not in response.text
    page = client.get(advies.get_absolute_url())
    assert f"/handboek/adviezen/{advies.number}/delen/" in page.text


def test_a_withdrawn_advies_says_so_everywhere(
    client: Client, advies: Advies, redacteur: Any
) -> None:
    withdraw_advies(actor=redacteur, advies=advies, reason="Het werkt niet meer zo.")
    for text in pieces(advies).values():
        assert "ingetrokken. Gebruik het niet meer." in text
        assert "Het werkt niet meer zo." in text
        assert "Een open casus" not in text
    page = client.get(f"/handboek/adviezen/{advies.number}/delen/").text
    assert "Zet het niet meer op je site" in page
    assert "ingetrokken" in ask(client, advies)["html"]


def ask(client: Client, advies: Advies, **more: Any) -> dict[str, Any]:
    url = f"{settings.SITE_URL}/handboek/adviezen/{advies.number}/"
    response = client.get("/handboek/oembed/", {"url": url} | more)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def test_a_program_finds_the_same_piece_by_the_link(client: Client, advies: Advies) -> None:
    page = client.get(advies.get_absolute_url()).text
    (found,) = re.findall(r'type="application/json\+oembed"[^>]*href="([^"]+)"', page)
    path = unescape(found).removeprefix(settings.SITE_URL)
    answer = json.loads(client.get(path).content)
    assert answer == ask(client, advies)
    assert answer["html"] == pieces(advies)["short"]
    needed = {"type": "rich", "version": "1.0", "title": advies.title, "width": 600}
    assert needed.items() <= answer.items()
    assert ask(client, advies, maxwidth="320")["width"] == 320
    assert ask(client, advies, maxwidth="veel")["width"] == 600
    whole = quote(settings.SITE_URL + advies.get_absolute_url(), safe="")
    assert json.loads(client.get(f"/handboek/oembed/?url={whole}&format=json").content) == answer
    assert client.get(f"/handboek/oembed/?url={whole}&format=xml").status_code == 501
    assert client.get("/handboek/oembed/").status_code == 400
    assert client.cookies == {}


@pytest.mark.parametrize(
    "url",
    [
        "https://elders.nl/handboek/adviezen/1/",
        "SITE/handboek/",
        "SITE/bestaat-niet/",
        "SITE/handboek/adviezen/99999999999999999999/",
        "SITE/handboek/adviezen/4242/",
        "http://[::1/handboek/adviezen/1/",
        "\x00",
    ],
)
def test_what_is_no_advies_of_ours_is_not_found(client: Client, url: str) -> None:
    AdviesFactory(number=4242)  # a draft
    response = client.get("/handboek/oembed/", {"url": url.replace("SITE", settings.SITE_URL)})
    assert response.status_code == 404
    assert client.get("/handboek/adviezen/4242/delen/").status_code == 404


def test_more_sources_cost_no_more_queries(client: Client) -> None:
    def queries(number: int) -> int:
        les = LesFactory()
        casussen = CasusFactory.create_batch(number, visibility="public")
        les.bevindingen.set([BevindingFactory(casus=casus) for casus in casussen])
        advies = AdviesFactory(published=True, les=les)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/handboek/adviezen/{advies.number}/delen/").status_code == 200
        return len(caught)

    assert queries(1) == queries(50)
