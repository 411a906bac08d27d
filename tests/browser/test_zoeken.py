"""Searching with the keyboard: suggestions under the box, choices beside the results, and back."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Person


def test_keys_choose_a_suggestion(person: Callable[..., Person]) -> None:
    somebody = person()
    page = somebody.goto("/zoeken/")
    box = page.get_by_role("combobox", name="Waar zoek je naar?")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("bewo")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_be_focused()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "zoek-suggesties-0")
    box.press("ArrowUp")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("bewo")
    box.press_sequentially("ner")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/zoeken/?q=bewoner")
    assert somebody.faults == []


def test_enter_without_a_choice_searches_for_what_was_typed(
    person: Callable[..., Person],
) -> None:
    somebody = person()
    page = somebody.goto("/zoeken/")
    box = page.get_by_role("combobox", name="Waar zoek je naar?")
    box.press_sequentially("bewoners")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/zoeken/?q=bewoners")
    expect(page.locator(".zoeklijst > li").first).to_be_visible()


def test_choices_stand_in_the_address_and_back_undoes_them(
    person: Callable[..., Person],
) -> None:
    somebody = person(width=1280)
    page = somebody.goto("/zoeken/?q=bewoners")
    before = page.locator("#gevonden").inner_text()
    page.get_by_role("navigation", name="Kies verder").get_by_role("link").first.press("Enter")
    page.wait_for_url("**thema=**")
    expect(page.locator(".zoekkop .chip")).to_have_count(1)
    assert page.locator("#gevonden").inner_text() != before
    page.go_back()
    expect(page.locator("#gevonden")).to_have_text(before)
    expect(page.locator(".zoekkop .chip")).to_have_count(0)
    assert somebody.faults == []
