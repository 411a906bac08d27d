"""Two people have one conversation open: what one writes comes to the other without reloading."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

Open = Callable[..., Person]
CASUS = "/casussen/dorpswinkel-met-drie-vrijwilligers/"
READER, WRITER = "deelnemer@voorbeeld.nl", "w.timmer@voorbeeld.nl"


def look_again(page: Page) -> None:
    """Do what a reader does who comes back to the page: it asks at once what is new."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def place(page: Page, text: str) -> None:
    page.locator("#reageer [name=body]").evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new Event('input', {bubbles: true})); }",
        text,
    )
    page.get_by_role("button", name="Plaats reactie").click()
    page.get_by_text("Je reactie staat erbij.").first.wait_for()


def test_a_new_post_comes_when_the_reader_asks_and_disturbs_nothing(person: Open) -> None:
    reader, writer = person(READER), person(WRITER, 1280)
    first, second = reader.goto(CASUS), writer.goto(CASUS)
    typed = first.locator("#reageer [name=body]")
    typed.evaluate("box => { box.value = 'Ik ben nog bezig'; }")
    place(second, "Dit schreef ik net, terwijl jij las.")
    first.evaluate("window.scrollTo({top: 300, behavior: 'instant'})")
    before = first.evaluate("[document.activeElement.tagName, Math.round(window.scrollY)]")
    look_again(first)
    box = first.locator("[data-nieuw]")
    expect(box.get_by_role("status")).to_have_text("1 nieuwe reactie.")
    text = first.get_by_text("Dit schreef ik net, terwijl jij las.")
    assert text.count() == 0
    after = first.evaluate("[document.activeElement.tagName, Math.round(window.scrollY)]")
    assert after == before
    box.get_by_role("button", name="Toon die hier").click()
    expect(text).to_be_visible()
    expect(box.get_by_role("status")).to_have_text("1 reactie staat erbij.")
    expect(box.get_by_role("link", name="Ga naar de eerste")).to_be_focused()
    assert typed.input_value() == "Ik ben nog bezig"
    look_again(first)
    first.wait_for_timeout(500)
    assert text.count() == 1
    assert reader.faults == []
    assert writer.faults == []


def test_who_was_signed_out_hears_nothing_more(person: Open) -> None:
    reader = person(READER)
    page = reader.goto(CASUS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.clear_cookies()
    for _ in range(3):
        look_again(page)
        page.wait_for_timeout(300)
    assert len([url for url in asked if urlsplit(url).path.endswith("/nieuw/")]) == 1
