"""What the server draws and the editor writes back is the same text, in a real browser."""

from collections.abc import Callable

import pytest

from netwerk.kern.tekst import opmaak
from tests.browser.editor_page import EditorPage, editor
from tests.browser.editor_samples import SAMPLES
from tests.kern.test_opmaak import TRICKED

__all__ = ["editor"]
# Bold in bold, and a point without words: what nobody sees does not come back.
LOOKS_ELSE = ("**Let op:**tekst", "- \n- leeg hierboven")
CONFIDENTIAL = [
    "Open.\n\n:::vertrouwelijk\nGeheim\n:::\n\nSlot.\n",
    "Open.\n\n:::vertrouwelijk\n## Geheim\n\n- Geheim\n\n| Geheim |\n| --- |\n| x |\n:::\n",
    "> Open.\n>\n> :::vertrouwelijk\n> Geheim\n> :::\n",
    "- Open.\n\n  :::vertrouwelijk\n  Geheim\n  :::\n\n- Slot.\n",
    "- Open.\n  :::vertrouwelijk\n  Geheim\n  :::\n- Slot.\n",
    "Open.\n:::vertrouwelijk\nGeheim",
    "Open.\n\n::::vertrouwelijk\nGeheim\n:::\nGeheim\n::::\n",
    "Open.\n\n:::vertrouwelijk\n\\:::\n\nGeheim\\\n\\:::\n\nGeheim\n:::\n",
    "Open.\n\n   :::Vertrouwelijk\nGeheim\n:::\n",
    "Open.\n\n:::vertrouwelijk\nA\n\n:::vertrouwelijk\nGeheim\n:::\n",
]


def round_trip(page: EditorPage, texts: list[str]) -> list[str]:
    """Return each text as the editor writes it."""
    page.show(*texts)
    return [page.written(at) for at in range(len(texts))]


def test_every_sample_is_stable_and_looks_the_same(editor: Callable[..., EditorPage]) -> None:
    assert len(SAMPLES) >= 52
    page = editor()
    once = round_trip(page, SAMPLES)
    assert round_trip(page, once) == once
    pairs = list(zip(SAMPLES, once, strict=True))
    assert sum(before == after for before, after in pairs) >= 29
    other = [before for before, after in pairs if opmaak.render(before) != opmaak.render(after)]
    assert [text.startswith(LOOKS_ELSE) for text in other] == [True, True]
    assert page.faults == []


def test_deep_nesting_stays(editor: Callable[..., EditorPage]) -> None:
    deep = "".join(f"{'  ' * level}- niveau {level}\n" for level in range(9))
    quoted = "".join(f"{'> ' * level}niveau {level}\n{'> ' * level}\n" for level in range(1, 6))
    page = editor()
    once = round_trip(page, [deep, quoted])
    assert once[0] == deep
    assert round_trip(page, once) == once
    assert [opmaak.render(text) for text in once] == [opmaak.render(deep), opmaak.render(quoted)]


@pytest.mark.parametrize("source", [*CONFIDENTIAL, *TRICKED])
def test_what_is_confidential_stays_so(source: str, editor: Callable[..., EditorPage]) -> None:
    assert "Geheim" in source
    page = editor()
    page.show(source, **{"data-vertrouwelijk": "Alleen de casusgroep leest dit."})
    if opmaak.for_editor(source) is None:  # the plain box: nobody changes what is hidden unseen
        assert page.page.locator(".editor").count() == 0
        assert page.page.locator("#id_0").is_visible()
        return
    page.box().focus()
    page.page.keyboard.press("Control+Home")
    page.page.keyboard.type("Meer. ")
    written = page.value()
    assert "Meer. " in written
    assert "Geheim" in written
    assert "Geheim" not in opmaak.render(written)
    assert "Open." in opmaak.render(written)
    assert "Geheim" not in opmaak.plain(written)
    page.show(written)
    assert page.written() == written
    assert page.faults == []
