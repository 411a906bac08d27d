"""A virus scanner for tests: a real server that speaks the protocol of clamd (INSTREAM)."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from netwerk.kern.bijlagen.controle.virus import TEST_VIRUS


@dataclass
class Clamd:
    """Where it listens, what it was sent, and what it answers when that is not up to the file."""

    address: str = ""
    seen: list[bytes] = field(default_factory=list)
    always: bytes | None = None
    most: int = 25_000_000


@contextmanager
def running(**options: Any) -> Iterator[Clamd]:
    """Run one on a free port."""
    state = Clamd(**options)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self.rfile.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
                self.wfile.write(b"UNKNOWN COMMAND\0")
                return
            data = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                data += self.rfile.read(size)
                if len(data) > state.most:
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            state.seen.append(data)
            found = (
                b"stream: Eicar-Test-Signature FOUND\0" if TEST_VIRUS in data else b"stream: OK\0"
            )
            self.wfile.write(found if state.always is None else state.always)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        state.address = f"tcp://127.0.0.1:{server.server_address[1]}"
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
