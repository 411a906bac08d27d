"""The theme: every colour stands in one file, and its pairs can be read in light and in dark."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.berichten.test_words import contrast

STYLES = Path(settings.BASE_DIR) / "static/src/css"
TOKENS = (STYLES / "tokens.css").read_text()
COLOUR = re.compile(r":[^;{}]*?(#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\()", re.IGNORECASE)
# Browsers do not all read a token in ::highlight.
LEFT = {("zoeken.css", "::highlight(gevonden)")}
TEXT, SHAPE = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11
PAIRS = (
    ("inkt", "wit", TEXT),
    ("inkt", "mist", TEXT),
    ("inkt", "mist-diep", TEXT),
    ("inkt-zacht", "wit", TEXT),
    ("inkt-zacht", "mist", TEXT),
    ("nu-diep", "wit", TEXT),
    ("nu-diep", "nu-licht", TEXT),
    ("later-diep", "wit", TEXT),
    ("later-diep", "later-licht", TEXT),
    ("elders-diep", "wit", TEXT),
    ("elders-diep", "mist", TEXT),
    ("elders-diep", "elders-licht", TEXT),
    ("fout", "wit", TEXT),
    ("fout", "fout-licht", TEXT),
    ("inkt", "streep", TEXT),
    ("op-diep", "diep", TEXT),
    ("op-kleur", "focus", TEXT),
    ("lijn-sterk", "wit", SHAPE),
    ("focus-lijn", "focus", SHAPE),
)


def theme(dark: bool) -> dict[str, str]:
    """Return the tokens of colour, as they are in light or in dark."""
    light, _, over = TOKENS.partition("prefers-color-scheme: dark")
    found = dict(re.findall(r"--bw-([\w-]+): (#[0-9a-f]{6});", light))
    return found | (dict(re.findall(r"--bw-([\w-]+): (#[0-9a-f]{6});", over)) if dark else {})


def test_no_colour_stands_outside_the_theme() -> None:
    found = []
    for path in sorted(STYLES.glob("*.css")):
        for block in re.findall(r"([^{}]+)\{([^{}]*)\}", path.read_text()):
            selector, body = block[0].strip().splitlines()[-1].strip(), f"{{{block[1]}"
            if path.name != "tokens.css" and COLOUR.search(body):
                found.append((path.name, selector))
    assert set(found) == LEFT


def test_a_colour_outside_the_theme_is_seen() -> None:
    assert COLOUR.search("{ color: #fff; }")
    assert COLOUR.search("{ box-shadow: 0 1rem rgb(0 0 0 / 50%); }")
    assert not COLOUR.search("{ color: var(--bw-inkt); }")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_what_stands_on_each_other_can_be_read(
    front: str, back: str, least: float, dark: bool
) -> None:
    tokens = theme(dark)
    assert contrast(tokens[front], tokens[back]) >= least
