"""Viruses: the test virus that everybody may send, and clamd, which knows the real ones.

clamd speaks a small protocol (INSTREAM): a length and a piece, again and again, a zero, and one
line as the answer. Anything but a clear "OK" means that the file does not come in.
"""

import logging
import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)
TEST_VIRUS = b"$".join(  # EICAR; in parts, so that a scanner does not take this file for it
    [rb"X5O!P%@AP[4\PZX54(P^)7CC)7}", b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!", b"H+H*"]
)
TIMEOUT = 30  # seconds, for one answer
LONGEST_ANSWER = 4096
FOUND = "In dit bestand zit een virus. We nemen het niet aan. Laat je computer nakijken."
AWAY = (
    "Je bestand kan nu niet worden gecontroleerd op virussen. Daarom is het niet bewaard. Probeer "
    "het over een paar minuten opnieuw."
)


class ScannerAwayError(ValidationError):
    """Nobody could look at the file, so it does not come in."""


class Signature:
    """Looks for the test virus in a stream, wherever a piece ends."""

    def __init__(self) -> None:
        self._before = b""

    def look(self, piece: bytes) -> None:
        """Raise ValidationError when the test virus stands in what came by so far."""
        piece = self._before + piece
        if TEST_VIRUS in piece:
            raise ValidationError(FOUND, code="virus")
        self._before = piece[-len(TEST_VIRUS) :]


def refuse_test_virus(pieces: Iterable[bytes]) -> None:
    """Refuse the test virus, also where no scanner is set up."""
    guard = Signature()
    for piece in pieces:
        guard.look(piece)


def scan(pieces: Iterable[bytes], address: str) -> None:
    """Let clamd look at a file; ValidationError when it finds something or does not answer."""
    try:
        answer = _ask(pieces, address)
    except (OSError, ValueError) as error:
        logger.error("The virus scanner does not answer, so an upload was refused: %s", error)
        raise ScannerAwayError(AWAY, code="scanner_away") from error
    if answer == "stream: OK":
        return
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        logger.warning("The virus scanner refused an upload: %s", answer)
        raise ValidationError(FOUND, code="virus")
    logger.error("The virus scanner said %r, so an upload was refused.", answer)
    raise ScannerAwayError(AWAY, code="scanner_away")


def _ask(pieces: Iterable[bytes], address: str) -> str:
    with _connected(address) as link:
        try:
            link.sendall(b"zINSTREAM\0")
            for piece in pieces:
                link.sendall(struct.pack("!L", len(piece)) + piece)
            link.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            logger.info("The virus scanner stopped listening; perhaps it says why.")
        return _answer(link)


def _answer(link: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < LONGEST_ANSWER:
        piece = link.recv(LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    line, end, _ = told.partition(b"\0")
    return line.decode("utf-8", "replace").strip() if end else "no whole answer"


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    """Connect to ``tcp://host:port`` or ``unix:///path``."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(TIMEOUT)
            link.connect(unquote(parts.path))
            yield link
        return
    with socket.create_connection((parts.hostname or "", parts.port or 3310), TIMEOUT) as link:
        yield link
