"""`make shots`: a picture of every page, small and wide, light and dark, in `.local/shots/`.

Starts a site of its own with demo content, and walks through it: for each role from the pages
in SEEDS along the links, one page of every kind. What one signed-in role has shown is not taken
again for the next, except the seeds, which look different for everyone.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.chromium import ensure_chromium
from netwerk.kern.dev.environment import LOCAL
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import running_site

PASSWORD = "welkom-bij-het-netwerk"
SHOTS = LOCAL / "shots"
SIZES = ((390, 844), (1280, 900))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SEEDS = {
    "anoniem": (
        *("/", "/communities/", "/casussen/", "/bijeenkomsten/", "/handboek/"),
        *("/zoeken/?q=wonen", "/zoeken/?q=zzzz", "/account/login/", "/account/signup/"),
        *("/bestaat-niet/", "/_componenten/", "/dev/mail/"),
    ),
    "deelnemer": ("/", "/mijn/", "/casussen/", "/bijeenkomsten/", "/communities/", "/handboek/"),
    "organisator": ("/mijn/", "/bijeenkomsten/", "/communities/bewoners-in-beeld/"),
    "redacteur": ("/mijn/", "/handboek/"),
    "beheerder": ("/mijn/", "/beheer/leden/"),
    "buitenstaander": ("/", "/mijn/", "/casussen/", "/communities/"),
}
NOT_A_PAGE = re.compile(r"\.(ics|pdf|txt|xml|json|csv|zip)$|/logout/|^/static/|^/media/")


def main() -> int:
    """Take all pictures; returns the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        chromium = ensure_chromium(say)
        with tempfile.TemporaryDirectory(prefix="netwerk-shots-") as folder:
            Path(folder).chmod(0o711)
            (port,) = free_ports(1)
            with (
                running_site(Path(folder), port, durable=False, say=say) as site,
                sync_playwright() as playwright,
            ):
                os.environ.update(site.env)
                django.setup()
                shutil.rmtree(SHOTS, ignore_errors=True)
                browser = playwright.chromium.launch(
                    executable_path=str(chromium), args=["--no-sandbox", "--hide-scrollbars"]
                )
                number = sum(_pictures(browser, site.url))
                browser.close()
        say(f"{number} schermafdrukken staan in {SHOTS}.")
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _pictures(browser: Browser, url: str) -> Iterator[int]:
    anonymously: set[str] = set()
    signed_in: set[str] = set()
    for role, seeds in SEEDS.items():
        seen = anonymously if role == "anoniem" else signed_in
        context = browser.new_context(base_url=url, reduced_motion="reduce", locale="nl-NL")
        if role != "anoniem":
            log_in(context, role)
        yield from _walk(context, role, seeds, seen)
        context.close()


def log_in(context: BrowserContext, role: str) -> None:
    """Sign in as somebody of the demo site."""
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", f"{role}@voorbeeld.nl")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login/" not in address)
    page.close()


def _walk(
    context: BrowserContext, role: str, seeds: tuple[str, ...], seen: set[str]
) -> Iterator[int]:
    page = context.new_page()
    seen.update(map(_kind, seeds))
    waiting = [*seeds]
    while waiting:
        path = waiting.pop(0)
        answer = page.goto(path)
        if urlsplit(page.url).path != urlsplit(path).path:
            # Sent on, to log in for instance; another role may see the page itself.
            seen.discard(_kind(path))
            continue
        say(f"{role:15}{answer.status if answer else 0} {path}")
        yield _take(page, SHOTS / role, path)
        links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
        for link in filter(None, map(_inside(page.url), links)):
            if _kind(link) not in seen:
                seen.add(_kind(link))
                waiting.append(link)


def _kind(path: str) -> str:
    """Name what the address leads to, so that one casus stands for all."""
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return path


def _inside(here: str) -> Callable[[str], str | None]:
    host = urlsplit(here).netloc

    def path_of(link: str) -> str | None:
        parts = urlsplit(link)
        if parts.netloc != host or NOT_A_PAGE.search(parts.path):
            return None
        return parts.path

    return path_of


def _take(page: Page, folder: Path, path: str) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    return len(SIZES) * len(SCHEMES)


def say(line: str) -> None:
    """Say at once what happens."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
