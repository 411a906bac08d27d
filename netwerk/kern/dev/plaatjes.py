"""`make plaatjes`: the pictures of the manual, from the demo site, into static/src/img/hulp/.

Each is the part of one page that its text tells about, small enough to load at once. Look at them
after a change of those pages; a test names what is missing or too large.
"""

from __future__ import annotations

import io
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.chromium import ensure_chromium
from netwerk.kern.dev.environment import ROOT
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.shots import log_in, say
from netwerk.kern.dev.site import running_site

FOLDER = ROOT / "static" / "src" / "img" / "hulp"
WIDTH, HEIGHT = 800, 500  # of the window, and at most of a picture
MOST_BYTES = 40_000
CASUS = "/casussen/dorpswinkel-met-drie-vrijwilligers"
MEETING = "/bijeenkomsten/casustafel-vragen-zonder-formulier"


@dataclass(frozen=True)
class Shot:
    """One picture: who looks, at which page, and which part of it (a selector; "" is the top)."""

    role: str
    path: str
    part: str = ""


SHOTS = {
    "handboek": Shot("anoniem", "/handboek/", "main"),
    "inloggen": Shot("anoniem", "/account/login/", "main h1"),
    "twee-stappen": Shot("deelnemer", "/account/2fa/", "main h1"),
    "eerste-stappen": Shot("buitenstaander", "/mijn/", ".eerste"),
    "profiel": Shot("deelnemer", "/mijn/profiel/", "#deel-wie"),
    "mail-instellen": Shot("deelnemer", "/mijn/berichten/", "main fieldset"),
    "aanmelden": Shot(
        "deelnemer",
        "/bijeenkomsten/leertafel-een-naam-achter-de-vraag-2/",
        "section:has(> #aanmelden)",
    ),
    "gesprek": Shot("deelnemer", "/communities/bewoners-in-beeld/binnen/", "#gesprek"),
    "casus-schrijven": Shot("deelnemer", f"{CASUS}/bewerk/approach/", "main form"),
    "casus-openbaar": Shot("deelnemer", f"{CASUS}/publiceren/", "main h1"),
    "bijeenkomst-plannen": Shot("organisator", "/bijeenkomsten/nieuw/", "main form"),
    "programma-maken": Shot("organisator", f"{MEETING}/programma/", "main h1"),
    "mensen-uitnodigen": Shot(
        "organisator", "/communities/bewoners-in-beeld/uitnodigingen/nieuw/", "main form"
    ),
    "les-maken": Shot("redacteur", "/handboek/oogst/casus/blik-op-eindhoven/", "main h1"),
    "advies-schrijven": Shot("redacteur", "/handboek/redactie/nieuw/", "main form"),
    "advies-nalezen": Shot("redacteur", "/handboek/redactie/", "section:has(> #toets)"),
    "leden": Shot("beheerder", "/beheer/leden/", "main"),
}


def main() -> int:
    """Take all pictures; returns the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        chromium = ensure_chromium(say)
        with tempfile.TemporaryDirectory(prefix="netwerk-plaatjes-") as folder:
            Path(folder).chmod(0o711)
            (port,) = free_ports(1)
            with (
                running_site(Path(folder), port, durable=False, say=say) as site,
                sync_playwright() as playwright,
            ):
                browser = playwright.chromium.launch(
                    executable_path=str(chromium), args=["--no-sandbox", "--hide-scrollbars"]
                )
                take_all(browser, site.url)
                browser.close()
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def take_all(browser: Browser, url: str) -> None:
    """Write every picture, and throw away those that are no longer in the list."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for role in dict.fromkeys(shot.role for shot in SHOTS.values()):
        context = browser.new_context(
            base_url=url,
            viewport={"width": WIDTH, "height": 900},
            reduced_motion="reduce",
            locale="nl-NL",
        )
        if role != "anoniem":
            log_in(context, role)
        page = context.new_page()
        for name, shot in SHOTS.items():
            if shot.role == role:
                page.goto(shot.path)
                box = page.locator(shot.part or "body").first.bounding_box()
                if box is None:
                    raise ServiceError(f"{name}: {shot.part} staat niet op {shot.path}")
                height = min(HEIGHT, max(box["height"], HEIGHT if box["height"] < 100 else 0))
                top = max(0, box["y"] - 16)
                clip = {"x": 0, "y": top, "width": WIDTH, "height": height + 32}
                _write(name, page.screenshot(full_page=True, clip=clip))  # type: ignore[arg-type]
        context.close()
    for path in FOLDER.glob("*"):
        if path.stem not in SHOTS:
            path.unlink()
    say(f"{len(SHOTS)} plaatjes staan in {FOLDER}.")


def _write(name: str, png: bytes) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in range(80, 20, -10):
        data = io.BytesIO()
        image.save(data, "WEBP", quality=quality, method=6)
        if len(data.getvalue()) <= MOST_BYTES:
            break
    (FOLDER / f"{name}.webp").write_bytes(data.getvalue())


if __name__ == "__main__":
    sys.exit(main())
