"""The theme: every colour stands in one file, and its pairs can be read in light and in dark."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from tests.berichten.test_words import contrast

ROOT = Path(settings.BASE_DIR)
STYLES = ROOT / "static/src/css"
OTHER = ROOT / "deploy/thema"
OTHER_STYLE = (OTHER / "thema.css").read_text()
PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
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
    ("op-kleur", "nu", TEXT),
    ("op-kleur", "later", TEXT),
    ("op-elders", "elders", TEXT),
    ("op-diep-zacht", "diep", TEXT),
    ("lijn-sterk", "wit", SHAPE),
    ("focus-lijn", "focus", SHAPE),
)


def theme(dark: bool, *styles: str) -> dict[str, str]:
    """Return the tokens of colour, as they are in light or in dark, with styles on top of ours."""
    found: dict[str, str] = {}
    for style in (TOKENS, *styles):
        light, _, over = style.partition("prefers-color-scheme: dark")
        for text in (light, over)[: 1 + dark]:
            found |= dict(re.findall(r"--bw-([\w-]+): (#[0-9a-f]{6});", text))
    return found


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


@pytest.mark.parametrize("style", ["", OTHER_STYLE], ids=["ours", "other"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_what_stands_on_each_other_can_be_read(
    front: str, back: str, least: float, dark: bool, style: str
) -> None:
    tokens = theme(dark, style)
    assert contrast(tokens[front], tokens[back]) >= least


def test_another_house_style_names_each_colour_for_light_and_dark() -> None:
    light, _, dark = OTHER_STYLE.partition("prefers-color-scheme: dark")
    colours = re.compile(r"(--bw-[\w-]+): #")
    assert set(colours.findall(light)) == set(colours.findall(dark)) != set()
    assert {each.removeprefix("--bw-") for each in colours.findall(light)} <= theme(False).keys()


@pytest.mark.django_db
def test_a_setting_gives_pages_another_house_style_and_name(client: Client, settings: Any) -> None:
    assert "thema.css" not in client.get("/privacy/").text
    settings.THEME, settings.SITE_NAME = OTHER, "Leernetwerk Oost"
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, ("thema", OTHER)]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN_FILES}}
    for page in (client.get("/privacy/").text, render_to_string("503.html")):
        ours, theirs = page.index("/static/portaal.css"), page.index("/static/thema/thema.css")
        assert ours < theirs  # what comes last counts
        assert 'src="/static/thema/merk.svg" alt=""' in page
        assert "Leernetwerk Oost</title>" in page
        assert "Leernetwerk <span>Oost</span>" in page
        assert "Nationaal Netwerk" not in page.partition("<main")[0].partition("<body")[2]
    assert finders.find("thema/thema.css") == str(OTHER / "thema.css")


def test_the_setting_is_a_folder_with_a_style(tmp_path: Path) -> None:
    def start(folder: Path) -> subprocess.CompletedProcess[str]:
        code = "from netwerk import settings; print(settings.STATICFILES_DIRS, settings.SITE_NAME)"
        env = os.environ | {"THEME": str(folder), "SITE_NAME": "Leernetwerk Oost"}
        return subprocess.run(
            [sys.executable, "-c", code],
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert f"('thema', {OTHER!r})] Leernetwerk Oost" in start(OTHER).stdout
    assert "THEME must be a folder with a file thema.css" in start(tmp_path).stderr
