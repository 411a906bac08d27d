"""The portal as a host runs it: gunicorn behind a proxy that does TLS."""

import http.client
import json
import os
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import trustme
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from communities.models import Deelnemer
from netwerk.kern.dev.environment import ROOT, inherited_environment
from netwerk.kern.dev.processes import spawn, tail, wait_until
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import GUNICORN
from tests.beveiliging.proxy import Proxy
from tests.factories import DeelnemerFactory, bring_back_vocabularies

HOST = "netwerk.test"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Message
    text: str

    def cookies(self) -> dict[str, dict[str, Any]]:
        """Return {name: what the browser is told about it} of the cookies that are set."""
        found: dict[str, dict[str, Any]] = {}
        for line in self.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                found[name] = dict(morsel) | {"value": morsel.value}
        return found


@dataclass
class Portal:
    """A web server (``behind``), and a proxy with a port for TLS and one for plain HTTP."""

    behind: int
    secure: int
    plain: int
    trust: ssl.SSLContext
    log: Path
    person: Deelnemer

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of the log, each read as JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.strip()]


@dataclass
class Browser:
    """Somebody who visits the portal through the proxy, and keeps cookies."""

    portal: Portal
    address: str = "127.0.0.1"  # where it comes from
    kept: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        path: str,
        data: dict[str, str] | None = None,
        *,
        method: str = "",
        port: int = 0,
        **headers: str,
    ) -> Answer:
        """Ask for a page, or send a form. A header is written with _ for -."""
        said = {"Host": HOST, "Origin": f"https://{HOST}"} if data is not None else {"Host": HOST}
        if self.kept:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.kept.items())
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        if data is not None:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        line = self._line(port or self.portal.secure)
        try:
            line.request(
                method or ("GET" if data is None else "POST"),
                path,
                urlencode(data) if data is not None else None,
                said,
            )
            raw = line.getresponse()
            answer = Answer(raw.status, raw.headers, raw.read().decode(errors="replace"))
        finally:
            line.close()
        self.kept |= {name: each["value"] for name, each in answer.cookies().items()}
        return answer

    def _line(self, port: int) -> http.client.HTTPConnection:
        if port != self.portal.secure:
            return http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        return Line(HOST, port, self.address, self.portal.trust)

    def send(self, path: str, data: dict[str, str], **headers: str) -> Answer:
        """Send a form with the token of its page."""
        return self.ask(path, data | {"csrfmiddlewaretoken": token_in(self.ask(path))}, **headers)


def token_in(page: Answer) -> str:
    """Return the token of the form on a page."""
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert found, (page.status, page.text[:500])
    return found[1]


class Line(http.client.HTTPSConnection):
    """A line to this machine that asks for the certificate of the host by its name."""

    def __init__(self, host: str, port: int, address: str, trust: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=30)
        self.address, self.trust = address, trust

    def connect(self) -> None:
        """Connect, and let nobody in between."""
        source = (self.address, 0)
        plain = socket.create_connection(("127.0.0.1", self.port), 30, source_address=source)
        self.sock = self.trust.wrap_socket(plain, server_hostname=self.host)


@pytest.fixture(scope="module")
def portal(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """Run gunicorn with the settings of a host, and a proxy in front; somebody has an account."""
    with django_db_blocker.unblock():
        bring_back_vocabularies()
        person = DeelnemerFactory(with_password=True)
        try:
            yield from _serve(tmp_path_factory.mktemp("https"), person)
        finally:
            call_command("flush", verbosity=0, interactive=False)  # the types of content come back
            caches["default"].clear()


def _serve(folder: Path, person: Deelnemer) -> Iterator[Portal]:
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(server)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    (behind,) = free_ports(1)
    log = folder / "web.log"
    child = spawn(
        "web",
        (*GUNICORN, "--graceful-timeout=2", f"--bind=127.0.0.1:{behind}"),
        run_dir=folder,
        log=log,
        env=_environment(folder),
        cwd=ROOT,
    )
    try:
        assert wait_until(lambda: _lives(behind), 60), tail(log)
        with Proxy(behind, server).running() as secure, Proxy(behind).running() as plain:
            yield Portal(behind, secure, plain, trust, log, person)
    finally:
        child.stop(patience=15)


def _environment(folder: Path) -> dict[str, str]:
    """Return what a host sets (docs/operations.md), and the database of the tests."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    env = inherited_environment()
    del env["INSECURE_HTTP"]
    return env | {
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXY_COUNT": "1",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "INFO",
        "TMPDIR": str(folder),
        "DEBUG": "1",
    }


def _lives(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/gezond/levend/")
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


@pytest.fixture
def browser(portal: Portal) -> Browser:
    """Return a browser without cookies."""
    return Browser(portal)
