"""Feeds hold what everybody may read, stay the same while nothing changes, and keep their ids."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from casussen.models import Casus
from communities.models import Community, Deelnemer
from tests.atom import faults
from tests.factories import (
    AdviesFactory,
    BijeenkomstFactory,
    CasusFactory,
    NieuwsberichtFactory,
    begrip,
)

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "/nieuws/atom.xml",
    "/casussen/atom.xml",
    "/handboek/atom.xml",
    "/handboek/atom.xml?soort=do",
    "/bijeenkomsten/atom.xml",
    "/zoeken/atom.xml?q=merel",
)


def entries(response: Any) -> list[ET.Element]:
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def titles(response: Any) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in entries(response)]


@pytest.fixture
def world(community: Community) -> None:
    for visibility, name in (("public", "Merel"), ("network", "Kanarie"), ("group", "Kanarie")):
        CasusFactory(
            title=f"{name} in de straat",
            visibility=visibility,
            community=community,
            body="Open.\n\n:::vertrouwelijk\nMerel en kanarie\n:::\n",
        )
    BijeenkomstFactory(title="Merel aan tafel", visibility="public", community=community)
    BijeenkomstFactory(title="Kanarie aan tafel", visibility="community", community=community)
    AdviesFactory(title="Tel de merel", published=True)
    AdviesFactory(title="Tel de kanarie")
    NieuwsberichtFactory(title="Een merel in het nieuws")


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_holds_what_everybody_may_read_whoever_asks(
    path: str, world: None, organisator: Deelnemer, client_of: ClientOf
) -> None:
    for person in (None, organisator):
        response = client_of(person).get(path)
        assert entries(response)
        assert "merel" in response.text.lower()
        assert "kanarie" not in response.text.lower()
    for entry in entries(response):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href", "").startswith("http://testserver/")
        assert entry.findtext(f"{ATOM}id") == link.get("href")
        assert entry.findtext(f"{ATOM}updated")


@pytest.mark.parametrize("path", FEEDS)
def test_who_asks_again_hears_that_nothing_changed(path: str, world: None, client: Client) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert not first.cookies
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(path, headers={"if-none-match": '"iets anders"'})
    assert other.status_code == 200
    assert other.content == first.content
    assert "Last-Modified" not in first.headers
    later = http_date((timezone.now() + timedelta(days=1)).timestamp())
    since = client.get(path, headers={"if-modified-since": later})
    assert (since.status_code, since.content) == (200, first.content), "something may have gone"


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_keeps_the_rules_of_atom(path: str, world: None, client: Client) -> None:
    NieuwsberichtFactory(title="Een merel & een <mees>", body="Lees [dit](/handboek/).\n\n> **Zo**")
    response = client.get(path)
    assert entries(response)
    assert faults(response.content, f"{settings.SITE_URL}{path}") == []


def test_the_rules_see_what_is_wrong() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title/><id>geen-adres</id>'
        "<updated>gisteren</updated><entry><title>A</title><title>B</title><link href='/a/'/>"
        '<summary type="html">&lt;script&gt;&lt;/script&gt;</summary></entry></feed>'
    )
    found = " | ".join(faults(text.encode(), "http://testserver/atom.xml"))
    for words in (
        *("empty title", "id is 'geen-adres'", "updated is 'gisteren'", "title not once"),
        *("id not once", "link to '/a/'", "holds script", "no language", "nobody wrote it"),
    ):
        assert words in found


def test_a_change_gives_a_new_feed_with_the_same_ids(world: None, client: Client) -> None:
    first = client.get("/casussen/atom.xml")
    casus = Casus.objects.get(visibility="public")
    casus.title = "Anders"
    casus.save()
    again = client.get("/casussen/atom.xml", headers={"if-none-match": first.headers["ETag"]})
    assert titles(again) == ["Anders"]
    assert [e.findtext(f"{ATOM}id") for e in entries(again)] == [
        e.findtext(f"{ATOM}id") for e in entries(first)
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_of_nothing_stays_the_same(path: str, client: Client) -> None:
    assert client.get(path).content == client.get(path).content
    assert entries(client.get(path)) == []


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_sign_that_xml_cannot_hold_breaks_no_feed(sign: str, client: Client) -> None:
    CasusFactory(title=f"Merel{sign}s", summary=f"Een{sign} zin.", visibility="public")
    BijeenkomstFactory(title="Merel", goal=f"Een{sign} doel.", visibility="public")
    for path in ("/casussen/atom.xml", "/bijeenkomsten/atom.xml", "/zoeken/atom.xml?q=zin"):
        [entry] = entries(client.get(path))
        assert sign not in "".join(entry.itertext())
    assert titles(client.get("/casussen/atom.xml")) == ["Merels"]


def test_the_choices_of_the_list_count_in_its_feed(client: Client) -> None:
    for place in ("utrecht", "drenthe"):
        casus = CasusFactory(title=f"Casus in {place}", visibility="public")
        casus.provinces.set([begrip("provincie", place)])
    assert titles(client.get("/casussen/atom.xml", {"provincie": "utrecht"})) == [
        "Casus in utrecht"
    ]
    CasusFactory(title="Wat een gemeente doet", visibility="public")
    words = titles(client.get("/casussen/atom.xml", {"q": "de gemeenten"}))
    assert words == ["Wat een gemeente doet"], "in the Dutch of the list"
    page = client.get("/casussen/", {"provincie": "utrecht"}).text
    assert 'href="/casussen/atom.xml?provincie=utrecht"' in page


@pytest.mark.parametrize("path", ["/casussen/atom.xml", "/zoeken/atom.xml", "/handboek/atom.xml"])
@pytest.mark.parametrize("wrong", ["\x00", "'", "x" * 5000, "\u202e", "9" * 30])
def test_nonsense_in_the_address_is_left_out(path: str, wrong: str, client: Client) -> None:
    for name in ("q", "thema", "provincie", "jaar", "soort", "community"):
        assert client.get(path, {name: wrong}).status_code == 200


@pytest.mark.parametrize(
    "page", ["/nieuws/", "/casussen/", "/handboek/", "/bijeenkomsten/", "/zoeken/?q=merel"]
)
def test_each_page_says_where_its_feed_is(page: str, client: Client) -> None:
    text = client.get(page).text
    assert text.count('type="application/atom+xml"') == 1
