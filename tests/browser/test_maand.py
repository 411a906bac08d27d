"""A month with the keyboard, and on a phone."""

from collections.abc import Callable

from tests.browser.conftest import Person

FOCUSED = "document.activeElement.querySelector('time')?.dateTime"


def test_arrow_keys_go_from_day_to_day_and_a_phone_shows_a_list(
    person: Callable[..., Person],
) -> None:
    reader = person("deelnemer@voorbeeld.nl", width=1280)
    page = reader.goto("/bijeenkomsten/maand/2027/1/")
    page.locator("td[tabindex='0']").focus()
    for key, day in (
        ("ArrowRight", "2027-01-02"),
        ("ArrowDown", "2027-01-09"),
        ("Home", "2027-01-04"),
        ("ArrowLeft", "2027-01-03"),
        ("ArrowUp", "2027-01-03"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == day
    page.keyboard.press("PageDown")
    page.get_by_role("heading", name="Februari 2027").wait_for()
    assert reader.faults == []

    phone = person("deelnemer@voorbeeld.nl", width=390)
    page = phone.goto("/bijeenkomsten/")
    page.get_by_role("link", name="Per maand").click()
    page.get_by_role("heading", name="Bijeenkomsten", exact=True).wait_for()
    assert page.locator("table.maand").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.faults == []
