"""The look back on a meeting: writing it, and somebody else puts it online."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from bijeenkomsten.genoemd import name_of, named_in
from bijeenkomsten.models import Bijeenkomst, Nabeeld
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import lock
from communities.models import Deelnemer
from communities.sharing import organisers_of, people_let_in
from netwerk.kern.audit.services import record, record_many
from netwerk.kern.berichten.services import announce

ONLINE = "online"
BACK = "terug"
OFFLINE = "offline"


def who_look_along(meeting: Bijeenkomst, *, writer_id: int) -> QuerySet[Deelnemer]:
    """Return who may put online what another wrote: who organises or edits, and sees the meeting.

    Organisers come first.
    """
    may = organisers_of(meeting.community_id) | Q(is_redacteur=True)
    found: QuerySet[Deelnemer] = Deelnemer.objects.active().filter(
        may, people_let_in(meeting.visibility, meeting.community_ids)
    )
    return found.exclude(pk=writer_id).order_by("is_redacteur", "sort_name", "pk")


def deciders(nabeeld: Nabeeld) -> QuerySet[Deelnemer]:
    """Return who may put it online."""
    return who_look_along(nabeeld.bijeenkomst, writer_id=nabeeld.updated_by_id)


@transaction.atomic
def save_nabeeld(*, actor: Any, bijeenkomst: Bijeenkomst, body: str, version: int) -> Nabeeld:
    """Begin a look back, or change it; what waits for somebody to look becomes a draft again.

    Raises BijeenkomstError when it is online, or when somebody else saved it since ``version``
    (0: there was none).
    """
    meeting = lock(bijeenkomst)
    nabeeld = Nabeeld.objects.filter(bijeenkomst=meeting).first()
    if (nabeeld.version if nabeeld else 0) != version:
        raise BijeenkomstError(
            "Iemand anders bewaarde deze terugblik net. Jouw tekst staat nog in het formulier. "
            "Kijk in een ander venster wat er is veranderd, en bewaar dan opnieuw."
        )
    if nabeeld is None:
        nabeeld = Nabeeld.objects.create(bijeenkomst=meeting, body=body, updated_by=actor)
        record(actor=actor, action="nabeeld.started", subject=nabeeld)
        return nabeeld
    if nabeeld.is_published:
        raise BijeenkomstError("Deze terugblik staat online. Haal hem eerst offline.")
    if nabeeld.body != body:
        nabeeld.body, nabeeld.updated_by, nabeeld.asked_at = body, actor, None
        nabeeld.version += 1
        nabeeld.save(update_fields=["body", "updated_by", "asked_at", "version", "updated_at"])
        record(actor=actor, action="nabeeld.changed", subject=nabeeld)
    return nabeeld


@transaction.atomic
def ask_nabeeld(*, actor: Any, nabeeld: Nabeeld) -> None:
    """Ask somebody else to put it online; twice is once."""
    row = _lock(nabeeld)
    if row.is_published:
        raise BijeenkomstError("Deze terugblik staat al online.")
    if row.asked_at:
        return
    if not deciders(row).exists():
        raise BijeenkomstError(
            "Nu kan niemand anders hem online zetten. Hieronder lees je wat je kunt doen."
        )
    row.asked_at, row.reason = timezone.now(), ""
    row.save(update_fields=["asked_at", "reason", "updated_at"])
    record(actor=actor, action="nabeeld.asked", subject=row)
    announce(kind="nabeeld.asked", subject=row, actor=actor)


@transaction.atomic
def decide_nabeeld(
    *,
    actor: Any,
    nabeeld: Nabeeld,
    version: int,
    granted: bool,
    reason: str = "",
    content: Collection[str] = (),
) -> Nabeeld:
    """Put it online for who may see the meeting, or give it back with the reason.

    ``content`` names by key (``genoemd.named_in``) who is content to be named in it. The log keeps
    that of each; without it of everybody whose name everybody would read, it stays offline.
    """
    meeting = lock(nabeeld.bijeenkomst)
    row = _lock(nabeeld)
    if row.asked_at is None or row.version != version:
        raise BijeenkomstError("Deze terugblik is net veranderd, of er is al over beslist.")
    if row.updated_by_id == actor.pk:
        raise BijeenkomstError("Jij schreef dit zelf. Een ander moet meekijken.")
    if not granted and not reason:
        raise BijeenkomstError("Leg uit wat er moet veranderen. Wie het schreef, leest het.")
    named = named_in(row) if granted else {}
    if unasked := [name_of(one) for key, one in named.items() if key not in content]:
        raise BijeenkomstError(f"Vraag eerst of dit mag aan: {', '.join(unasked)}.")
    row.asked_at = None
    if granted:
        record_many(
            actor=actor,
            action="nabeeld.naming_agreed",
            lines=[(one, {"nabeeld": row.pk}) for one in named.values()],
        )
        row.published_at, row.published_by, row.reason = timezone.now(), actor, ""
        row.visibility = meeting.visibility
        record(actor=actor, action="nabeeld.published", subject=row)
    else:
        row.reason = reason
        record(actor=actor, action="nabeeld.returned", subject=row)
    row.save()
    announce(kind="nabeeld.decided", subject=row, actor=actor, outcome=ONLINE if granted else BACK)
    return row


@transaction.atomic
def withdraw_nabeeld(*, actor: Any, nabeeld: Nabeeld, reason: str) -> None:
    """Take it offline, with the reason for who wrote it; its text stays a draft."""
    row = _lock(nabeeld)
    if not row.is_published:
        raise BijeenkomstError("Deze terugblik staat niet online.")
    row.published_at, row.published_by, row.reason = None, None, reason
    row.save(update_fields=["published_at", "published_by", "reason", "updated_at"])
    record(actor=actor, action="nabeeld.withdrawn", subject=row)
    announce(kind="nabeeld.decided", subject=row, actor=actor, outcome=OFFLINE)


def _lock(nabeeld: Nabeeld) -> Nabeeld:
    return Nabeeld.objects.select_for_update(of=("self",)).get(pk=nabeeld.pk)
