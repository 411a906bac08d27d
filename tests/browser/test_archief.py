"""The public site as files: opened from a folder, without a server, whole and accessible."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.crawl import kind_of
from tests.browser.test_guards import axe, axe_source
from tests.exit.conftest import Installation, full, new_installation

__all__ = ["full", "new_installation"]
HOST = "http://testserver"
CITED = re.compile(
    r'<link[^>]* rel="canonical"[^>]*>|<script type="application/ld\+json">.*?</script>', re.S
)
ADDRESS = re.compile(r'\s(?:href|src|action|poster)="([^"]*)"')


@pytest.fixture(scope="module")
def archive(full: Installation) -> Iterator[Path]:
    """Return the whole public site as a folder, which linkchecker may read as a user of its own."""
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        folder = Path(home) / "de site"
        said = full.done("static_export", str(folder))
        assert re.search(r"Klaar: \d+ pagina's\. Open ", said)
        yield folder


@dataclass
class Reader:
    """Somebody with a browser; ``faults`` are what it reported and loaded from elsewhere."""

    page: Page
    faults: list[str]


@pytest.fixture
def reader(chromium: Browser, archive: Path) -> Iterator[Callable[..., Reader]]:
    """Return a function that gives somebody with a browser."""
    contexts = []
    inside = (archive.as_uri() + "/", "data:")

    def make() -> Reader:
        context = chromium.new_context(
            viewport={"width": 390, "height": 900}, locale="nl-NL", reduced_motion="reduce"
        )
        contexts.append(context)
        made = Reader(context.new_page(), [])
        made.page.on("console", lambda m: made.faults.append(m.text) if m.type == "error" else None)
        made.page.on(
            "request",
            lambda asked: None if asked.url.startswith(inside) else made.faults.append(asked.url),
        )
        return made

    yield make
    for context in contexts:
        context.close()


def html_of(archive: Path) -> list[Path]:
    """Return every page; a document to save is no page, and stays as it was."""
    names = ("index.html", "pagina-*.html", "provincie-*.html", "alle-paginas.html")
    return sorted(path for name in names for path in archive.rglob(name))


def one_of_each_kind(archive: Path) -> list[Path]:
    """Return a page of every kind of address, and every page that is no address of the site."""
    found: dict[str, Path] = {}
    for path in html_of(archive):
        name = path.relative_to(archive).as_posix()
        address = "/" + name.removesuffix("index.html")
        kind = kind_of(unquote(address))
        found.setdefault(name if kind == "404" else kind, path)
    return list(found.values())


def test_every_link_leads_somewhere(archive: Path) -> None:
    checker = Path(sys.executable).parent / "linkchecker"
    options = ["--no-warnings", "--no-status", "--recursion-level=-1", "--ignore-url=^mailto:"]
    done = subprocess.run(
        [checker, *options, str(archive / "index.html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    looked = re.search(r"(\d+) links in (\d+) URLs checked", done.stdout)
    assert looked and int(looked[2]) > len(html_of(archive)), done.stdout[-1000:]


def test_nothing_leads_to_the_server_that_is_gone(archive: Path) -> None:
    for path in html_of(archive):
        text = CITED.sub("", path.read_text())
        for address in ADDRESS.findall(text):
            parts = urlsplit(address)
            assert parts.netloc != "testserver", path
            assert parts.scheme or not address.startswith("/"), f"{path}: {address}"
            if not parts.scheme and parts.path:
                assert (path.parent / unquote(parts.path)).resolve().is_file(), f"{path}: {address}"


def test_no_form_no_script_and_every_page_says_what_it_is(archive: Path) -> None:
    pages = html_of(archive)
    assert len(pages) > 150
    for path in pages:
        text = CITED.sub("", path.read_text())
        assert not re.search(r"<(?:form|input|textarea|select|script|iframe)\b", text), path
        assert "csrfmiddlewaretoken" not in text
        assert text.count("Dit is het archief van ") == 1, path
        assert len(re.findall(r"<main\b", text)) == 1, path


def test_what_visitors_cannot_read_is_not_in_it(archive: Path, full: Installation) -> None:
    closed = full.rows("SELECT title FROM casussen_casus WHERE visibility <> 'public'")
    public = full.rows("SELECT title, slug FROM casussen_casus WHERE visibility = 'public'")
    published = full.rows("SELECT count(*) FROM handboek_advies WHERE state = 'published'")
    everything = "".join(path.read_text() for path in html_of(archive))
    assert closed and not [title for (title,) in closed if f">{title}<" in everything]
    for title, slug in public:
        assert title in (archive / f"casussen/{slug}/index.html").read_text()
    emails = full.rows("SELECT email FROM communities_deelnemer")
    assert not [email for (email,) in emails if email in everything]
    names = (archive / "alle-paginas.html").read_text()
    assert names.count('href="handboek/') > published[0][0]


def test_each_kind_of_page_opens_from_the_folder(
    archive: Path, reader: Callable[..., Reader]
) -> None:
    someone = reader()
    found = []
    for path in one_of_each_kind(archive):
        name = path.relative_to(archive)
        someone.page.goto(path.as_uri())
        found += [f"{name}: {fault}" for fault in someone.faults]
        for width in (1280, 390):
            someone.page.set_viewport_size({"width": width, "height": 900})
            if someone.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{name}: wider than {width}")
        someone.page.evaluate(axe_source())
        found += [f"{name}: {line}" for line in axe(someone.page, "light")]
        someone.faults.clear()  # axe asks for the styles in ways of its own
    assert found == []
    assert someone.page.evaluate("document.fonts.check('16px Figtree')")


def test_somebody_walks_from_the_front_to_a_casus(
    archive: Path, reader: Callable[..., Reader]
) -> None:
    someone = reader()
    opened = someone.page
    opened.goto((archive / "index.html").as_uri())
    opened.get_by_role("button", name="Menu", exact=True).click()
    opened.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Casussen").click()
    opened.get_by_role("main").get_by_role("link", name="Eerst ophalen, en dan?").first.click()
    assert opened.get_by_role("heading", level=1).inner_text().startswith("Eerst ophalen")
    opened.get_by_role("link", name="Alle pagina’s").click()
    assert opened.get_by_role("heading", name="Alle pagina’s van dit archief").is_visible()
    assert someone.faults == []
