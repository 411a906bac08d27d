"""Freezing the book: what everybody reads of each advies goes into the rows of an edition."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from handboek import openbaar
from handboek.enums import Level, UitgaveState
from handboek.models import Advies, Hoofdstuk, Uitgave, UitgaveAdvies, UitgaveHoofdstuk

HOME = ("number", "pk", "hoofdstuk")
STEP = 50  # adviezen that are frozen in one transaction


def begin(*, actor: Any, name: str, foreword: str, year: int, keys: list[int]) -> Uitgave:
    """Make an edition of these adviezen (keys, in order) with its chapters and no advies yet."""
    highest = Uitgave.objects.filter(year=year).aggregate(highest=Max("number"))["highest"]
    made = Uitgave.objects.create(
        year=year,
        number=(highest or 0) + 1,
        name=name,
        foreword=foreword,
        state=UitgaveState.MAKING,
        waiting=keys,
        total=len(keys),
        made_by=actor,
        edited_by=actor,
        frozen_at=timezone.now(),
    )
    _freeze_chapters(made)
    return made


def _freeze_chapters(uitgave: Uitgave) -> None:
    found = {data["nummer"]: data for data in openbaar.openbare_hoofdstukken()}
    UitgaveHoofdstuk.objects.bulk_create(
        UitgaveHoofdstuk(
            uitgave=uitgave, hoofdstuk=row, number=row.number, title=row.title, data=data
        )
        for row in Hoofdstuk.objects.all()
        if (data := found[row.number])["adviezen"]
    )


def freeze_some(uitgave: Uitgave) -> None:
    """Freeze a chunk; what was withdrawn meanwhile, or moved to a chapter without, stays out."""
    now, uitgave.waiting = uitgave.waiting[:STEP], uitgave.waiting[STEP:]
    rows = Advies.objects.published().filter(pk__in=now).in_order()
    chapters = {row.hoofdstuk_id: row for row in uitgave.hoofdstukken.all()}
    homes = {number: (key, chapters.get(at)) for number, key, at in rows.values_list(*HOME)}
    place = uitgave.adviezen.count()
    UitgaveAdvies.objects.bulk_create(
        _frozen(uitgave, chapter, key, place + more, data)
        for more, data in enumerate(openbaar.openbare_adviezen(onder=rows), 1)
        for key, chapter in [homes[data["nummer"]]]
        if chapter is not None
    )
    if not uitgave.waiting:
        uitgave.total = uitgave.adviezen.count()
        uitgave.state = UitgaveState.READY if uitgave.total else UitgaveState.FAILED
    uitgave.save(update_fields=["waiting", "total", "state"])


def _frozen(
    uitgave: Uitgave, chapter: UitgaveHoofdstuk, key: int, place: int, data: Any
) -> UitgaveAdvies:
    levels = {str(level.label): level.value for level in Level}
    data["hoofdstuk"] = {"nummer": chapter.number, "titel": chapter.title}
    return UitgaveAdvies(
        uitgave=uitgave,
        hoofdstuk=chapter,
        advies_id=key,
        number=data["nummer"],
        version=data["versie"],
        position=place,
        title=data["titel"],
        level=levels[data["bewijs"]["niveau"]],
        data=data,
    )
