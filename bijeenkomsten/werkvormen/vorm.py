"""What a werkvorm is: steps with a length, and who does what in each."""

from dataclasses import dataclass

ALL = "Iedereen"
HOST = "De gespreksleider"
OWNER = "Wie het inbrengt"
NOT_OWNER = "Iedereen, behalve wie het inbrengt"
QUIET = "Niemand: je schrijft"


@dataclass(frozen=True)
class Werkstap:
    """One step: what everybody does, who may speak, and what the room writes down (or "")."""

    title: str
    minutes: int
    instruction: str
    speaks: str = ALL
    captures: str = ""


@dataclass(frozen=True)
class Werkvorm:
    """One way to work: what it is for, for how many, and how else people know it (English)."""

    key: str
    name: str
    purpose: str
    group: str
    steps: tuple[Werkstap, ...]
    also: str = ""

    @property
    def minutes(self) -> int:
        """Return how long all of it takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def label(self) -> str:
        """Return the name with its length, for a list to choose from."""
        return f"{self.name} ({self.minutes} minuten)"
