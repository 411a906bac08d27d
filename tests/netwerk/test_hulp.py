"""The manual: every page is whole, leads somewhere, and says what the screen says."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from PIL import Image

from netwerk.hulp import paginas, zoeken

ROOT = Path(settings.BASE_DIR)
PICTURES = ROOT / "static" / "src" / "img" / "hulp"
PAGES = list(paginas.ALL.values())
LINK = re.compile(r"\]\(([^)]+)\)")
LABEL = re.compile(r"\*\*(.+?)\*\*")
CLOSED = "Je kunt dit lezen, maar niet zelf doen."
POINTS_AT = re.compile(r"""hulp_pagina' '([\w-]+)'|hulplink\.html" with pagina="([\w-]+)\"""")


def links() -> dict[str, str]:
    """Return every address that a page of the manual names, with a page that does."""
    found = {}
    for page in PAGES:
        for address in (page.link, *LINK.findall(page.body)):
            if address:
                found[address] = page.slug
    return found


@pytest.mark.django_db
def test_every_link_leads_to_a_page() -> None:
    client = Client()
    wrong = {}
    for address, slug in links().items():
        assert address.startswith("/"), f"{slug}: {address} is not ours"
        try:
            resolve(address.partition("?")[0])
        except Resolver404:
            wrong[address] = slug
            continue
        response = client.get(address)
        to_login = response.status_code == 302 and "/account/" in response.headers["Location"]
        if response.status_code != 200 and not to_login:
            wrong[address] = slug
    assert wrong == {}


def test_what_is_bold_stands_on_the_screen() -> None:
    """A button or a heading that has another name by now would send people looking for it."""
    apps = ("netwerk", "communities", "casussen", "bijeenkomsten", "handboek")
    code = [file for app in apps for file in ROOT.glob(f"{app}/**/*.py")]
    files = [*ROOT.glob("templates/**/*.html"), *code]
    screen = unescape(re.sub(r"\s+", " ", " ".join(file.read_text() for file in files)))
    unknown = {
        (page.slug, label)
        for page in PAGES
        for label in LABEL.findall(page.body)
        if label not in screen
    }
    assert unknown == set()


def test_every_page_is_whole() -> None:
    assert {role for page in PAGES for role in page.roles} == set(paginas.ROLES)
    for page in PAGES:
        assert page.title, page.slug
        assert page.intro.endswith((".", "?")), page.slug
        assert bool(page.link) == bool(page.button), page.slug
        assert page.also, f"{page.slug} leads to no other page"
        assert page not in page.also, page.slug
        assert re.search(r"(?m)^1\. ", page.body), f"{page.slug} has no steps"


def test_pictures_are_there_small_and_described() -> None:
    named = {page.picture for page in PAGES if page.picture}
    there = {path.name: path for path in PICTURES.glob("*.*")}
    assert named == set(there), "make plaatjes writes them; one that no page names goes"
    assert len(there) <= 25
    sizes = {name: path.stat().st_size for name, path in there.items()}
    assert {name: size for name, size in sizes.items() if size > 40_000} == {}
    assert sum(sizes.values()) <= 900_000
    for page in PAGES:
        if page.picture:
            assert len(page.alt) > 30, page.slug
            with Image.open(there[page.picture]) as image:
                drawing = page.drawing
                assert drawing is not None
                assert (drawing.width, drawing.height) == image.size, page.slug


def test_templates_point_at_pages_that_exist() -> None:
    named = {
        "".join(found)
        for file in ROOT.glob("templates/**/*.html")
        for found in POINTS_AT.findall(file.read_text())
    }
    assert len(named) >= 8
    assert named <= set(paginas.ALL)


def test_a_page_that_is_not_in_order_is_refused() -> None:
    source = "---\ntitle: A\nintro: B.\nroles: koning\norder: 1\n---\n\nTekst"
    with pytest.raises(ValueError, match="roles must be"):
        paginas.read("a", source)
    with pytest.raises(TypeError, match="tittel"):
        paginas.read("a", source.replace("koning", "iedereen").replace("title", "tittel"))


@pytest.mark.django_db
def test_a_page_shows_its_steps_picture_and_what_to_read_next() -> None:
    page = Client().get("/hulp/aanmelden/").text
    assert "<h1>Aanmelden en de afspraak in Outlook</h1>" in page
    assert "<ol>" in page
    assert re.search(r'<img src="/static/hulp/aanmelden\.\w+\.webp"\s+alt="Het vak', page)
    assert re.search(r'width="\d+"\s+height="\d+"', page)
    assert 'href="/hulp/agenda/"' in page


@pytest.mark.django_db
def test_a_button_leads_to_no_refusal(redacteur: Any, organisator: Any, client_of: Any) -> None:
    seen: Counter[bool] = Counter()
    for person in (redacteur, organisator):
        client = client_of(person)
        for page in {page.link: page for page in PAGES if page.link}.values():
            refused = client.get(page.link).status_code == 403
            head = client.get(page.get_absolute_url()).text.partition("hulptekst")[0]
            assert (CLOSED in head, f'href="{page.link}"' in head) == (refused, not refused), page
            seen[refused] += 1
    assert min(seen[True], seen[False]) > 8
    assert CLOSED not in Client().get("/hulp/mail-nakijken/").text  # who signs in may be let in


@pytest.mark.django_db
def test_a_role_has_all_its_pages_on_one() -> None:
    page = Client().get("/hulp/rol/redacteur/").text
    for each in paginas.of_role("redacteur"):
        assert f'<h2 id="{each.slug}">{each.title}</h2>' in page
    assert "Een bijeenkomst plannen" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/hulp/zomaar/", "/hulp/rol/koning/"])
def test_a_page_or_role_that_is_not_there_is_not_found(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_the_front_lists_every_page_and_searches_with_a_dutch_stem() -> None:
    client = Client()
    page = client.get("/hulp/").text
    assert all(f'href="{each.get_absolute_url()}"' in page for each in PAGES)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/hulp/", {"q": "uitnodigingen versturen"}).text
    assert 'href="/hulp/mensen-uitnodigen/"' in page
    assert "<mark>" in page
    assert len(queries) <= 4
    assert "Niets gevonden" in client.get("/hulp/", {"q": "zzzz"}).text
    assert "<script>" not in client.get("/hulp/", {"q": "<script>alert(1)</script>"}).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("wachtwoord vergeten", "inloggen"),
        ("outlook", "aanmelden"),
        ("telefoon kwijt", "twee-stappen"),
        ("verslagen", "verslag-maken"),
        ("foto", "profiel"),
        ("vertrouwelijke stukken", "casus-lezers"),
        ("datalek", "datalek"),
        ("privacy", "verantwoordelijk"),
        ("verantwoordelijk", "verantwoordelijk"),
        ("toegankelijkheid", "verantwoordelijk"),
        ("uitschrijven", "mail-instellen"),
        ("uitschrijven", "gegevens"),
    ],
)
def test_people_find_what_they_ask(typed: str, best: str) -> None:
    assert best in [hit.page.slug for hit in zoeken.search(typed)][:3]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["e-mailadres veranderen", "mailadres wijzigen", "mailadres"])
def test_the_page_about_another_address_comes_first(typed: str) -> None:
    assert zoeken.search(typed)[0].page.slug == "e-mailadres"


@pytest.mark.django_db
def test_the_main_search_names_help_once_and_only_for_words_that_it_has() -> None:
    client = Client()
    page = client.get("/zoeken/", {"q": "wachtwoord"}).text
    assert "Zoek je hulp?" in page
    assert 'href="/hulp/inloggen/"' in page
    assert "Zoek je hulp?" not in client.get("/zoeken/", {"q": "zzzz"}).text
    later = client.get("/zoeken/", {"q": "wachtwoord", "soort": "casus"}).text
    assert "Zoek je hulp?" not in later


@pytest.mark.django_db
def test_help_stands_in_the_same_place_on_every_page() -> None:
    client = Client()
    menus = set()
    for path in ("/", "/handboek/", "/account/login/", "/hulp/", "/bestaat-niet/"):
        page = client.get(path).text
        menu = page[page.index('id="menu"') : page.index("</nav>")]
        addresses = re.findall(r'href="([^"]+)"', menu)
        assert "/hulp/" in addresses, path
        menus.add(addresses.index("/hulp/"))
        footer = page[page.index('class="voet"') :]
        assert footer.index('href="/hulp/"') < footer.index('href="/contact/"'), path
    assert len(menus) == 1
