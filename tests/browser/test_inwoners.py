"""A resident answers on a phone, without an account and also without a script; it is placed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Person, Site

CASUS = "/casussen/blik-op-eindhoven/"


def answers(page: Page, words: str) -> None:
    """Write an answer, and send it; who is fast is asked once more and loses nothing."""
    page.get_by_role("link", name="Geef je antwoord").first.click()
    page.get_by_label("Je antwoord").fill(words)
    page.get_by_label("Je voornaam").fill("Riet")
    page.get_by_role("button", name="Verstuur je antwoord").click()
    if page.get_by_role("heading", name="Bedankt voor je antwoord").count() == 0:
        assert page.get_by_label("Je antwoord").input_value() == words
        page.get_by_role("button", name="Verstuur je antwoord").click()
    page.get_by_role("heading", name="Bedankt voor je antwoord").wait_for()


def test_an_answer_from_a_phone_is_read_after_somebody_looked(
    site: Site, person: Callable[..., Person]
) -> None:
    words = "Ik zie mijn idee terug op het plein bij de kerk."
    resident = person()
    page = resident.goto(CASUS)
    page.get_by_role("region", name="Stem van inwoners").get_by_role("link").first.click()
    assert resident.context.cookies() == []
    question = page.url.removeprefix(site.url)
    answers(page, words)
    assert words not in resident.goto(question).content()

    organiser = person("organisator@voorbeeld.nl", width=1280)
    desk = organiser.goto(f"{question}wachtrij/")
    line = desk.locator(".vak").filter(has_text=words)
    line.get_by_role("button", name="Plaats").click()
    assert words in resident.goto(question).content()
    asked_again = [fault for fault in resident.faults if "422" in fault]  # it sent too fast
    assert [fault for fault in resident.faults if fault not in asked_again] == []
    assert organiser.faults == []


@pytest.mark.parametrize("words", ["Zonder script kan het ook."])
def test_it_works_without_a_script(site: Site, chromium: Browser, words: str) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{site.url}{CASUS}")
    page.get_by_role("region", name="Stem van inwoners").get_by_role("link").first.click()
    answers(page, words)
    context.close()
