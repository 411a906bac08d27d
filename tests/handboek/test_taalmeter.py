"""How plain a text is: pure, and never in the way."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handboek.moeilijke_woorden import HARD
from handboek.taalmeter import LONGEST, MOST, measure, sentences_of

ALPHABET = st.sampled_from(
    ["a", "ë", " ", ".", "\n", "-", "#", "’", "1", ")", "indien", "wordt", "\x00", "İ"]
)


def of(text: str):
    return measure([("Waarom", text)])


def test_sentences_end_at_points_items_headings_and_white_lines() -> None:
    text = "# Kop\n\nEen zin. Nog een\nzin? “Ja!” zei zij.\n\n1. Stap een\n2. Stap twee."
    assert sentences_of(text) == [
        "Kop",
        "Een zin.",
        "Nog een zin?",
        "“Ja!",
        "zei zij.",
        "Stap een",
        "Stap twee.",
    ]


def test_length_of_sentences() -> None:
    meter = of("Kort is goed. " + "woord " * 26 + ".")
    assert (meter.sentences, meter.mean, meter.longest) == (2, 14.5, 26)
    assert [(row.part, row.words) for row in meter.long] == [("Waarom", 26)]
    assert of("woord " * LONGEST).long == []


def test_hard_words_get_a_plain_one_and_their_place() -> None:
    meter = of("Wij faciliteren dit. Indien nodig, met betrekking tot de bus.")
    assert [(row.word, row.plain, row.sentence) for row in meter.hard] == [
        ("faciliteren", "helpen", "Wij faciliteren dit."),
        ("Indien", "als", "Indien nodig, met betrekking tot de bus."),
        ("met betrekking tot", "over", "Indien nodig, met betrekking tot de bus."),
    ]
    for other in ("Hij is geïndiende.", "İndien", "middelſ"):
        assert of(other).hard == []


def test_there_are_about_120_words_and_no_plain_word_is_hard() -> None:
    assert len(HARD) >= 120
    assert [word for word, plain in HARD.items() if plain in HARD or word != word.lower()] == []


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("De bus wordt betaald door de provincie.", True),
        ("Er werden vragen gesteld.", True),
        ("Wij betalen de bus.", False),
        ("Wie gezond eet, wordt ouder.", False),
        ("Het wordt een mooi gebied.", False),
        ("De regels zijn verteld.", False),
    ],
)
def test_passives(sentence: str, passive: bool) -> None:
    assert bool(of(sentence).passive) == passive


def test_the_score_of_flesch_and_douma() -> None:
    """206.84 - 77 x (5 syllables / 5 words) - 0.93 x 5 = 125, so 100; hard words bring it down."""
    assert of("De bus rijdt niet meer.").score == 100
    hard = of("Beleidsmatige verantwoordelijkheden vereisen organisatorische randvoorwaarden.")
    assert (hard.score, hard.score_is_low, hard.is_plain) == (0, True, False)


def test_a_plain_text_gets_no_remark() -> None:
    meter = of("Vraag het aan de buurt. Bel daarna terug.")
    assert (meter.is_plain, meter.mean) == (True, 4.0)


def test_nothing_is_plain_as_well() -> None:
    assert (of("").is_plain, of("").score, of(" \n ").sentences) == (True, 100, 0)


def test_remarks_are_bounded() -> None:
    assert len(of("Indien nodig. " * 500).hard) == MOST


@given(st.lists(ALPHABET, max_size=300).map("".join) | st.text(max_size=300))
def test_any_text_is_measured(text: str) -> None:
    meter = of(text)
    assert 0 <= meter.score <= 100
    assert meter.longest <= meter.words
    assert (meter.words == 0) == (meter.sentences == 0)


@pytest.mark.parametrize(
    "piece", ["a", " ", "- ", "indien ", "wordt gedaan ", "a-", "ë", ".”", "1) ", "\n", "met ", "’"]
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Ten times the text takes far less than the hundred times of a square."""

    def seconds(times: int) -> float:
        text = piece * times
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            of(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(20_000) < max(30 * seconds(2_000), 0.5)
