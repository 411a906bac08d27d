"""Somebody who has nothing but a keyboard; at each stop the focus must be seen and free."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.browser.conftest import wait_until

CHECKS = Path(__file__).with_name("toegankelijk.js").read_text()
MOST = 150  # stops until one gives up


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until this has the focus, and look at each stop on the way."""
    page.evaluate(CHECKS)
    for _ in range(MOST):
        if goal.count() and goal.first.evaluate("el => el === document.activeElement"):
            return
        page.keyboard.press("Tab")
        wrong = page.evaluate("toegankelijk.focus()")
        assert not wrong, f"{page.url} {wrong}"
    raise AssertionError(f"the keyboard does not reach {goal}")


def skip(page: Page) -> None:
    """Use the first stop of the page, which leads past the menu."""
    page.evaluate(CHECKS)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Ga direct naar de inhoud"
    assert page.evaluate("toegankelijk.focus()") == []
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.id === 'inhoud'")


def press(page: Page, goal: Locator, key: str = "Enter") -> None:
    """Go to a link or a button, and use it."""
    tab_to(page, goal)
    with page.expect_navigation():
        page.keyboard.press(key)
