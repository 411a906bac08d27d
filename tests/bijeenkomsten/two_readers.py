"""A calendar file as two libraries read it: icalendar (Python) and ical.js (JavaScript).

They were written apart from each other, so what both read the same is what the standard says.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar

from netwerk.kern.dev.environment import PYTHON, ROOT

SCRIPT = Path(__file__).with_name("lees_ics.mjs")
NODE = Path(PYTHON).with_name("node")


class Readers:
    """Reads with both and compares; ical.js runs in one process of Node."""

    def __init__(self, node: subprocess.Popen[str]) -> None:
        self.node = node

    def read(self, ics: bytes) -> dict[str, Any]:
        """Return what both libraries read; AssertionError when they differ."""
        check_lines(ics)
        ours, theirs = by_icalendar(ics), self.by_ical_js(ics)
        assert ours == theirs
        return ours

    def by_ical_js(self, ics: bytes) -> dict[str, Any]:
        """Return what ical.js reads."""
        assert self.node.stdin
        assert self.node.stdout
        self.node.stdin.write(json.dumps(ics.decode()) + "\n")
        self.node.stdin.flush()
        answer: dict[str, Any] = json.loads(self.node.stdout.readline())
        assert "error" not in answer, answer
        for name in ("start", "end", "stamp", "modified"):
            answer[name] = datetime.fromisoformat(answer[name])
        return answer


@contextmanager
def two_readers() -> Iterator[Readers]:
    """Start Node, and end it."""
    with subprocess.Popen(
        [str(NODE), str(SCRIPT)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as node:
        yield Readers(node)
        assert node.stdin
        node.stdin.close()


def check_lines(ics: bytes) -> None:
    """Check the form of RFC 5545 3.1: CRLF only, at most 75 octets, no character cut in two."""
    assert ics.endswith(b"\r\n")
    lines = ics.split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()
    assert len(ics.decode().splitlines()) == len(lines) - 1, "a line end that only some know"


def by_icalendar(ics: bytes) -> dict[str, Any]:
    """Return what icalendar reads."""
    calendar = Calendar.from_ical(ics)
    [event] = calendar.walk("VEVENT")
    return {
        "components": [part.name.lower() for part in calendar.subcomponents],
        "inside": [part.name.lower() for part in event.subcomponents],
        "calendar": _names(calendar),
        "properties": _names(event),
        "method": str(calendar.get("METHOD", "")),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "summary": str(event["SUMMARY"]),
        "location": str(event["LOCATION"]),
        "description": str(event["DESCRIPTION"]),
        "url": str(event["URL"]),
        "start": event["DTSTART"].dt.astimezone(UTC),
        "end": event["DTEND"].dt.astimezone(UTC),
        "stamp": event["DTSTAMP"].dt.astimezone(UTC),
        "modified": event["LAST-MODIFIED"].dt.astimezone(UTC),
        "attendees": _people(event, "ATTENDEE"),
        "organizers": _people(event, "ORGANIZER"),
    }


def _names(component: Any) -> list[str]:
    return sorted(
        name.lower()
        for name, _ in component.property_items(recursive=False)
        if name not in {"BEGIN", "END"}
    )


def _people(event: Any, name: str) -> list[dict[str, str]]:
    found = event.get(name, [])
    return [
        {
            "address": str(each),
            "name": str(each.params.get("CN", "")),
            "partstat": str(each.params.get("PARTSTAT", "")),
            "rsvp": str(each.params.get("RSVP", "")),
        }
        for each in (found if isinstance(found, list) else [found])
    ]
