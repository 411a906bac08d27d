"""The programme of a meeting: adding, changing, moving and removing its items."""

from dataclasses import asdict
from typing import Any, TypedDict, Unpack

from django.db import transaction

from bijeenkomsten import werkvormen
from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Stap, Verslag, VerslagItem
from bijeenkomsten.services.errors import BijeenkomstError
from bijeenkomsten.services.locking import lock, next_revision
from bijeenkomsten.services.verslag import add_missing_items
from bijeenkomsten.services.volgorde import move
from casussen.models import Casus, Dilemma, Leervraag
from communities.models import Deelnemer
from netwerk.kern.audit.services import record


class Fields(TypedDict, total=False):
    """What an organiser fills in about one part of the programme."""

    title: str
    explanation: str
    minutes: int
    kind: str
    owner: Deelnemer | None
    casus: Casus | None
    dilemma: Dilemma | None
    leervraag: Leervraag | None


@transaction.atomic
def add_agendapunt(
    *, actor: Any, bijeenkomst: Bijeenkomst, werkvorm: str = "", **fields: Unpack[Fields]
) -> Agendapunt:
    """Add a part at the end of the programme, with the steps of its werkvorm."""
    locked = lock_open(bijeenkomst)
    last = locked.agendapunten.last()
    item = locked.agendapunten.create(order=last.order + 1 if last else 1, **fields)
    if werkvorm:
        copy_steps(item, werkvorm)
    finish(locked, actor, "agendapunt.added", item)
    return item


@transaction.atomic
def change_agendapunt(
    *, actor: Any, agendapunt: Agendapunt, **fields: Unpack[Fields]
) -> Agendapunt:
    """Change a part; the times of what follows move along by themselves."""
    locked = lock_open(agendapunt.bijeenkomst)
    item = locked.agendapunten.get(pk=agendapunt.pk)
    for name, value in fields.items():
        setattr(item, name, value)
    item.save()
    finish(locked, actor, "agendapunt.changed", item)
    return item


@transaction.atomic
def move_agendapunt(*, actor: Any, agendapunt: Agendapunt, up: bool) -> None:
    """Let a part change places with the one before or after it; at the ends nothing happens."""
    locked = lock_open(agendapunt.bijeenkomst)
    if move(locked.agendapunten.all(), agendapunt.pk, up=up):
        finish(locked, actor, "agendapunt.moved", agendapunt)


@transaction.atomic
def remove_agendapunt(*, actor: Any, agendapunt: Agendapunt) -> None:
    """Remove a part; what has been written about it is never thrown away with it.

    Raises BijeenkomstError when the minutes already hold text about this part.
    """
    locked = lock_open(agendapunt.bijeenkomst)
    notes = VerslagItem.objects.filter(agendapunt=agendapunt)
    if notes.exclude(body="", version=1).exists():
        raise BijeenkomstError("Over dit onderdeel staat al iets in het verslag. Laat het staan.")
    if agendapunt.besluiten.exists() or agendapunt.actiepunten.exists():
        raise BijeenkomstError("Hier staat een besluit of een actiepunt bij. Laat het staan.")
    if agendapunt.inbreng.kept().exists():
        raise BijeenkomstError("Bij dit onderdeel is al iets opgeschreven. Laat het staan.")
    notes.delete()
    record(actor=actor, action="agendapunt.removed", subject=locked, agendapunt=agendapunt.pk)
    agendapunt.delete()
    next_revision(locked)


def lock_open(bijeenkomst: Bijeenkomst) -> Bijeenkomst:
    """Return the meeting, locked, as long as its programme may change."""
    locked = lock(bijeenkomst)
    if Verslag.objects.filter(bijeenkomst=locked, state=VerslagState.FINAL).exists():
        raise BijeenkomstError("Het verslag is vastgesteld. Het programma staat daarmee ook vast.")
    return locked


def copy_steps(item: Agendapunt, key: str) -> None:
    """Give a part the steps of a werkvorm in place of those that it had, and their length."""
    werkvorm = werkvormen.find(key)
    item.stappen.all().delete()
    item.werkvorm = werkvorm.key if werkvorm else ""
    if werkvorm:
        item.minutes = werkvorm.minutes
        Stap.objects.bulk_create(
            Stap(agendapunt=item, order=order, **asdict(step))
            for order, step in enumerate(werkvorm.steps, start=1)
        )
    item.save(update_fields=["werkvorm", "minutes"])


def finish(bijeenkomst: Bijeenkomst, actor: Any, action: str, item: Agendapunt) -> None:
    """Say that the programme changed, and give the minutes a place for what is new."""
    next_revision(bijeenkomst)
    record(actor=actor, action=action, subject=item)
    if verslag := Verslag.objects.filter(bijeenkomst=bijeenkomst).first():
        add_missing_items(verslag, actor)
