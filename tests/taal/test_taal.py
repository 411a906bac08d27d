"""The texts of the portal pass the measure that its editors write by, and say je (L2, L4)."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pytest

from handboek import taalmeter
from netwerk.hulp import paginas
from netwerk.kern.berichten import examples
from tests.taal import woorden

FORMAL = re.compile(
    r"\b(?:u|uw|uzelf|gelieve|diene?[nt]? te|middels|geachte|hoogachtend|alstublieft)\b",
    re.IGNORECASE,
)
CLOCK = r"\u\u\r"  # how a template writes "uur" behind a time
ENOUGH = 50  # words: of less, one long word decides the score, so they are weighed together
NAMES = "names of pages, places and things, no sentences"
NOT_PLAIN = {
    "beheer/community_form.html": NAMES,
    "communities/list.html": NAMES,
    "components/voet.html": NAMES,
    "bijeenkomsten/logwoorden.py": NAMES,
    "netwerk/kern/verantwoording/punten.py": "terms of the laws that it names",
    "handboek/taalmeter.py": "words of the meter itself",
    "handboek/moeilijke_woorden.py": "the words that it advises against",
    "bijeenkomsten/persoonsgegevens.py": "articles of the AVG, in the register",
}
"""What is not as plain as the rest, each with its reason."""
NAMED = "Sturen op impact"  # a community, whose name holds a word of officials


def mails() -> Iterator[tuple[str, str]]:
    """Give the words of an example of every mail."""
    for key, made in examples.every_example():
        yield key, f"{made.subject}\n\n{re.sub(r'https?://\S+', '', str(made.body))}"


def manual() -> Iterator[tuple[str, str]]:
    """Give the words of every page of the manual."""
    for page in paginas.ALL.values():
        body = re.sub(r"\]\([^)]*\)", "]", page.body)
        yield page.slug, f"{page.title}\n\n{page.intro}\n\n{page.alt}\n\n{body}"


SOURCES: dict[str, Callable[[], Iterable[tuple[str, str]]]] = {
    "pages": woorden.templates,
    "code": woorden.code,
    "mails": mails,
    "manual": manual,
}


def faults(name: str, text: str) -> list[str]:
    """Return each sentence that is too long or says a word of officials."""
    meter = taalmeter.measure([(name, text.replace(NAMED, ""))])
    long = [f"{name}: {one.words} words: {one.sentence}" for one in meter.long]
    return long + [f"{name}: {one.word} (say {one.plain}): {one.sentence}" for one in meter.hard]


@pytest.mark.parametrize("source", SOURCES)
def test_texts_are_plain(source: str) -> None:
    wrong: list[str] = []
    together: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, text in SOURCES[source]():
        if name in NOT_PLAIN:
            continue
        wrong += faults(name, text)
        few = taalmeter.measure([(name, text)]).words < ENOUGH
        together[name.rpartition("/")[0] if few else name].append((name, text))
    for name, parts in together.items():
        meter = taalmeter.measure(parts)
        if meter.words >= ENOUGH and (meter.score_is_low or meter.mean_is_long):
            wrong.append(f"{name}: Flesch-Douma {meter.score}, {meter.mean} words a sentence")
    assert wrong == []


@pytest.mark.parametrize("source", SOURCES)
def test_texts_say_je(source: str) -> None:
    wrong = [
        f"{name}: {text[max(0, found.start() - 40) : found.end() + 40]}"
        for name, text in SOURCES[source]()
        if name != "handboek/moeilijke_woorden.py"
        for found in FORMAL.finditer(text.replace(CLOCK, "uur"))
    ]
    assert wrong == []


def test_an_exception_is_needed() -> None:
    """What is plain by now leaves the list of exceptions."""
    texts = dict(woorden.templates()) | dict(woorden.code())
    for name in NOT_PLAIN:
        meter = taalmeter.measure([(name, texts[name])])
        assert faults(name, texts[name]) or meter.score_is_low, name


def test_words_are_found_in_a_template() -> None:
    source = """{% load x %}{# u #}{% comment %}uw{% endcomment %}
    <p title="Dit staat erbij als je wijst">Lees <a href="/x/">de
      casus</a> van {{ naam }}{% if a %} en van {{ b }}{% else %}, alleen{% endif %}.</p>
    <script>let u = 1</script><h2>Kop</h2>
    {% include "y.html" with tekst="En dit ook nog." only %}"""
    found = woorden.of_template(source)
    assert [" ".join(each.split()) for each in taalmeter.sentences_of(found)] == [
        "Lees de casus van iets en van iets.",
        "Kop",
        "En dit ook nog.",
        "Dit staat erbij als je wijst",
    ]
    assert not FORMAL.search(found)


def test_words_are_found_in_code() -> None:
    source = """\'\'\'Wat het een en ander is, voor wie het leest.\'\'\'
LABEL = "Kies een datum"
QUERY = "SELECT de naam from het ding"
def say(n):
    return f"Er zijn nog {n} van de plekken"
"""
    found = woorden.of_code(source)
    assert sorted(found) == ["Er zijn nog iets van de plekken", "Kies een datum"]


def test_the_measure_would_see_it() -> None:
    long = "Je kunt hier " + "nog een woord " * 8 + "lezen."
    assert faults("x", long) == [f"x: {len(long.split())} words: {long}"]
    assert faults("x", "Dit faciliteren we.") == [
        "x: faciliteren (say helpen): Dit faciliteren we."
    ]
    assert FORMAL.search("Vul uw naam in")
    assert FORMAL.search("Dit dient te gebeuren")
    assert not FORMAL.search("Om tien uur")
