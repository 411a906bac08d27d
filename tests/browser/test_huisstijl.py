"""Another house style (`deploy/thema`, for the setting THEME) can be read, in light and in dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Route

from tests.browser.conftest import Person
from tests.browser.test_guards import axe, axe_source

STYLE = (Path(settings.BASE_DIR) / "deploy/thema/thema.css").read_text()
PATHS = ("/", "/handboek/", "/contact/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_another_house_style(
    scheme: str, person: Callable[..., Person]
) -> None:
    someone = person(width=1280)

    def behind_ours(route: Route) -> None:  # as the page links to it
        ours = route.fetch()
        route.fulfill(response=ours, body=ours.text() + STYLE)

    someone.page.route("**/portaal*.css", behind_ours)
    someone.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []
    for path in PATHS:
        page = someone.goto(path)
        page.evaluate(axe_source())
        found += [f"{path} {line}" for line in axe(page, scheme)]
    assert found == []
    letter = "getComputedStyle(document.body).fontFamily"
    assert "Verdana" in someone.page.evaluate(letter)
