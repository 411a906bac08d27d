"""The map of the site names what a visitor can read by following links, and nothing else."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from handboek.uitvoer import boekbestanden
from netwerk.kern.uitvoer import werk
from tests.kaart import in_map

NO_PAGE = ("//", "/static/", "/bestanden/")
pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
# What a visitor reaches and no map names, each for its reason.
LEFT_OUT = {
    "account_login": "a form",
    "account_request_login_code": "a form",
    "account_reset_password": "a form",
    "search": "nothing without a question",
    "communities:meedoen": "a form",
    "communities:nieuws_volgen": "a form",
    "bijeenkomsten:gast_worden": "a form",
    "casussen:inwonersvraag_antwoord": "a form",
    "handboek:nuttig": "a form",
    "casussen:dossier": "a casus once more, to take along",
    "handboek:uitgave_verschil": "two editions beside each other, which have pages of their own",
    "handboek:delen": "an advies once more, to copy",
    "bijeenkomsten:month": "shows meetings that have pages of their own; there is one a month",
    "casussen:verhalen": "when a story without names appeared would tell whose it is",
    "casussen:verhaal": "when a story without names appeared would tell whose it is",
    "casussen:bronnen": "more of the files on the page of the casus",
    "bijeenkomsten:papieren": "more of the files on the page of the meeting",
}


def reached(client: Client) -> set[str]:
    """Return every page that a visitor reads by following links from the front page."""
    waiting, seen, pages = ["/"], {"/"}, set()
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        assert response.status_code in {200, 301, 302, 404}, path
        if "Content-Disposition" in response.headers:  # a file to save
            response.getvalue()
            continue
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        pages.add(path)
        for href in map(unescape, LINK.findall(response.text)):
            target = href.partition("#")[0]
            local = target.startswith("/") and not target.startswith(NO_PAGE)
            if local and "?" not in target and target not in seen and not _endless(target):
                seen.add(target)
                waiting.append(target)
    return pages


def _name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return "404"


def _endless(path: str) -> bool:
    return _name(path) == "bijeenkomsten:month"


@pytest.mark.usefixtures("world")
def test_every_page_that_links_reach_is_in_the_map_and_every_address_answers() -> None:
    boekbestanden.refresh()  # the files that pages lead to are made in the background
    werk.make_due(seconds=120)
    client = Client()
    mapped = [path for path, _ in in_map(client)]
    assert len(mapped) == len(set(mapped))
    answers = {path: client.get(path).status_code for path in mapped}
    assert {path: code for path, code in answers.items() if code != 200} == {}
    missing = {path for path in reached(client) - set(mapped) if _name(path) not in LEFT_OUT}
    assert missing == set(), "put these in netwerk/views/sitemap.py, or in LEFT_OUT"
    kinds = {_name(path) for path in mapped}
    assert {"casussen:detail", "handboek:advies", "handboek:les", "bijeenkomsten:detail"} <= kinds
    assert {"bijeenkomsten:verslag", "bijeenkomsten:terugblik", "begrip"} <= kinds
    assert {"handboek:versie", "communities:organisatie", "casussen:dilemma"} <= kinds


def test_the_map_is_the_same_for_everybody(world: Any, sessions: dict[str, str]) -> None:
    client = Client()
    anonymous = in_map(client)
    for role in ("organisator", "redacteur", "beheerder"):
        client.cookies["sessionid"] = sessions[role]
        assert in_map(client) == anonymous, role
    closed = {casus.get_absolute_url() for name, casus in world.casus.items() if name != "public"}
    assert closed.isdisjoint(path for path, _ in anonymous)
