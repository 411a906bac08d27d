"""Withdrawing a casus and putting it back, and who has a part in it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from casussen.enums import CasusRole
from casussen.models import Casus, CasusDeelname
from casussen.services.errors import CasusError
from casussen.services.publication import drop_request
from casussen.services.rows import lock, lock_standing
from communities.models import Deelnemer
from netwerk.kern import events
from netwerk.kern.audit.services import record


@transaction.atomic
def withdraw_casus(*, actor: Any, casus: Casus, reason: str) -> Casus:
    """Say that a casus no longer counts; who could read it still can, with the reason."""
    current = lock_standing(casus)
    current.withdrawn_at, current.withdrawn_reason = timezone.now(), reason
    current.save(update_fields=["withdrawn_at", "withdrawn_reason", "updated_at"])
    drop_request(actor=actor, casus=current)
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
    current = lock_standing(casus)
    if person.pk == current.casushouder_id:
        raise CasusError(f"{person} is al de casushouder.")
    part, _ = CasusDeelname.objects.update_or_create(
        casus=current, deelnemer=person, defaults={"role": CasusRole(role)}
    )
    record(actor=actor, action="casus.part_given", subject=current, person=person.pk, role=role)
    return part


@transaction.atomic
def remove_part(*, actor: Any, casus: Casus, person: Deelnemer) -> None:
    """Take somebody's part in this casus away."""
    current = lock_standing(casus)
    removed, _ = CasusDeelname.objects.filter(casus=current, deelnemer=person).delete()
    if removed:
        record(actor=actor, action="casus.part_removed", subject=current, person=person.pk)


@transaction.atomic
def transfer_casus(*, actor: Any, casus: Casus, person: Deelnemer) -> Casus:
    """Make somebody else the casushouder; who was it becomes co-auteur."""
    current = lock_standing(casus)
    if person.pk == current.casushouder_id:
        raise CasusError(f"{person} is al de casushouder.")
    before = current.casushouder
    CasusDeelname.objects.filter(casus=current, deelnemer=person).delete()
    CasusDeelname.objects.update_or_create(
        casus=current, deelnemer=before, defaults={"role": CasusRole.CO_AUTHOR}
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
