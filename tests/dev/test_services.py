"""PostgreSQL and Valkey, real ones: that they start, keep to themselves, and can be recovered."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from netwerk.kern.dev.binaries import ServiceError
from netwerk.kern.dev.processes import identity, wait_until
from netwerk.kern.dev.services import (
    TEMPORARY,
    remove_abandoned,
    running_services,
    temporary_services,
)

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from netwerk.kern.dev.services import running_services
with running_services(Path(sys.argv[1]), durable=True) as env:
    print(env["DATABASE_URL"], flush=True)
    time.sleep(60)
"""


class Launcher:
    """A launcher of its own with its servers, that can be killed."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        self.url = self.process.stdout.readline().strip()

    def kill_9(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def launch() -> Iterator[Callable[[Path], Launcher]]:
    """Start launchers that do not outlive the test."""
    started: list[Launcher] = []

    def start(data: Path) -> Launcher:
        started.append(Launcher(data))
        return started[-1]

    yield start
    for launcher in started:
        launcher.kill_9()


def recorded_pids(data: Path) -> list[int]:
    return [int(path.read_text().split()[0]) for path in (data / "run").glob("*.pid")]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if identity(pid) is not None]


def do(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def test_three_servers_answer_from_a_path_with_a_space_and_nothing_stays(folder):
    data = folder / "met spatie"
    with running_services(data, durable=True) as env:
        assert sorted(env) == ["CACHE_URL", "DATABASE_URL", "REDIS_URL"]
        pids = recorded_pids(data)
        assert len(pids) == 3
        assert ask(env["DATABASE_URL"], "SELECT lower('ÉÉN Casus')") == "één casus"
        assert ask(env["DATABASE_URL"], "SHOW fsync") == "on"
        broker, cache = (
            redis.Redis.from_url(env["REDIS_URL"]),
            redis.Redis.from_url(env["CACHE_URL"]),
        )
        assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert cache.config_get("maxmemory*policy") == {"maxmemory-policy": "allkeys-lru"}
        assert cache.config_get("maxmemory")["maxmemory"] == str(64 * 1024 * 1024)
        broker.close()
        cache.close()
    assert alive(pids) == []
    assert recorded_pids(data) == []


def test_servers_listen_on_this_machine_only_and_want_the_password(folder):
    with running_services(folder, durable=False) as env:
        assert ask(env["DATABASE_URL"], "SHOW listen_addresses") == "127.0.0.1"
        port = ask(env["DATABASE_URL"], "SHOW port")
        assert not Path(f"/tmp/.s.PGSQL.{port}").exists()
        assert (
            ask(env["DATABASE_URL"], "SELECT rolsuper FROM pg_roles WHERE rolname = user") is False
        )
        password = (folder / "password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(env["DATABASE_URL"].replace(password, "geraden"), "SELECT 1")
        guess = redis.Redis.from_url(env["REDIS_URL"].replace(password, "geraden"))
        with guess, pytest.raises(redis.AuthenticationError):
            guess.ping()
    assert (folder / "password").stat().st_mode & 0o777 == 0o600


def test_after_kill_9_of_the_launcher_the_next_start_has_the_data(folder, launch):
    launcher = launch(folder)
    do(launcher.url, "CREATE TABLE bewaard AS SELECT 7 AS getal")
    before = recorded_pids(folder)
    launcher.kill_9()
    with running_services(folder, durable=False) as env:
        assert ask(env["DATABASE_URL"], "SELECT getal FROM bewaard") == 7
        assert alive(before) == []
        assert set(recorded_pids(folder)).isdisjoint(before)


def test_after_kill_9_of_launcher_and_servers_the_next_start_has_the_data(folder, launch):
    launcher = launch(folder)
    do(launcher.url, "CREATE TABLE bewaard AS SELECT 7 AS getal")
    for pid in recorded_pids(folder):
        os.kill(pid, signal.SIGKILL)
    launcher.kill_9()
    assert (folder / "postgres/postmaster.pid").exists()
    with running_services(folder, durable=False) as env:
        assert ask(env["DATABASE_URL"], "SELECT getal FROM bewaard") == 7


def test_servers_end_by_themselves_when_their_launcher_is_killed(folder, launch):
    launcher = launch(folder)
    pids = recorded_pids(folder)
    launcher.kill_9()
    assert wait_until(lambda: alive(pids) == [], 10)


def test_a_stale_lock_that_names_somebody_elses_process_is_removed_and_he_lives(folder):
    with running_services(folder, durable=False):
        pass
    with subprocess.Popen(["sleep", "60"]) as bystander:
        (folder / "postgres/postmaster.pid").write_text(f"{bystander.pid}\n{folder}\n")
        (folder / "run/broker.pid").write_text(f"{bystander.pid} another moment\n")
        with running_services(folder, durable=False) as env:
            assert ask(env["DATABASE_URL"], "SELECT 1") == 1
        assert bystander.poll() is None
        bystander.kill()


def test_two_clones_side_by_side_do_not_see_each_other(folder):
    one, other = folder / "een", folder / "twee"
    with (
        running_services(one, durable=False) as left,
        running_services(other, durable=False) as right,
    ):
        assert set(left.values()).isdisjoint(right.values())
        do(left["DATABASE_URL"], "CREATE TABLE links AS SELECT 1")
        assert ask(right["DATABASE_URL"], "SELECT to_regclass('links') IS NULL") is True


def test_a_second_launcher_in_the_same_folder_is_refused(folder):
    with running_services(folder, durable=False, parts=["cache"]):
        second = running_services(folder, durable=False, parts=["cache"])
        with pytest.raises(ServiceError, match="draait het netwerk al"):
            second.__enter__()


def test_only_the_parts_that_are_asked_for_are_started(folder):
    with running_services(folder, durable=False, parts=["broker"]) as env:
        assert list(env) == ["REDIS_URL"]
        assert [path.name for path in (folder / "run").glob("*.pid")] == ["broker.pid"]
    assert not (folder / "postgres").exists()


def test_a_folder_that_the_servers_user_cannot_reach_works_too(folder):
    closed = folder / "dicht"
    closed.mkdir(mode=0o700)
    data = closed / "services"
    with running_services(data, durable=False, parts=["database"]) as env:
        assert ask(env["DATABASE_URL"], "SELECT 1") == 1
    as_root = os.geteuid() == 0
    assert (data / "elders").is_symlink() is as_root
    assert (data / "postgres").exists() is not as_root
    if as_root:
        shutil.rmtree((data / "elders").resolve())


def test_temporary_servers_leave_no_folder_also_not_after_kill_9(monkeypatch, folder, launch):
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with temporary_services(["database"]) as env:
        assert ask(env["DATABASE_URL"], "SHOW fsync") == "off"
        assert len(list(folder.glob(f"{TEMPORARY}*"))) == 1
    assert list(folder.iterdir()) == []
    launcher = launch(folder / f"{TEMPORARY}verlaten")
    launcher.kill_9()
    remove_abandoned()
    assert list(folder.iterdir()) == []


def test_a_cluster_of_another_version_is_named_and_left_alone(folder):
    with running_services(folder, durable=False, parts=["database"]):
        pass
    (folder / "postgres/PG_VERSION").write_text("17\n")
    again = running_services(folder, durable=False, parts=["database"])
    with pytest.raises(ServiceError, match="zijn van PostgreSQL 17, het programma is versie"):
        again.__enter__()
    assert (folder / "postgres/PG_VERSION").read_text() == "17\n"
