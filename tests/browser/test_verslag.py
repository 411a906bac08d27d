"""Two people write the minutes of one meeting, have them checked, fix them, and harvest a les."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

Open = Callable[..., Person]
MEETING = "/bijeenkomsten/netwerkdag-van-les-naar-praktijk/"
MINUTES = f"{MEETING}verslag/"
ORGANISER, WRITER = "organisator@voorbeeld.nl", "o.sahin@voorbeeld.nl"
PART = "Kies je les en werk hem uit"
NAME = "Ömer Şahin"
SENTENCE = "Wie een naam op de brief zette, kreeg twee keer zo vaak antwoord."
expect.set_options(timeout=20_000)


def begin(someone: Person) -> Page:
    """Begin the minutes before the day, which has no button on the page yet."""
    page = someone.goto(MEETING)
    with page.expect_navigation():
        page.evaluate(
            """(address) => {
              const form = Object.assign(document.createElement('form'), {method: 'post'});
              form.action = address;
              form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode());
              document.body.append(form);
              form.submit();
            }""",
            f"{MINUTES}beginnen/",
        )
    return page


def write(someone: Person) -> Page:
    """Open the form of the first part."""
    page = someone.goto(MINUTES)
    page.locator("li.punt", has_text=PART).get_by_role(
        "link", name=re.compile("Begin met schrijven|Schrijf verder")
    ).click()
    expect(page.get_by_role("button", name="Bewaar", exact=True)).to_be_visible()
    return page


def save(page: Page, text: str) -> None:
    """Type as the editor does it, and save."""
    page.locator("[name=body]").last.evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new Event('input', {bubbles: true})); }",
        text,
    )
    page.get_by_role("button", name="Bewaar", exact=True).click()


def test_two_writers_a_conflict_a_check_final_minutes_and_a_les(person: Open) -> None:
    organiser, writer = person(ORGANISER, 1280), person(WRITER)
    page = begin(organiser)
    expect(page.get_by_role("heading", name="Wat is er besproken?")).to_be_visible()
    page.get_by_role("link", name="Laat iemand meeschrijven").click()
    page.get_by_label("Wie schrijft mee?").select_option(label=NAME)
    page.get_by_role("button", name="Laat meeschrijven").click()
    expect(page.get_by_text("schrijft nu mee.")).to_be_visible()

    # both open the same part; the second that saves sees both texts and loses none
    first, second = write(organiser), write(writer)
    save(first, SENTENCE)
    expect(first.get_by_text(f"Bewaard: {PART}.")).to_be_visible()
    save(second, "Twee dorpen deden mee.")
    expect(second.get_by_role("heading", name="Iemand anders was je voor")).to_be_visible()
    expect(second.get_by_role("group", name="De twee teksten")).to_contain_text(SENTENCE)
    expect(second.get_by_role("group", name="De twee teksten")).to_contain_text(
        "Twee dorpen deden mee."
    )
    save(second, f"{SENTENCE} Twee dorpen deden mee.")
    expect(second.get_by_text(f"Bewaard: {PART}.")).to_be_visible()

    # who was there looks at it, and then it is fixed
    page = organiser.goto(MINUTES)
    page.get_by_role("link", name="Vraag om controle").click()
    page.get_by_label("Nakijken kan tot en met").fill(
        (date.today() + timedelta(days=9)).isoformat()
    )
    page.get_by_role("button", name="Vraag om controle").click()
    agree = writer.goto(MINUTES)
    agree.get_by_role("button", name="Ja, dit klopt").click()
    expect(agree.get_by_text("Je bent akkoord met het verslag.")).to_be_visible()
    page = organiser.goto(MINUTES)
    page.get_by_role("link", name="Stel vast", exact=True).click()
    page.get_by_role("button", name="Stel vast", exact=True).click()
    expect(page.get_by_text("Het verslag staat vast.")).to_be_visible()

    # a selected sentence is chosen on the page on which it becomes a les
    page.locator("li.punt", has_text=PART).locator(".tekst p").first.evaluate(
        """(text) => {
          const range = document.createRange();
          const at = text.firstChild.data.indexOf('een naam');
          range.setStart(text.firstChild, at);
          range.setEnd(text.firstChild, at + 20);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Maak een les van deze zin").click()
    expect(page.get_by_label(SENTENCE)).to_be_checked()
    assert "naam" not in page.url
    page.get_by_label("De les in één zin").fill("Zet een naam op elke brief.")
    page.get_by_role("button", name="Maak er een les van").click()
    expect(page.get_by_text("De zin staat nu in les")).to_be_visible()
    page = organiser.goto(MINUTES)
    expect(page.get_by_role("heading", name="De oogst tot nu toe")).to_be_visible()
    expect(page.get_by_role("link", name="Zet een naam op elke brief.")).to_be_visible()
    assert organiser.faults + writer.faults == []
