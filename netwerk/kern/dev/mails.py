"""`make mails`: the example of every message, as text and as pictures, in `.local/mails/`.

Each HTML part is shown small and wide, light and dark, and once without its style block, as mail
programs do that strip it. Nothing is asked of a network or a database.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import django
from playwright.sync_api import Browser, sync_playwright

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.chromium import ensure_chromium
from netwerk.kern.dev.environment import LOCAL, test_environment

MAILS = LOCAL / "mails"
WIDTHS = (390, 700)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
NOWHERE = {
    "DATABASE_URL": "postgresql://niemand@127.0.0.1:1/geen",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "CACHE_URL": "redis://127.0.0.1:1/0",
}


def main() -> int:
    """Write all texts and take all pictures; returns the exit code."""
    try:
        chromium = ensure_chromium(_say)
        with tempfile.TemporaryDirectory(prefix="netwerk-mails-") as folder:
            os.environ.update(test_environment(Path(folder)) | NOWHERE)
            django.setup()
            shutil.rmtree(MAILS, ignore_errors=True)
            MAILS.mkdir(parents=True)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=str(chromium), args=["--no-sandbox", "--hide-scrollbars"]
                )
                number = sum(_take(browser, key, html) for key, html in _write())
                browser.close()
        _say(f"{number} afbeeldingen en de teksten staan in {MAILS}.")
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _write() -> Iterator[tuple[str, str]]:
    """Write the text and the HTML of every example, and give the HTML."""
    from netwerk.kern.berichten import examples

    for key, made in examples.every_example():
        head = f"Van: {made.message()['From']}\nOnderwerp: {made.subject}\n\n"
        (MAILS / f"{key}.txt").write_text(head + str(made.body))
        html = examples.html_of(made)
        (MAILS / f"{key}.html").write_text(html)
        yield key, html


def _take(browser: Browser, key: str, html: str) -> int:
    looks = [(f"{width}-{scheme}", width, scheme, html) for width in WIDTHS for scheme in SCHEMES]
    looks.append(("390-kaal", 390, "light", STYLE.sub("", html)))
    for name, width, scheme, shown in looks:
        context = browser.new_context(
            viewport={"width": width, "height": 600},
            color_scheme=scheme,
            offline=True,
            java_script_enabled=False,
        )
        page = context.new_page()
        page.set_content(shown)
        page.screenshot(path=MAILS / f"{key}-{name}.png", full_page=True)
        context.close()
    return len(looks)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
