"""Putting an old version of a section back, as a new version."""

from typing import Any

from django.db import transaction

from casussen import geschiedenis
from casussen.models import Casus, CasusSectie
from casussen.services.errors import CasusError
from casussen.services.rows import lock_standing
from casussen.services.writing import save_section


@transaction.atomic
def restore_version(
    *, actor: Any, casus: Casus, kind: str, number: int, seen: int
) -> CasusSectie | None:
    """Make a new version with the text of an old one; every version stays as it was.

    ``seen`` is the version that the person saw as the last one; raises SectionConflictError when
    somebody saved another meanwhile.
    """
    current = lock_standing(casus)
    old = geschiedenis.version(current, kind, number)
    if old is None:
        raise CasusError("Deze versie is er niet.")
    return save_section(
        actor=actor, casus=current, kind=kind, body=old.body, version=seen, restored_from=number
    )
