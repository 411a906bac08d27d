"""Django's admin, which only shows: axe finds nothing, and Tab reaches what there is to follow."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.browser.test_guards import axe_source
from tests.factories import CasusFactory, DeelnemerFactory

pytestmark = pytest.mark.django_db
SITE = "http://techniek.test"
TECH = "/beheer/techniek/"
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def answers(client_of: Callable[..., Client]) -> dict[str, Any]:
    """Return pages of the admin with what they draw: a browser in this process stops Django."""
    casus = CasusFactory(visibility="public")
    client = client_of(DeelnemerFactory(is_staff=True, is_superuser=True))
    waiting = [TECH, f"{TECH}casussen/casus/", f"{TECH}casussen/casus/{casus.pk}/change/"]
    found: dict[str, Any] = {}
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        kind = answer.headers["Content-Type"]
        found[path] = {
            "status": answer.status_code,
            "content_type": kind,
            "body": answer.getvalue(),
        }
        if "html" in kind:
            waiting += sorted(set(ASSET.findall(answer.text)) - found.keys())
    return found


def test_the_admin_is_accessible(answers: dict[str, Any]) -> None:
    with sync_playwright() as playwright:  # ended before the database is asked to roll back
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_ARGUMENTS
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=SITE)
        page.route(
            "**/*",
            lambda route: route.fulfill(
                **answers.get(route.request.url.removeprefix(SITE), {"status": 404})
            ),
        )
        found = {path: faults(page, path) for path in answers if path.startswith(TECH)}
        unreached = shown_and_not_reached(page)
        browser.close()
    assert len(found) == 3
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert unreached == set()


def faults(page: Page, path: str) -> list[str]:
    """Open a page, and return what axe finds; an order of Tab that is not that of the page too."""
    page.goto(path)
    page.evaluate(axe_source())
    report = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG
    )
    wrong = [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in report["violations"]]
    return wrong + page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").all_inner_texts()


def shown_and_not_reached(page: Page) -> set[str]:
    """Press Tab all the way, and return what can be followed or pressed that it passed over."""
    shown = page.evaluate(
        "[...document.querySelectorAll('a[href], button')].filter(e => e.checkVisibility())"
        ".map(e => e.outerHTML.slice(0, 200))"
    )
    assert len(shown) > 5
    reached = set()
    for _ in range(len(shown) + 20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
    return set(shown) - reached
