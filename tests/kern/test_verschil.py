"""What changed between two texts, and joining two changes of one text."""

import random
import time

import pytest
from django.template.loader import render_to_string

from netwerk.kern.tekst.verschil import ADDED, GONE, SAME, lines_of, merge, sides_of, word_diff


def old_of(pieces: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in pieces if kind != ADDED)


def new_of(pieces: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in pieces if kind != GONE)


def test_words_that_changed_are_marked_and_the_rest_is_not() -> None:
    pieces = word_diff("De bus rijdt elk uur.\nHet dorp is blij.", "De bus rijdt elk half uur.")
    assert pieces == [
        (SAME, "De bus rijdt elk"),
        (ADDED, " half"),
        (SAME, " uur"),
        (GONE, ".\nHet dorp is blij"),
        (SAME, "."),
    ]
    assert word_diff("Gelijk.", "Gelijk.") == [(SAME, "Gelijk.")]
    assert word_diff("", "") == []
    assert word_diff("", "Nieuw.") == [(ADDED, "Nieuw.")]


def test_a_line_that_was_rewritten_is_shown_whole() -> None:
    pieces = word_diff("Een heel ander verhaal over geld.", "Wij fietsen nu samen naar zee.")
    assert [kind for kind, _ in pieces] == [GONE, ADDED]


def test_both_texts_follow_from_the_pieces_whatever_they_are() -> None:
    source = random.Random(6)
    words = ["bus", " ", "\n", "  ", "- punt", "| a | b |", "\u202e", "é", ":::", "<b>"]
    for _ in range(800):
        old, new = (
            "".join(source.choice(words) for _ in range(source.randrange(25))) for _ in "ab"
        )
        pieces = word_diff(old, new)
        assert (old_of(pieces), new_of(pieces)) == (old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n" * 100_000, "x\n" * 50_000),
        ("a " * 50_000, "b a " * 25_000),
        ("\n".join("a b c" for _ in range(15_000)), "\n".join("b a" for _ in range(25_000))),
    ],
    ids=["lines", "words", "both"],
)
def test_the_longest_texts_take_seconds_at_most(old: str, new: str) -> None:
    begin = time.process_time()
    pieces = word_diff(old, new)
    lines_of(pieces)
    merge(old, new, old[:500] + new[700:])
    assert time.process_time() - begin < 10
    assert (old_of(pieces), new_of(pieces)) == (old, new)


def test_long_parts_without_a_change_are_folded() -> None:
    old = "\n\n".join(f"Alinea {number}." for number in range(1, 11))
    new = old.replace("Alinea 5.", "Alinea vijf.")
    lines = lines_of(word_diff(old, new))
    assert [line.folded or line.text.strip() for line in lines] == [
        3,
        "Alinea 4.",
        "Alinea 5 vijf.",
        "Alinea 6.",
        4,
    ]
    assert len(lines_of(word_diff(old, new), fold=False)) == 10


def test_lines_know_what_they_are() -> None:
    text = "## Kop\n- punt\n1. eerste\n| a | b |\n> citaat\n:::vertrouwelijk\ngewoon"
    kinds = [line.kind for line in lines_of(word_diff("", text))]
    assert kinds == ["heading", "item", "item", "table", "quote", "secret", "text"]


def test_two_texts_beside_each_other_each_show_their_own() -> None:
    left, right = sides_of("De bus rijdt elk uur.", "De bus rijdt elk half uur.")
    assert [line.text for line in left] == ["De bus rijdt elk uur."]
    assert [line.text for line in right] == ["De bus rijdt elk half uur."]
    assert not left[0].changed
    assert right[0].changed


BASE = "Eerst.\n\nMidden.\n\nLaatst."


def test_changes_that_do_not_touch_are_joined() -> None:
    joined = merge(
        BASE, BASE.replace("Eerst.", "Eerst dit."), BASE.replace("Laatst.", "Laatst.\n\nSlot.")
    )
    assert (joined.text, joined.clashes) == ("Eerst dit.\n\nMidden.\n\nLaatst.\n\nSlot.", 0)
    same = merge(BASE, BASE.replace("Midden.", ""), BASE.replace("Midden.", ""))
    assert (same.text, same.clashes) == (BASE.replace("Midden.", ""), 0)


def test_a_clash_is_counted_and_keeps_the_first() -> None:
    joined = merge(
        BASE,
        BASE.replace("Midden.", "Van mij."),
        BASE.replace("Midden.", "Van haar.").replace("Laatst.", "Einde."),
    )
    assert (joined.text, joined.clashes) == ("Eerst.\n\nVan mij.\n\nEinde.", 1)
    assert merge("", "mijn", "haar").clashes == 1


def test_the_page_escapes_and_says_in_words_what_changed() -> None:
    lines = lines_of(word_diff("Oud <b>x</b> blijft hier.", "Nieuw <b>x</b> blijft hier."))
    html = render_to_string("components/verschil.html", {"lines": lines})
    assert "<b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt; blijft hier." in html
    assert "[weg: </span>Oud<" in html
    assert "[erbij: </span>Nieuw<" in html
