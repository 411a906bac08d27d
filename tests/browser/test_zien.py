"""Small targets, large letters, zoom, own colours and no movement, over a few kinds of pages.

The rest of what holds for every page stands in test_guards.py. The public pages go first.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Person
from tests.browser.toetsenbord import CHECKS

PAGES = {
    None: ("/", "/casussen/", "/handboek/", "/zoeken/?q=bewoners", "/toegankelijkheid/"),
    "deelnemer@voorbeeld.nl": (
        "/mijn/",
        "/casussen/een-wijk-verduurzamen-en-werk/",
        "/casussen/nieuw/",
        "/bijeenkomsten/open-bijeenkomst-kunnen-we-nog-terug/",
    ),
    "beheerder@voorbeeld.nl": (
        "/beheer/",
        "/beheer/logboek/",
        "/beheer/toegankelijkheid/",  # with the editor
    ),
}


def wrong_here(page: Page) -> list[str]:
    """Return what is wrong with the page that is open, at 1280 and 320 pixels (400 % zoom)."""
    page.evaluate(CHECKS)
    found = page.evaluate("toegankelijk.moving()")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900 if width > 320 else 256})
        found += page.evaluate("[...toegankelijk.small(), ...toegankelijk.lost()]")
        page.emulate_media(forced_colors="active")
        found += page.evaluate("toegankelijk.colourless()")
        page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return found + page.evaluate("toegankelijk.lost()")


@pytest.mark.parametrize("email", PAGES)
def test_pages_are_used_in_any_size_colour_and_without_movement(
    email: str | None, person: Callable[..., Person]
) -> None:
    someone = person(email, width=1280)
    found = []
    for path in PAGES[email]:
        page = someone.goto(path)
        found += [f"{path} {line}" for line in wrong_here(page)]
        assert page.locator("footer a[href='/contact/']").count() == 1, path  # 3.2.6
        assert page.locator("footer a[href='/toegankelijkheid/']").count() == 1, path
    assert not found, "\n".join(found)


BROKEN = """<style>
  button { width: 12px; height: 12px; padding: 0; border: 0 }
  button:focus { outline: none }
  div { width: 40px; height: 20px; overflow: hidden }
  p { transition: color 1s }
</style><nav><button>a</button><button>b</button></nav><div><p>Een zin die niet past</p></div>"""


def test_the_checks_find_what_is_wrong(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(BROKEN)
    page.evaluate(CHECKS)
    assert any("smaller" in line for line in page.evaluate("toegankelijk.small()"))
    assert any("cut off" in line for line in page.evaluate("toegankelijk.lost()"))
    assert any("moves" in line for line in page.evaluate("toegankelijk.moving()"))
    page.keyboard.press("Tab")
    assert any("no visible focus" in line for line in page.evaluate("toegankelijk.focus()"))
    page.close()
