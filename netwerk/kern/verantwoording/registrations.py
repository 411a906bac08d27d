"""What this app keeps about people, and what it tells the audit log; called by kern."""

from importlib import import_module

from netwerk.kern.personal_data import Erasure, PersonalField, impersonal, personal, processing
from netwerk.kern.verantwoording.models import Datalek, Nakijkpunt, Regeling

WHO = PersonalField("om te weten wie het opschreef", "altijd", Erasure.KEEP, in_export=False)


def register() -> None:
    """Register the models; called once at start."""
    processing(
        "verantwoording",
        label="Laten zien dat we ons aan de regels houden",
        ground="wettelijke plicht (artikel 6, lid 1, onder c)",
        people="beheerders",
        recipients="beheerders, en de Autoriteit Persoonsgegevens als die erom vraagt",
    )
    for model in (Nakijkpunt, Regeling):
        personal(model, {"changed_by": WHO}, of="changed_by", part_of="verantwoording")
    personal(
        Datalek,
        {"created_by": WHO, "changed_by": WHO},
        of="created_by",
        part_of="verantwoording",
    )
    impersonal(Nakijkpunt, "id key last_on note changed_at")
    impersonal(Regeling, f"id changed_at {' '.join(Regeling.WRITTEN)}")
    impersonal(Datalek, f"id created_at changed_at {' '.join(Datalek.WRITTEN)}")
    import_module("netwerk.kern.verantwoording.logwoorden")
