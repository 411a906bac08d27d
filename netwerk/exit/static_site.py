"""The whole public site as files that open from a folder, for when no server runs any more."""

import base64
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from netwerk.exit.crawl import Found, Site, crawl
from netwerk.exit.rewrite import FILES, ICON, Page
from netwerk.exit.tables import ExitError
from netwerk.kern.archief import FORM, without_controls
from netwerk.kern.context import site as site_context

ALL_PAGES = "alle-paginas.html"
SYMBOL = re.compile(r'<symbol id="([^"]+)"(.*?)</symbol>', re.DOTALL)
HEADER = re.compile(r'<header class="kop"[^>]*>')
FONT = re.compile(r"url\(\"?(fonts/[^)\"]+)\"?\)")
EMPTY = (  # what only held a form or a link that is gone, from the inside out
    re.compile(r"<(li|p)\b[^>]*>\s*</\1>"),
    re.compile(r"<(ul|nav)\b[^>]*>\s*</\1>"),
    re.compile(r"<(section)\b[^>]*>\s*<h2\b[^>]*>[^<]*</h2>\s*</\1>"),
)
Say = Callable[[str], Any]


def static_export(target: Path, say: Say) -> int:
    """Write it, and return the number of pages; ExitError when something stands there."""
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise ExitError(f"{target} bestaat al. Kies een andere naam.")
    folder = target.with_name(f"{target.name}.bezig")
    work = target.with_name(f"{target.name}.werk")
    for each in (folder, work):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir(parents=True)
    try:
        site = crawl(folder, work, say)
        number = _Writer(folder, site).write(say)
        if target.is_dir():
            target.rmdir()
        folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(work, ignore_errors=True)
    return number


class _Writer:
    """Writes pages one by one, with the files of the design that they use."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site = folder, site
        self.assets: dict[str, str] = {}
        sprite = next(iter(sorted(Path(settings.STATIC_ROOT).glob("sprite.*.svg"))))
        self.icons = dict(SYMBOL.findall(sprite.read_text()))
        self.day = timezone.localdate()
        line = {"dag": self.day, "alles": f"/{ALL_PAGES}"}
        self.banner = render_to_string("netwerk/archiefregel.html", line)
        site.found[f"/{ALL_PAGES}"] = Found(name=ALL_PAGES)

    def write(self, say: Say) -> int:
        """Write every page, and one that names them all."""
        number = 0
        for address, entry in self.site.pages():
            if entry.raw:
                self._write(address, entry.name, entry.raw.read_text())
            number += 1
            if number % 200 == 0:
                say(f"{number} pagina's geschreven")
        self._write("/", ALL_PAGES, self._all_pages())
        return number + 1

    def _write(self, address: str, name: str, page: str) -> None:
        page = FORM.sub(lambda form: without_controls(form[0]) or form[0], page)
        told = HEADER.sub(lambda found: found[0] + self.banner, page, count=1)
        rewriter = Page(
            address=address,
            name=name,
            name_of=self.site.name_of,
            asset=self._asset,
            symbols=self._symbols,
        )
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = rewriter.rewritten(told)
        for empty in EMPTY:
            text = empty.sub("", text)
        path.write_text(text)

    def _all_pages(self) -> str:
        """Return the page that names every other, by the first word of their addresses."""
        parts: dict[str, list[tuple[str, Found]]] = {}
        for address, entry in self.site.pages():
            if "?" not in address:
                parts.setdefault(address.split("/")[1], []).append((address, entry))
        request: Any = None
        context = {"delen": parts.items(), "dag": self.day, **site_context(request)}
        return render_to_string("netwerk/archief_paginas.html", context)

    def _asset(self, href: str) -> str:
        """Keep a file of the design, its letters inside it: browsers take no font by file:."""
        inside = urlsplit(href).path.removeprefix(settings.STATIC_URL)
        if inside not in self.assets:
            source = Path(settings.STATIC_ROOT) / inside
            name = f"{FILES}/{inside}"
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix == ".css":
                target.write_text(FONT.sub(_embedded, source.read_text()))
            else:
                shutil.copyfile(source, target)
            self.assets[inside] = name
        return self.assets[inside]

    def _symbols(self, names: list[str]) -> str:
        """Draw the icons of a page in it: a browser takes none from another file by file:."""
        drawn = "".join(
            f'<symbol id="{ICON}{name}"{self.icons[name]}</symbol>'
            for name in names
            if name in self.icons
        )
        return f'<svg hidden aria-hidden="true">{drawn}</svg>' if drawn else ""


def _embedded(found: re.Match[str]) -> str:
    content = (Path(settings.STATIC_ROOT) / found[1]).read_bytes()
    return f'url("data:font/woff2;base64,{base64.b64encode(content).decode()}")'
