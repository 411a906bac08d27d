"""The declared policy of accountability: all read who is responsible, a beheerder the rest."""

from django.utils import timezone

from tests.factories import DatalekFactory
from tests.policy.table import EVERYONE, Row, roles
from tests.policy.world import World

BEHEER = roles("beheerder")
TODAY = {"last_on": "2027-01-04", "note": "Alle domeinnamen staan erin."}


def build(world: World) -> None:
    """Add a breach."""
    world.objects["datalek"] = DatalekFactory(created_by=world.people["beheerder"])


def datalek(world: World) -> dict[str, int]:
    """Return the address of the breach."""
    return {"pk": world["datalek"].pk}


def facts(world: World) -> dict[str, str]:
    """Return what a beheerder fills in about a breach."""
    return {
        "title": "Mail naar de verkeerde groep",
        "noticed_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "noticed_how": "een deelnemer",
        "what": "Een lijst ging naar de verkeerde groep.",
        "people": "Ongeveer 40 deelnemers.",
        "data": "Namen en e-mailadressen.",
        "authority": "open",
        "people_told": "open",
    }


ROWS = [
    Row("verantwoordelijk", get=EVERYONE),
    Row("beheer_nakijken", get=BEHEER),
    Row(
        "beheer_nakijkpunt",
        kwargs=lambda w: {"key": "domeinen"},
        get=BEHEER,
        post=BEHEER,
        data=lambda w: TODAY,
    ),
    Row(
        "beheer_verantwoordelijk",
        get=BEHEER,
        post=BEHEER,
        data=lambda w: {
            "organisations": "Provincie Voorbeeld: beheert de leden",
            "contact": "Provincie Voorbeeld",
            "email": "privacy@voorbeeld.nl",
        },
    ),
    Row("beheer_datalekken", get=BEHEER),
    Row("beheer_datalek_nieuw", get=BEHEER, post=BEHEER, data=facts),
    Row("beheer_datalek", kwargs=datalek, get=BEHEER, hidden=EVERYONE - BEHEER - {"anoniem"}),
    Row(
        "beheer_datalek_aanpassen",
        kwargs=datalek,
        get=BEHEER,
        post=BEHEER,
        hidden=EVERYONE - BEHEER - {"anoniem"},
        data=facts,
    ),
]
