"""Reading the handboek in a browser: searching what is on the page, and paper."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

ADVIES = "/handboek/adviezen/26-spreek-leer-en-werkplekken-af-voor-de-aanbesteding/"
CHAPTER = "/handboek/hoofdstukken/4-combineer-opgaven/"
PAGE = re.compile(rb"/Type\s*/Page\b")
MOST_PAGES = 4


def test_typing_looks_through_the_page_and_escape_brings_all_back(
    person: Callable[..., Person],
) -> None:
    """Row 87."""
    somebody = person(width=1280)
    page = somebody.goto(CHAPTER)
    cards, said = page.locator("[data-zoekbaar]:visible"), page.locator("p.zoekhier")
    every = cards.count()
    box = page.get_by_role("searchbox", name="Zoek in dit hoofdstuk")
    after = page.get_by_role("navigation", name="Vorige en volgende hoofdstuk")
    place = after.evaluate("part => part.offsetTop")
    box.press_sequentially("leerling")
    expect(said).to_contain_text(f"van {every} op deze pagina")
    assert 0 < cards.count() < every
    assert after.evaluate("part => part.offsetTop") == place
    box.fill("begeleiders")
    expect(cards).to_have_count(1)
    box.fill("begelieder")
    expect(said).to_contain_text("lijken op “begelieder”")
    expect(cards).to_have_count(1)
    box.fill("zeppelin")
    expect(said).to_contain_text("staat niets over “zeppelin”")
    box.press("Escape")
    expect(cards).to_have_count(every)
    expect(said).to_be_empty()
    box.fill("leerlingen")
    box.press("Enter")
    page.wait_for_url("**/handboek/adviezen/?q=leerlingen&hoofdstuk=4#gevonden")
    expect(page.locator(".advies mark").first).to_be_visible()
    assert somebody.faults == []


def pages_of(page: Page) -> int:
    """Return how many sheets of A4 a page takes."""
    return len(PAGE.findall(page.pdf(prefer_css_page_size=True)))


def test_an_advies_and_a_chapter_fit_on_few_sheets(person: Callable[..., Person]) -> None:
    """Row 110: on paper the chain is told in words, with its sources, the address and the day."""
    somebody = person()
    page = somebody.goto(ADVIES)
    assert 1 <= pages_of(page) <= MOST_PAGES
    page.emulate_media(media="print")
    paper = page.locator("main").inner_text()
    parts = ("Waarom", "Zo doe je het", "Herkend", "Waar komt dit advies vandaan?")
    sources = ("onderbouwt dit advies", "Casus: Een wijk verduurzamen", "Na de gunning")
    for words in parts + sources:
        assert words in paper, words
    assert re.search(r"Afgedrukt van \S+/handboek/adviezen/26/ op \d+ \w+ 20\d\d\.", paper)
    expect(page.locator(".keten__beeld")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    page.goto(somebody.site.url + CHAPTER)
    assert 1 <= pages_of(page) <= MOST_PAGES
    assert "Afgedrukt van" in page.locator("main").inner_text()
