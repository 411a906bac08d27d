"""A redacteur at work with a script: dragging the order of the book, and writing a text."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

Open = Callable[..., Person]
REDACTEUR = "redacteur@voorbeeld.nl"
CHAPTERS = "/handboek/redactie/hoofdstukken/"
NEW = "/handboek/redactie/nieuw/"
expect.set_options(timeout=20_000)  # a draft is kept seconds after the last key


def names(page: Page) -> list[str]:
    """Return the rows of the list in the order in which they stand."""
    rows: list[str] = page.locator("[data-sleep]").evaluate_all(
        "rows => rows.map(row => row.dataset.naam)"
    )
    return rows


def stand(page: Page, order: list[str]) -> None:
    """Wait until the rows stand in this order, on a page that may just have been asked."""
    rows = page.locator("[data-sleep]")
    for place, name in enumerate(order):
        expect(rows.nth(place)).to_have_attribute("data-naam", name)


def drag(page: Page, one: int, to: int) -> None:
    """Drag a row to the middle of another, a little past it."""
    grip = page.locator("[data-sleepgreep]").nth(one)
    grip.scroll_into_view_if_needed()
    held = grip.bounding_box()
    other = page.locator("[data-sleep]").nth(to).bounding_box()
    assert held
    assert other
    assert min(held["width"], held["height"]) >= 44
    page.mouse.move(held["x"] + 10, held["y"] + 10)
    page.mouse.down()
    past = other["height"] * (0.9 if to > one else 0.1)
    page.mouse.move(held["x"] + 10, other["y"] + past, steps=5)
    page.mouse.up()


def test_dragging_orders_chapters_says_so_and_takes_back_what_failed(person: Open) -> None:
    """Row 77."""
    one = person(REDACTEUR, 1280)
    page = one.goto(CHAPTERS)
    first, second, third, *rest = names(page)
    told = page.locator("[data-sleepstand]")
    drag(page, 0, 1)
    expect(told).to_have_text(f"“{first}” staat nu onder “{second}”.")
    stand(page, [second, first, third, *rest])
    page.reload()
    stand(page, [second, first, third, *rest])
    drag(page, 1, 0)
    expect(told).to_have_text(f"“{first}” staat nu boven “{second}”.")
    one.context.set_offline(True)
    drag(page, 0, 1)
    expect(told).to_contain_text("Verplaatsen lukte niet.")
    stand(page, [first, second, third, *rest])
    one.context.set_offline(False)
    page.locator("[data-sleep]").nth(0).get_by_role("button", name="Omlaag").click()
    stand(page, [second, first, third, *rest])
    page.locator("[data-sleep]").nth(1).get_by_role("button", name="Omhoog").click()
    stand(page, [first, second, third, *rest])


def test_a_text_is_kept_and_its_language_told_while_somebody_types(person: Open) -> None:
    one = person(REDACTEUR)
    page = one.goto(NEW)
    title = page.get_by_label("Korte regel")
    title.fill("Vraag het eerst")
    summary = page.get_by_label("In één of twee zinnen")
    summary.click()
    page.keyboard.type("Wij faciliteren dit.")
    meter = page.get_by_role("region", name="Kijk naar de taal")
    expect(meter).to_contain_text("“faciliteren” wordt “helpen”")
    expect(page.locator("[data-taalstand]")).to_have_text("Taal: 1 moeilijk woord.")
    expect(summary).to_be_focused()
    expect(page.locator("[data-concept-stand]")).to_have_text(
        re.compile(r"Wat je typte is bewaard om \d{1,2}\.\d\d uur\. Alleen jij ziet het\.")
    )
    page.keyboard.type(" En nog iets.")
    page.close(run_before_unload=False)
    one.page = one.context.new_page()
    page = one.goto(NEW)
    expect(page.get_by_text("Je typte hier iets dat nog niet is bewaard")).to_be_visible()
    expect(page.get_by_label("Korte regel")).to_have_value("Vraag het eerst")
    expect(page.get_by_label("In één of twee zinnen")).to_have_value(
        re.compile("^Wij faciliteren dit.")
    )
    page.get_by_role("button", name="Kijk naar de taal").click()
    expect(page.locator("[data-concept-stand]")).to_contain_text("Wat je typte is bewaard")
    page.goto(f"{one.site.url}/handboek/redactie/")
    page.get_by_role("link", name="Vraag het eerst").click()
    page.get_by_role("button", name="Gooi weg wat je typte").click()
    expect(page.get_by_role("heading", name="Weg is wat je typte")).to_be_visible()
    assert one.faults == []
