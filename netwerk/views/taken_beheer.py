"""What waits on Mijn netwerk for a beheerder: a breach that must be reported or written down."""

from typing import Any

from django.urls import reverse

from netwerk.kern.verantwoording.models import Besluit, Datalek
from netwerk.views.nieuw import MOST
from netwerk.views.taak import Task


def breaches(user: Any) -> list[Task]:
    """Ask to report each breach within 72 hours, and to write down what is known."""
    if not user.is_beheerder:
        return []
    rows = Datalek.objects.visible_to(user).open().most_urgent_first()
    return [
        Task(
            "Datalek",
            "lock",
            row.title,
            _text(row),
            "Vul aan",
            reverse("beheer_datalek", args=[row.pk]),
        )
        for row in rows[:MOST]
    ]


def _text(row: Datalek) -> str:
    if row.authority != Besluit.OPEN:
        return f"Nog in te vullen: {', '.join(row.to_do)}."
    if row.late:
        return f"{row.late.capitalize()} te laat. Meld het alsnog."
    return f"Nog {row.hours_left} uur om te melden."
