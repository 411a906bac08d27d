"""Who can when: the overview of a date poll, and which moments are best."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats, timezone

from bijeenkomsten.enums import Suits
from bijeenkomsten.models import Datumoptie, Datumprikker, Datumstem
from bijeenkomsten.moments import AMSTERDAM
from communities.models import Deelnemer


@dataclass
class Choice:
    """One moment with the people whom it suits or not, by name."""

    optie: Datumoptie
    said: dict[str, list[Deelnemer]] = field(default_factory=lambda: defaultdict(list))
    best: bool = False

    @property
    def label(self) -> str:
        """Return "Donderdag 28 januari 2027, 10.00 uur"."""
        return label_of(self.optie)

    @property
    def yes(self) -> list[Deelnemer]:
        """Return whom it suits."""
        return self.said[Suits.YES]

    @property
    def if_needed(self) -> list[Deelnemer]:
        """Return who could come if needed."""
        return self.said[Suits.IF_NEEDED]

    @property
    def no(self) -> list[Deelnemer]:
        """Return whom it does not suit."""
        return self.said[Suits.NO]

    @property
    def weight(self) -> tuple[int, int]:
        """Return what is compared: how many could come, then whom it really suits."""
        return len(self.yes) + len(self.if_needed), len(self.yes)

    @property
    def is_past(self) -> bool:
        """Say whether it cannot be chosen any more."""
        return self.optie.starts_at <= timezone.now()


def label_of(optie: Datumoptie) -> str:
    """Return the moment in words, in Dutch time."""
    local = timezone.localtime(optie.starts_at, AMSTERDAM)
    return formats.date_format(local, "l j F Y, G.i").capitalize() + " uur"


def overview(poll: Datumprikker) -> list[Choice]:
    """Return every moment with who said what, of the people who are members now."""
    choices = {optie.pk: Choice(optie) for optie in poll.opties.all()}
    members = Deelnemer.objects.members_of(poll.community)
    votes = Datumstem.objects.filter(optie__in=list(choices), deelnemer__in=members)
    for vote in votes.select_related("deelnemer").order_by("deelnemer__sort_name", "pk"):
        choices[vote.optie_id].said[vote.suits].append(vote.deelnemer)
    rows = list(choices.values())
    most: Any = max((row.weight for row in rows), default=(0, 0))
    for row in rows:
        row.best = row.weight == most and most[0] > 0
    return rows
