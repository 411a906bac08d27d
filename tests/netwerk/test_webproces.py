"""A busy process of the web server leaves who comes to a process that has time."""

import os
import signal
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from netwerk.kern.dev.environment import ROOT, inherited_environment
from netwerk.kern.dev.processes import spawn, tail, wait_until
from netwerk.kern.dev.services import free_ports
from netwerk.kern.dev.site import GUNICORN
from tests.netwerk.samen import TOGETHER

RUNS = ("Dockerfile", "deploy/systemd/netwerk-web.service", "deploy/kubernetes/base/web.yaml")


def test_who_comes_while_all_threads_of_one_process_work_is_answered_by_the_other(
    tmp_path: Path,
) -> None:
    (port,) = free_ports(1)
    url, log, asking = f"http://127.0.0.1:{port}", tmp_path / "web.log", tmp_path / "asking"
    asking.mkdir()
    command = [str(part).replace("netwerk.wsgi", "tests.netwerk.samen") for part in GUNICORN]
    child = spawn(
        "web",
        [*command, f"--pythonpath={ROOT}", f"--bind=127.0.0.1:{port}"],
        run_dir=tmp_path,
        log=log,
        env=inherited_environment() | {"ASKING": str(asking)},
        cwd=tmp_path,  # not the folder with gunicorn.conf.py
    )

    def ask(path: object = "") -> str:
        with urllib.request.urlopen(f"{url}/{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def answers() -> bool:
        try:
            return ask() == ""
        except OSError:
            return False

    def workers() -> list[int]:
        number = child.process.pid
        return [*map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split())]

    try:
        assert wait_until(answers, 30), tail(log)
        assert wait_until(lambda: len(workers()) == 2, 30), tail(log)
        late, _ = workers()
        os.kill(late, signal.SIGSTOP)  # so that the other sees everybody who comes
        with ThreadPoolExecutor(TOGETHER) as people:
            asked = [people.submit(ask, number) for number in range(TOGETHER)]
            assert wait_until(lambda: len(list(asking.iterdir())) == TOGETHER // 2, 10)
            os.kill(late, signal.SIGCONT)
            answered = Counter(each.result() for each in asked)
    finally:
        child.stop(patience=10)
    assert sorted(answered.values()) == [TOGETHER // 2] * 2


@pytest.mark.parametrize("file", RUNS)
def test_every_way_to_run_it_takes_requests_alike(file: str) -> None:
    text = (ROOT / file).read_text()
    own = [part for part in map(str, GUNICORN) if part.startswith(("--worker", "--threads"))]
    assert len(own) == 3
    assert [part for part in own if part not in text] == []
