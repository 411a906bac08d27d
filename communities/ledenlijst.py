"""What the beheer of members reads: who, and what was done.

Every function takes a fixed number of queries.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from communities.enums import Role
from communities.forms import NOBODY
from communities.models import Community, Deelnemer, DeelnemerQuerySet, Lidmaatschap, sort_key
from netwerk.kern.audit.models import AuditEvent

LOG_LINES = 10
SIDE = "organisatie__kind__broader__broader"


def filtered(rows: DeelnemerQuerySet, chosen: dict[str, Any]) -> DeelnemerQuerySet:
    """Narrow the people down to what was typed and chosen (the names of LedenFilter)."""
    for word in chosen.get("q", "").split():
        rows = rows.filter(
            Q(sort_name__contains=sort_key(word))
            | Q(email__contains=word.lower())
            | Q(organisatie__name__icontains=word)
        )
    if chosen.get("kant"):
        rows = rows.filter(**{f"{SIDE}__notation": chosen["kant"]})
    if chosen.get("provincie"):
        rows = rows.filter(province=chosen["provincie"])
    if chosen.get("stand"):
        rows = rows.filter(is_active=chosen["stand"] == "actief")
    return _with_role(rows, chosen.get("community"), chosen.get("rol", ""))


def _with_role(
    rows: DeelnemerQuerySet, community: Community | None, role: str
) -> DeelnemerQuerySet:
    places = Lidmaatschap.objects.filter(deelnemer=OuterRef("pk"))
    if role == NOBODY:
        return rows.filter(~Exists(places))
    if role in {"redacteur", "beheerder"}:
        rows = rows.filter(**{f"is_{role}": True})
    if community is not None:
        places = places.filter(community=community)
    if role in Role.values:
        places = places.filter(role=role)
    return rows.filter(Exists(places)) if community or role in Role.values else rows


@dataclass(frozen=True)
class LogLine:
    """One line of the audit log in words."""

    at: datetime
    actor: str
    text: str


def log_of(person: Deelnemer) -> list[LogLine]:
    """Return the last lines of the audit log about a person, newest first."""
    events = AuditEvent.objects.filter(
        subject_type=ContentType.objects.get_for_model(Deelnemer), subject_id=person.pk
    ).select_related("actor")[:LOG_LINES]
    names = dict(Community.objects.values_list("pk", "name"))
    return [
        LogLine(event.at, str(event.actor or "Het systeem"), _text(event, names))
        for event in events
    ]


def _text(event: AuditEvent, names: dict[int, str]) -> str:
    data = event.data
    community = names.get(data.get("community", 0), "een community die niet meer bestaat")
    role = dict(Role.choices).get(data.get("role", ""), "")
    if event.action == "deelnemer.network_roles_changed":
        words = [
            f"{name.removeprefix('is_')} {'erbij' if on else 'eraf'}"
            for name, on in sorted(data.items())
        ]
        return f"Rollen in het netwerk: {', '.join(words)}"
    texts = {
        "deelnemer.added": "Account gemaakt",
        "deelnemer.profile_changed": "Profiel aangepast",
        "deelnemer.deactivated": "Account uitgezet",
        "deelnemer.reactivated": "Account weer aangezet",
        "deelnemer.address_retried": "Adres opnieuw geprobeerd",
        "lidmaatschap.added": f"Toegevoegd aan {community} als {role}",
        "lidmaatschap.role_changed": f"Rol in {community}: nu {role}",
        "lidmaatschap.removed": f"Weggehaald uit {community}",
    }
    return texts.get(event.action, event.action)
