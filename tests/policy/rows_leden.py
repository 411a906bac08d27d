"""The declared policy of the list of members, acts on many of them, and lists that are read in."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from communities.enums import ImportState
from communities.models import ImportRegel, Ledenbewerking, Ledenimport
from tests.policy.table import Row, roles
from tests.policy.world import World

BEHEER = roles("beheerder")
LIST = b"e-mailadres;voornaam;achternaam\nnieuw.lid@voorbeeld.nl;Nieuw;Lid\n"


def build(world: World) -> None:
    """Add something that was done with many people, and a list that was looked at."""
    beheerder = world.people["beheerder"]
    world.objects["bewerking"] = Ledenbewerking.objects.create(
        actor=beheerder,
        action="close",
        changes=[{"person": world.people["deelnemer"].pk, "before": "on", "after": "off"}],
    )
    world.objects["import"] = Ledenimport.objects.create(
        file_name="leden.csv", uploaded_by=beheerder, state=ImportState.CHECKED, total=1
    )
    ImportRegel.objects.create(
        ledenimport=world.objects["import"],
        number=2,
        cells={"email": "nieuw@voorbeeld.nl", "first_name": "Nieuw", "last_name": "Lid"},
        outcome="new",
    )


def pk_of(name: str) -> Any:
    """Return a function that gives the key of an object of this world."""
    return lambda world: {"pk": world[name].pk}


def upload(world: World) -> dict[str, Any]:
    """Return what a beheerder sends with a list."""
    return {"bestand": SimpleUploadedFile("leden.csv", LIST), "role": "member"}


def act(world: World) -> dict[str, Any]:
    """Return the last step of an act on many people."""
    return {"wie": str(world["lid"].pk), "actie": "editor", "stap": "doe"}


ROWS = [
    Row("beheer_leden_csv", post=BEHEER),
    Row("beheer_leden_bewerken", get=BEHEER, post=BEHEER, data=act),
    Row("beheer_bewerkingen", get=BEHEER),
    Row("beheer_bewerking", kwargs=pk_of("bewerking"), get=BEHEER),
    Row("beheer_bewerking_terug", kwargs=pk_of("bewerking"), get=BEHEER, post=BEHEER),
    Row("beheer_inlezen", get=BEHEER, post=BEHEER, data=upload),
    Row("beheer_inlezen_voorbeeld", get=BEHEER),
    Row("beheer_import", kwargs=pk_of("import"), get=BEHEER),
    Row("beheer_import_start", kwargs=pk_of("import"), post=BEHEER),
    Row("beheer_import_opnieuw", kwargs=pk_of("import"), post=BEHEER),
    Row("beheer_import_weg", kwargs=pk_of("import"), post=BEHEER),
    Row("beheer_import_fout", kwargs=pk_of("import"), get=BEHEER),
    Row("beheer_lid_uitloggen", kwargs=pk_of("lid"), post=BEHEER),
]
