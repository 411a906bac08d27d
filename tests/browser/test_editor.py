"""Writing as in Word: buttons, keys, tables, links, and what must never happen to a text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Locator, Page

from netwerk.kern.tekst import opmaak
from tests.browser.editor_page import ORIGIN, EditorPage, editor
from tests.browser.test_guards import axe, axe_source

__all__ = ["editor"]
WHO = {"data-vertrouwelijk": "Alleen de casusgroep leest dit stuk."}
TABLE = "Voor\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\nNa\n"
STOPS = "[...document.querySelectorAll('.editor__balk [tabindex=\"0\"]')].length"


def press(page: Page, *keys: str) -> None:
    """Press keys as fast as a person can: an editor follows the cursor a moment later."""
    for key in keys:
        page.keyboard.press(key)
        page.evaluate("() => new Promise(done => setTimeout(done, 30))")


def button(page: EditorPage, name: str) -> Locator:
    """Return a button of the toolbar."""
    return page.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def faults_of(page: Page, scheme: str) -> list[str]:
    """Return what axe finds in the editor, not in the page that we put around it."""
    return [line for line in axe(page, scheme) if "<h1>Proef</h1>" not in line]


def begin(page: EditorPage, text: str = "", **attrs: str) -> Page:
    """Open a box with a text, and put the cursor at its end."""
    page.show(text, **attrs)
    page.box().focus()
    press(page.page, "Control+End")
    return page.page


def test_nothing_is_written_back_while_nothing_was_changed(
    editor: Callable[..., EditorPage],
) -> None:
    odd = "* een\n* twee\n\nSetext\n------\n__vet__ regel\nregel"
    page = editor()
    browser = begin(page, odd)
    press(browser, "Home", "Control+a", "ArrowLeft", "Tab")
    assert page.value() == odd
    assert browser.evaluate("new FormData(document.forms[0]).get('tekst0')") == odd
    page.box().focus()
    press(browser, "Control+End", "x", "Control+z")
    assert page.value() == odd


def test_every_change_is_told_to_who_keeps_the_text(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page, "Een")
    browser.evaluate(
        "() => { window.told = []; document.getElementById('id_0').addEventListener('input', "
        "event => window.told.push(event.target.value)) }"
    )
    browser.keyboard.type(" twee")
    assert page.value() == "Een twee\n"
    assert browser.evaluate("window.told.at(-1)") == "Een twee\n"
    press(browser, "Control+a")
    button(page, "Vet").click()
    sent = browser.evaluate("new FormData(document.forms[0]).get('tekst0')")
    assert sent == "**Een twee**\n"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["Control+b", "V"], "**V**\n"),
        (["Control+i", "c"], "*c*\n"),
        (["#", "#", "Space", "K"], "## K\n"),
        (["Control+Alt+3", "K"], "### K\n"),
        (["Control+Alt+4", "K", "Control+Alt+0"], "K\n"),
        (["-", "Space", "a", "Enter", "b"], "- a\n- b\n"),
        (["-", "Space", "a", "Enter", "Tab", "b"], "- a\n  - b\n"),
        (["-", "Space", "a", "Enter", "Tab", "b", "Shift+Tab"], "- a\n- b\n"),
        (["1", ".", "Space", "a"], "1. a\n"),
        ([">", "Space", "c"], "> c\n"),
        (["Control+Shift+7", "a"], "1. a\n"),
        (["Control+Shift+8", "a"], "- a\n"),
        (["Control+Shift+9", "a"], "> a\n"),
        (["a", "Shift+Enter", "b"], "a\\\nb\n"),
        (["a", "Enter", "b"], "a\n\nb\n"),
        (["a", "Control+z"], ""),
        (["a", "Control+z", "Control+y"], "a\n"),
        (["*", "x", "*", "Space", "<", "b", ">"], "\\*x\\* \\<b>\n"),
    ],
)
def test_keys(keys: list[str], text: str, editor: Callable[..., EditorPage]) -> None:
    page = editor()
    press(begin(page), *keys)
    assert page.value() == text
    assert page.faults == []


def test_toolbar_is_one_stop_and_moves_with_arrows(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page, "Een", **WHO)
    name = "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
    assert browser.evaluate(STOPS) == 1
    press(browser, "Alt+F10")
    assert browser.evaluate(name) == "Vet"
    press(browser, "ArrowRight", "ArrowRight")
    assert browser.evaluate(name) == "Doorhalen"
    press(browser, "End")
    assert browser.evaluate(name) == "Tabel"
    press(browser, "ArrowRight")
    assert browser.evaluate(name) == "Vet"
    press(browser, "ArrowLeft", "Home", "Enter")
    assert button(page, "Vet").get_attribute("aria-pressed") == "true"
    assert browser.evaluate(name) == "Vet"  # who works with keys stays in the toolbar
    press(browser, "Escape")
    browser.keyboard.type("x")
    assert page.value() == "Een**x**\n"
    assert browser.evaluate(STOPS) == 1
    press(browser, "Alt+F10")
    assert browser.evaluate(name) == "Vet"  # it remembers its place


def test_tab_is_no_trap(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page, "- een\n- twee\n")
    press(browser, "Escape")
    assert "Met Tab ga je nu het tekstvak uit." in page.said()
    press(browser, "Tab")
    assert browser.evaluate("document.activeElement.innerText") == "Bewaar"
    assert page.value() == "- een\n- twee\n"
    press(browser, "Shift+Tab")
    assert browser.evaluate("document.activeElement.id") == "id_0-tekst"


def test_state_of_a_button_is_more_than_a_colour(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page, "**vet**")
    border = "button => getComputedStyle(button).borderTopColor"
    vet, cursief = button(page, "Vet"), button(page, "Cursief")
    assert vet.get_attribute("aria-pressed") == "true"
    assert cursief.get_attribute("aria-pressed") == "false"
    assert vet.evaluate(border) != cursief.evaluate(border)
    browser.emulate_media(forced_colors="active")
    assert vet.evaluate(border) != cursief.evaluate(border)


def test_a_table_is_made_and_changed_with_buttons(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page)
    top = page.box().bounding_box()["y"]
    button(page, "Tabel").click()
    assert page.box().bounding_box()["y"] == top  # the text does not jump
    browser.keyboard.type("Wie")
    press(browser, "Tab", "Tab", "Tab")
    browser.keyboard.type("Ik|jij")
    press(browser, "Enter")
    browser.keyboard.type("en zij")
    button(page, "Rij erbij").click()
    button(page, "Kolom erbij").click()
    assert page.box().locator("tr").count() == 4
    assert page.box().locator("th[scope=col]").count() == 4
    button(page, "Kolom weg").click()
    button(page, "Rij weg").click()
    assert page.value() == (
        "| Kolom 2 | Kolom 2 | Kolom 3 |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |\n"
    )
    button(page, "Tabel weg").click()
    assert page.value() == ""
    assert page.faults == []


def test_in_a_table_the_buttons_for_tables_take_the_place(
    editor: Callable[..., EditorPage],
) -> None:
    page = editor()
    browser = begin(page, TABLE)
    assert button(page, "Rij erbij").count() == 0
    page.box().locator("td").first.click()
    button(page, "Rij erbij").wait_for()
    assert button(page, "Kop").count() == 0
    button(page, "Rij erbij").click()
    press(browser, "Tab")
    assert page.value() == TABLE.replace("| 1 | 2 |\n", "| 1 | 2 |\n|  |  |\n")


def test_link_is_put_changed_and_taken_away(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page, "Lees dit")
    ask = browser.get_by_role("dialog", name="Link")
    press(browser, "Shift+Control+ArrowLeft", "Control+k")
    assert ask.get_by_label("Tekst van de link").is_hidden()
    ask.get_by_label("Adres").fill("geen adres")
    ask.get_by_role("button", name="Zet de link").click()
    assert "Dit is geen adres." in ask.get_by_role("alert").inner_text()
    ask.get_by_label("Adres").fill("javascript:alert(1)")
    ask.get_by_role("button", name="Zet de link").click()
    assert "Dit is geen adres." in ask.get_by_role("alert").inner_text()
    ask.get_by_label("Adres").fill("www.voorbeeld.nl/dit")
    press(browser, "Enter")
    assert page.value() == "Lees [dit](https://www.voorbeeld.nl/dit)\n"
    assert browser.evaluate("document.activeElement.id") == "id_0-tekst"
    press(browser, "ArrowRight", "ArrowLeft", "Control+k")
    assert ask.get_by_label("Adres").input_value() == "https://www.voorbeeld.nl/dit"
    ask.get_by_label("Adres").fill("post@voorbeeld.nl")
    press(browser, "Enter")
    assert page.value() == "Lees [dit](mailto:post@voorbeeld.nl)\n"
    press(browser, "ArrowRight", "ArrowLeft", "Control+k")
    ask.get_by_role("button", name="Haal de link weg").click()
    assert page.value() == "Lees dit"
    press(browser, "Control+End", "Space", "Control+k")
    ask.get_by_label("Adres").fill("https://voorbeeld.nl/")
    ask.get_by_label("Tekst van de link").fill("hier")
    press(browser, "Enter")
    assert page.value() == "Lees dit [hier](https://voorbeeld.nl/)\n"
    assert page.faults == []


def test_a_passage_is_made_left_and_taken_away(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page, "Open", **WHO)
    press(browser, "Enter")
    button(page, "Vertrouwelijk").click()
    block = page.box().get_by_role("group", name="Alleen de casusgroep leest dit stuk.")
    browser.keyboard.type("Geheim")
    press(browser, "Home", "Backspace", "End")  # does not bring it into the open
    assert block.inner_text() == "Geheim"
    press(browser, "Enter", "Enter")
    browser.keyboard.type("Slot")
    kept = page.value()
    assert kept == "Open\n\n:::vertrouwelijk\nGeheim\n:::\n\nSlot\n"
    assert "Geheim" not in opmaak.render(kept)
    block.click()
    button(page, "Vertrouwelijk").click()
    assert page.value() == "Open\n\nGeheim\n\nSlot\n"
    press(browser, "Control+End", "Enter")
    browser.keyboard.type(":::vertrouwelijk")
    browser.keyboard.type("Ook geheim")
    assert page.value().endswith("Slot\n\n:::vertrouwelijk\nOok geheim\n:::\n")


def test_a_passage_is_offered_only_where_somebody_reads_it(
    editor: Callable[..., EditorPage],
) -> None:
    page = editor()
    begin(page, "Open\n\n:::vertrouwelijk\nGeheim\n:::\n")
    assert page.page.locator("[data-doe=passage]").count() == 0
    page.page.keyboard.type("er")
    assert page.value() == "Open\n\n:::vertrouwelijk\nGeheimer\n:::\n"


def test_leaving_with_a_change_is_asked(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.page.on("dialog", answer)
    browser = begin(page, "Een")
    browser.goto(f"{ORIGIN}/elders/")
    assert asked == []
    browser = begin(page, "Een")
    press(browser, "x")
    browser.goto(f"{ORIGIN}/elders/")
    assert asked == ["beforeunload"]


def test_what_was_written_is_there_after_going_back(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    browser = begin(page, "Een")
    browser.on("dialog", lambda dialog: dialog.accept())
    browser.keyboard.type(" twee")
    assert page.value() == "Een twee\n"
    browser.goto(f"{ORIGIN}/elders/")
    browser.go_back()
    page.box().get_by_text("Een twee").wait_for()
    assert page.value() == "Een twee\n"


def test_what_was_saved_meanwhile_wins_after_going_back(
    editor: Callable[..., EditorPage],
) -> None:
    page = editor()
    browser = begin(page, "Een")
    browser.on("dialog", lambda dialog: dialog.accept())
    browser.keyboard.type(" twee")
    browser.goto(f"{ORIGIN}/elders/")
    page.html = page.html.replace("Een", "Iets anders")
    browser.go_back()
    page.box().get_by_text("Iets anders").wait_for()
    assert page.value() == "Iets anders"


def test_a_text_that_is_far_too_long_stays_whole(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    text = "woord " * 170_000
    page.show(text)
    assert page.page.locator(".editor").count() == 0
    assert page.page.locator("#id_0").input_value() == text
    assert page.page.get_by_text("zonder knoppen").is_visible()


def test_without_script_it_is_a_text_box(editor: Callable[..., EditorPage]) -> None:
    page = editor(java_script_enabled=False)
    page.show("Een **vet** woord", **WHO)
    box = page.page.get_by_label("Tekst 0")
    assert box.input_value() == "Een **vet** woord"
    assert ":::vertrouwelijk" in page.page.locator("noscript .hint").inner_text()
    box.fill("Anders")
    with page.page.expect_request("**/bewaar/") as sent:
        page.page.get_by_role("button", name="Bewaar").click()
    assert "tekst0=Anders" in (sent.value.post_data or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(width: int, scheme: str, editor: Callable[..., EditorPage]) -> None:
    page = editor(width=width)
    page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for text in ("", TABLE + "\n:::vertrouwelijk\n## Geheim\n:::\n"):
        browser = begin(page, text, **WHO, **{"data-afbeelding-url": "/opsturen/"})
        browser.evaluate(axe_source())
        if text:
            page.box().locator("td").first.click()
        assert faults_of(browser, scheme) == []
        assert browser.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        for name in ("Link", "Afbeelding", "Hulp bij schrijven"):
            button(page, name).click()
            found = faults_of(browser, scheme)  # of what lies behind a dialog axe is not sure
            assert [line for line in found if line.startswith("violations")] == []
            press(browser, "Escape")
    assert page.faults == []


def test_every_button_is_large_enough_for_a_finger(editor: Callable[..., EditorPage]) -> None:
    page = editor(width=390, has_touch=True)
    browser = begin(page, TABLE, **WHO, **{"data-afbeelding-url": "/opsturen/"})
    sizes = browser.evaluate(
        "[...document.querySelectorAll('.editor__balk button')].map(each => {"
        "const box = each.getBoundingClientRect(); return Math.min(box.width, box.height)})"
    )
    assert len(sizes) == 21
    assert min(sizes) >= 44
    page.box().locator("td").first.tap()
    button(page, "Kolom erbij").tap()
    assert page.box().locator("th").count() == 3


def test_on_a_phone_a_table_begins_with_its_first_button(
    editor: Callable[..., EditorPage],
) -> None:
    """Two rows that slide: the one that changes in a table begins anew."""
    page = editor(width=390, has_touch=True)
    browser = begin(page, "", **WHO, **{"data-afbeelding-url": "/opsturen/"})
    page.box().tap()
    button(page, "Tabel").tap()  # at the end of its row: the row slides
    first = button(page, "Rij erbij").bounding_box()
    bar = browser.locator(".editor__balk").bounding_box()
    assert first is not None
    assert bar is not None
    assert first["x"] >= bar["x"]
    assert bar["height"] < 110
    assert button(page, "Ongedaan maken").is_visible()
    assert browser.get_by_text("Alt+F10").is_hidden() == browser.evaluate(
        "matchMedia('(pointer: coarse)').matches"
    )
