"""Makes what people read in conversations: how far they came, an answer, and a link to a casus."""

from django.conf import settings
from django.db.models import Max

from communities.models import Gesprek, Leesstand, Reactie
from netwerk.demo.content.ankers import CASUS
from netwerk.demo.moments import moment
from netwerk.demo.world import World

NOT_READ_YET = 6  # posts that came since everybody was here


def make_lezen(world: World) -> None:
    """Let one post be the answer, another show where its link leads, and the last ones be new."""
    talk = Gesprek.about(world.casussen[CASUS])
    helped = Reactie.objects.get(
        gesprek=talk, author=world.people["t.hoekstra"], root=None, part="results"
    )
    Gesprek.objects.filter(pk=talk.pk).update(answer=helped)
    other = next(casus for slug, casus in world.casussen.items() if slug != CASUS)
    pointed = Reactie.objects.create(
        gesprek=talk,
        author=world.people["o.sahin"],
        body="Hier pakten ze het anders aan. Lees ook:\n\n"
        f"{settings.SITE_URL}{other.get_absolute_url()}",
    )
    Reactie.objects.filter(pk=pointed.pk).update(created_at=moment(-1, "11.05"))
    newest = Reactie.objects.aggregate(newest=Max("pk"))["newest"]
    Leesstand.objects.bulk_create(
        Leesstand(deelnemer=person, gesprek=None, read_to=newest - NOT_READ_YET)
        for person in world.people.values()
    )
