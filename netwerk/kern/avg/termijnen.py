"""How long the ground floor keeps what it keeps; the apps have a file of this name too."""

from datetime import datetime
from typing import Any

import pgtrigger
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.avg.models import Bewaarronde, ExportState, Gegevensexport
from netwerk.kern.avg.retention import YEAR, days, delete, rule
from netwerk.kern.berichten.inbound.retention import DAYS as INBOUND_DAYS
from netwerk.kern.berichten.models import Delivery, InboundMail, MessageEvent

SEVEN_YEARS = days(7 * 365 + 2)


@rule(
    "mail.ontvangen",
    label="Mail die binnenkwam en verwerkt is",
    term="30 dagen",
    age="handled_at",
)
def old_inbound_mail(now: datetime) -> QuerySet[Any]:
    """What was handled; mail that still waits is no rule's business."""
    return InboundMail.objects.filter(handled_at__lt=now - days(INBOUND_DAYS))


def _forget_deliveries(rows: QuerySet[Any], now: datetime) -> int:
    """Delete messages; what an overview told of lets go of that overview first."""
    Delivery.objects.filter(digest__in=rows.values("pk")).update(digest=None)
    return delete(rows, now)


@rule(
    "mail.verstuurd",
    label="Welke berichten iemand kreeg",
    term="een jaar",
    age="created_at",
    forget=_forget_deliveries,
)
def old_deliveries(now: datetime) -> QuerySet[Any]:
    """Whatever became of it: after a year nobody looks for a mail any more."""
    return Delivery.objects.filter(created_at__lt=now - YEAR, expires_at__lt=now)


@rule(
    "mail.aanleiding",
    label="Waardoor berichten ontstonden",
    term="een jaar",
    age="created_at",
)
def old_message_events(now: datetime) -> QuerySet[Any]:
    """What was planned; an event goes after its messages, and not while a row needs it."""
    rows = MessageEvent.objects.filter(created_at__lt=now - YEAR, planned_at__isnull=False)
    relations: list[Any] = list(MessageEvent._meta.get_fields(include_hidden=True))
    for relation in relations:
        if relation.auto_created and not relation.concrete:
            own = {relation.field.name: OuterRef("pk")}
            rows = rows.filter(~Exists(relation.related_model._base_manager.filter(**own)))
    return rows


@rule("sessies", label="Verlopen sessies", term="tot ze verlopen", age="expire_date")
def old_sessions(now: datetime) -> QuerySet[Any]:
    """Nobody is logged in with these any more."""
    return Session.objects.filter(expire_date__lt=now)


@rule(
    "sessies.apparaten",
    label="Op welk apparaat iemand was ingelogd",
    term="een dag na het einde van de sessie",
    age="created_at",
)
def ended_devices(now: datetime) -> QuerySet[Any]:
    """The package forgets them only when their owner looks; a day, for one that is being made."""
    running = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(running), created_at__lt=now - days(1))


def _forget_exports(rows: QuerySet[Any], now: datetime) -> int:
    """Delete the files, and say that the copies have expired."""
    number = 0
    for export in rows.select_for_update():
        export.file.delete(save=False)
        export.state = ExportState.EXPIRED
        export.save(update_fields=["file", "state"])
        number += 1
    return number


@rule(
    "kopie.bestand",
    label="Kopieën van gegevens die niemand ophaalde",
    term="7 dagen",
    age="ready_at",
    forget=_forget_exports,
)
def old_exports(now: datetime) -> QuerySet[Any]:
    """A copy of somebody's data lies around no longer than it must."""
    return Gegevensexport.objects.filter(state=ExportState.READY, expires_at__lte=now)


@rule(
    "kopie.aanvraag",
    label="Dat iemand om een kopie vroeg",
    term="een jaar",
    age="requested_at",
)
def old_export_requests(now: datetime) -> QuerySet[Any]:
    """Long enough to answer questions about it."""
    gone = Gegevensexport.objects.exclude(state__in=[ExportState.BUSY, ExportState.READY])
    return gone.filter(requested_at__lt=now - YEAR)


@rule("bewaarronde", label="Verslagen van deze regels", term="een jaar", age="started_at")
def old_runs(now: datetime) -> QuerySet[Any]:
    """What the job did."""
    return Bewaarronde.objects.filter(started_at__lt=now - YEAR)


def _forget_audit(rows: QuerySet[Any], now: datetime) -> int:
    """Delete lines of the audit log: the one place where its guard steps aside."""
    with pgtrigger.ignore("audit.AuditEvent:append_only"):
        return rows._raw_delete(rows.db)


@rule(
    "auditlog",
    label="Regels van het auditlogboek",
    term="zeven jaar: zo lang moet na te gaan zijn wie wat deed",
    age="at",
    forget=_forget_audit,
)
def old_audit(now: datetime) -> QuerySet[Any]:
    """The log holds numbers, no names; until its term is over nothing of it goes."""
    return AuditEvent.objects.filter(at__lt=now - SEVEN_YEARS)
