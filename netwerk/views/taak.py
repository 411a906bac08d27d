"""What a task on Mijn netwerk is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """Something that we ask of the person: one line with one button."""

    kind: str
    icon: str
    title: str
    text: str
    button: str
    url: str
