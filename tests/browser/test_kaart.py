"""The map of casussen by keyboard: it is a list of links, and each is the filter on that area."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from tests.browser.conftest import Person, wait_until

Open = Callable[..., Person]
MOST_TABS = 80


def test_the_map_is_a_list_for_the_keyboard_and_equals_the_filter(person: Open) -> None:
    """features.md row 51."""
    page = person("deelnemer@voorbeeld.nl", 1280).goto("/casussen/")
    tiles = page.locator(".tegels a.tegel:not(.tegel--leeg)")
    assert page.locator(".tegels > li").count() == 12
    assert tiles.count() > 3
    first = tiles.first
    number = int(first.locator("b").inner_text())
    name = first.get_attribute("href") or ""
    for _ in range(MOST_TABS):  # no mouse: only Tab and Enter
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == name:
            break
    assert page.evaluate("document.activeElement.getAttribute('href')") == name
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("provincie="))
    chosen = parse_qs(urlsplit(page.url).query)["provincie"][0]
    assert page.locator("#lijst-kop").inner_text().startswith(f"{number} ")
    assert page.locator("#filter_provincie").input_value() == chosen
    by_map = page.locator(".casuslijst .kaartlink").all_inner_texts()
    page.goto(page.url.split("?")[0])
    page.locator("#filter_provincie").select_option(chosen)
    page.get_by_role("button", name="Toon casussen").click()
    page.wait_for_url(re.compile("provincie="))
    assert page.locator(".casuslijst .kaartlink").all_inner_texts() == by_map
    assert len(by_map) == min(number, 20)


def test_the_map_keeps_the_other_choices_on_a_phone(person: Open) -> None:
    page = person("deelnemer@voorbeeld.nl", 390).goto("/casussen/?thema=wonen")
    page.get_by_role("link", name="Kies op de kaart").click()
    tile = page.locator(".tegels a.tegel:not(.tegel--leeg)").first
    number, box = int(tile.locator("b").inner_text()), tile.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    tile.click()
    page.wait_for_url(re.compile("provincie="))
    query = parse_qs(urlsplit(page.url).query)
    assert query["thema"] == ["wonen"]
    assert page.locator("#lijst-kop").inner_text().startswith(f"{number} ")
    assert page.locator(".tegel--gekozen b").inner_text() == str(number)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_casussen_are_ticked_and_set_side_by_side(person: Open) -> None:
    page = person("deelnemer@voorbeeld.nl", 390).goto("/casussen/")
    titles = page.locator(".casuslijst .kaartlink").all_inner_texts()[:2]
    for label in page.locator(".casuslijst__kies label").all()[:2]:
        label.click()
    assert page.url.endswith("/casussen/")  # the box is not the link of the whole row
    button = page.get_by_role("button", name="Vergelijk gekozen")
    box = button.bounding_box()
    assert box is not None
    assert box["y"] < 900  # in sight while something is ticked
    button.click()
    page.wait_for_url(re.compile("/casussen/vergelijken/"))
    assert page.locator(".naast__rij").first.locator("h3").all_inner_texts() == titles


def test_the_table_of_white_spots_slides_by_itself_on_a_phone(person: Open) -> None:
    page = person("deelnemer@voorbeeld.nl", 320).goto("/casussen/witte-vlekken/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    region = page.get_by_role("region", name="Aantal casussen per thema en per gebied")
    region.focus()
    first = region.locator("tbody th[scope=row]").first
    before = first.bounding_box()
    for _ in range(5):
        region.press("ArrowRight")
    wait_until(page, "document.querySelector('.vlekschuif').scrollLeft > 0")
    assert first.bounding_box() == before  # the theme stays in sight
    empty = region.locator("a.vlekvak--wit").first
    assert empty.inner_text().strip().startswith("nog geen casus over ")
    empty.click()
    page.wait_for_url(re.compile("/casussen/nieuw/"))
    query = parse_qs(urlsplit(page.url).query)
    assert page.locator("input[name=themes]:checked").count() == len(query["thema"]) == 1
    assert page.locator("input[name=provinces]:checked").count() == len(query["provincie"]) == 1
