"""Installations of their own: a real database and a folder for files, and the real commands."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

EMPTY = "test_netwerk_leeg"  # made by netwerk.kern.dev.testdatabase, only ever copied


@dataclass(frozen=True)
class Installation:
    """A portal of its own."""

    database: str
    media: Path

    def manage(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py in it."""
        return self.python("manage.py", *arguments, **variables)

    def python(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program in it."""
        server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        own = {"DATABASE_URL": f"{server}/{self.database}", "MEDIA_ROOT": str(self.media)}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=dict(os.environ) | own | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, *arguments: str, **variables: str) -> str:
        """Run a command that must end well, and return what it said."""
        result = self.manage(*arguments, **variables)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def knows(self, table: str) -> bool:
        """Say whether the planner of its database knows what stands in a table."""
        return bool(self.rows(f"SELECT 1 FROM pg_stats WHERE tablename = '{table}'"))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask its database something."""
        with connect(self.database) as connection:
            return connection.execute(query.encode()).fetchall()


def connect(database: str) -> psycopg.Connection:
    """Open a connection to one database of the server of this run."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return psycopg.connect(f"{server}/{database}", autocommit=True)


@pytest.fixture(scope="module")
def new_installation(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Callable[[], Installation]]:
    """Return what makes an empty installation; they go when this file is done."""
    made: list[str] = []

    def make() -> Installation:
        name = f"exit_{worker_id}_{os.getpid()}_{len(made)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with connect("postgres") as server:
            server.execute(statement.format(sql.Identifier(name), sql.Identifier(EMPTY)))
        made.append(name)
        return Installation(name, tmp_path_factory.mktemp("media"))

    yield make
    with connect("postgres") as server:
        for name in made:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def full(new_installation: Callable[[], Installation]) -> Installation:
    """Return an installation with all demo content."""
    made = new_installation()
    made.done("demo_data", DEVELOPMENT="1")
    return made
