"""Leaving with everything and coming back: time and memory with a thousand posts and with many.

Run as ``python -m benchmarks.exit``. Memory is the most that a command held (its resident set), so
a ratio far above 1 says that it holds rows or files that it could let go of.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from benchmarks.zoeken import FILL
from netwerk.kern.dev.environment import ROOT, inherited_environment, manage, test_environment
from netwerk.kern.dev.services import temporary_services

FEW, MANY = 1_000, 1_000_000
PEAK = """
import resource, sys
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> None:
    """Measure both sizes and print a line for each command."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    small, large = (measure(posts) for posts in (FEW, many))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {FEW} and {many} posts")
    for name, (seconds, memory) in large.items():
        before, less = small[name]
        print(
            f"{name:7} {before:6.1f} s {less:5d} MB   {seconds:6.1f} s {memory:5d} MB   "
            f"memory x{memory / less:4.2f}"
        )


def measure(posts: int) -> dict[str, tuple[float, int]]:
    """Fill an installation, export it, and import that in another."""
    with temporary_services() as services, tempfile.TemporaryDirectory() as folder:
        env = inherited_environment() | test_environment(Path(folder)) | services
        env |= {"DEVELOPMENT": "1"}
        manage(env, "migrate", "--verbosity=0")
        server, _, _ = env["DATABASE_URL"].rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE anders TEMPLATE netwerk")
        manage(env, "demo_data", "--scale=1")
        with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(FILL.encode(), [posts])
        target = str(Path(folder) / "alles")
        other = env | {
            "DATABASE_URL": f"{server}/anders",
            "MEDIA_ROOT": str(Path(folder) / "andere media"),
        }
        return {"export": _run(env, "export", target), "import": _run(other, "import", target)}


def _run(env: dict[str, str], *arguments: str) -> tuple[float, int]:
    """Run a command; return its seconds and the most memory that it held."""
    began = time.monotonic()
    command = [sys.executable, "-c", PEAK, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return time.monotonic() - began, int(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
