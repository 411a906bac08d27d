"""Writing in a conversation: what is typed stays, names, marks and quotations, with a script."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Person, wait_until

Open = Callable[..., Person]
CASUS = "/casussen/dorpswinkel-met-drie-vrijwilligers/"
WRITER, READER = "organisator@voorbeeld.nl", "w.timmer@voorbeeld.nl"
TYPED = "Bij ons begon het met een maaltijd"
expect.set_options(timeout=20_000)  # a draft is kept seconds after the last key


def box(page: Page) -> Locator:
    return page.locator("#reageer").get_by_label("Je reactie")


def axe(page: Page) -> list[str]:
    """Return the rules of accessibility that the open list breaks."""
    found = Axe().run(page, context="#reageer")
    return [str(each["id"]) for each in found.response["violations"]]


def test_close_tab_reopen_text_is_back(person: Open) -> None:
    """Row 31: also when the tab closes before the text was kept, and on another device."""
    one, other = person(WRITER), person(WRITER, 1280)
    page = one.goto(CASUS)
    box(page).fill("")  # an earlier test may have left something here
    box(page).press_sequentially(TYPED)
    expect(page.get_by_text("Alleen jij ziet dit.")).to_be_visible()
    box(page).press_sequentially(" voor iedereen")
    page.close(run_before_unload=False)
    page = other.goto(CASUS)
    for _ in range(20):
        if box(page).input_value() == f"{TYPED} voor iedereen":
            break
        page.wait_for_timeout(500)
        page = other.goto(CASUS)
    expect(box(page)).to_have_value(f"{TYPED} voor iedereen")
    expect(page.get_by_text("Je schreef dit eerder, het is nog niet geplaatst.")).to_be_visible()
    page.get_by_role("button", name="Gooi weg wat je schreef").click()
    expect(page.get_by_role("heading", name="Je tekst is weg")).to_be_visible()
    page.get_by_role("button", name="Zet terug").click()
    expect(box(page)).to_have_value(f"{TYPED} voor iedereen")
    page.get_by_role("button", name="Plaats reactie").click()
    expect(page.locator("article", has_text=f"{TYPED} voor iedereen").last).to_be_visible()
    expect(box(other.goto(CASUS))).to_have_value("")
    assert other.faults == []


def type_a_name(page: Page) -> None:
    """Type, and wait for the list of the last letter: each letter draws it anew, with other ids."""
    with page.expect_response(lambda answer: answer.url.endswith("q=hoek")):
        box(page).press_sequentially("Dag @hoek")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    wait_until(
        page,
        """() => {
          const first = document.querySelector("[role=listbox] [role=option]")
          return first && first.id === document.activeElement.getAttribute("aria-activedescendant")
        }""",
    )


def test_a_name_is_chosen_with_the_keyboard(person: Open) -> None:
    """Row 23: the box points at the chosen name; Escape leaves what was typed alone."""
    someone = person(WRITER)
    page = someone.goto(CASUS)
    box(page).fill("")
    type_a_name(page)
    options = page.get_by_role("listbox", name="Wie bedoel je?").get_by_role("option")
    expect(options.first).to_contain_text("Hoekstra")
    field = page.get_by_role("textbox", name="Je reactie")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(page.get_by_text("Kies met de pijltjes en de entertoets.")).to_be_attached()
    assert axe(page) == []
    name = str(options.first.locator("strong").text_content())
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box(page)).to_have_value("Dag @hoek")
    box(page).fill("")
    type_a_name(page)
    # Each letter draws the list anew at the cursor, and the next frame moves it: once it stands
    # still it does not stick out of a phone.
    wait_until(page, "document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(f"Dag @{name} ")
    box(page).press_sequentially("!")
    page.get_by_role("button", name="Plaats reactie").click()
    post = page.locator("article", has_text=f"Dag @{name} !").last
    expect(post.get_by_role("link", name=f"@{name}")).to_have_attribute(
        "href", f"/deelnemers/{page_number(post, name)}/"
    )
    assert someone.faults == []


def page_number(post: Locator, name: str) -> str:
    href = str(post.get_by_role("link", name=f"@{name}").get_attribute("href"))
    return href.strip("/").split("/")[-1]


def test_herkenbaar_changes_in_place_and_comes_back(person: Open) -> None:
    someone = person(READER, 1280)
    page = someone.goto(CASUS)
    post = page.locator("article", has_text="Misschien hoef je het niet op te schrijven").first
    button = post.get_by_role("button", name="Herkenbaar").first
    expect(button).to_have_attribute("aria-pressed", "false")
    address = page.url
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(post.get_by_text("voor jou").first).to_be_visible()
    expect(button).to_be_focused()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.url == address
    assert someone.faults == []


def test_only_the_selected_piece_is_quoted(person: Open) -> None:
    someone = person(READER)
    page = someone.goto(CASUS)
    post = page.locator("article", has_text="Misschien hoef je het niet op te schrijven").first
    post.locator(".reactie__tekst p").first.evaluate(
        """(text) => {
          const range = document.createRange();
          range.setStart(text.firstChild, 0);
          range.setEnd(text.firstChild, 'Misschien hoef je'.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    post.locator("summary").first.evaluate("(button) => { button.parentElement.open = true; }")
    post.get_by_role("link", name="Citeer").first.evaluate("(link) => link.click()")
    page.wait_for_url("**citeer=1**")
    value = box(page).input_value()
    assert value.endswith(" schreef:\n>\n> Misschien hoef je\n\n")
    assert value.startswith("> ")
    expect(box(page)).to_be_focused()
    assert someone.faults == []
