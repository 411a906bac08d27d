"""Two people write one casus, each in a browser of their own."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Person

Open = Callable[..., Person]
CASUS = "/casussen/dorpswinkel-met-drie-vrijwilligers/"
expect.set_options(timeout=20_000)  # a draft is kept seconds after the last key
HOLDER, WRITER = "deelnemer@voorbeeld.nl", "w.timmer@voorbeeld.nl"


def section(someone: Person, kind: str) -> Page:
    return someone.goto(f"{CASUS}bewerk/{kind}/")


def text_box(page: Page) -> str:
    """Return the text that a section form would send, whatever draws it."""
    return str(page.locator("form[data-concept] [name=body]").input_value())


def type_over(page: Page, text: str) -> None:
    """Type as the editor does it: the text box gets the Markdown and says ``input``."""
    page.locator("[name=body]").last.evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new Event('input', {bubbles: true})); }",
        text,
    )


def save(page: Page) -> None:
    page.get_by_role("button", name="Bewaar", exact=True).click()


def read(someone: Person) -> str:
    return str(someone.goto(CASUS).content())


def test_two_sessions_save_the_same_section_and_nothing_is_lost(person: Open) -> None:
    one, two = person(HOLDER), person(WRITER, 1280)
    first, second = section(one, "approach"), section(two, "approach")
    before = text_box(first)
    type_over(first, before.replace("aan de leestafel", "aan de lange leestafel"))
    type_over(second, f"{before}\n\nEn dat werkt nog steeds.")
    save(first)
    expect(first.get_by_text("Bewaard: Aanpak.")).to_be_visible()
    save(second)
    second.wait_for_url("**/botsing/")
    expect(second.get_by_role("heading", name="Iemand anders was je voor")).to_be_visible()
    expect(second.locator("mark", has_text="lange")).to_be_visible()
    expect(second.locator("mark", has_text="En dat werkt nog steeds.")).to_be_visible()
    joined = second.locator("[name=body]").last.input_value()
    assert "aan de lange leestafel" in joined
    assert "En dat werkt nog steeds." in joined
    second.get_by_role("button", name="Bewaar deze tekst").click()
    expect(second.get_by_text("Bewaard: Aanpak.")).to_be_visible()
    page = read(one)
    assert "aan de lange leestafel" in page
    assert "En dat werkt nog steeds." in page
    assert one.faults + two.faults == []


def test_two_sessions_save_two_sections_without_conflict(person: Open) -> None:
    one, two = person(HOLDER), person(WRITER)
    first, second = section(one, "context"), section(two, "generators")
    type_over(first, f"{text_box(first)}\n\nNieuw in de aanleiding.")
    type_over(second, f"{text_box(second)}\n\nNieuw in wat werkte.")
    save(first)
    save(second)
    expect(first.get_by_text("Bewaard: Aanleiding en context.")).to_be_visible()
    expect(second.get_by_text("Bewaard: Wat het liet werken.")).to_be_visible()
    page = read(two)
    assert "Nieuw in de aanleiding." in page
    assert "Nieuw in wat werkte." in page
    assert one.faults + two.faults == []


def test_what_is_typed_is_kept_without_saving_and_the_other_sees_who_is_busy(
    person: Open,
) -> None:
    one, two = person(HOLDER), person(WRITER)
    page = section(one, "parties")
    type_over(page, "Half af, dus niet bewaard.")
    expect(page.locator("[data-concept-stand]")).to_have_text(
        re.compile(r"Concept bewaard om \d{1,2}\.\d\d uur\.")
    )
    other = section(two, "parties")
    expect(other.locator("[data-concept-bezig]")).to_contain_text("schreef hier net nog.")
    assert "Half af" not in other.content()
    page.close()
    one.page = one.context.new_page()
    again = section(one, "parties")
    expect(
        again.get_by_role("heading", name="Je typte hier iets dat nog niet is bewaard")
    ).to_be_visible()
    assert text_box(again) == "Half af, dus niet bewaard."
    again.get_by_role("button", name="Gooi je concept weg").click()
    again.get_by_role("button", name="Haal die tekst terug").click()
    assert text_box(again) == "Half af, dus niet bewaard."
    save(again)
    expect(again.get_by_text("Bewaard: Wie doen er mee.")).to_be_visible()
    expect(again.get_by_text("nog niet is bewaard")).to_have_count(0)
    assert one.faults + two.faults == []


def test_it_says_so_when_a_draft_cannot_be_kept_and_goes_on_when_it_can(person: Open) -> None:
    one = person(HOLDER)
    page = section(one, "results")
    stand = page.locator("[data-concept-stand]")
    one.context.set_offline(True)
    type_over(page, "Getypt zonder verbinding.")
    expect(stand).to_contain_text("er is geen verbinding")
    one.context.set_offline(False)
    expect(stand).to_contain_text("Concept bewaard om")
    one.context.clear_cookies()
    type_over(page, "Getypt na uitloggen.")
    expect(stand).to_contain_text("Je bent uitgelogd")
    assert text_box(page) == "Getypt na uitloggen."


def test_what_a_writer_can_do_is_one_tap_away_on_a_phone(person: Open) -> None:
    one = person(HOLDER)
    page = one.goto(CASUS)
    menu = page.get_by_role("navigation", name="Deze casus bijwerken")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Deze casus bijwerken").click()
    expect(menu).to_be_visible()
    groups = menu.get_by_role("heading", level=3).all_inner_texts()
    assert groups[0] == "De tekst"
    assert groups[-1] == "Intrekken of weggooien"
    menu.get_by_role("link", name="Wat er in de tekst veranderde").click()
    expect(page.get_by_role("link", name="Wat veranderde er?").first).to_be_visible()
    laptop = person(HOLDER, 1280)
    page = laptop.goto(CASUS)
    expect(page.get_by_role("navigation", name="Deze casus bijwerken")).to_be_visible()
    expect(page.get_by_role("button", name="Deze casus bijwerken")).to_be_hidden()
    assert one.faults + laptop.faults == []


def test_typing_and_taking_it_back_leaves_without_a_warning(person: Open) -> None:
    one = person(HOLDER)
    page = section(one, "approach")
    before = text_box(page)
    type_over(page, f"{before} Even anders.")
    type_over(page, before)
    with page.expect_event("console", lambda line: line.text == "klaar", timeout=20_000):
        page.locator("form[data-concept]").evaluate(
            "form => form.addEventListener('concept:bewaard', () => console.log('klaar'))"
        )
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    one.goto(CASUS)
    assert warned == []
