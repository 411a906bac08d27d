"""Makes what people do while they write: a name in a post, a quotation, marks and a draft."""

from communities import citaten
from communities.models import Gesprek, Herkenbaar, Reactie, Reactieconcept, Vermelding
from netwerk.demo.content.ankers import CASUS
from netwerk.demo.moments import moment
from netwerk.demo.world import World


def make_schrijven(world: World) -> None:
    """Let the organiser quote a post and name who wrote another; some know it from their work."""
    casus = world.casussen[CASUS]
    talk = Gesprek.about(casus)
    named = world.people["t.hoekstra"]
    asks = Reactie.objects.get(
        gesprek=talk, author=world.people["w.timmer"], root__author=named, root__part="results"
    )
    counted = Reactie.objects.get(pk=asks.root_id or 0)
    answer = Reactie.objects.create(
        gesprek=talk,
        author=world.people["organisator"],
        parent=asks,
        body=f"{citaten.quotation(asks)}Weet jij dat nog, @{named}? Wij beginnen in januari.",
    )
    Reactie.objects.filter(pk=answer.pk).update(created_at=moment(-2, "16.40"))
    Vermelding.objects.create(reactie=answer, deelnemer=named)
    for who in ("deelnemer", "w.timmer", "o.sahin", "n.elidrissi"):
        Herkenbaar.objects.create(reactie=counted, deelnemer=world.people[who])
    Herkenbaar.objects.create(reactie=asks, deelnemer=named)
    Reactieconcept.objects.create(
        subject=casus,
        deelnemer=world.people["deelnemer"],
        parent=counted,
        body="Twaalf keer vind ik veel. Bij ons in het dorp",
    )
