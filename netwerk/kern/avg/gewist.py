"""Who was erased, in a file outside the database: an older backup must not bring them back.

One line for each erasure, with the number of the account and the moment: nothing that says who
it was. Lines are only ever added; the same line twice does no harm. A number may be given out
anew after the database went back in time, so a line counts only for an account that was there
before its moment.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from netwerk.kern.avg.models import Verwijderverzoek


class LedgerError(Exception):
    """The file cannot be read; the words are for people."""


@dataclass(frozen=True)
class Erased:
    """One erasure; ``was_seen`` is whether a beheerder decided it (it changes what goes)."""

    person: int
    at: datetime
    was_seen: bool

    def line(self) -> str:
        """Return it as a line of the file."""
        fields = {"deelnemer": self.person, "gewist_op": self.at.isoformat()}
        return json.dumps(fields | {"beheerder": self.was_seen}) + "\n"


def add(entry: Erased) -> None:
    """Write a line, and see to it that it is on the disk; OSError when that cannot be."""
    _append([entry])


def complete() -> int:
    """Add what the database knows and the file does not; return how many lines that were."""
    path = settings.ERASURE_LEDGER
    known = {(entry.person, entry.at) for entry in read(path)} if path.exists() else set()
    new = [entry for entry in _in_database() if (entry.person, entry.at) not in known]
    _append(new)
    return len(new)


def read(path: Path) -> list[Erased]:
    """Return the lines of a file; LedgerError for one that is not ours."""
    try:
        lines = path.read_text().splitlines()
        return [_parsed(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LedgerError(f"De lijst met wie er gewist is ({path}) is niet te lezen.") from error


def to_redo(entries: Iterable[Erased]) -> Iterator[tuple[Any, Erased]]:
    """Give the accounts that were erased after what the database knows, each once."""
    people = get_user_model()._default_manager.filter(erased_at__isnull=True)
    for entry in sorted(entries, key=lambda each: each.at):
        person = people.filter(pk=entry.person, date_joined__lt=entry.at).first()
        if person is not None:
            yield person, entry


def _parsed(fields: dict[str, Any]) -> Erased:
    moment = datetime.fromisoformat(fields["gewist_op"])
    if moment.tzinfo is None:
        raise ValueError(fields["gewist_op"])
    return Erased(int(fields["deelnemer"]), moment, bool(fields["beheerder"]))


def _in_database() -> Iterator[Erased]:
    done = Verwijderverzoek.objects.filter(done_at__isnull=False).order_by("pk")
    for verzoek in done.iterator(chunk_size=500):
        assert verzoek.done_at is not None
        was_seen = verzoek.requested_by_id != verzoek.person_id
        yield Erased(verzoek.person_id, verzoek.done_at, was_seen)


def _append(entries: list[Erased]) -> None:
    if not entries:
        return
    path: Path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write("".join(entry.line() for entry in entries))
        file.flush()
        os.fsync(file.fileno())
