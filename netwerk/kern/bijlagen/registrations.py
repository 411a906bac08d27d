"""What this app tells the registries; called by kern."""

from importlib import import_module

from netwerk.kern import subjects
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.personal_data import (
    Erasure,
    PersonalField,
    impersonal,
    personal,
    processing,
)

KEPT = "zolang waar het bij hoort bestaat, of 30 dagen nadat het is weggehaald"
ADDED = PersonalField("om te weten wie een bestand of link toevoegde", KEPT, Erasure.KEEP)
WORDS = PersonalField(
    "om een bron te kunnen noemen en terugvinden; de maker kan een mens zijn", KEPT, Erasure.KEEP
)
CONTENT = PersonalField(
    "om een bron te kunnen lezen; er kunnen namen in staan", KEPT, Erasure.KEEP, in_export=False
)


def register() -> None:
    """Register the model, its words and its terms; called once at start."""
    processing(
        "bijlagen",
        label="Bestanden en links bewaren",
        ground="gerechtvaardigd belang: samen leren (artikel 6, lid 1, onder f)",
        people="wie iets toevoegt, en wie iets maakte",
        recipients="wie mag zien waar het bij hoort; iedereen als dat openbaar is",
    )
    personal(
        Bijlage,
        {
            **dict.fromkeys(("uploaded_by", "deleted_by"), ADDED),
            **dict.fromkeys(("title", "author", "name", "url", "alt"), WORDS),
            "file": CONTENT,
        },
        of="uploaded_by",
        part_of="bijlagen",
    )
    impersonal(
        Bijlage,
        "id public_id content_type object_id dated licence media_type size sha256 scan_state"
        " confidential inline created_at updated_at deleted_at",
    )
    subjects.register(
        subjects.Subject(
            model=Bijlage,
            label="bijlage",
            label_plural="bijlagen",
            icon="paperclip",
            view_permission="bijlagen.view_bijlage",
            title=str,
            url=lambda bijlage: bijlage.get_absolute_url(),
        )
    )
    for name in ("logwoorden", "bewaartermijnen"):  # these register themselves
        import_module(f"netwerk.kern.bijlagen.{name}")
