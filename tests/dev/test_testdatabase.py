"""A test run begins with a copy of databases that fit the migrations of this moment."""

from pathlib import Path

import pytest

from netwerk.kern.dev.testdatabase import key


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with one of everything that the databases are made from."""
    for name in (
        "handboek/migrations/0001_initial.py",
        "netwerk/kern/migrations/0001_initial.py",
        "netwerk/kern/begrippen/data/thema.yaml",
        "requirements.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "handboek/migrations/0001_initial.py",
        "handboek/migrations/0002_more.py",
        "netwerk/kern/migrations/0001_initial.py",
        "netwerk/kern/begrippen/migrations/0001_initial.py",
        "netwerk/kern/begrippen/data/thema.yaml",
        "requirements.txt",
    ],
)
def test_other_migrations_words_or_packages_need_other_databases(root: Path, name: str) -> None:
    before = key(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("b")
    assert key(root) != before


def test_a_change_elsewhere_needs_no_other_databases(root: Path) -> None:
    before = key(root)
    (root / "handboek/models.py").write_text("b")
    assert key(root) == before
