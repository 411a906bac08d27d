"""Which addresses a visitor can reach, and under what name each stands in a folder."""

import html
import mimetypes
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings

from netwerk.exit.visitor import Answer, Visitor

LEFT_OUT = (  # they need a server or somebody who is signed in, or have no end
    "/account/",
    "/api/",
    "/beheer/",
    "/berichten/",
    "/bijeenkomsten/maand/",
    "/dev/",
    "/gezond/",
    "/handboek/lijst/",
    "/mijn/",
    "/moderatie/",
    "/zoeken/",
)
LIVE = {"application/atom+xml", "application/rss+xml", "text/calendar"}  # for who wants news
KEPT_QUERY = re.compile(r"(?:provincie=[\w-]+)?&?(?:pagina=\d+)?")
LINK = re.compile(rb"""<(?:a|img|source)\b[^>]*?\s(?:href|src|srcset)="([^"]*)\"""", re.IGNORECASE)
LOC = re.compile(rb"<loc>([^<]+)</loc>")
TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
REST = re.compile(r"[^\w.()+,@-]")
STARTS = ("/", "/sitemap.xml")


@dataclass
class Found:
    """One address: a page or a file under ``name``, one that leads ``to`` another, or closed."""

    name: str = ""
    title: str = ""
    to: str = ""
    raw: Path | None = None


@dataclass
class Site:
    """All addresses that were asked, by their path and query."""

    found: dict[str, Found] = field(default_factory=dict)

    def name_of(self, address: str) -> str:
        """Return the name of what an address shows in the end; "" when it is not there."""
        for _ in range(5):
            entry = self.found.get(address)
            if entry is None or not entry.to:
                return entry.name if entry else ""
            address = entry.to
        return ""

    def pages(self) -> Iterator[tuple[str, Found]]:
        """Give every page, in order of address."""
        for address in sorted(self.found):
            if self.found[address].raw:
                yield address, self.found[address]


def crawl(folder: Path, work: Path, say: Callable[[str], Any]) -> Site:
    """Ask every page once: pages go to ``work`` as they are, files at once to ``folder``."""
    visitor, site = Visitor(), Site()
    waiting = deque(STARTS)
    site.found.update((address, Found()) for address in STARTS)
    number = 0
    while waiting:
        address = waiting.popleft()
        answer = visitor.ask(address)
        for target in _take(site.found[address], address, answer, folder, work):
            if target not in site.found and is_wanted(target):
                site.found[target] = Found()
                waiting.append(target)
        number += 1
        if number % 200 == 0:
            say(f"{number} adressen bekeken, nog {len(waiting)}")
    return site


def _take(entry: Found, address: str, answer: Answer, folder: Path, work: Path) -> list[str]:
    """Keep what an address gave, and return the addresses in it."""
    if answer.leads_to:
        entry.to = clean(answer.leads_to, address)
        return [entry.to] if entry.to else []
    if answer.status != 200 or answer.kind in LIVE:
        return []
    if answer.kind.endswith("/xml") and address.startswith("/sitemap"):
        return [clean(each.decode(), address) for each in LOC.findall(answer.body)]
    entry.name = name_for(address, "" if answer.is_to_save else answer.kind)
    if answer.kind != "text/html" or answer.is_to_save:
        target = folder / entry.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(answer.body)
        return []
    entry.raw = work / f"{abs(hash(address))}.html"
    entry.raw.write_bytes(answer.body)
    title = TITLE.search(answer.body)
    words = html.unescape(title[1].decode()) if title else address
    entry.title = words.rpartition(" | ")[0] or words
    return [clean(html.unescape(each.decode()), address) for each in LINK.findall(answer.body)]


def clean(link: str, base: str) -> str:
    """Return the path and query of a link to our own site; "" for any other."""
    home = urlsplit(settings.SITE_URL)
    parts = urlsplit(urljoin(settings.SITE_URL + base, link.strip()))
    if parts.netloc != home.netloc or parts.scheme not in {"http", "https"}:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def is_wanted(address: str) -> bool:
    """Say whether it goes along: pages of a list and the map do, other choices do not."""
    path, _, query = address.partition("?")
    if not path or path.startswith((settings.STATIC_URL, *LEFT_OUT)):
        return False
    return bool(KEPT_QUERY.fullmatch(query))


def name_for(address: str, kind: str) -> str:
    """Return the name of a file in the folder: every sign of it is safe on every machine."""
    path, _, query = address.partition("?")
    parts = [REST.sub("-", part).lstrip(".") or "-" for part in unquote(path).split("/") if part]
    ending = "" if kind == "text/html" else mimetypes.guess_extension(kind) or ""
    if kind == "text/html":
        return "/".join([*parts, f"{REST.sub('-', query.replace('=', '-')) or 'index'}.html"])
    if path.endswith("/") or not parts:
        parts.append(f"bestand{ending}")
    elif "." not in parts[-1]:
        parts[-1] += ending
    return "/".join(parts)
