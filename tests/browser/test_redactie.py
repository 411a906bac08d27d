"""A redacteur at work with a script: dragging the order of the book."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

Open = Callable[..., Person]
REDACTEUR = "redacteur@voorbeeld.nl"
CHAPTERS = "/handboek/redactie/hoofdstukken/"


def names(page: Page) -> list[str]:
    """Return the rows of the list in the order in which they stand."""
    rows: list[str] = page.locator("[data-sleep]").evaluate_all(
        "rows => rows.map(row => row.dataset.naam)"
    )
    return rows


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
    stand = page.locator("[data-sleepstand]")
    drag(page, 0, 1)
    expect(stand).to_have_text(f"“{first}” staat nu onder “{second}”.")
    assert names(page) == [second, first, third, *rest]
    page.reload()
    assert names(page) == [second, first, third, *rest]
    drag(page, 1, 0)
    expect(stand).to_have_text(f"“{first}” staat nu boven “{second}”.")
    one.context.set_offline(True)
    drag(page, 0, 1)
    expect(stand).to_contain_text("Verplaatsen lukte niet.")
    assert names(page) == [first, second, third, *rest]
    one.context.set_offline(False)
    page.locator("[data-sleep]").nth(0).get_by_role("button", name="Omlaag").click()
    assert names(page) == [second, first, third, *rest]
    page.locator("[data-sleep]").nth(1).get_by_role("button", name="Omhoog").click()
    assert names(page) == [first, second, third, *rest]
