"""What this app tells the registries; called by kern."""

from importlib import import_module

from netwerk.kern import portal_state, subjects
from netwerk.kern.personal_data import Erasure, PersonalField, impersonal, personal, processing
from netwerk.kern.uitvoer.models import Uitvoer

ASKED = PersonalField(
    "om je een bestand te geven waar je om vroeg", "zeven dagen", Erasure.DELETE_ROW
)


def register() -> None:
    """Register the model, its words and its terms; called once at start."""
    processing(
        "uitvoer",
        label="Bestanden maken om mee te nemen",
        ground="uitvoeren van de afspraken over meedoen (artikel 6, lid 1, onder b)",
        people="deelnemers",
        recipients="niemand anders",
    )
    personal(
        Uitvoer,
        dict.fromkeys(("person", "about", "name", "file"), ASKED),
        of="person",
        part_of="uitvoer",
    )
    impersonal(
        Uitvoer,
        "id public_id maker form state done total fingerprint requested_at due_at lease_until"
        " attempts error media_type size ready_at expires_at",
    )
    subjects.register(
        subjects.Subject(
            model=Uitvoer,
            label="bestand om mee te nemen",
            label_plural="bestanden om mee te nemen",
            icon="download",
            view_permission="uitvoer.view_uitvoer",
            title=str,
            url=lambda row: row.get_absolute_url(),
        )
    )
    portal_state.unseen(Uitvoer)
    for name in ("logwoorden", "bewaartermijnen"):  # these register themselves
        import_module(f"netwerk.kern.uitvoer.{name}")
