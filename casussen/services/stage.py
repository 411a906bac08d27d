"""How far the work on a casus is: one step on, one step back, into the archive and out of it.

A casus that is finished is asked later how it is (Terugblik): the apps and services that do so
follow ``casus.finished`` and ``casus.reopened``. An archived casus is read, not written.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from casussen.enums import Stage
from casussen.models import Casus, Fasewissel
from casussen.services.errors import CasusError
from casussen.services.publication import drop_request
from casussen.services.rows import lock_standing
from netwerk.kern import events
from netwerk.kern.audit.services import record

ORDER = (Stage.EXPLORING, Stage.WORKING, Stage.DISCUSSED, Stage.FINISHED, Stage.FOLLOWED)


class Step(StrEnum):
    """What kind of change it is."""

    ON = "on"
    BACK = "back"
    ARCHIVE = "archive"
    REVIVE = "revive"


@dataclass(frozen=True)
class Move:
    """One change that is allowed from where a casus stands."""

    to: Stage
    step: Step

    @property
    def needs_reason(self) -> bool:
        """Going on explains itself; all else is said why."""
        return self.step != Step.ON


def _moves_from(place: int) -> tuple[Move, ...]:
    moves = []
    if place + 1 < len(ORDER):
        moves.append(Move(ORDER[place + 1], Step.ON))
    if place > 0:
        moves.append(Move(ORDER[place - 1], Step.BACK))
    return (*moves, Move(Stage.ARCHIVED, Step.ARCHIVE))


ALLOWED: dict[str, tuple[Move, ...]] = {
    stage.value: _moves_from(place) for place, stage in enumerate(ORDER)
}
"""From each stage to which others; out of the archive a casus goes back to where it was."""


def allowed_moves(casus: Casus) -> tuple[Move, ...]:
    """Return the changes of stage that can be made now."""
    if casus.stage != Stage.ARCHIVED:
        return ALLOWED[casus.stage]
    last = casus.fasewissels.filter(after=Stage.ARCHIVED).first()
    before = Stage(last.before) if last else Stage.WORKING
    return (Move(before, Step.REVIVE),)


@transaction.atomic
def set_stage(*, actor: Any, casus: Casus, stage: str, reason: str = "") -> Casus:
    """Make one of the allowed changes; who may read it stays the same.

    Saying the stage that it already has changes nothing.
    """
    current = lock_standing(casus, archived=True)
    before = current.stage
    if before == stage:
        return current
    move = next((move for move in allowed_moves(current) if move.to == stage), None)
    if move is None:
        raise CasusError(
            f"Van “{Stage(before).label}” naar “{Stage(stage).label}” kan niet in één keer."
        )
    reason = reason.strip()
    if move.needs_reason and not reason:
        raise CasusError("Schrijf op waarom. De casusgroep leest het.")
    current.stage = move.to
    finished = before == Stage.DISCUSSED and stage == Stage.FINISHED
    reopened = before == Stage.FINISHED and stage == Stage.DISCUSSED
    if finished or reopened:
        current.finished_at = timezone.now() if finished else None
    current.save(update_fields=["stage", "finished_at", "updated_at"])
    Fasewissel.objects.create(
        casus=current, before=before, after=stage, reason=reason, changed_by=actor
    )
    record(actor=actor, action="casus.stage_set", subject=current, before=before, after=stage)
    if move.step == Step.ARCHIVE:
        drop_request(actor=actor, casus=current)
    if finished or reopened:
        key = "casus.finished" if finished else "casus.reopened"
        events.emit(key, casus=current, actor=actor)
    return current
