"""What people change about themselves."""

from typing import Any

from django.db import transaction

from communities.models import (
    Deelnemer,
)
from netwerk.kern.audit import services as audit

PROFILE_FIELDS = (
    "first_name",
    "infix",
    "last_name",
    "organisatie",
    "job_title",
    "province",
    "about",
)


@transaction.atomic
def update_profile(*, actor: Deelnemer, person: Deelnemer, **values: Any) -> Deelnemer:
    """Change what a person tells about themselves; only the given fields of PROFILE_FIELDS."""
    unknown = set(values) - set(PROFILE_FIELDS)
    if unknown:
        raise ValueError(f"Not a part of the profile: {sorted(unknown)}")
    current = Deelnemer.objects.select_for_update().get(pk=person.pk)
    changed = [name for name in PROFILE_FIELDS if name in values]
    changed = [name for name in changed if getattr(current, name) != values[name]]
    for name in changed:
        setattr(current, name, values[name])
    if changed:
        current.save(update_fields=changed)
        audit.record(
            actor=actor, action="deelnemer.profile_changed", subject=current, fields=changed
        )
    return current
