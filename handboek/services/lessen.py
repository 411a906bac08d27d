"""Changing the text of a les."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from handboek.models import Les
from handboek.services.evidence import lock_adviezen
from handboek.services.instemming import ask_when_in_the_open
from netwerk.kern.audit.services import record
from netwerk.kern.policy import allowed

TEXTS = ("conclusion", "observation", "context", "conditions")


@transaction.atomic
def update_les(*, actor: Any, les: Les, seen: str | None = None, **values: str) -> Les:
    """Change the text; what stood before stays in the history.

    ``seen`` is the mark that the person started from (Les.mark); raises ChangedMeanwhileError
    when somebody else changed it since. The adviezen on it are locked, so that who publishes one
    at this moment is seen: from then on only a redacteur changes the les.
    """
    if unknown := set(values) - set(TEXTS):
        raise ValueError(f"Not a part of the text of a les: {sorted(unknown)}")
    current = Les.objects.select_for_update().get(pk=les.pk)
    lock_adviezen(current.gebruik.values_list("advies", flat=True))
    if not allowed(actor, "handboek.change_les", current):
        raise PermissionDenied("A redacteur changes what a published advies rests on.")
    if seen is not None and seen != current.mark():
        raise ChangedMeanwhileError
    changed = [name for name, value in values.items() if getattr(current, name) != value]
    if not changed:
        return current
    for name in changed:
        setattr(current, name, values[name])
    current.edited_by, current.edited_at = actor, timezone.now()
    current.save(update_fields=[*changed, "edited_by", "edited_at"])
    record(actor=actor, action="les.changed", subject=current, fields=changed)
    ask_when_in_the_open(actor=actor, les=current)
    return current
