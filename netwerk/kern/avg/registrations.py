"""What this app keeps about people, and what it tells the clock; called by kern."""

from importlib import import_module

from netwerk.kern import subjects
from netwerk.kern.avg.models import (
    Bewaarronde,
    Gegevensexport,
    SlapendAccount,
    Verwijderverzoek,
)
from netwerk.kern.personal_data import (
    Erasure,
    PersonalField,
    impersonal,
    personal,
    processing,
)

COPY = PersonalField(
    "om je een kopie van je gegevens te geven",
    "de kopie zeven dagen, dat je erom vroeg een jaar",
    Erasure.DELETE_ROW,
)
GOING = PersonalField(
    "om te kunnen aantonen dat we je gegevens wisten", "altijd, zonder je naam", Erasure.KEEP
)
DECIDED = PersonalField("om te weten wie besliste", "altijd", Erasure.KEEP, in_export=False)
ASLEEP = PersonalField(
    "om je te waarschuwen voordat we je account sluiten",
    "tot je weer inlogt of je account is gewist",
    Erasure.DELETE_ROW,
)


def register() -> None:
    """Register the models, their messages and their rules; called once at start."""
    processing(
        "avg",
        label="Je rechten uitvoeren",
        ground="wettelijke plicht (artikel 6, lid 1, onder c)",
        people="deelnemers",
        recipients="beheerders",
    )
    personal(
        Gegevensexport,
        dict.fromkeys(("person", "state", "file"), COPY),
        of="person",
        part_of="avg",
    )
    impersonal(
        Gegevensexport,
        "id requested_at due_at step progress attempts ready_at expires_at fetched_at error",
    )
    personal(
        Verwijderverzoek,
        {"person": GOING, "reason": GOING, "requested_by": DECIDED},
        of="person",
        part_of="avg",
    )
    impersonal(
        Verwijderverzoek,
        "id requested_at due_at withdrawn_at farewell_at next_at step attempts error done_at",
    )
    personal(
        SlapendAccount,
        dict.fromkeys(("person", "warned_at", "closed_at"), ASLEEP),
        of="person",
        part_of="avg",
    )
    impersonal(SlapendAccount, "id")
    impersonal(Bewaarronde, "id started_at finished_at numbers failed")
    _subjects()
    for name in ("logwoorden", "notifications", "termijnen", "werk"):  # these register themselves
        import_module(f"netwerk.kern.avg.{name}")


def _subjects() -> None:
    """Let mail be about a copy or a request; nobody finds them."""
    for model, label, plural in (
        (Gegevensexport, "kopie van je gegevens", "kopieën van gegevens"),
        (Verwijderverzoek, "verzoek om te wissen", "verzoeken om te wissen"),
    ):
        subjects.register(
            subjects.Subject(
                model=model,
                label=label,
                label_plural=plural,
                icon="file-text",
                view_permission=f"avg.view_{model._meta.model_name}",
                title=lambda row, label=label: label.capitalize(),  # type: ignore[misc]
                url=lambda row: "/mijn/gegevens/",
            )
        )
