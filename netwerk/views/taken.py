"""What waits for a person on Mijn netwerk: one line with one button each."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from bijeenkomsten.enums import Answer, Status, VerslagState
from bijeenkomsten.models import (
    Aanmelding,
    Actiepunt,
    Agendavoorstel,
    Bijeenkomst,
    Datumprikker,
    Nabeeld,
    Verslag,
    VerslagAkkoord,
    attended_by,
)
from casussen.enums import AntwoordState
from casussen.models import (
    Inwonersvraag,
    Publicatieverzoek,
    Schrijfuitnodiging,
)
from communities.models import Lidmaatschapsverzoek, Zaak
from netwerk.kern.avg.models import Verwijderverzoek
from netwerk.kern.berichten import bounces
from netwerk.kern.policy import allowed
from netwerk.views import taken_beheer, taken_handboek
from netwerk.views.nieuw import MOST
from netwerk.views.taak import Task


def tasks_of(user: Any) -> list[Task]:
    """Return all that waits for this person, what matters most first."""
    if settings.ARCHIVE_MODE:
        return []  # nobody can do anything any more
    return [
        *_address_to_mend(user),
        *_erasure_to_come(user),
        *taken_beheer.breaches(user),
        *_casussen_that_ask(user),
        *taken_handboek.lessen_to_open(user),
        *_people_who_ask(user),
        *_places_kept(user),
        *_agreed_to_do(user),
        *_verslagen_to_check(user),
        *_polls_to_answer(user),
        *_meetings_to_answer(user),
        *_proposals_to_decide(user),
        *_requests_to_decide(user),
        *_terugblikken_to_decide(user),
        *_reports_to_decide(user),
        *_residents_to_read(user),
        *taken_handboek.rijk_to_answer(user),
        *taken_handboek.editing(user),
        *taken_handboek.applications_to_place(user),
        *taken_handboek.rijk_to_place(user),
    ]


def _address_to_mend(user: Any) -> list[Task]:
    """Come first: who gets no mail misses all the rest."""
    failed = bounces.known_of(user)
    if failed is None:
        return []
    return [
        Task(
            "Je e-mailadres",
            "mail",
            "Mail aan jou komt terug",
            f"We sturen naar {failed.email}. Klopt dat adres nog?",
            "Kijk je adres na",
            reverse("account_email"),
        )
    ]


def _erasure_to_come(user: Any) -> list[Task]:
    """Say it while it can be taken back: whoever did not ask for it must see it too."""
    asked = Verwijderverzoek.objects.visible_to(user).open().filter(person=user).first()
    if asked is None or asked.farewell_at:
        return []
    return [
        Task(
            "Je gegevens",
            "trash-2",
            f"Op {date_format(timezone.localtime(asked.due_at), 'j F')} wissen we je gegevens",
            "Tot die dag kun je nog blijven.",
            "Bekijk je verzoek",
            reverse("mijn_gegevens"),
        )
    ]


def _casussen_that_ask(user: Any) -> list[Task]:
    """Ask for an answer to who wants this person to write or read along."""
    rows = Schrijfuitnodiging.objects.visible_to(user).waiting()
    return [
        Task(
            "Uitnodiging",
            "user-plus",
            row.casus.title,
            f"{row.invited_by} vraagt je als {row.get_role_display()}.",
            "Geef antwoord",
            row.get_absolute_url(),
        )
        for row in rows.select_related("casus", "invited_by")[:MOST]
    ]


def _people_who_ask(user: Any) -> list[Task]:
    """Ask an organiser for an answer to who wants to join."""
    organised = user.organised_ids
    if not organised:
        return []
    rows = Lidmaatschapsverzoek.objects.waiting().filter(community__in=organised)
    rows = rows.exclude(deelnemer=user).select_related("community").order_by("created_at")[:MOST]
    return [
        Task(
            "Verzoek om mee te doen",
            "user-plus",
            f"{row.get_full_name()} wil meedoen",
            f"In {row.community.name}.",
            "Geef antwoord",
            reverse("communities:verzoek", args=[row.community.slug, row.pk]),
        )
        for row in rows
    ]


def _polls_to_answer(user: Any) -> list[Task]:
    rows = Datumprikker.objects.visible_to(user).open().unanswered_by(user)
    return [
        Task(
            "Datumprikker",
            "calendar",
            f"Zeg wanneer je kunt: {row.title}",
            f"{row.community.name}. Het kan tot en met {date_format(row.closes_on, 'l j F')}."
            if row.closes_on
            else f"{row.community.name}.",
            "Geef antwoord",
            row.get_absolute_url(),
        )
        for row in rows.select_related("community")[:MOST]
    ]


def _places_kept(user: Any) -> list[Task]:
    """Ask for an answer about a place that is kept for a while, the shortest wait first."""
    rows = (
        Aanmelding.objects.filter(deelnemer=user, answer=Answer.WAITING)
        .filter(offered_until__gt=timezone.now(), bijeenkomst__status=Status.PLANNED)
        .filter(bijeenkomst__in=Bijeenkomst.objects.visible_to(user))
        .select_related("bijeenkomst")
        .order_by("offered_until", "pk")[:MOST]
    )
    return [
        Task(
            "Plek vrij",
            "calendar",
            f"Er is een plek voor je vrij: {row.bijeenkomst.title}",
            f"We houden hem vast tot {_day(row.offered_until).lower()}.",
            "Geef antwoord",
            f"{row.bijeenkomst.get_absolute_url()}#aanmelden",
        )
        for row in rows
    ]


def _verslagen_to_check(user: Any) -> list[Task]:
    """Ask who was there and does not organise it whether the minutes are right, while they can."""
    organised = [pk for pk in user.roles if user.is_organiser(pk)]
    agreed = VerslagAkkoord.objects.filter(verslag=OuterRef("pk"), deelnemer=user)
    rows = (
        Verslag.objects.filter(attended_by(user, "bijeenkomst"), ~Exists(agreed))
        .filter(state=VerslagState.CHECK, check_until__gte=timezone.localdate())
        .filter(bijeenkomst__in=Bijeenkomst.objects.visible_to(user))
        .exclude(bijeenkomst__community__in=organised)
        .select_related("bijeenkomst")
        .order_by("check_until", "pk")[:MOST]
    )
    return [
        Task(
            "Verslag",
            "file-text",
            f"Klopt het verslag van {row.bijeenkomst.title.removesuffix('?')}?",
            f"Je was erbij. Nakijken kan tot en met {date_format(row.check_until, 'l j F')}.",
            "Kijk het na",
            row.get_absolute_url(),
        )
        for row in rows
    ]


def _meetings_to_answer(user: Any) -> list[Task]:
    mine = Aanmelding.objects.filter(bijeenkomst=OuterRef("pk"), deelnemer=user, asked=False)
    rows = (
        Bijeenkomst.objects.visible_to(user)
        .upcoming()
        .filter(Q(community__in=user.roles) | Q(communities__in=user.roles))
        .filter(~Exists(mine), status=Status.PLANNED)
        .select_related("community")
        .distinct()[:MOST]
    )
    return [
        Task(
            "Bijeenkomst",
            "calendar",
            f"Kom je naar {row.title.removesuffix('?')}?",
            f"{_day(row.starts_at)}, {row.community.name}.",
            "Geef antwoord",
            f"{row.get_absolute_url()}#aanmelden",
        )
        for row in rows
        if row.registration_open
    ]


def _proposals_to_decide(user: Any) -> list[Task]:
    organised = user.organised_ids
    waiting = Agendavoorstel.objects.open().filter(bijeenkomst=OuterRef("pk"))
    rows = (
        Bijeenkomst.objects.upcoming()
        .filter(Exists(waiting), community__in=organised)
        .annotate(number=Count("agendavoorstellen", Q(agendavoorstellen__state="pending")))[:MOST]
        if organised
        else []
    )
    return [
        Task(
            "Voorstel",
            "list-ordered",
            "Er ligt een voorstel voor je programma"
            if row.number == 1
            else f"Er liggen {row.number} voorstellen voor je programma",
            f"{row.title}. Neem het over, of zeg waarom niet.",
            "Bekijk",
            reverse("bijeenkomsten:proposals", args=[row.slug]),
        )
        for row in rows
    ]


def _agreed_to_do(user: Any) -> list[Task]:
    """Remind of what this person would do, soonest first."""
    rows = Actiepunt.objects.filter(owner=user).open().select_related("bijeenkomst")
    return [
        Task(
            "Actiepunt",
            "check",
            row.text,
            f"{'Had klaar moeten zijn' if row.is_late else 'Klaar'} op "
            f"{date_format(row.due_on, 'l j F')}.",
            "Bekijk",
            row.get_absolute_url(),
        )
        for row in rows[:MOST]
    ]


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "l j F, G.i").capitalize() + " uur"


def _requests_to_decide(user: Any) -> list[Task]:
    rows = (
        Publicatieverzoek.objects.visible_to(user)
        .waiting()
        .exclude(requested_by=user)
        .select_related("casus__community", "requested_by")[:MOST]
    )
    return [
        Task(
            "Publicatieverzoek",
            "eye",
            f"Mag iedereen “{row.casus.title}” lezen?",
            f"{row.requested_by} vraagt het. Jij beslist.",
            "Bekijk",
            reverse("casussen:decide", args=[row.casus.slug]),
        )
        for row in rows
        if allowed(user, "casussen.decide_publication", row.casus)
    ]


def _terugblikken_to_decide(user: Any) -> list[Task]:
    rows = Nabeeld.objects.visible_to(user).waiting().exclude(updated_by=user)
    return [
        Task(
            "Terugblik",
            "eye",
            f"Mag de terugblik op “{row.bijeenkomst.title}” online?",
            f"{row.updated_by} schreef hem. Jij beslist.",
            "Bekijk",
            reverse("bijeenkomsten:terugblik_decide", args=[row.bijeenkomst.slug]),
        )
        for row in rows.select_related("bijeenkomst__community", "updated_by").order_by("asked_at")[
            :MOST
        ]
        if allowed(user, "bijeenkomsten.decide_nabeeld", row)
    ]


def _reports_to_decide(user: Any) -> list[Task]:
    number = Zaak.objects.to_decide_by(user).count()
    if not number:
        return []
    return [
        Task(
            "Meldingen",
            "flag",
            "Eén melding wacht" if number == 1 else f"{number} meldingen wachten",
            "Iemand vindt dat een tekst hier niet hoort. Jij beslist.",
            "Bekijk",
            reverse("moderatie:wachtrij"),
        )
    ]


def _residents_to_read(user: Any) -> list[Task]:
    waits = Count("antwoorden", filter=Q(antwoorden__state=AntwoordState.WAITING))
    rows = Inwonersvraag.objects.moderated_by(user).annotate(waits=waits).filter(waits__gt=0)
    return [
        Task(
            "Vraag aan inwoners",
            "users",
            "Eén antwoord wacht" if row.waits == 1 else f"{row.waits} antwoorden wachten",
            f"Op “{row.question}”. Lees ze voor iedereen ze ziet.",
            "Bekijk",
            reverse("casussen:inwonersantwoorden", args=[row.casus.slug, row.pk]),
        )
        for row in rows.select_related("casus")[:MOST]
    ]
