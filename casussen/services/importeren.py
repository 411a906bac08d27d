"""Taking the text of a document over into sections: all of it, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from casussen.enums import SectionKind
from casussen.models import Casus
from casussen.services.errors import CasusError
from casussen.services.rows import lock_standing
from casussen.services.writing import save_section
from netwerk.kern.audit.services import record
from netwerk.kern.tekst import opmaak


@dataclass(frozen=True)
class Taken:
    """Text for one section; it comes behind what is there, or in its place (``replaces``).

    ``version`` is the version of the section that the person saw; only replacing needs it.
    """

    kind: str
    body: str
    replaces: bool = False
    version: int = 0


@transaction.atomic
def import_sections(*, actor: Any, casus: Casus, texts: Iterable[Taken]) -> list[str]:
    """Save text in several sections at once; return which.

    What comes behind the text that is there loses nothing, whoever saved meanwhile. What comes
    in its place raises SectionConflictError when somebody else saved since, and nothing is kept.
    """
    current = lock_standing(casus)
    stored = {row.kind: row for row in current.secties.all()}
    saved = []
    for taken in texts:
        row = stored.get(taken.kind)
        body, version = taken.body, taken.version
        if row and not taken.replaces:
            body, version = f"{row.body}\n\n{taken.body}".strip(), row.version
        elif row is None:
            version = 0
        try:
            body = opmaak.clean(body)
        except ValidationError as error:
            label = SectionKind(taken.kind).label
            raise CasusError(f"{label}: {' '.join(error.messages)}") from error
        save_section(actor=actor, casus=current, kind=taken.kind, body=body, version=version)
        saved.append(taken.kind)
    if saved:
        record(actor=actor, action="casus.imported", subject=current)
    return saved
