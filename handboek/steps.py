"""Reads "Zo doe je het": a numbered list becomes steps with a heading each."""

import re
from dataclasses import dataclass

STEP = re.compile(r"^\d{1,2}[.)] +", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*[.:]?\s*")
FIRST_SENTENCE = re.compile(r"(.+?[.!?])\s+(?=\S)", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One step: what to do, and more words about it in Markdown."""

    heading: str
    text: str = ""


def steps(source: str) -> list[Step]:
    """Return the steps of a text that is one numbered list, or nothing when it is not."""
    text = source.strip()
    if not STEP.match(text):
        return []
    parts = [part.strip() for part in STEP.split(text) if part.strip()]
    return [_step(part) for part in parts]


def _step(part: str) -> Step:
    if match := BOLD.match(part) or FIRST_SENTENCE.match(part):
        return Step(match.group(1).strip().rstrip("."), part[match.end() :].strip())
    return Step(part.rstrip("."))
