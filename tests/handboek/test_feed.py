"""Feeds of the handboek: what is new or changed, by chapter and theme, with the licence."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.atom import ATOM, faults
from tests.factories import AdviesFactory, CasusFactory, begrip
from tests.handboek.test_wijzigingen import renewed
from tests.netwerk.test_feeds import entries, titles

pytestmark = pytest.mark.django_db
CHANGES = "/handboek/wijzigingen/atom.xml"
LICENSED = ("/casussen/atom.xml", "/handboek/atom.xml", CHANGES)


def test_the_feed_of_changes_keeps_the_rules_of_atom(client: Client, make_advies: Any) -> None:
    make_advies(title="Tel elke merel & <mees>")
    response = client.get(CHANGES)
    assert len(entries(response)) == 1
    assert faults(response.content, f"{settings.SITE_URL}{CHANGES}") == []


@pytest.mark.parametrize("path", LICENSED)
def test_a_feed_says_the_licence_and_what_each_is_about(
    path: str, client: Client, make_advies: Any
) -> None:
    theme = begrip("cbs-thema", "wonen")
    make_advies().themes.add(theme)
    CasusFactory(visibility="public").themes.add(theme)
    root = ET.fromstring(client.get(path).content)
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert root.findtext(f"{ATOM}rights") == f"CC BY 4.0, {address}"
    assert root.find(f"{ATOM}link[@rel='license']").attrib["href"] == address  # type: ignore[union-attr]
    if "wijzigingen" not in path:
        categories = [each.attrib for each in root.iter(f"{ATOM}category")]
        lists = f"{settings.SITE_URL}/begrippen/cbs-thema/"
        assert {"term": "wonen", "label": "Wonen", "scheme": lists} in categories


def test_a_feed_of_one_chapter_or_theme_and_of_what_changed(
    client: Client, redacteur: Any, redacteur2: Any, make_advies: Any
) -> None:
    first, second = make_advies(title="Tel eerst"), make_advies(title="Tel daarna")
    first.themes.add(begrip("cbs-thema", "wonen"))
    assert titles(client.get("/handboek/atom.xml")) == ["Doe: Tel daarna", "Doe: Tel eerst"]
    chapter = {"hoofdstuk": first.hoofdstuk.number}
    assert titles(client.get("/handboek/atom.xml", chapter)) == ["Doe: Tel eerst"]
    assert titles(client.get("/handboek/atom.xml", {"thema": "wonen"})) == ["Doe: Tel eerst"]
    assert titles(client.get("/handboek/atom.xml", {"q": "daarna"})) == ["Doe: Tel daarna"]
    page = client.get(first.hoofdstuk.get_absolute_url()).text
    assert f'href="/handboek/atom.xml?hoofdstuk={first.hoofdstuk.number}"' in page
    listed = client.get("/handboek/adviezen/", {"thema": "wonen"}).text
    assert 'href="/handboek/atom.xml?thema=wonen"' in listed
    before = {e.findtext(f"{ATOM}id") for e in entries(client.get("/handboek/atom.xml"))}
    renewed(first, redacteur, redacteur2, title="Tel alles")
    found = entries(client.get("/handboek/atom.xml"))
    assert [e.findtext(f"{ATOM}title") for e in found] == ["Doe: Tel alles", "Doe: Tel daarna"]
    assert {e.findtext(f"{ATOM}id") for e in found} == before, "another title is no other advies"
    assert found[0].findtext(f"{ATOM}updated") != found[0].findtext(f"{ATOM}published")
    log = [entry.findtext(f"{ATOM}id") or "" for entry in entries(client.get(CHANGES))]
    short = [f"{settings.SITE_URL}/handboek/adviezen/{a.number}/#" for a in (first, second, first)]
    assert [name[: name.index("#") + 1] for name in log] == short


def test_more_in_a_feed_costs_no_more_queries(client: Client, make_advies: Any) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    theme = begrip("cbs-thema", "wonen")
    AdviesFactory(published=True).themes.add(theme)
    CasusFactory(visibility="public").themes.add(theme)
    before = {path: queries(path) for path in LICENSED}
    for _ in range(49):
        AdviesFactory(published=True).themes.add(theme)
        CasusFactory(visibility="public").themes.add(theme)
    assert {path: queries(path) for path in LICENSED} == before
