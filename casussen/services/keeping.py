"""Withdrawing a casus and putting it back, and who has a part in it."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from casussen.enums import CasusRole, InvitationState
from casussen.models import Casus, CasusDeelname
from casussen.services.errors import CasusError
from casussen.services.publication import drop_request
from casussen.services.rows import lock, lock_standing
from communities.models import Deelnemer
from netwerk.kern import events
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.audit.services import record


@transaction.atomic
def withdraw_casus(*, actor: Any, casus: Casus, reason: str) -> Casus:
    """Say that a casus no longer counts; who could read it still can, with the reason."""
    current = lock_standing(casus, archived=True)
    current.withdrawn_at, current.withdrawn_reason = timezone.now(), reason
    current.save(update_fields=["withdrawn_at", "withdrawn_reason", "updated_at"])
    drop_request(actor=actor, casus=current)
    _forget_invitations(current)
    record(actor=actor, action="casus.withdrawn", subject=current)
    events.emit("casus.withdrawn", casus=current, actor=actor)
    return current


@transaction.atomic
def restore_casus(*, actor: Any, casus: Casus) -> Casus:
    """Let a withdrawn casus count again."""
    current = lock(casus)
    if current.withdrawn_at is None:
        return current
    current.withdrawn_at, current.withdrawn_reason = None, ""
    current.save(update_fields=["withdrawn_at", "withdrawn_reason", "updated_at"])
    record(actor=actor, action="casus.restored", subject=current)
    events.emit("casus.restored", casus=current, actor=actor)
    return current


@transaction.atomic
def set_part(*, actor: Any, casus: Casus, person: Deelnemer, role: str) -> CasusDeelname:
    """Give somebody a part in this casus only: co-auteur (writes) or expert (reads along)."""
    current = lock_standing(casus, archived=True)
    if person.pk == current.casushouder_id:
        raise CasusError(f"{person} is al de casushouder.")
    part, _ = CasusDeelname.objects.update_or_create(
        casus=current,
        deelnemer=person,
        defaults={"role": CasusRole(role)},
        create_defaults={"role": CasusRole(role), "order": _last_place(current)},
    )
    record(actor=actor, action="casus.part_given", subject=current, person=person.pk, role=role)
    return part


@transaction.atomic
def remove_part(*, actor: Any, casus: Casus, person: Deelnemer) -> AuditEvent | None:
    """Take somebody's part in this casus away; return the line of the log about it."""
    current = lock_standing(casus, archived=True)
    part = CasusDeelname.objects.filter(casus=current, deelnemer=person).first()
    if part is None:
        return None
    part.delete()
    return record(
        actor=actor,
        action="casus.part_removed",
        subject=current,
        person=person.pk,
        role=part.role,
        order=part.order,
    )


@transaction.atomic
def transfer_casus(*, actor: Any, casus: Casus, person: Deelnemer) -> Casus:
    """Make somebody else the casushouder; who was it becomes co-auteur."""
    current = lock_standing(casus, archived=True)
    if person.pk == current.casushouder_id:
        raise CasusError(f"{person} is al de casushouder.")
    before = current.casushouder
    CasusDeelname.objects.filter(casus=current, deelnemer=person).delete()
    CasusDeelname.objects.update_or_create(
        casus=current,
        deelnemer=before,
        defaults={"role": CasusRole.CO_AUTHOR, "order": _last_place(current)},
    )
    current.casushouder = person
    current.save(update_fields=["casushouder", "updated_at"])
    record(
        actor=actor,
        action="casus.transferred",
        subject=current,
        before=before.pk,
        after=person.pk,
    )
    return current


def _last_place(casus: Casus) -> int:
    """Return the place behind everybody who has a part."""
    last = casus.deelnames.aggregate(last=Max("order"))["last"] or 0
    return min(last + 1, 32_767)


def _forget_invitations(casus: Casus) -> None:
    """Let lapse who was asked to write along and did not answer."""
    waiting = casus.schrijfuitnodigingen.filter(state=InvitationState.OPEN)
    waiting.update(state=InvitationState.WITHDRAWN, answered_at=timezone.now())
