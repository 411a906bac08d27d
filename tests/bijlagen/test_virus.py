"""The virus scanner: what it refuses, and that nothing comes in when it does not answer."""

import logging
import socket
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from netwerk.kern import env
from netwerk.kern.bijlagen import controle
from netwerk.kern.bijlagen.controle import virus
from tests.bijlagen import clamd
from tests.bijlagen.bestanden import EICAR, pdf, picture


def scan(data: bytes, address: str) -> None:
    virus.scan(controle.pieces(BytesIO(data)), address)


def closed_port() -> str:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{listening.getsockname()[1]}"


def test_scanner_gets_the_whole_file_and_says_that_it_is_clean() -> None:
    data = bytes(range(256)) * 1000
    with clamd.running() as scanner:
        scan(data, scanner.address)
        assert scanner.seen == [data]


def test_scanner_finds_a_virus() -> None:
    with clamd.running() as scanner, pytest.raises(ValidationError, match="een virus"):
        scan(b"a" * 70_000 + EICAR, scanner.address)


def test_scanner_looks_at_the_file_as_it_came() -> None:
    data = picture("JPEG", comment=b"zoals het kwam")
    with clamd.running() as scanner:
        made = controle.check(BytesIO(data), "a.jpg", most=1_000_000, scanner=scanner.address)
        assert scanner.seen == [data]
    assert made.scanned
    made.content.seek(0)
    assert b"zoals het kwam" not in made.content.read()


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OK", b"stream: niet OK\0", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0"],
    ids=["nothing", "cut off", "other words", "error", "half"],
)
def test_anything_but_a_clear_yes_keeps_the_file_out(
    answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        clamd.running(always=answer) as scanner,
        pytest.raises(virus.ScannerAwayError, match="nu niet worden gecontroleerd"),
    ):
        scan(pdf(), scanner.address)
    assert [each.levelno for each in caplog.records] == [logging.ERROR]


def test_scanner_that_takes_no_more_says_why_and_the_file_stays_out(caplog: Any) -> None:
    with clamd.running(most=1000) as scanner, pytest.raises(virus.ScannerAwayError):
        scan(b"a" * 5_000_000, scanner.address)
    assert caplog.records[-1].levelno == logging.ERROR


@pytest.mark.parametrize("kind", ["port", "socket"])
def test_scanner_that_is_away_keeps_the_file_out(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = closed_port() if kind == "port" else "unix:///nergens/clamd.sock"
    with pytest.raises(virus.ScannerAwayError, match="nu niet worden gecontroleerd"):
        controle.check(BytesIO(pdf()), "a.pdf", most=1_000_000, scanner=address)
    assert "does not answer" in caplog.text


def test_address_of_the_scanner_is_read_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    for fine in ("", "tcp://127.0.0.1:3310", "unix:///run/clamav/clamd.ctl"):
        monkeypatch.setenv("CLAMD_URL", fine)
        assert env.scanner("CLAMD_URL") == fine
    for wrong in ("127.0.0.1:3310", "http://127.0.0.1", "unix:", "tcp://"):
        monkeypatch.setenv("CLAMD_URL", wrong)
        with pytest.raises(ImproperlyConfigured):
            env.scanner("CLAMD_URL")
