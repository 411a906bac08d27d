"""Locking a casus, and finding a free address."""

from typing import Any

from django.db.models import Model
from django.utils.text import slugify

from casussen.enums import Stage
from casussen.models import Casus
from casussen.services.errors import CasusError
from netwerk.kern.eerst import one_at_a_time

RESERVED = {
    "atom.xml",
    "verhalen",
    "witte-vlekken",
    "prullenbak",
    "thema",
    "vergelijken",
    "uitnodigingen",
    "nieuw",
    "dilemmas",
    "vergelijk",
}


def lock(casus: Casus) -> Casus:
    """Return the casus as it is now, locked until the transaction ends."""
    return Casus.objects.select_for_update(of=("self",), no_key=True).get(pk=casus.pk)


def lock_standing(casus: Casus, *, archived: bool = False) -> Casus:
    """Lock a casus that is to change; CasusError when it was withdrawn or archived meanwhile.

    ``archived`` is for what may be done to an archived casus too: it is read, not written.
    """
    locked = lock(casus)
    if locked.deleted_at is not None:
        raise CasusError("Iemand heeft deze casus net weggegooid.")
    if locked.withdrawn_at is not None:
        raise CasusError("Deze casus is ingetrokken. Zet hem eerst terug.")
    if locked.stage == Stage.ARCHIVED and not archived:
        raise CasusError("Deze casus is gearchiveerd. Haal hem eerst uit het archief.")
    return locked


def free_slug(model: type[Model], text: str, fallback: str) -> str:
    """Return an address for a title that no row of the model has yet.

    Until the transaction ends nobody else picks one, so two equal titles get two addresses.
    """
    one_at_a_time(model)
    rows: Any = model._default_manager
    base = slugify(text)[:80].strip("-") or fallback
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
