"""How fast are others at the same work, on the same machine and under the same web server?

Run as ``python -m benchmarks.peers [name...]``. Misago is a forum, Wagtail publishes pages, pretalx
shows events. Each has an environment of its own in ``.local/peers``, settings as its makers advise
for production and a fresh PostgreSQL and Valkey. What is asked of each stands in
``benchmarks/peersites``. Who cannot be installed or started here says why, and the others go on.
"""

import json
import secrets
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.load import bare_site, load, served
from netwerk.kern.dev import bootstrap
from netwerk.kern.dev.environment import LOCAL, PYTHON, ROOT, inherited_environment
from netwerk.kern.dev.services import temporary_services

SITES = ROOT / "benchmarks/peersites"
MANY = "16"  # connections
BROWSER = {"accept": "text/html,*/*"}  # pretalx draws its schedule for a terminal without it
HEADING = "| peer | page | kB | requests/s (16) | p50 | p95 | p99 | of bare |"
VERSIONS = """
import json, platform, sys
from importlib.metadata import version
names = (sys.argv[1], "django", "gunicorn")
print(json.dumps({name: version(name) for name in names} | {"python": platform.python_version()}))
"""


class MissingError(Exception):
    """A peer cannot be measured here; the text says why."""


@dataclass(frozen=True)
class Peer:
    """A site that does some of the same work."""

    python: str | None = None  # such as 3.12; None: the Python of the portal
    ways: dict[str, dict[str, str]] = field(default_factory=lambda: {"": {}})  # with what set


@dataclass(frozen=True)
class Asked:
    """What is asked of a peer: ``load`` says what a request is."""

    name: str
    path: str
    requests: list[dict[str, Any]]


PEERS = {
    "misago": Peer(python="3.12"),
    "wagtail": Peer(ways={"": {}, ", page cache": {"PAGE_CACHE": "1"}}),
    "pretalx": Peer(),
}


def main() -> None:
    """Measure those that are named, or all, and print them."""
    with bare_site() as bare:
        print("\n".join(table(measure(bare, sys.argv[1:] or PEERS))))


def measure(bare: str, names: Iterable[str] = PEERS) -> dict[str, Any]:
    """Return what is known of each peer, beside the bare view at `bare`."""
    return {name: _measured_or_missing(name, bare) for name in names}


def rate(peers: dict[str, Any], name: str, page: str) -> float | None:
    """Return the requests per second of one page of a peer; None when it was not measured."""
    pages = peers.get(name, {}).get("pages", [])
    measured = (each for each in pages if "speed" in each)
    found = (each["speed"][MANY]["rate"] for each in measured if each["name"] == page)
    return next(found, None)


def table(peers: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield HEADING
    yield "|---|---|---|---|---|---|---|---|"
    for name, peer in peers.items():
        if "missing" in peer:
            yield f"| {name} | not measured: {' '.join(peer['missing'].split())} | | | | | | |"
            continue
        who = ", ".join(f"{part} {number}" for part, number in peer["versions"].items())
        for page in peer["pages"]:
            if "missing" in page:
                yield f"| {who} | {page['name']} | not measured: {page['missing']} | | | | | |"
                continue
            seen, bare = page["speed"][MANY], page["bare"][MANY]
            times = " | ".join(f"{seen[part]:.1f}" for part in ("p50", "p95", "p99"))
            size, share = page["bytes"] / 1000, seen["rate"] / bare["rate"]
            yield (
                f"| {who} | {page['name']} | {size:.1f} | {seen['rate']:,.0f} | {times} "
                f"| {share:.1%} |"
            )


def _measured_or_missing(name: str, bare: str) -> dict[str, Any]:
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        return _measure(name, PEERS[name], bare)
    except (MissingError, OSError, RuntimeError) as error:
        return {"missing": str(error)}


def _measure(name: str, peer: Peer, bare: str) -> dict[str, Any]:
    python = _environment(name, peer)
    pages: list[dict[str, Any]] = []
    services = temporary_services(("database", "cache"))
    with services as addresses, tempfile.TemporaryDirectory() as folder:
        env = inherited_environment() | addresses
        env |= {
            "DJANGO_SETTINGS_MODULE": f"benchmarks.peersites.{name}.settings",
            "PEER_FOLDER": folder,
            "SECRET_KEY": secrets.token_urlsafe(50),
        }
        printed = _run(python, "-m", f"benchmarks.peersites.{name}.fill", env=env)
        asked = [_asked(*pair) for pair in json.loads(printed.splitlines()[-1]).items()]
        for way, settings in peer.ways.items():
            application = "benchmarks.peersites.wsgi:application"
            with served(application, asked[0].path, env | settings, python=python) as url:
                pages += [_page(each, way, url, bare) for each in asked]
    return {"versions": json.loads(_run(python, "-c", VERSIONS, name)), "pages": pages}


def _asked(name: str, page: str | dict[str, Any]) -> Asked:
    """Read what ``fill`` printed: an address, or one with the requests of those who post there."""
    if isinstance(page, str):
        return Asked(name, page, [{"headers": BROWSER}])
    return Asked(name, page["path"], page["requests"])


def _page(asked: Asked, way: str, site: str, bare: str) -> dict[str, Any]:
    url, first = site + asked.path, asked.requests[0]
    body = first.get("body", "").encode() or None
    request = urllib.request.Request(url, body, first["headers"])
    with urllib.request.urlopen(request, timeout=30) as answer:
        size = len(answer.read())
    try:
        speed = load(url, asked.requests)
    except RuntimeError as error:  # it does not stand so many at once; its other pages may
        return {"name": asked.name + way, "missing": str(error).partition(": ")[2]}
    return {
        "name": asked.name + way,
        "bytes": size,
        "speed": speed,
        "bare": load(f"{bare}/{size}/", [{}]),
    }


def _environment(name: str, peer: Peer) -> Path:
    """Install a peer, unless it is there already; gives its Python."""
    requirements = SITES / name / "requirements.txt"
    venv = LOCAL / "peers" / name
    python = venv / "bin/python"

    def install() -> None:
        make = ("venv", "--quiet", "--no-project", "--clear", "--python", _interpreter(peer), venv)
        _run(bootstrap.UV, *make)
        sync = ("pip", "sync", "--quiet", "--require-hashes", "--python", python, requirements)
        _run(bootstrap.UV, *sync)

    bootstrap.step(f"peer-{name}", [requirements], python, install)
    return python


def _interpreter(peer: Peer) -> Path | str:
    if peer.python is None:
        return PYTHON
    find = ("python", "find", "--no-project", "--no-python-downloads", peer.python)
    done = subprocess.run([bootstrap.UV, *find], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return done.stdout.strip()
    for python in bootstrap.pyenv_pythons():
        if python.parents[1].name.startswith(f"{peer.python}."):
            return python
    raise MissingError(f"it needs Python {peer.python}, which is not on this machine")


def _run(*command: object, env: dict[str, str] | None = None) -> str:
    """Return what a command printed; when it fails, its last words are the reason."""
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.splitlines()
        errors = [line for line in lines if "error" in line.lower()]
        raise MissingError((errors or lines or ["no reason given"])[-1].strip())
    return done.stdout


if __name__ == "__main__":
    main()
