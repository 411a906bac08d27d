"""A real site with all its processes, a real mail server, and a real Chromium.

The site is the one of `make run`, with its demo content, on its own database and ports.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from netwerk.kern.dev import testdatabase
from netwerk.kern.dev.environment import test_environment as environment_of_tests
from netwerk.kern.dev.services import VARIABLES
from netwerk.kern.dev.site import running_site
from tests.factories import PASSWORD

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GROUPS = {"test_mails.py": "mails", "test_archief.py": "archief"}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep browser tests together in one process, so that one site is enough.

    Those of the mails and of the archive need no site; they are groups of their own, for the
    other process.
    The guards go first: they need every kind of page, and others use them up.
    """
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path != here / "test_guards.py")  # the rest keeps its order
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(GROUPS.get(item.path.name, "browser")))


class Sink:
    """A mail server that keeps every message that it accepted."""

    def __init__(self) -> None:
        self.messages: list[tuple[list[str], EmailMessage]] = []
        self.arrived = threading.Condition()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep one message; the recipients are those of the envelope."""
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        with self.arrived:
            self.messages.append((envelope.rcpt_tos, parsed))
            self.arrived.notify_all()
        return "250 OK"

    def wait_for(
        self, address: str, subject: str, *, calendar: bool = False, seconds: float = 60
    ) -> EmailMessage:
        """Wait until a mail came for this address, with these words in its subject.

        ``calendar`` asks for one that carries an invitation. Fails after ``seconds``.
        """

        def found() -> EmailMessage | None:
            for message in self.to(address):
                kinds = {part.get_content_type() for part in message.walk()}
                if subject in message["Subject"] and ("text/calendar" in kinds) is calendar:
                    return message
            return None

        with self.arrived:
            message = self.arrived.wait_for(found, seconds)
        assert message, [m["Subject"] for m in self.to(address)]
        return message

    def to(self, address: str) -> list[EmailMessage]:
        """Return what was sent to one address, oldest first."""
        return [message for recipients, message in self.messages if address in recipients]


@dataclass
class Site:
    """The address of the running site, and the mail that it sent."""

    url: str
    mail: Sink


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")  # ended when they are done: its processes never rest
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Start the whole site once for all browser tests."""
    if request.config.getoption("loadgroup", default=False):
        here = [each for each in request.session.items if each.get_closest_marker("browser")]
        assert all("@" in each.nodeid for each in here), "pytest-xdist does not keep its groups"
    folder = tmp_path_factory.mktemp("site")
    ours = {*environment_of_tests(folder), *VARIABLES.values(), "MAIL_DIR"}
    before = dict(os.environ)
    sink = Sink()
    mail = Controller(sink, hostname="127.0.0.1", port=free_port())
    mail.start()
    try:
        for name in ours:
            os.environ.pop(name, None)
        os.environ["MAIL_URL"] = f"smtp://127.0.0.1:{mail.port}"
        port, fill = free_port(), testdatabase.put_in
        with running_site(folder, port, durable=False, say=print, fill=fill) as running:
            os.environ.clear()
            os.environ.update(before)
            yield Site(running.url.rstrip("/"), sink)
    finally:
        os.environ.clear()
        os.environ.update(before)
        mail.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Chromium; it ends with the module, because its event loop disturbs Django."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody with a browser of their own; ``faults`` are the reports of that browser."""

    context: BrowserContext
    page: Page
    site: Site
    faults: list[str]

    def goto(self, path: str) -> Page:
        """Open an address of the site."""
        self.page.goto(self.site.url + path)
        return self.page

    def foreign(self) -> list[str]:
        """Return the requests that left the site."""
        return [fault for fault in self.faults if fault.startswith("elders:")]


@pytest.fixture
def person(site: Site, chromium: Browser) -> Iterator[Callable[..., Person]]:
    """Return a function that gives somebody with a browser, signed in when an address is given."""
    opened: list[BrowserContext] = []

    def make(email: str | None = None, width: int = 390) -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        faults: list[str] = []
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((site.url, "data:"))
                else faults.append(f"elders: {request.url}")
            ),
        )
        someone = Person(context, page, site, faults)
        if email:
            sign_in(someone, email)
        return someone

    yield make
    for context in opened:
        context.close()


def wait_until(page: Page, holds: str, seconds: float = 20) -> None:
    """Wait until an expression holds in a page; fails after ``seconds``.

    Playwright's own way evaluates it in the page, which our security policy forbids.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < end, f"{page.url}: never {holds}"
        page.wait_for_timeout(20)


def sign_in(someone: Person, email: str) -> None:
    """Sign in with the form, as a person does."""
    page = someone.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=False).first.click()
    page.wait_for_url("**/mijn/", timeout=60_000)  # hashing waits while others use both cores
