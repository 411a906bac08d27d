"""The map of casussen by keyboard: it is a list of links, and each is the filter on that area."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from tests.browser.conftest import Person

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
