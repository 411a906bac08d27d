"""The front door of beheer: what asks for attention first, then every screen with one line.

A screen stands here for who may open it: its own view says so.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone

from communities.enums import RequestState, Role
from communities.models import (
    Community,
    Contactbericht,
    Lidmaatschap,
    Lidmaatschapsverzoek,
    Rechtenreview,
    Toegankelijkheidsverklaring,
)
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import Delivery, State
from netwerk.kern.pages import only_with
from netwerk.kern.policy import allowed
from netwerk.kern.verantwoording import punten
from netwerk.kern.verantwoording.models import Besluit, Datalek, Regeling

PEAKS_SHOWN = timedelta(days=7)  # how long the hub tells of many failed sign-ins
MANY = 100  # a hundred or more is "meer dan 99"; nobody needs to wait for the exact number

SCREENS = (
    (
        "Mensen",
        (
            (
                "beheer_leden",
                "Leden",
                "Zoek mensen, geef rollen, zet accounts aan of uit.",
                "users",
            ),
            (
                "beheer_inlezen",
                "Leden inlezen",
                "Voeg veel mensen toe uit een bestand.",
                "send",
            ),
            ("beheer_balans", "Balans", "Welke kant of provincie missen we nog?", "scale"),
            (
                "beheer_rechten",
                "Rechten nakijken",
                "Kloppen de rollen van iedereen nog?",
                "check-check",
            ),
        ),
    ),
    (
        "Netwerk",
        (
            (
                "beheer_communities",
                "Communities",
                "Maak een community of pas haar aan.",
                "message-square",
            ),
            (
                "beheer_organisaties",
                "Organisaties",
                "Voeg samen, hernoem en kies een soort.",
                "house",
            ),
            ("beheer_begrippen", "Begrippen", "De vaste woorden van het netwerk.", "book-open"),
            ("beheer_nieuws", "Nieuws", "Schrijf nieuws en mail het rond.", "bell"),
            ("beheer_vragen", "Vragen", "Antwoord op wat mensen ons vragen.", "circle-help"),
            (
                "beheer_voorwaarden",
                "Voorwaarden",
                "De afspraken waar iedereen mee instemt.",
                "file-text",
            ),
            (
                "beheer_toegankelijkheid",
                "Toegankelijkheid",
                "De verklaring, het onderzoek en hun datums.",
                "accessibility",
            ),
        ),
    ),
    (
        "Toezicht",
        (
            (
                "beheer_nakijken",
                "Nakijken",
                "Wat we op tijd opnieuw bekijken.",
                "check",
            ),
            ("beheer_logboek", "Logboek", "Wie deed wat, en wanneer?", "history"),
            ("beheer_cijfers", "Cijfers", "Hoe gaat het met elke community?", "flag"),
            ("beheer_berichten", "Berichten", "Gaat er mail uit, en wat kwam niet aan?", "mail"),
            ("beheer_prullenbak", "Prullenbak", "Zet terug wat iemand weghaalde.", "trash-2"),
            ("beheer_bewaartermijnen", "Bewaartermijnen", "Wat we wissen, en wanneer.", "clock"),
            (
                "beheer_verwerkingen",
                "Verwerkingen",
                "Welke gegevens we hebben, en waarom.",
                "shield",
            ),
            ("beheer_datalekken", "Datalekken", "Wat er misging, en is het gemeld?", "lock"),
            (
                "beheer_verantwoordelijk",
                "Verantwoordelijk",
                "Welke organisaties dit samen doen.",
                "handshake",
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Screen:
    """One screen of beheer."""

    title: str
    text: str
    icon: str
    url: str


@dataclass(frozen=True)
class Attention:
    """Something that waits for a beheerder, with its number in words."""

    text: str
    url: str
    button: str


@only_with("communities.view_beheer", "GET")
def hub(request: HttpRequest) -> HttpResponse:
    """Show what waits, and the screens that this person may open."""
    groups = [(title, _screens(request.user, rows)) for title, rows in SCREENS]
    context = {
        "groups": [(title, screens) for title, screens in groups if screens],
        "attention": _attention() if request.user.is_beheerder else [],
    }
    return render(request, "beheer/beheer.html", context)


def _screens(user: Any, rows: tuple[tuple[str, str, str, str], ...]) -> list[Screen]:
    found = []
    for name, title, text, icon in rows:
        url = reverse(name)
        if may_open(user, url):
            found.append(Screen(title, text, icon, url))
    return found


def may_open(user: Any, url: str, *, unsaid: bool = False) -> bool:
    """Say whether the view at an address lets this person in; ``unsaid`` when it does not tell."""
    view = resolve(url).func
    permission = getattr(getattr(view, "view_class", view), "permission", "")
    return allowed(user, permission) if permission else unsaid


def _attention() -> list[Attention]:
    """Return what waits; one query for each line."""
    lines = _breaches()
    for rows, words, name, button in _waiting():
        if number := rows.order_by()[:MANY].count():
            lines.append(Attention(_counted(number, words), reverse(name), button))
    return [*lines, *_of_accessibility(), *_to_account_for()]


def _breaches() -> list[Attention]:
    """Return how many breaches are open, with the time that is left for the most urgent one."""
    rows = Datalek.objects.open()
    number, first = rows.order_by()[:MANY].count(), rows.most_urgent_first().first()
    if first is None:
        return []
    text = _counted(
        number, ("datalek is nog niet afgehandeld", "datalekken zijn nog niet afgehandeld")
    )
    if first.authority == Besluit.OPEN:
        when = (
            "de 72 uur zijn voorbij: meld het alsnog"
            if first.late
            else f"nog {first.hours_left} uur om te melden"
        )
        text = f"{text} ({when})"
    return [Attention(text, reverse("beheer_datalekken"), "Bekijk het")]


def _of_accessibility() -> list[Attention]:
    """Return what the statement about accessibility lacks, or that there is none."""
    statement = Toegankelijkheidsverklaring.objects.current()
    texts = statement.warnings(timezone.localdate())
    if not statement.is_stated:
        texts.insert(0, "Er is nog geen toegankelijkheidsverklaring")
    url = reverse("beheer_toegankelijkheid")
    return [Attention(text, url, "Bekijk de verklaring") for text in texts]


def _to_account_for() -> list[Attention]:
    """Return what nobody looked at in time, and what nobody ever filled in."""
    lines = []
    if number := sum(stand.is_late for stand in punten.standen()):
        words = ("ding moet worden nagekeken", "dingen moeten worden nagekeken")
        lines.append(Attention(_counted(number, words), reverse("beheer_nakijken"), "Kijk na"))
    if not Regeling.objects.exists():
        text = "Er staat nog niet welke organisaties verantwoordelijk zijn voor gegevens van mensen"
        lines.append(Attention(text, reverse("beheer_verantwoordelijk"), "Vul het in"))
    return lines


def _waiting() -> tuple[tuple[QuerySet[Any], tuple[str, str], str, str], ...]:
    """Return the rows that wait, what one and more of them are called, and the way there."""
    organisers = Lidmaatschap.objects.filter(
        community=OuterRef("pk"), role=Role.ORGANISER, deelnemer__is_active=True
    )
    asked = Lidmaatschapsverzoek.objects.filter(state=RequestState.WAITING)
    lately = timezone.now() - PEAKS_SHOWN
    return (
        (
            AuditEvent.objects.filter(action="inloggen.peak", at__gt=lately),
            ("keer mislukte inloggen heel vaak, deze week",) * 2,
            "beheer_logboek",
            "Bekijk het logboek",
        ),
        (
            Delivery.objects.filter(state__in=(State.DEAD, State.AMBIGUOUS)),
            ("bericht kwam niet aan", "berichten kwamen niet aan"),
            "beheer_berichten",
            "Bekijk de berichten",
        ),
        (
            Community.objects.filter(~Exists(organisers)),
            ("community heeft geen organisator", "communities hebben geen organisator"),
            "beheer_communities",
            "Bekijk de communities",
        ),
        (
            Rechtenreview.objects.filter(signed_at=None),
            ("controle van rechten is nog niet klaar", "controles van rechten zijn nog niet klaar"),
            "beheer_rechten",
            "Kijk rechten na",
        ),
        (
            Contactbericht.objects.filter(handled_at=None),
            ("vraag wacht op antwoord", "vragen wachten op antwoord"),
            "beheer_vragen",
            "Beantwoord vragen",
        ),
        (
            asked,
            ("iemand wil meedoen in een community", "mensen willen meedoen in een community"),
            "beheer_communities",
            "Bekijk de communities",
        ),
    )


def _counted(number: int, words: tuple[str, str]) -> str:
    amount = f"Meer dan {MANY - 1}" if number == MANY else str(number)
    return f"{amount} {words[0] if number == 1 else words[1]}"
