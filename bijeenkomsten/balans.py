"""Who is at the table of a meeting: sides of the network and provinces, for its organiser.

It helps an organiser to ask who is still missing; nobody else sees it, so that it is no reproach
to who did come.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities import balans
from communities.models import Deelnemer

RIJK = "rijk"
MOST_NAMED = 4  # provinces in the warning


@dataclass(frozen=True)
class Table:
    """How many people said yes from each side, and who is asked and not represented.

    ``waiting`` are people of the Rijk who were asked and did not say yes or no; ``provinces`` are
    those where members work of whom nobody comes.
    """

    balance: balans.Balance
    waiting: int
    provinces: list[str]

    @property
    def lacks_rijk(self) -> bool:
        """Say whether nobody of the Rijk comes."""
        return not any(side.number for side in self.balance.sides if side.notation == RIJK)

    @property
    def lacks_provinces(self) -> str:
        """Return the provinces that nobody comes from: "Drenthe, Zeeland en nog 3", or ""."""
        if len(self.provinces) <= MOST_NAMED:
            return balans.in_words(self.provinces)
        named, more = self.provinces[:MOST_NAMED], len(self.provinces) - MOST_NAMED
        return balans.in_words([*named, f"nog {more}"])


def at_the_table(bijeenkomst: Bijeenkomst) -> Table | None:
    """Return who comes, per side; None for a meeting that was, or that does not go on."""
    if bijeenkomst.is_past or bijeenkomst.is_cancelled:
        return None
    answers = Aanmelding.objects.filter(bijeenkomst=bijeenkomst, deelnemer=OuterRef("pk"))
    coming = Deelnemer.objects.active().filter(Exists(answers.filter(answer=Answer.YES)))
    asked = Deelnemer.objects.members_of(*bijeenkomst.community_ids)
    decided = answers.filter(answer__in=[Answer.YES, Answer.NO])
    side = f"{balans.LAYER}__broader__notation"
    waiting = asked.filter(~Exists(decided), **{side: RIJK})
    return Table(balans.balance(coming), waiting.count(), _missing_provinces(asked, coming))


def _missing_provinces(asked: QuerySet[Deelnemer], coming: QuerySet[Deelnemer]) -> list[str]:
    """Return the provinces where members work and from which nobody comes."""
    present = balans.areas(coming).per_province
    rows = balans.areas(asked).rows
    return [
        row.label for row in rows if row.is_province and row.number and row.notation not in present
    ]
