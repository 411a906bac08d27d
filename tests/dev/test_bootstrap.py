"""The first step of every command: on any Python, and only when something changed."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netwerk.kern.dev import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCAL", tmp_path / ".local")
    (tmp_path / ".local").mkdir()
    (tmp_path / "lijst.txt").write_text("een")
    return tmp_path


def test_a_step_runs_again_only_when_its_input_or_result_changed(clone):
    runs = []

    def install() -> None:
        runs.append((clone / "lijst.txt").read_text())
        (clone / "resultaat").touch()

    def step() -> None:
        bootstrap.step("proef", [clone / "lijst.txt"], clone / "resultaat", install)

    step()
    step()
    assert runs == ["een"]
    (clone / "lijst.txt").write_text("twee")
    step()
    step()
    assert runs == ["een", "twee"]
    (clone / "resultaat").unlink()
    step()
    assert runs == ["een", "twee", "twee"]


def test_a_step_that_fails_halfway_is_done_again(clone):
    def fail() -> None:
        (clone / "resultaat").touch()
        raise bootstrap.BootstrapError("halverwege")

    with pytest.raises(bootstrap.BootstrapError):
        bootstrap.step("proef", [clone / "lijst.txt"], clone / "resultaat", fail)
    runs = []
    bootstrap.step("proef", [clone / "lijst.txt"], clone / "resultaat", lambda: runs.append(1))
    assert runs == [1]


def test_a_stamp_can_stand_with_what_was_made_and_goes_with_it(clone):
    runs = []
    data = clone / "gegevens"

    def fill() -> None:
        runs.append(1)
        data.mkdir()

    def step() -> None:
        bootstrap.step("proef", [clone / "lijst.txt"], data, fill, stamps=data / "stamps")

    step()
    step()
    assert runs == [1]
    shutil.rmtree(data)
    step()
    assert runs == [1, 1]


def test_the_same_files_in_another_place_have_another_stamp(clone, monkeypatch):
    here = bootstrap.stamp_of([clone / "lijst.txt"])
    other = clone / "verhuisd"
    other.mkdir()
    (other / "lijst.txt").write_text("een")
    monkeypatch.setattr(bootstrap, "ROOT", other)
    assert bootstrap.stamp_of([other / "lijst.txt"]) != here


def test_the_first_step_can_be_read_by_python_3_8_and_needs_no_package():
    source = (ROOT / "netwerk/kern/dev/bootstrap.py").read_text()
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported - set(sys.stdlib_module_names) == set()


def test_help_names_every_command_of_the_makefile():
    command = ["make", "--no-print-directory", "help"]  # also quiet when make runs the tests
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    named = [line.split()[1] for line in said.stdout.splitlines()]
    daily = ["help", "run", "test", "fast", "check", "fix", "migrations"]
    tried = ["matrix", "seeded", "fuzz", "faults", "crowd", "bench"]
    made = ["shots", "plaatjes", "mails", "release-dump", "sbom"]
    assert named == [*daily, *tried, *made, "audit", "clean"]


def test_a_clear_sentence_when_no_python_can_be_used(tmp_path):
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    command = ["make", "installed", "CANDIDATES=python3"]
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    said = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr.splitlines()[0] == (
        "Er is geen bruikbare python3. Installeer Python 3.8 of nieuwer, met venv en pip."
    )
