"""Makes invitations that wait, links between casussen, and in which years they run."""

from casussen.models import Casus, Schrijfuitnodiging
from netwerk.demo.content.schrijvers import PERIODEN, UITNODIGINGEN, VERWANT
from netwerk.demo.moments import moment
from netwerk.demo.world import World


def make_schrijvers(world: World) -> None:
    """Ask people to write along, and link what belongs together."""
    for slug, who, role, by, days, note in UITNODIGINGEN:
        row = Schrijfuitnodiging.objects.create(
            casus=world.casussen[slug],
            deelnemer=world.people[who],
            role=role,
            note=note,
            invited_by=world.people[by],
        )
        Schrijfuitnodiging.objects.filter(pk=row.pk).update(invited_at=moment(-days, "10.05"))
    for one, other in VERWANT:
        world.casussen[one].related.add(world.casussen[other])
    for slug, (first, last, participation) in PERIODEN.items():
        Casus.objects.filter(pk=world.casussen[slug].pk).update(
            starts_in=first,
            ends_in=last,
            participation=world.begrip("participatieladder", participation),
        )
