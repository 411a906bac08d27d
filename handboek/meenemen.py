"""A list of adviezen to take along: its numbers in an address, and its words as plain text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from handboek.models import Advies, Lijstitem
from handboek.services.lijsten import MOST
from netwerk.kern.pages import number_of

LONGEST_NUMBER = 2**31 - 1
ALONG = "lijst"  # a list in the address of a page on which somebody chooses more


@dataclass(frozen=True)
class Asked:
    """The numbers in an address, and whether something in it was no number or too much."""

    numbers: list[int]
    left_out: bool


def read_numbers(text: str) -> Asked:
    """Read "14,16,21": every number once, in this order, at most as many as a list holds."""
    parts = [part.strip() for part in text[:2000].split(",") if part.strip()]
    found = dict.fromkeys(number_of(part) for part in parts)
    good = [number for number in found if 0 < number <= LONGEST_NUMBER]
    return Asked(good[:MOST], len(good) < len(found) or len(good) > MOST)


def address_of(numbers: Iterable[int]) -> str:
    """Return the address of a list, which holds numbers and nothing else."""
    joined = ",".join(str(number) for number in numbers)
    return f"{reverse('handboek:meenemen')}?n={joined}" if joined else reverse("handboek:meenemen")


@dataclass(frozen=True)
class Along:
    """The list that a reader adds to: one's own, or without an account the one in the address."""

    numbers: list[int]
    signed_in: bool

    @property
    def joined(self) -> str:
        """Return what goes along in the address: nothing of one's own list."""
        return "" if self.signed_in else ",".join(str(number) for number in self.numbers)

    @property
    def query(self) -> str:
        """Return it as the whole query of an address."""
        return f"?{ALONG}={self.joined}" if self.joined else ""

    @property
    def more(self) -> str:
        """Return it to come after other words in an address."""
        return f"&{ALONG}={self.joined}" if self.joined else ""

    @property
    def address(self) -> str:
        """Return where this list is read."""
        return reverse("handboek:mijn_lijst") if self.signed_in else address_of(self.numbers)


def along_of(user: Any, query: Any) -> Along:
    """Return the list of somebody who reads: one query for one's own, none without an account."""
    if user.is_authenticated:
        rows = Lijstitem.objects.visible_to(user).values_list("advies__number", flat=True)
        return Along(list(rows), signed_in=True)
    return Along(read_numbers(query.get(ALONG, "")).numbers, signed_in=False)


def as_text(adviezen: Sequence[Advies], notes: dict[int, str]) -> str:
    """Return a list in plain text, to paste anywhere; ``notes`` are by number."""
    parts = []
    for advies in adviezen:
        address = f"{settings.SITE_URL}{reverse('handboek:kort', args=[advies.number])}"
        note = notes.get(advies.number, "")
        lines = [
            f"{advies.get_kind_display()}: {advies.title}",
            advies.summary,
            *([f"Mijn notitie: {note}"] if note else []),
            address,
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
