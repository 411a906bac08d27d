"""How fast is each kind of page, next to the least that the same stack can do?

Run as ``python -m benchmarks.speed``. It runs whole sites, with all their processes: one with the
demo content that people wrote by hand (scale 1), one with a hundred steps more (scale 100: 20,000
people, 5,000 casussen, a million reacties, 5,000 adviezen, 10,000 bijeenkomsten). Of each kind of
page it takes requests per second and the waiting times over 1 and 16 connections, as a visitor and
as a member; right after each, a bare view of as many bytes under the same web server. The machine
drops out of the ratios. Others who do some of the same work, the growth of searching and the scores
of Lighthouse go with it. Results go to ``benchmarks/results/latest.json`` and ``docs/speed.md``.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import lighthouse, peers, speed_report, zoeken
from benchmarks.load import SECONDS, bare_site, load
from benchmarks.speed_site import TOKEN
from netwerk.kern.dev.environment import PYTHON, ROOT
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import Site, running_site
from netwerk.kern.dev.testdatabase import put_in

SCALES = (1, 100)
FORM = "application/x-www-form-urlencoded"
RESULTS = ROOT / "benchmarks/results/latest.json"


def main() -> None:
    """Measure each scale, and write down what came of it."""
    scales = tuple(map(int, sys.argv[1:])) or SCALES
    whole = scales == SCALES
    result: dict[str, Any] = {"machine": _machine()}
    if whole:  # first what needs the registries, and may fail for it
        result["lighthouse"] = lighthouse.measure()
    with bare_site() as bare:
        if whole:
            result["peers"] = peers.measure(bare)
        result["scales"] = {str(scale): _measure(scale, bare) for scale in scales}
    if whole:
        result["search"] = zoeken.growth()
    result["ratios"] = speed_report.ratios(result)
    if whole:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
        speed_report.write(result)
    print(speed_report.tables(result))


def _measure(scale: int, bare: str) -> dict[str, Any]:
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        say = partial(print, file=sys.stderr, flush=True)
        with running_site(
            Path(folder), port, durable=False, say=say, fill=put_in, scale=scale
        ) as site:
            done = subprocess.run(
                [PYTHON, "-m", "benchmarks.speed_site"],
                cwd=ROOT,
                env=dict(site.env),
                check=True,
                stdout=subprocess.PIPE,
            )
            about = json.loads(done.stdout.splitlines()[-1])
            kinds = [_kind(kind, about["people"], site, bare) for kind in about["kinds"]]
            return {"kinds": kinds, "memory_mb": _memory(site)}


def _kind(kind: dict[str, Any], people: list[str], site: Site, bare: str) -> dict[str, Any]:
    """Return what is known of one kind of page, with its speed for who may open it."""
    print(f"{kind['name']} ...", file=sys.stderr, flush=True)
    url = f"{site.url.rstrip('/')}{kind['path']}"
    if kind["fields"] is not None:
        posts = [_post(session, kind["fields"]) for session in people]
        return {**kind, "speed": {"member": load(url, posts)}}
    speed = {}
    for who, requests in (("visitor", [{}]), ("member", [{"headers": _cookies(people[0])}])):
        if kind[who] is not None:
            speed[who] = load(url, requests)
            speed[f"{who}_bare"] = load(f"{bare}/{kind[who]['bytes']}/", [{}])
    return {**kind, "speed": speed}


def _post(session: str, fields: dict[str, str]) -> dict[str, Any]:
    body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
    headers = _cookies(session) | {"content-type": FORM}
    return {"method": "POST", "headers": headers, "body": body}


def _cookies(session: str) -> dict[str, str]:
    return {"cookie": f"sessie={session}; formulier={TOKEN}"}


def _memory(site: Site) -> dict[str, int]:
    """Return the megabytes of each program of the site; what processes share counts once (PSS)."""
    found = {}
    for program in site.programs.programs:
        processes = _family(program.child.process.pid)
        found[program.title] = sum(map(_pss, processes)) // 1024
    return found


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _machine() -> dict[str, Any]:
    import django

    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "system": f"{platform.system()} {platform.release()}",
        "seconds_each": SECONDS,
    }


if __name__ == "__main__":
    main()
