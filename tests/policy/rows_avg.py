"""The declared policy of one's own data, of its beheer, and of leaving a community."""

from datetime import timedelta

from django.utils import timezone

from netwerk.kern.avg.models import Gegevensexport, Verwijderverzoek
from tests.factories import DeelnemerFactory
from tests.policy.table import COMMUNITY, SIGNED_IN, Row, roles
from tests.policy.world import World

BEHEER = roles("beheerder")


def build(world: World) -> None:
    """Add a copy that is made for somebody, and somebody who asked to be erased."""
    Gegevensexport.objects.create(person=world.people["deelnemer"])
    world.objects["vertrekker"] = DeelnemerFactory()
    due = timezone.now() + timedelta(days=7)
    Verwijderverzoek.objects.create(person=world["vertrekker"], due_at=due)


ROWS = [
    Row("mijn_gegevens", get=SIGNED_IN),
    Row("mijn_gegevens_kopie", post=SIGNED_IN),
    Row("mijn_gegevens_ophalen", post=SIGNED_IN),
    Row("mijn_gegevens_verwijderen", get=SIGNED_IN, post=SIGNED_IN),
    Row("mijn_gegevens_blijven", post=SIGNED_IN),
    Row("beheer_verwerkingen", get=BEHEER),
    Row("beheer_verwerkingen_csv", get=BEHEER),
    Row("beheer_bewaartermijnen", get=BEHEER),
    Row(
        "beheer_lid_wissen",
        kwargs=lambda w: {"pk": w["vertrekker"].pk},
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {"name": str(w["vertrekker"]), "reason": "Vroeg het per mail."},
    ),
    Row(
        "communities:verlaten",
        kwargs=lambda w: {"slug": w.community.slug},
        get=COMMUNITY,
        post=COMMUNITY,
        data=lambda w: {"name": "zonder"},
    ),
]
