"""Append-only files: each line is on disk before anybody hears of it."""

import json
import os
import threading
import time
from pathlib import Path
from typing import Any


class Ledger:
    """Lines of JSON, each with the moment (Unix time) at which it was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: list[dict[str, Any]] = []
        self._file = path.open("ab")
        self._lock = threading.Lock()

    def write(self, **row: Any) -> None:
        """Add a line and wait until the disk has it."""
        with self._lock:
            row["at"] = time.time()
            self._file.write(json.dumps(row).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self.rows.append(row)

    def close(self) -> None:
        self._file.close()


def read(path: Path) -> list[dict[str, Any]]:
    """Return what stands in a ledger."""
    return [json.loads(line) for line in path.read_text().splitlines()]
