"""What search itself tells the registries."""

from importlib import import_module

from django.urls import reverse

from netwerk.kern import subjects
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.personal_data import Erasure, PersonalField, impersonal, personal
from netwerk.kern.zoeken.models import Zoekopdracht
from netwerk.kern.zoeken.vindbaar import Facet, offer

LOOKED_FOR = PersonalField(
    purpose="om je te mailen als er iets nieuws is bij wat je zoekt",
    retention="zolang je een account hebt; wat je weghaalt nog 30 dagen",
    erasure=Erasure.DELETE_ROW,
)


def register() -> None:
    """Make the choices and the searches that people keep known; called once at start."""
    offer(Facet("thema", "Thema", lambda: Begrip.objects.in_schema("cbs-thema"), "notation", 1))
    offer(
        Facet("provincie", "Gebied", lambda: Begrip.objects.in_schema("provincie"), "notation", 2)
    )
    subjects.register(
        subjects.Subject(
            model=Zoekopdracht,
            label="zoekopdracht",
            label_plural="zoekopdrachten",
            icon="search",
            view_permission="zoeken.view_zoekopdracht",
            title=str,
            url=lambda row: reverse("zoeken:list"),
            this="deze zoekopdracht",
        )
    )
    impersonal(Zoekopdracht, "id due_at")
    names = ("person", "name", "place", "choices", "frequency", "created_at", "removed_at")
    yours = dict.fromkeys(names, LOOKED_FOR) | {
        "seen": PersonalField(
            LOOKED_FOR.purpose, LOOKED_FOR.retention, Erasure.DELETE_ROW, in_export=False
        )
    }
    personal(Zoekopdracht, yours, of="person", part_of="mail")
    import_module("netwerk.kern.zoeken.bewaartermijnen")
