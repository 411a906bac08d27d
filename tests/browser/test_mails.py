"""Every mail as a mail program shows it: readable, within the screen, asking nothing of anybody."""

import pytest
from playwright.sync_api import Browser, Route

from netwerk.kern.berichten import examples
from tests.browser.test_guards import axe, axe_source

# Ink on its own surface; axe is unsure because the line is lower than the letters.
LARGE_DAY = "'.groot'"
EXAMPLES = {key: examples.html_of(made) for key, made in examples.every_example()}


@pytest.mark.parametrize("key", EXAMPLES)
def test_mail_is_in_order_in_light_and_dark_on_a_phone_and_a_screen(
    key: str, chromium: Browser
) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    wrong = []
    context = chromium.new_context(viewport={"width": 320, "height": 800}, locale="nl-NL")
    page = context.new_page()
    page.route("**/*", refuse)
    page.set_content(EXAMPLES[key])
    page.evaluate(axe_source())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (700, 320):
            page.set_viewport_size({"width": width, "height": 800})
            found = [line for line in axe(page, scheme) if LARGE_DAY not in line]
            wrong += [f"{scheme} {width}: {line}" for line in found]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                wrong.append(f"{scheme} {width}: {wide} px wider than the screen")
    context.close()
    assert wrong == []
    assert asked == []
