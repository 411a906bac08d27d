"""A proxy that does TLS in front of the portal, as `deploy/nginx/netwerk.conf` does.

One difference makes it harder for the portal: it adds the address of the visitor behind what the
visitor said (`$proxy_add_x_forwarded_for`), as many proxies do by themselves.
"""

import contextlib
import http.client
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP = {"connection", "keep-alive", "transfer-encoding"}


class Handler(BaseHTTPRequestHandler):
    """Hands one request over, and the answer back."""

    protocol_version = "HTTP/1.1"
    server: "Proxy"

    def _hand_over(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        before = self.headers.get_all("X-Forwarded-For", [])
        line = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=30)
        line.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        ours = {
            "x-forwarded-for": ", ".join([*before, self.client_address[0]]),
            "x-forwarded-proto": self.server.scheme,
            "connection": "close",
        }
        for name, value in self.headers.items():
            if name.lower() not in ours:
                line.putheader(name, value)
        for name, value in ours.items():
            line.putheader(name, value)
        line.endheaders(body)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_HEAD = do_TRACE = _hand_over  # noqa: N815 - the names of http.server

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Proxy(ThreadingHTTPServer):
    """Listens on one port; with a certificate it speaks TLS only."""

    daemon_threads = True

    def __init__(self, behind: int, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = behind
        self.scheme = "https" if context else "http"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @contextlib.contextmanager
    def running(self) -> Iterator[int]:
        """Let it listen; gives its port."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield int(self.server_address[1])
        finally:
            self.shutdown()
            thread.join()
            self.server_close()
