"""What waits on Mijn netwerk about the rijk: a question to answer, an answer to read."""

from typing import Any

from django.urls import reverse

from handboek.models import Rijksantwoord, Rijksvraag
from netwerk.views.nieuw import MOST
from netwerk.views.taak import Task


def asked(user: Any) -> list[Task]:
    """Ask for an answer to who works at an organisation of the rijk, the longest open first."""
    if not user.organisatie_id or not user.in_network:
        return []
    rows = Rijksvraag.objects.visible_to(user).not_answered_by_anybody()
    rows = rows.filter(organisatie=user.organisatie_id).select_related("les", "organisatie")
    return [
        Task(
            "Vraag aan het Rijk",
            "circle-help",
            row.question,
            f"Aan {row.organisatie}, over les {row.les.number}. "
            + (f"Al {_days(row.days_open)} open." if row.days_open else "Vandaag gevraagd."),
            "Geef antwoord",
            row.get_absolute_url(),
        )
        for row in rows.order_by("asked_at", "pk")[:MOST]
    ]


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagen"


def to_place(user: Any) -> list[Task]:
    """Tell a redacteur how many answers of others wait for a second reader."""
    if not user.is_redacteur:
        return []
    number = Rijksantwoord.objects.visible_to(user).waiting().exclude(writer=user).count()
    if not number:
        return []
    return [
        Task(
            "Antwoord van het Rijk",
            "eye",
            "Eén antwoord wacht" if number == 1 else f"{number} antwoorden wachten",
            "Een tweede lezer kijkt of het echt van die organisatie komt. Daarna staat het er.",
            "Lees na",
            reverse("handboek:redactie_rijk"),
        )
    ]
