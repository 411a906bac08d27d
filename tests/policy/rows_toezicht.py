"""The declared policy of oversight: the front door, the log, meekijken, figures, rights, trash."""

from datetime import date

from django.utils import timezone

from communities.models import Gesprek, Rechtenregel, Rechtenreview
from tests.factories import ReactieFactory
from tests.policy.rows_communities import BEHEER, pk_of, slug
from tests.policy.table import COMMUNITY, REDACTIE, SIGNED_IN, Row, roles
from tests.policy.world import World


def build(world: World) -> None:
    """Add a round with one person in it."""
    talk = Gesprek.about(world.community)
    world.objects["weg"] = ReactieFactory(
        gesprek=talk, author=world.people["deelnemer"], removed_at=timezone.now()
    )
    review = Rechtenreview.objects.create(scope="all", due_on=date(2026, 11, 30))
    world.objects["review"] = review
    world.objects["regel"] = Rechtenregel.objects.create(
        review=review,
        deelnemer=world["lid"],
        rights={"network": [], "communities": {str(world.community.pk): "member"}},
    )


def regel(world: World) -> dict[str, int]:
    """Return the arguments of an address about one person in the round."""
    return {"pk": world["review"].pk, "regel": world["regel"].pk}


ROWS = [
    Row("beheer", get=BEHEER | REDACTIE),
    Row("beheer_logboek", get=BEHEER),
    Row("beheer_logboek_csv", post=BEHEER),
    Row(
        "beheer_lid_bekijk",
        kwargs=pk_of("lid"),
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"reason": "Ze ziet haar casus niet en vroeg om hulp."},
    ),
    Row("inzage_stop", post=BEHEER),
    Row("beheer_prullenbak", get=BEHEER),
    Row("beheer_prullenbak_terug", kwargs=pk_of("weg"), get=BEHEER, post=BEHEER),
    Row(
        "communities:reactie_restore",
        kwargs=pk_of("weg"),
        post=roles("deelnemer"),
        hidden=SIGNED_IN - COMMUNITY,
    ),
    Row("beheer_rechten", get=BEHEER),
    Row("beheer_rechten_ronde", kwargs=pk_of("review"), get=BEHEER),
    Row(
        "beheer_rechten_klopt",
        kwargs=pk_of("review"),
        post=BEHEER,
        data=lambda w: {"regel": w["regel"].pk},
    ),
    Row("beheer_rechten_teken", kwargs=pk_of("review"), post=BEHEER),
    Row(
        "beheer_rechten_weghalen",
        kwargs=regel,
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"keys": f"community-{w.community.pk}"},
    ),
    Row("beheer_rechten_opnieuw", kwargs=regel, post=BEHEER),
    Row("beheer_cijfers", get=BEHEER),
    Row("beheer_cijfers_csv", post=BEHEER),
    Row("community_cijfers", kwargs=slug, get=BEHEER | roles("organisator")),
    Row("community_cijfers_csv", kwargs=slug, post=BEHEER | roles("organisator")),
]
