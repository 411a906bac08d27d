"""What waits on Mijn netwerk about the handboek: for casushouders, the rijk and redacteuren."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from handboek.enums import State
from handboek.models import (
    Advies,
    Instemming,
    Rijksantwoord,
    Rijksvraag,
    Signaal,
    Toepassing,
)
from netwerk.views.nieuw import MOST
from netwerk.views.taak import Task


def lessen_to_open(user: Any) -> list[Task]:
    """Ask a casushouder whether what was learned in a closed casus may become public."""
    rows = Instemming.objects.to_answer_by(user).order_by().values("casus__slug", "casus__title")
    return [
        Task(
            "Instemming",
            "eye",
            "Mag een les openbaar worden?"
            if row["number"] == 1
            else "Mogen lessen openbaar worden?",
            f"Uit “{row['casus__title']}”, voor het handboek. Jij beslist.",
            "Lees en beslis",
            reverse("handboek:instemming", args=[row["casus__slug"]]),
        )
        for row in rows.annotate(number=Count("pk")).order_by("casus__slug")[:MOST]
    ]


def rijk_to_answer(user: Any) -> list[Task]:
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


def rijk_to_place(user: Any) -> list[Task]:
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


def editing(user: Any) -> list[Task]:
    """Show a redacteur the tasks about adviezen, and those of others to read."""
    if not user.is_redacteur:
        return []
    signals = Signaal.objects.visible_to(user).waiting().select_related("advies")[:MOST]
    mine = Q(author=user) | Q(edited_by=user, edited_by__isnull=False)
    review = Advies.objects.filter(state=State.REVIEW).exclude(mine)[:MOST]
    tasks = [
        Task(
            "Signaal",
            "triangle-alert",
            f"Kijk advies {signal.advies.number} na",
            f"{signal.get_kind_display().capitalize()}: {signal.advies.title}",
            "Kijk na",
            reverse("handboek:redactie"),
        )
        for signal in signals
    ]
    return tasks + [
        Task(
            "Advies",
            "book-open",
            f"Mag advies {advies.number} in het handboek?",
            advies.title,
            "Lees na",
            reverse("handboek:werk", args=[advies.number]),
        )
        for advies in review
    ]


def applications_to_place(user: Any) -> list[Task]:
    """Tell a redacteur how many reports "toegepast bij ons" of others wait."""
    if not user.is_redacteur:
        return []
    number = Toepassing.objects.visible_to(user).waiting().exclude(made_by=user).count()
    if not number:
        return []
    return [
        Task(
            "Toegepast bij ons",
            "undo-2",
            "Eén verhaal wacht" if number == 1 else f"{number} verhalen wachten",
            "Iemand vertelt dat de organisatie een advies toepaste. Jij beslist of het er komt.",
            "Bekijk",
            reverse("handboek:redactie_toepassingen"),
        )
    ]
