"""A Valkey server that keeps nothing on disk: one as broker, one as cache."""

from __future__ import annotations

import pwd
import socket
from pathlib import Path

from netwerk.kern.dev.binaries import PLAIN_ENV, ServiceError, valkey_server
from netwerk.kern.dev.processes import Child, spawn, tail, wait_until

# A broker must never drop what it was given; a cache must never grow without end.
MEMORY = {
    "broker": ("maxmemory-policy noeviction",),
    "cache": ("maxmemory 64mb", "maxmemory-policy allkeys-lru"),
}


def start(
    home: Path, *, name: str, port: int, password: str, user: pwd.struct_passwd | None
) -> Child:
    """Start the server `name` ("broker" or "cache") and wait until it answers.

    The configuration goes through standard input: on the command line everyone on the machine
    could read the password.
    """
    config = (
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        'save ""',
        "appendonly no",
        *MEMORY[name],
    )
    child = spawn(
        name,
        [valkey_server(home, user), "-"],
        run_dir=home / "run",
        log=home / f"log/{name}.log",
        env=PLAIN_ENV,
        cwd=Path("/"),
        stdin="\n".join((*config, "")).encode(),
        user=user,
    )
    wait_until(lambda: _answers(port, password) or child.process.poll() is not None, 15)
    if child.process.poll() is not None or not _answers(port, password):
        child.stop(patience=1)
        raise ServiceError(f"Valkey ({name}) startte niet:\n{tail(child.log)}")
    return child


def _answers(port: int, password: str) -> bool:
    """Tell whether a server answers that knows our password, so never somebody else's."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = connection.makefile("rb")
            return (answer.readline(), answer.readline()) == (b"+OK\r\n", b"+PONG\r\n")
    except OSError:
        return False
