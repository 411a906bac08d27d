"""Makes what a beheerder finds at the list of members: a list to read in, and an act on many."""

from communities.enums import BulkAction, ImportState
from communities.inlezen.judging import Judge
from communities.models import ImportRegel, Ledenbewerking, Ledenimport, Lidmaatschap
from netwerk.demo.world import World

ROWS = (
    ("noor@veldhage.voorbeeld.nl", "Noor", "van", "Haverkamp", "Gemeente Veldhage"),
    ("sjoerd@veldhage.voorbeeld.nl", "Sjoerd", "", "Dijkema", "Gemeente Veldhage"),
    ("deelnemer@voorbeeld.nl", "Puck", "", "Voorbeeld", ""),
    ("buitenstaander@voorbeeld.nl", "Bo", "", "Voorbeeld", ""),
    ("marit.veldhage.voorbeeld.nl", "Marit", "", "Bos", "Gemeente Veldhage"),
    ("ilse@nergens.voorbeeld.nl", "Ilse", "de", "Roos", "Gemeente Nergenshuizen"),
)
CELLS = ("email", "first_name", "infix", "last_name", "organisatie")
CHANGED = 3  # people in the act on many


def make_leden(world: World) -> None:
    """Make it without mail."""
    beheerder = next(person for person in world.people.values() if person.is_beheerder)
    community = world.communities[min(world.communities)]
    made = Ledenimport.objects.create(
        file_name="deelnemers-veldhage.xlsx",
        uploaded_by=beheerder,
        community=community,
        state=ImportState.CHECKED,
        total=len(ROWS),
        done=len(ROWS),
    )
    rows = [
        ImportRegel(ledenimport=made, number=number, cells=_cells(row))
        for number, row in enumerate(ROWS, start=2)
    ]
    for each in Judge(made, rows).judge():
        each.row.outcome, each.row.errors = each.outcome, each.errors
        each.row.deelnemer = each.person
    ImportRegel.objects.bulk_create(rows)
    places = Lidmaatschap.objects.filter(community=community).order_by("deelnemer")[:CHANGED]
    Ledenbewerking.objects.create(
        actor=beheerder,
        action=BulkAction.ADD,
        choice={"community": community.pk, "role": "member"},
        changes=[
            {"person": place.deelnemer_id, "before": "", "after": place.role} for place in places
        ],
    )


def _cells(row: tuple[str, ...]) -> dict[str, str]:
    return {key: text for key, text in zip(CELLS, row, strict=True) if text}
