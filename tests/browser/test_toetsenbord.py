"""The main paths with nothing but a keyboard, from the first Tab to the result."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person
from tests.browser.toetsenbord import press, skip, tab_to
from tests.factories import PASSWORD

Open = Callable[..., Person]
EMAIL = "deelnemer@voorbeeld.nl"
MEETING = "/bijeenkomsten/open-bijeenkomst-kunnen-we-nog-terug/"
OWN_MEETING = "/bijeenkomsten/casustafel-vragen-zonder-formulier/"
CASUS = "/casussen/blik-op-eindhoven/"
TEXT = "We spraken af om elk verhaal terug te lezen."


def test_sign_in_search_and_sign_up(person: Open) -> None:
    noor = person(width=1280)
    page = noor.goto("/")
    press(page, page.get_by_role("link", name="Inloggen"))
    skip(page)
    tab_to(page, page.get_by_label("E-mailadres"))
    page.keyboard.type(EMAIL)
    tab_to(page, page.get_by_label("Wachtwoord", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("Mijn netwerk")).first.wait_for()

    press(page, page.get_by_role("navigation").get_by_role("link", name="Zoeken").first)
    skip(page)
    tab_to(page, page.get_by_role("main").locator("[name=q]"))
    page.keyboard.type("bewoners")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=bewoners**")
    skip(page)
    press(page, page.locator("main .zoeklijst a").first)

    page = noor.goto(MEETING)
    skip(page)
    tab_to(page, page.locator("[name=answer]:checked, [name=answer]").first)
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[name=answer]:checked").input_value()
    press(page, page.get_by_role("button", name=re.compile("Geef antwoord|Bewaar mijn antwoord")))
    expect(page.locator("[name=answer]:checked")).to_have_value(chosen)
    expect(page.get_by_role("status").first).to_be_visible()


def test_write_minutes_with_the_editor_and_harvest_a_les(person: Open) -> None:
    organiser = person("organisator@voorbeeld.nl", width=1280)
    page = organiser.goto(OWN_MEETING)
    begin(page, f"{OWN_MEETING}verslag/beginnen/")
    page = organiser.goto(f"{OWN_MEETING}verslag/")
    skip(page)
    press(page, page.get_by_role("link", name=re.compile("Begin met schrijven")).first)
    skip(page)
    box = page.locator(".ProseMirror").first
    tab_to(page, page.get_by_role("toolbar").first.locator("button").first)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.doe") == "em"  # one stop, arrows inside
    tab_to(page, box)
    page.keyboard.type(TEXT)
    page.keyboard.press("Alt+F10")
    assert page.evaluate("document.activeElement.closest('[role=toolbar]') !== null")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")  # then Tab leaves, also from a list
    press(page, page.get_by_role("button", name="Bewaar", exact=True))
    expect(page.get_by_text(TEXT)).to_be_visible()

    page = organiser.goto(CASUS)
    skip(page)
    press(page, page.get_by_role("link", name="Maak er een les van").first)
    skip(page)
    tab_to(page, page.locator("[name=zin]").first)
    page.keyboard.press("Space")
    tab_to(page, page.locator("[name=conclusie]"))
    page.keyboard.type("Lees terug wat iemand vertelde, en vraag of het klopt.")
    press(page, page.get_by_role("button", name="Maak er een les van"))
    expect(page.get_by_text("Lees terug wat iemand vertelde").first).to_be_visible()


def begin(page: Page, address: str) -> None:
    """Begin the minutes before the day, which has no button on the page yet."""
    with page.expect_navigation():
        page.evaluate(
            """(address) => {
              const form = Object.assign(document.createElement('form'), {method: 'post'});
              form.action = address;
              form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode());
              document.body.append(form);
              form.submit();
            }""",
            address,
        )
