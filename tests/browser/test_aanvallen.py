"""Case 37 in a real browser: pages full of attacks, without the security policy that stops them.

The pages are made by the portal and given to Chromium without their headers: what our own
escaping lets through would run.
"""

import mimetypes
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser, Route, sync_playwright

from tests.aanvallen import ATTACKS, RUN, fill, said
from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.policy.conftest import Doors, doors, sessions, world
from tests.policy.looks import client_of
from tests.policy.table import ROLES
from tests.policy.test_matrix import ROWS
from tests.policy.world import World

pytestmark = pytest.mark.django_db
__all__ = ["doors", "sessions", "world"]
HOST = "http://portaal.voorbeeld"
SAMPLE = {
    *("home", "dashboard", "profile", "beheer_leden", "communities:inside", "casussen:detail"),
    *("casussen:dilemma", "casussen:white_spots", "casussen:afruil_edit"),
    *("bijeenkomsten:detail", "bijeenkomsten:agenda", "bijeenkomsten:proposal_accept"),
    *("handboek:advies", "handboek:werkversie_bewerk"),
}
READERS = ("organisator", "casushouder", "redacteur", "beheerder", *ROLES)
TOUCH = """() => {
  for (const each of document.querySelectorAll('details')) each.open = true;
  for (const each of document.querySelectorAll('a, button, input, select, textarea, [tabindex]')) {
    each.focus();
    each.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
    each.blur();
  }
  return [...document.querySelectorAll('*')].flatMap(each => [...each.attributes]
    .filter(given => given.name.startsWith('on') || given.value.startsWith('javascript:'))
    .map(given => `${each.tagName} ${given.name}=${given.value}`));
}"""


@pytest.fixture(scope="module")
def made(world: World, doors: Doors, django_db_blocker: Any) -> dict[str, str]:
    """Return pages with many attacks in them, by their address."""
    found = {}
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        rows = {row.name: row for row in reversed(ROWS) if row.name in SAMPLE and row.get}
        assert {*rows} == SAMPLE
        for row in rows.values():
            who = next(role for role in READERS if role in (row.get or ()))
            address = reverse(row.name, kwargs=row.kwargs(world))
            found[address] = said(client_of(row, who, doors).get(address))
        transaction.set_rollback(True)
    return found


def answer(route: Route, pages: dict[str, str], elsewhere: list[str]) -> None:
    """Give a page or a file of ours, and nothing else."""
    url = route.request.url
    path = url.removeprefix(HOST).partition("?")[0].partition("#")[0]
    if not url.startswith(f"{HOST}/"):
        elsewhere.append(url)
        route.abort()
    elif path in pages:
        route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
    elif (file := Path(settings.STATIC_ROOT) / path.removeprefix(settings.STATIC_URL)).is_file():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404, body="")


def test_no_attack_runs_in_a_browser(made: dict[str, str]) -> None:
    assert len(made) == len(SAMPLE)
    assert [address for address, text in made.items() if RUN not in text] == []
    with sync_playwright() as playwright:  # here, and not as a fixture: Django must not meet it
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_ARGUMENTS
        )
        control = {"/": f"<!doctype html><title>a</title>{''.join(ATTACKS[:10])}"}
        assert walk(browser, control) != [], "an attack would be seen"
        wrong = walk(browser, made)
        browser.close()
    assert not wrong, "\n".join(wrong)


def walk(browser: Browser, pages: dict[str, str]) -> list[str]:
    """Open each page, touch all that can be touched, and return what ran or could run."""
    elsewhere: list[str] = []
    wrong: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
    page.route("**/*", lambda route: answer(route, pages, elsewhere))
    for address in pages:
        page.goto(f"{HOST}{address}")
        wrong += [f"{address}: {each}" for each in page.evaluate(TOUCH)]
        if page.evaluate("window.aangevallen"):
            wrong.append(f"{address}: ran")
    page.close()
    return wrong + elsewhere
