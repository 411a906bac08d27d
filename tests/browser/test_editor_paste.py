"""Pasting from other programs: what they put on the clipboard, and what is left of it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from netwerk.kern.tekst import opmaak
from tests.browser.editor_page import EditorPage, editor

__all__ = ["editor"]
CLIPBOARD = Path(__file__).parent / "klembord"
PROGRAMS = sorted(path.stem for path in CLIPBOARD.glob("*.html"))
PICTURE = "/bestanden/11111111-2222-4333-8444-555555555555/kaart.png"


def pasted(page: EditorPage, html: str, **more: str) -> str:
    """Paste in an empty box, and return what is kept."""
    page.show("")
    page.paste(html, **more)
    return page.value()


@pytest.mark.parametrize("program", PROGRAMS)
def test_text_of_another_program_becomes_clean(
    program: str, editor: Callable[..., EditorPage]
) -> None:
    page = editor()
    kept = pasted(page, (CLIPBOARD / f"{program}.html").read_text())
    assert kept == (CLIPBOARD / f"{program}.md").read_text()
    assert page.page.evaluate("window.__pwned") is None
    assert page.faults == []
    page.show(kept)
    assert page.written() == kept


def test_paste_word_list_gives_a_clean_list_without_style_attributes(
    editor: Callable[..., EditorPage],
) -> None:
    page = editor()
    html = (CLIPBOARD / "word-lijsten.html").read_text()
    assert "style=" in html
    assert "mso-list" in html
    kept = pasted(page, html)
    inside = page.box().inner_html()
    assert "style" not in inside
    assert "mso" not in inside.lower()
    assert page.box().locator("ul > li > ul > li > ul > li").inner_text() == "Krimpenerwaard"
    drawn = opmaak.render(kept)
    assert "<li>Waterpeil verhogen" in drawn
    assert "style" not in drawn
    assert "·" not in kept


ATTACKS = [
    "<img src=x onerror='window.__pwned=1'>woord",
    "<svg onload='window.__pwned=1'></svg>woord",
    "<p title='a>b' style='color:red' onclick='window.__pwned=1'>woord</p>",
    "<p a=b\"c style='color:red'>woord</p>",
    "<a href='javascript:window.__pwned=1'>woord</a>",
    "<a href=' &#106;avascript:window.__pwned=1'>woord</a>",
    "<a href='//elders.voorbeeld/'>woord</a>",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>woord",
    "<form action='https://elders.voorbeeld'><input name=x></form>woord",
    "<style>@import 'https://elders.voorbeeld/x.css'</style>woord",
    "<!--><img src=x onerror='window.__pwned=1'>-->woord",
    "woord<math><mtext><table><mglyph><style><img src=x onerror=window.__pwned=1></style>",
    "<img src='https://elders.voorbeeld/pixel.png'>woord",
    "<div data-pm-slice='0 0 []'><p style='color:red' onclick='window.__pwned=1'>woord</p></div>",
    "<div data-pm-slice='0 0 []'><p>woord <img src='https://elders.voorbeeld/p.png'></p></div>",
    "<base href='https://elders.voorbeeld/'><a href='x'>woord</a>",
]


@pytest.mark.parametrize("html", ATTACKS)
def test_attack_by_paste_does_nothing(html: str, editor: Callable[..., EditorPage]) -> None:
    page = editor()
    kept = pasted(page, html)
    assert "woord" in kept
    assert "javascript" not in kept
    assert "elders" not in kept
    assert page.page.evaluate("window.__pwned") is None
    assert page.faults == []
    inside = page.box().inner_html()
    assert "style" not in inside
    assert "onclick" not in inside


def test_signs_that_nobody_sees_are_left_out(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    assert pasted(page, "<p>voor\u202ena \x07midden\u2066slot</p>") == "voorna middenslot\n"
    assert pasted(page, "", text="plat\u202e\x1b einde") == "plat einde\n"


def test_a_megabyte_is_refused_and_nothing_is_lost(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    page.show("Dit stond er al.")
    page.box().focus()
    start = time.monotonic()
    page.paste(f"<p>{'woord ' * 200_000}</p>", text="woord " * 200_000)
    assert "1.200.000 tekens. Er passen er 100.000" in page.said()
    page.page.keyboard.press("Control+End")
    page.page.keyboard.type(" En verder.")
    assert page.value() == "Dit stond er al. En verder.\n"
    assert time.monotonic() - start < 10


def test_a_table_of_forty_thousand_rows_is_refused(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    page.show("Dit stond er al.")
    rows = "<tr><td>1</td><td>2</td></tr>" * 40_000
    start = time.monotonic()
    page.paste(f"<table>{rows}</table>", text="1\t2\n" * 40_000)
    assert "Deze tabel is te groot om te plakken: 40.000 rijen" in page.said()
    assert time.monotonic() - start < 5
    assert page.value() == "Dit stond er al."
    assert page.box().locator("table").count() == 0


def test_a_text_that_grows_too_long_says_so(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    page.show("")
    for _ in range(2):
        page.paste(text="woord " * 9_000 + "\n\n")
    kept = page.value()
    assert len(kept) > opmaak.MAX_LENGTH
    assert f"Deze tekst is te lang: {len(kept)} tekens" in page.said()


def test_lines_with_signs_of_a_passage_become_one(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    page.show("", **{"data-vertrouwelijk": "Alleen de casusgroep leest dit."})
    page.paste(text="Open\n:::vertrouwelijk\nGeheim\n:::\nSlot")
    kept = page.value()
    assert kept == "Open\n\n:::vertrouwelijk\nGeheim\n:::\n\nSlot\n"
    assert page.box().get_by_role("group").inner_text() == "Geheim"


def test_an_address_over_chosen_words_becomes_their_link(
    editor: Callable[..., EditorPage],
) -> None:
    page = editor()
    page.show("Lees het rapport.")
    page.box().focus()
    page.page.keyboard.press("Control+a")
    page.paste(text="https://www.voorbeeld.nl/rapport")
    assert page.value() == "[Lees het rapport.](https://www.voorbeeld.nl/rapport)\n"


def test_a_pasted_picture_is_put_up_with_words(editor: Callable[..., EditorPage]) -> None:
    page = editor()
    page.show("Voor.", **{"data-afbeelding-url": "/opsturen/"})
    page.box().focus()
    page.page.keyboard.press("Control+End")
    page.paste(text="", files=["schermafdruk.png"])
    ask = page.page.get_by_role("dialog", name="Afbeelding")
    ask.get_by_role("button", name="Zet de afbeelding erin").click()
    assert "Schrijf op wat er op de afbeelding staat." in ask.get_by_role("alert").inner_text()
    page.answer = (422, '{"fout": "Dit is geen afbeelding."}')
    ask.get_by_label("Wat staat erop?").fill("Kaart van Fryslân")
    ask.get_by_role("button", name="Zet de afbeelding erin").click()
    ask.get_by_text("Dit is geen afbeelding.").wait_for()
    assert ask.get_by_label("Wat staat erop?").input_value() == "Kaart van Fryslân"
    page.answer = (200, f'{{"url": "{PICTURE}", "alt": "Kaart van Fryslân"}}')
    ask.get_by_role("button", name="Zet de afbeelding erin").click()
    page.box().get_by_alt_text("Kaart van Fryslân").wait_for()
    assert page.value() == f"Voor.![Kaart van Fryslân]({PICTURE})\n"
    assert "schermafdruk.png" in page.posts[-1]
    assert "Kaart van Fryslân" in page.posts[-1]
    assert [fault for fault in page.faults if "422" not in fault] == []


def test_a_picture_is_refused_where_there_is_no_place_for_it(
    editor: Callable[..., EditorPage],
) -> None:
    page = editor()
    page.show("Voor.")
    assert page.page.get_by_role("button", name="Afbeelding").count() == 0
    page.paste(text="", files=["schermafdruk.png"])
    assert "Een afbeelding kan hier niet in de tekst." in page.said()
    assert page.value() == "Voor."
