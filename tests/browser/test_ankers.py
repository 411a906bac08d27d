"""People talk about one part of a casus while somebody else writes on in it."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Person

Open = Callable[..., Person]
CASUS = "/casussen/dorpswinkel-met-drie-vrijwilligers/"
HOLDER, READER = "deelnemer@voorbeeld.nl", "organisator@voorbeeld.nl"
BEGIN = "De afdeling financiën wil toch een cijfer."
SENTENCE = "De wethouder heeft het schriftje gelezen en kwam een ochtend meelopen."
expect.set_options(timeout=20_000)


def results(page: Page) -> Locator:
    return page.locator("[data-deel=results]")


def save_results(someone: Person, change: Callable[[str], str]) -> None:
    page = someone.goto(f"{CASUS}bewerk/results/")
    page.locator("[name=body]").last.evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new Event('input', {bubbles: true})); }",
        change(str(page.locator("form[data-concept] [name=body]").input_value())),
    )
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Bewaard: Resultaten.")).to_be_visible()


def beside(someone: Person) -> Locator:
    """Return the list beside the section, opened."""
    found = results(someone.goto(CASUS))
    found.locator("summary").click()
    return found.locator(".op-dit-deel")


def test_a_remark_about_results_still_stands_there_after_another_edited_them(
    person: Open,
) -> None:
    reader, writer = person(READER, 1280), person(HOLDER)
    save_results(writer, lambda text: f"{SENTENCE} {BEGIN}")
    page = reader.goto(CASUS)
    results(page).get_by_role("link", name="Reageer op dit deel").click()
    form = page.locator("#reageer")
    expect(form.get_by_role("heading", name="Reageer op “Resultaten”")).to_be_visible()
    form.get_by_label("Over welke zin?").select_option(SENTENCE)
    form.get_by_label("Je reactie").fill("Wat zei hij na die ochtend?")
    form.get_by_role("button", name="Plaats reactie").click()
    post = page.locator("article", has_text="Wat zei hij na die ochtend?").last
    link = post.get_by_role("link", name=f"“{SENTENCE}”")
    expect(link).to_have_attribute("href", re.compile("#deel-results:~:text=De%20wethouder"))
    expect(beside(reader)).to_contain_text("Wat zei hij na die ochtend?")
    save_results(writer, lambda text: text.replace("een ochtend", "een hele ochtend"))
    mine = beside(reader)
    expect(mine).to_contain_text("Wat zei hij na die ochtend?")
    expect(mine).to_contain_text(f"“{SENTENCE}”")
    expect(mine).to_contain_text("De tekst is sindsdien veranderd.")
    save_results(writer, lambda text: text.replace("een hele ochtend", "een ochtend"))
    expect(beside(reader)).not_to_contain_text("De tekst is sindsdien veranderd.")
    assert reader.faults + writer.faults == []


def test_a_selected_sentence_is_filled_in_on_the_form(person: Open) -> None:
    reader = person(READER)
    save_results(person(HOLDER), lambda text: f"{SENTENCE} {BEGIN}")
    page = reader.goto(CASUS)
    results(page).locator("p").first.evaluate(
        """(text) => {
          const range = document.createRange();
          const at = text.firstChild.data.indexOf('het schriftje');
          range.setStart(text.firstChild, at);
          range.setEnd(text.firstChild, at + 20);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Reageer op deze zin").click()
    expect(page.get_by_label("Over welke zin?")).to_have_value(SENTENCE)
    expect(page.get_by_label("Je reactie")).to_be_focused()
    assert "schriftje" not in page.url
    assert reader.faults == []
