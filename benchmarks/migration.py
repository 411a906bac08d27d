"""Case 43: changes of a table of a million rows while people write in it.

Run as ``python -m benchmarks.migration [ROWS]``; it prints the longest that a write took. Four
writers add and change rows all the time. Each change is what a migration of Django sends, in the
way of CONTRIBUTING.md; the last two in the way that `make check` refuses, to see what they cost.
"""

import os
import sys
import threading
import time
from typing import Any

import psycopg

from netwerk.kern.dev.services import temporary_services

ROWS = 1_000_000
MAKE = """
CREATE TABLE reactie (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL,
                      by_id bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
INSERT INTO reactie (body, by_id)
SELECT 'Wat wij leerden van de buurt, deel ' || n, n % 5000 FROM generate_series(1, {rows}) n;
"""
CHANGES = {
    "an index, concurrently": "CREATE INDEX CONCURRENTLY reactie_by ON reactie (by_id)",
    "a column that may be empty": "ALTER TABLE reactie ADD COLUMN kort text NULL",
    "a column with a db_default": "ALTER TABLE reactie ADD COLUMN n integer DEFAULT 0 NOT NULL",
    "a check, not valid": "ALTER TABLE reactie ADD CONSTRAINT n CHECK (n >= 0) NOT VALID",
    "the check, validated": "ALTER TABLE reactie VALIDATE CONSTRAINT n",
    "an index, refused by make check": "CREATE INDEX reactie_at ON reactie (at)",
    "a check, refused by make check": "ALTER TABLE reactie ADD CONSTRAINT m CHECK (by_id >= 0)",
}


class Writers:
    """Four people who write; ``longest`` is the longest that one of them waited."""

    def __init__(self, url: str) -> None:
        self.url, self.longest, self.number = url, 0.0, 0
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self._write) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """End them."""
        self.ending.set()
        for thread in self.threads:
            thread.join()

    def _write(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.ending.is_set():
                begin = time.monotonic()
                connection.execute("INSERT INTO reactie (body, by_id) VALUES ('Nieuw', 1)")
                connection.execute("UPDATE reactie SET body = 'Anders' WHERE id = 7")
                self.longest = max(self.longest, time.monotonic() - begin)
                self.number += 1
                time.sleep(0.005)


def main() -> None:
    """Measure each change and print a line for it."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with temporary_services(parts=("database",)) as services:
        url = services["DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(MAKE.format(rows=rows))  # type: ignore[arg-type]
            print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {rows} rows")
            for name, change in CHANGES.items():
                print(measure(url, connection, name, change))


def measure(url: str, connection: psycopg.Connection[Any], name: str, change: str) -> str:
    """Do a change while others write, and return how long it took and how long they waited."""
    writers = Writers(url)
    try:
        time.sleep(1)
        quiet, writers.longest = writers.longest, 0.0
        begin = time.monotonic()
        connection.execute(change)  # type: ignore[call-overload]
        took = time.monotonic() - begin
    finally:
        time.sleep(0.2)
        writers.stop()
    return (
        f"{name:32} {took * 1000:7.0f} ms; longest write {writers.longest * 1000:6.0f} ms "
        f"(before: {quiet * 1000:.0f} ms)"
    )


if __name__ == "__main__":
    main()
