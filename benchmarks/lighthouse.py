"""What does Lighthouse say of the pages that everybody opens, on the phone that it simulates?

Run as ``python -m benchmarks.lighthouse``. It installs Lighthouse in ``.local/lighthouse``, runs a
whole site with the demo content and asks for each page as a visitor: the four scores, and below
them each audit that is not perfect, with what it points at.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from netwerk.kern.dev import bootstrap
from netwerk.kern.dev.chromium import ensure_chromium
from netwerk.kern.dev.environment import LOCAL, ROOT, inherited_environment
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import running_site
from netwerk.kern.dev.testdatabase import put_in

HOME = LOCAL / "lighthouse"
PROGRAM = HOME / "node_modules/lighthouse/cli/index.js"
PACKAGE = [
    ROOT / "benchmarks/lighthouse" / n for n in ("package.json", "package-lock.json", ".npmrc")
]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIXED = {"front page": "/", "handboek": "/handboek/", "zoeken": "/zoeken/?q=bewoners"}
FIRST_OF = {"advies": "adviezen", "casus": "casussen", "bijeenkomst": "bijeenkomsten"}
ATTEMPTS = 4
SHOWN = 5  # of what an audit points at
say = partial(print, file=sys.stderr, flush=True)


def main() -> None:
    """Ask, and print the scores and what cost points."""
    found = measure()
    print("\n".join([*table(found), "", *complaints(found)]))


def measure() -> dict[str, Any]:
    """Return the scores of each page, and the audits below them."""
    _install()
    env = inherited_environment() | {"CHROME_PATH": str(ensure_chromium(say, window=True))}
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with running_site(Path(folder), port, durable=False, say=say, fill=put_in) as site:
            url = site.url.rstrip("/")
            return {name: _ask(url + path, env) for name, path in _pages(url).items()}


def table(found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a Markdown table of the scores."""
    yield f"| page | {' | '.join(CATEGORIES)} |"
    yield "|---|---|---|---|---|"
    for page, seen in found.items():
        scores = (f"{seen['scores'][name] * 100:.0f}" for name in CATEGORIES)
        yield f"| {page} | {' | '.join(scores)} |"


def complaints(found: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each audit below 1, and what it points at."""
    for page, seen in found.items():
        for audit in seen["below"]:
            yield f"{page}: {audit['id']} {audit['score']:g}: {audit['title']} {audit['value']}"
            yield from (f"    {each}" for each in audit["items"])


def _install() -> None:
    def install() -> None:
        HOME.mkdir(exist_ok=True)
        for path in PACKAGE:
            shutil.copy(path, HOME)
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([*bootstrap.npm(), "ci", *options], cwd=HOME, check=True)

    bootstrap.step("lighthouse", PACKAGE, PROGRAM, install)


def _pages(url: str) -> dict[str, str]:
    """Return the addresses: those that stay, and the first of each list in the sitemap."""
    pages = dict(FIXED)
    for name, part in FIRST_OF.items():
        with urllib.request.urlopen(f"{url}/sitemap-{part}-1.xml", timeout=30) as answer:
            text = answer.read().decode()
        pages[name] = re.findall(r"<loc>[a-z]+://[^/]+([^<]+)</loc>", text)[0]
    return pages


def _ask(url: str, env: dict[str, str]) -> dict[str, Any]:
    say(f"{url} ...")
    options = ("--output=json", "--quiet", "--no-enable-error-reporting")
    chromium = "--chrome-flags=--headless=new --no-sandbox"  # as root there is no sandbox
    command = ["node", PROGRAM, url, *options, chromium]
    for attempt in range(ATTEMPTS):  # now and then it misses the begin of a page, and says so
        done = subprocess.run(command, cwd=HOME, env=env, check=False, stdout=subprocess.PIPE)
        if done.returncode == 0 or attempt == ATTEMPTS - 1:
            break
    done.check_returncode()
    report = json.loads(done.stdout)
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    return {"scores": scores, "below": list(_below(report))}


def _below(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each audit that is not perfect, with the first things that it points at."""
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 1:
            items = audit.get("details", {}).get("items", [])
            yield {
                "id": audit["id"],
                "score": audit["score"],
                "title": audit["title"],
                "value": audit.get("displayValue", ""),
                "items": [json.dumps(item, ensure_ascii=False) for item in items[:SHOWN]],
            }


if __name__ == "__main__":
    main()
