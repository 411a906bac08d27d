"""A visitor inside this process: asks our own pages as somebody without an account."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """Return the media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_to_save(self) -> bool:
        """Say whether it is a document to keep, whatever it is made of."""
        return self.headers.get("content-disposition", "").startswith("attachment")

    @property
    def leads_to(self) -> str:
        """Return where it sends on to, or ""."""
        return self.headers.get("location", "") if 300 <= self.status < 400 else ""


class Visitor:
    """Reads through the whole site, middleware included; no server has to run."""

    def __init__(self) -> None:
        self._site = WSGIHandler()
        self._home = urlsplit(settings.SITE_URL)

    def ask(self, address: str) -> Answer:
        """Ask one path, with its query."""
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": self._home.netloc,
            "wsgi.url_scheme": self._home.scheme,
            "HTTP_X_FORWARDED_PROTO": self._home.scheme,
        }
        setup_testing_defaults(environ)
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            said["status"] = int(status.split(maxsplit=1)[0])
            said["headers"] = {name.lower(): value for name, value in headers}

        pieces: Any = self._site(environ, start)
        try:
            body = b"".join(pieces)
        finally:
            pieces.close()
        return Answer(said["status"], said["headers"], body)
