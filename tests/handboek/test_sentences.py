from handboek.steps import Step, steps
from netwerk.kern.tekst.sentences import Sentence, anchor, readable, sentences

TEXT = """## Kop

We vroegen eerst de reizigers. Daarna keken we naar de kosten!

- De halte is een plek om elkaar te zien
- Wie stopt, belt "af." Dat helpt.

:::vertrouwelijk
De wethouder was boos op Anna.
:::

Het dorp bleef **bereikbaar**."""


def test_readable_leaves_out_markup_and_confidential_passages() -> None:
    assert readable(TEXT) == (
        "Kop We vroegen eerst de reizigers. Daarna keken we naar de kosten! "
        'De halte is een plek om elkaar te zien Wie stopt, belt "af." Dat helpt. '
        "Het dorp bleef bereikbaar."
    )


def test_readable_can_include_confidential_passages() -> None:
    assert "De wethouder was boos op Anna." in readable(TEXT, confidential=True)


def test_sentences_are_cut_per_block_and_know_their_place() -> None:
    found = sentences(TEXT)
    assert [sentence.text for sentence in found] == [
        "Kop",
        "We vroegen eerst de reizigers.",
        "Daarna keken we naar de kosten!",
        "De halte is een plek om elkaar te zien",
        'Wie stopt, belt "af."',
        "Dat helpt.",
        "Het dorp bleef bereikbaar.",
    ]
    text = readable(TEXT)
    assert [text[s.start : s.start + len(s.text)] for s in found] == [s.text for s in found]


def test_equal_sentences_have_their_own_place() -> None:
    assert sentences("Dat hielp. Dat hielp.") == [
        Sentence("Dat hielp.", 0),
        Sentence("Dat hielp.", 11),
    ]


def test_anchor_is_what_stands_around_the_quote() -> None:
    assert anchor("Eerst dit. Dan dat. Klaar.", 11, "Dan dat.") == ("Eerst dit. ", " Klaar.")


def test_a_numbered_list_becomes_steps() -> None:
    found = steps("1. **Tel eerst wie mee wil.** Vraag het aan de school.\n2. Praat met bedrijven")
    assert found == [
        Step("Tel eerst wie mee wil", "Vraag het aan de school."),
        Step("Praat met bedrijven"),
    ]


def test_first_sentence_of_a_step_is_its_heading() -> None:
    assert steps("1. Bel dezelfde dag. Vraag waarom iemand er niet was.") == [
        Step("Bel dezelfde dag", "Vraag waarom iemand er niet was.")
    ]


def test_other_text_is_not_cut_into_steps() -> None:
    assert steps("Begin klein. 1. is een nummer.") == []
