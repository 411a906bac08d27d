"""The editor on the pages of the site: where it is, what it saves, and what it leaves alone."""

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from netwerk.kern.dev.environment import ROOT
from tests.browser.conftest import Person

CASUS = "/casussen/dorpswinkel-met-drie-vrijwilligers/"
HOLDER = "deelnemer@voorbeeld.nl"
MOST_KILOBYTES = 105  # of the script, packed; for pages on which people write only
READING = ("/", "/casussen/", CASUS, f"{CASUS}#gesprek", "/handboek/", "/mijn/")


def editor_of(page: Page) -> list[str]:
    """Return the requests for the editor that a page makes."""
    return page.evaluate(
        "() => performance.getEntriesByType('resource').map(each => each.name)"
        ".filter(name => name.includes('/editor'))"
    )


def open_part(someone: Person, kind: str = "approach") -> Page:
    """Open a section of the casus to write in."""
    page = someone.goto(f"{CASUS}bewerk/{kind}/")
    page.locator(".editor__tekst").wait_for()
    return page


def test_script_of_the_editor_is_on_pages_for_writing_only(person: Callable[..., Person]) -> None:
    holder = person(HOLDER, width=1280)
    for path in READING:
        assert editor_of(holder.goto(path)) == [], path
    page = holder.goto(CASUS)
    assert page.locator("#reageer textarea").is_visible()  # a reply is short: it has no editor
    names = editor_of(open_part(holder))
    assert sorted(re.sub(r".*/editor[.\w]*\.", "", name) for name in names) == ["css", "js"]
    assert holder.faults == []


def test_bundle_stays_small_and_has_no_second_parser() -> None:
    script = (ROOT / "static/dist/editor.js").read_bytes()
    assert len(gzip.compress(script)) < MOST_KILOBYTES * 1024
    assert b"prosemirror" in script.lower()
    assert b"CounterClockwiseContourIntegral" not in script  # a table of markdown-it
    assert b"sourceMappingURL" not in script


def test_opening_and_saving_makes_no_version(person: Callable[..., Person]) -> None:
    page = open_part(person(HOLDER, width=1280))
    version = page.locator("[name=version]").input_value()
    page.locator(".editor__tekst").click()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Bewaard: Aanpak.")).to_be_visible()
    assert page.locator("[name=version]").input_value() == version


def test_what_is_written_is_saved_and_shown(person: Callable[..., Person]) -> None:
    holder = person(HOLDER, width=390)
    page = open_part(holder, "results")
    page.locator(".editor__tekst").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("## Wat het opleverde")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Meer klanten")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Bewaard: ", exact=False).first).to_be_visible()
    assert page.locator(".editor__tekst strong").last.inner_text() == "Meer klanten"
    page = holder.goto(CASUS)
    assert page.get_by_role("heading", name="Wat het opleverde").is_visible()
    assert page.locator(".tekst strong", has_text="Meer klanten").is_visible()
    assert holder.faults == []


def test_a_fault_leaves_the_text_in_the_editor(person: Callable[..., Person]) -> None:
    holder = person(HOLDER, width=1280)
    page = open_part(holder, "parties")
    page.locator("[name=body]").evaluate(
        "box => { box.value = 'Woorden ![x](https://elders.voorbeeld/pixel.png)' }"
    )
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("link", name="Er staat een afbeelding", exact=False).click()
    assert page.evaluate("document.activeElement.className").startswith("editor__tekst")
    text = page.locator(".editor__tekst")
    assert text.inner_text() == "Woorden ![x](https://elders.voorbeeld/pixel.png)"
    assert text.get_attribute("aria-invalid") == "true"
    assert holder.foreign() == []


@pytest.mark.parametrize(
    ("email", "path", "boxes"),
    [
        ("redacteur@voorbeeld.nl", "/handboek/redactie/nieuw/", 2),
        ("deelnemer@voorbeeld.nl", "/mijn/profiel/", 1),
    ],
)
def test_every_large_text_has_it(
    email: str, path: str, boxes: int, person: Callable[..., Person]
) -> None:
    someone = person(email, width=1280)
    page = someone.goto(path)
    expect(page.locator(".editor__tekst")).to_have_count(boxes)
    assert page.locator(".editor__balk [tabindex='0']").count() == boxes
    assert someone.faults == []
