"""A page of another site with a piece of the handboek: nothing is asked of us until a click."""

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Person, Site

ADVIES = "/handboek/adviezen/1/delen/"


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Return a function that puts a text on a site of its own and gives its address."""
    page = {"html": ""}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            icon = '<link rel="icon" href="data:,">'
            head = f'<!DOCTYPE html><html lang="nl"><head><title>Gemeente</title>{icon}</head>'
            self.wfile.write(f"{head}<body>{page['html']}</body></html>".encode())

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def put(text: str) -> str:
        page["html"] = text
        return f"http://127.0.0.1:{server.server_port}/"

    yield put
    server.shutdown()
    server.server_close()


def test_a_copied_piece_asks_nothing_of_us_until_somebody_clicks(
    person: Callable[..., Person], elsewhere: Callable[[str], str], site: Site
) -> None:
    visitor = person(None, width=1280)
    visitor.goto(ADVIES)
    pieces = [area.input_value() for area in visitor.page.locator("textarea[readonly]").all()]
    assert len(pieces) == 2
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.get_by_role("button", name="Kopieer de HTML").first.click()
    visitor.page.get_by_text("Gekopieerd").wait_for()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == pieces[0]
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    there = elsewhere("".join(pieces))
    visitor.page.goto(there)
    visitor.page.wait_for_load_state("networkidle")
    assert asked == [there]
    assert visitor.context.cookies() == []
    title = visitor.page.locator("blockquote a").first
    assert re.match(r".+", title.inner_text())
    path = urlsplit(title.get_attribute("href") or "").path
    assert path == "/handboek/adviezen/1/"
    visitor.goto(path)
    assert visitor.page.locator("h1").inner_text() == title_of(pieces[0])


def title_of(piece: str) -> str:
    """Return the words of the first link."""
    found = re.search(r"<a [^>]+>([^<]+)</a>", piece)
    assert found
    return found[1]
