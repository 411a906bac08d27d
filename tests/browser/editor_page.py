"""A page with nothing but text boxes with the editor, for looking at many texts at once.

The boxes are drawn by the widget of the site and sent with the headers of the site; only the
page around them is ours.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils.csp import build_policy
from playwright.sync_api import Browser, Locator, Page, Route

from netwerk.kern.dev.environment import ROOT
from netwerk.kern.formulieren import Opmaakinvoer

ORIGIN = "http://editor.voorbeeld"
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
KINDS = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}
COPY = """box => {
  const data = new DataTransfer()
  const options = {clipboardData: data, bubbles: true, cancelable: true}
  box.dispatchEvent(new ClipboardEvent('copy', options))
  return data.getData('text/plain')
}"""
PASTE = """(box, {html, text, files}) => {
  const data = new DataTransfer()
  if (html) data.setData('text/html', html)
  data.setData('text/plain', text)
  for (const name of files || []) {
    data.items.add(new File([new Uint8Array(8)], name, {type: 'image/png'}))
  }
  const options = {clipboardData: data, bubbles: true, cancelable: true}
  box.dispatchEvent(new ClipboardEvent('paste', options))
}"""


class EditorPage:
    """One page with text boxes; ``faults`` are the reports of the browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.posts: list[str] = []
        self.answer: tuple[int, str] = (200, "{}")
        self.html = ""
        page.on("console", lambda m: self.faults.append(m.text) if m.type != "log" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.route("**/*", self._serve)

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if not route.request.url.startswith(ORIGIN):
            self.faults.append(f"elders: {route.request.url}")
            route.abort()
        elif path.startswith("/static/"):
            name = HASH.sub("", path.removeprefix("/static/"))
            kind = KINDS[name.rpartition(".")[2]]
            route.fulfill(body=(ROOT / "static/dist" / name).read_bytes(), content_type=kind)
        elif path.startswith("/opsturen/"):
            self.posts.append(route.request.post_data or "")
            status, body = self.answer
            route.fulfill(status=status, body=body, content_type="application/json")
        elif path.startswith("/bestanden/"):
            picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
            route.fulfill(body=picture, content_type="image/svg+xml")
        else:
            policy = build_policy(settings.SECURE_CSP)
            headers = {"Content-Security-Policy": policy, "Content-Type": "text/html"}
            route.fulfill(body=self.html, headers=headers)

    def show(self, *texts: str, **attrs: Any) -> Locator:
        """Open a page with a box for each text; return the first box to write in."""
        boxes = "".join(
            f'<label for="id_{at}">Tekst {at}</label>'
            + Opmaakinvoer(attrs).render(f"tekst{at}", text, {"id": f"id_{at}"})
            for at, text in enumerate(texts)
        )
        self.html = (
            '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title>'
            '<link rel="stylesheet" href="/static/portaal.css">'
            '<script src="/static/portaal.js" defer></script></head>'
            "<body><main><h1>Proef</h1><h2>Deel</h2>"
            '<form method="post" action="/bewaar/" data-bewaak novalidate>'
            '<input type="hidden" name="csrfmiddlewaretoken" value="geheim-teken">'
            f"{boxes}<button>Bewaar</button></form></main></body></html>"
        )
        self.page.goto(f"{ORIGIN}/")
        return self.box(0)

    def box(self, at: int = 0) -> Locator:
        """Return the box to write in."""
        return self.page.locator(f"#id_{at}-tekst")

    def value(self, at: int = 0) -> str:
        """Return what the form would send, after the pause in which it is written back."""
        self.page.evaluate("() => new Promise(done => setTimeout(done, 320))")
        return self.page.locator(f"#id_{at}").input_value()

    def written(self, at: int = 0) -> str:
        """Return the whole text as the editor writes it: that is what copying gives."""
        self.box(at).focus()
        self.page.keyboard.press("Control+a")
        return str(self.box(at).evaluate(COPY)) + "\n"

    def paste(self, html: str = "", text: str = "woorden", files: list[str] | None = None) -> None:
        """Paste as a browser does."""
        self.box().evaluate(PASTE, {"html": html, "text": text, "files": files})

    def said(self) -> str:
        """Return what the status line says."""
        return self.page.locator(".editor__melding").first.inner_text()


@pytest.fixture
def editor(chromium: Browser) -> Iterator[Callable[..., EditorPage]]:
    """Return a function that opens a page with text boxes."""
    opened = []

    def make(width: int = 1280, **options: Any) -> EditorPage:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="nl-NL", **options
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return EditorPage(context.new_page())

    yield make
    for context in opened:
        context.close()
