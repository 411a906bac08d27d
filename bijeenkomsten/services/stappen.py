"""The werkvorm of a part of the programme, and the steps that it is done in.

A part with steps takes as long as they do together; without steps it keeps its own length.
"""

from typing import Any, TypedDict, Unpack

from django.db import transaction

from bijeenkomsten import werkvormen
from bijeenkomsten.models import Agendapunt, Bijeenkomst, Stap
from bijeenkomsten.services.errors import BijeenkomstError, WrittenDownError
from bijeenkomsten.services.programma import copy_steps, finish, lock_open
from bijeenkomsten.services.volgorde import move

MOST_STEPS = 20


class Fields(TypedDict, total=False):
    """What an organiser fills in about one step."""

    title: str
    minutes: int
    instruction: str
    speaks: str
    captures: str


@transaction.atomic
def choose_werkvorm(
    *, actor: Any, agendapunt: Agendapunt, werkvorm: str, sure: bool = False
) -> Agendapunt:
    """Give a part the steps of a werkvorm, or none when it is "".

    Raises WrittenDownError when something was written down already and nobody is ``sure``; it
    then stays at the part, without a step.
    """
    if werkvorm and not werkvormen.find(werkvorm):
        raise BijeenkomstError("Kies een werkvorm uit de lijst.")
    locked, item = _lock(agendapunt)
    if not sure and item.inbreng.kept().exists():
        raise WrittenDownError
    copy_steps(item, werkvorm)
    finish(locked, actor, "agendapunt.method", item)
    return item


@transaction.atomic
def add_stap(*, actor: Any, agendapunt: Agendapunt, **fields: Unpack[Fields]) -> Stap:
    """Add a step at the end; the first one makes its length that of the part."""
    locked, item = _lock(agendapunt)
    steps = list(item.stappen.all())
    if len(steps) >= MOST_STEPS:
        raise BijeenkomstError(f"Een onderdeel heeft hoogstens {MOST_STEPS} stappen.")
    step = item.stappen.create(order=steps[-1].order + 1 if steps else 1, **fields)
    _retime(locked, actor, item)
    return step


@transaction.atomic
def change_stap(*, actor: Any, stap: Stap, **fields: Unpack[Fields]) -> Stap:
    """Change a step; the times of what follows move along."""
    locked, item = _lock(stap.agendapunt)
    step: Stap = item.stappen.get(pk=stap.pk)
    for name, value in fields.items():
        setattr(step, name, value)
    step.save()
    _retime(locked, actor, item)
    return step


@transaction.atomic
def move_stap(*, actor: Any, stap: Stap, up: bool) -> None:
    """Let a step change places with the one before or after it; at the ends nothing happens."""
    locked, item = _lock(stap.agendapunt)
    if move(item.stappen.all(), stap.pk, up=up):
        _retime(locked, actor, item)


@transaction.atomic
def remove_stap(*, actor: Any, stap: Stap) -> None:
    """Remove a step; what was written down in it stays at the part."""
    locked, item = _lock(stap.agendapunt)
    item.stappen.filter(pk=stap.pk).delete()
    _retime(locked, actor, item)


def _lock(agendapunt: Agendapunt) -> tuple[Bijeenkomst, Agendapunt]:
    locked = lock_open(agendapunt.bijeenkomst)
    return locked, locked.agendapunten.get(pk=agendapunt.pk)


def _retime(bijeenkomst: Bijeenkomst, actor: Any, item: Agendapunt) -> None:
    if minutes := sum(item.stappen.values_list("minutes", flat=True)):
        item.minutes = minutes
        item.save(update_fields=["minutes"])
    finish(bijeenkomst, actor, "agendapunt.steps", item)
