"""Every mail as a mail program shows it: readable, within the screen, asking nothing of anybody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from netwerk.kern.berichten import examples
from tests.browser.test_guards import axe, axe_source

# Ink on its own surface; axe is unsure because the line is lower than the letters.
LARGE_DAY = "'.groot'"
EXAMPLES = {key: examples.html_of(made) for key, made in examples.every_example()}

ASKED: list[str] = []  # what the mail that is open wants from others


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return the window in which all mails are opened, one after the other; it asks nobody."""

    def refuse(route: Route) -> None:
        ASKED.append(route.request.url)
        route.abort()

    context = chromium.new_context(viewport={"width": 320, "height": 800}, locale="nl-NL")
    window = context.new_page()
    window.route("**/*", refuse)
    window.evaluate(axe_source())
    yield window
    context.close()


@pytest.mark.parametrize("key", EXAMPLES)
def test_mail_is_in_order_in_light_and_dark_on_a_phone_and_a_screen(key: str, page: Page) -> None:
    ASKED.clear()
    page.set_content(EXAMPLES[key])
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (700, 320):
            page.set_viewport_size({"width": width, "height": 800})
            found = [line for line in axe(page, scheme) if LARGE_DAY not in line]
            wrong += [f"{scheme} {width}: {line}" for line in found]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                wrong.append(f"{scheme} {width}: {wide} px wider than the screen")
    assert wrong == []
    assert ASKED == []
