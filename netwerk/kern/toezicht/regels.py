"""Lines of the log: one event is one line, and says six things (BIO2 8.15).

They are ``action``, ``object``, ``result``, ``origin``, ``actor`` and ``time`` (UTC). A line names
people and things by their number only. The text of an error often repeats what somebody typed, so
it is written only when the error is about the machine; else its kind and the way to it must do.
"""

import contextlib
import json
import logging
import re
import socket
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from redis.exceptions import RedisError

from netwerk.kern.toezicht import vraag

BASE = f"{Path(__file__).resolve().parents[3]}/"
ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
PROCESSES = ("worker", "beat", "berichtenlus", "postvak")
ABOUT_THE_MACHINE = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    MemoryError,
    NameError,
    OperationalError,
    OSError,
    RecursionError,
    RedisError,
    TypeError,
)
events = logging.getLogger("netwerk.gebeurtenis")


def process() -> str:
    """Return which of our processes this is, and on which machine."""
    named = [word for word in sys.argv[1:] if word in PROCESSES]
    return f"{named[0] if named else Path(sys.argv[0]).stem}@{socket.gethostname()}"


PROCESS = process()


def event(
    action: str,
    *,
    thing: str = "",
    result: str = "ok",
    actor: str | None = None,
    level: int = logging.INFO,
    from_where: bool = False,
    logger: logging.Logger = events,
    **more: Any,
) -> None:
    """Write one event; ``thing`` and ``actor`` are a kind and a number, such as "casus 12".

    Without ``actor`` it is whoever the request is from. The address on the internet is written
    only where it can show abuse (``from_where``): a role, a right, signing in, a refusal.
    """
    if not logger.isEnabledFor(level):
        return
    facts = {
        "action": action,
        "object": thing,
        "result": result,
        "origin": (vraag.address() if from_where else "") or PROCESS,
        "actor": vraag.actor() if actor is None else actor,
    }
    logger.log(level, " ".join(filter(None, facts.values())), extra=facts | {"more": more})


@contextlib.contextmanager
def quiet(logger: logging.Logger) -> Iterator[None]:
    """Let a logger write warnings and worse only, as long as the block lasts."""
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


def on_purpose[Answer](response: Answer) -> Answer:
    """Return an answer of 503 that is no fault of ours; Django would write an ERROR line for it."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def person(pk: int | None) -> str:
    """Name who did it: a number, or the system itself."""
    return f"deelnemer {pk}" if pk else vraag.SYSTEM


def hide_addresses(line: str) -> str:
    """Take every e-mail address out of a line."""
    return ADDRESS.sub("(adres)", line) if "@" in line else line


def way_to(error: BaseException) -> str:
    """Tell where an error came from, and as much of its text as may be written."""
    return "\n".join(
        line
        for each in _causes(error)
        for line in (
            *(
                f"{frame.filename.removeprefix(BASE)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(each.__traceback__)
            ),
            _said(each),
        )
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give what caused it first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _causes(cause)
    yield error


def _said(error: BaseException) -> str:
    kind = type(error).__qualname__
    text = str(error).partition("\n")[0] if isinstance(error, ABOUT_THE_MACHINE) else ""
    return f"{kind}: {text}" if text else kind


class TextFormatter(logging.Formatter):
    """A line for people, on the own machine."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name of logging
        """Write less of an error than Python does."""
        return way_to(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        """Write the line without addresses of people."""
        return hide_addresses(super().format(record))


class JsonFormatter(logging.Formatter):
    """A line for programs: one object of JSON, always with the same six keys.

    A line gives them with ``extra``, as ``event`` does.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write the line; what is no event says which part of us wrote it, and how bad it is."""
        usual = {
            "action": record.name,
            "object": "",
            "result": "failed" if record.levelno >= logging.ERROR else "noted",
            "origin": PROCESS,
            "actor": vraag.actor(),
        }
        moment = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
        }
        line |= {name: getattr(record, name, value) for name, value in usual.items()}
        line |= getattr(record, "more", {})
        line |= {"request": vraag.number(), "process": PROCESS, "pid": record.process}
        line["message"] = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            line["error"] = way_to(record.exc_info[1])
        return hide_addresses(json.dumps(line, ensure_ascii=False, default=str))
