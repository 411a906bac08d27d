"""Who is at the table of a meeting: the sides of the network, for its organiser.

It helps an organiser to ask who is still missing; nobody else sees it, so that it is no reproach
to who did come.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from bijeenkomsten.enums import Answer
from bijeenkomsten.models import Aanmelding, Bijeenkomst
from communities import balans
from communities.models import Deelnemer

RIJK = "rijk"


@dataclass(frozen=True)
class Table:
    """How many people said yes from each side, and how many of the Rijk were asked.

    ``waiting`` are people of the Rijk who were asked and did not say yes or no.
    """

    balance: balans.Balance
    waiting: int

    @property
    def lacks_rijk(self) -> bool:
        """Say whether nobody of the Rijk comes."""
        return not any(side.number for side in self.balance.sides if side.notation == RIJK)


def at_the_table(bijeenkomst: Bijeenkomst) -> Table | None:
    """Return who comes, per side; None for a meeting that was, or that does not go on."""
    if bijeenkomst.is_past or bijeenkomst.is_cancelled:
        return None
    answers = Aanmelding.objects.filter(bijeenkomst=bijeenkomst, deelnemer=OuterRef("pk"))
    coming = Deelnemer.objects.active().filter(Exists(answers.filter(answer=Answer.YES)))
    asked = Deelnemer.objects.members_of(bijeenkomst.community, *bijeenkomst.communities.all())
    decided = answers.filter(answer__in=[Answer.YES, Answer.NO])
    side = f"{balans.LAYER}__broader__notation"
    waiting = asked.filter(~Exists(decided), **{side: RIJK})
    return Table(balans.balance(coming), waiting.count())
