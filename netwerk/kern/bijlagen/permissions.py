"""The access policy of files and links: what their subject says, and what is confidential there."""

from typing import Any

import rules

from netwerk.kern import subjects
from netwerk.kern.bijlagen.models import Bijlage


def _subject_of(bijlage: Bijlage) -> tuple[subjects.Subject, Any] | None:
    thing = bijlage.subject
    return (subjects.of(thing), thing) if thing is not None else None


@rules.predicate
def may_read_subject(user: Any, bijlage: Bijlage | None) -> bool:
    """Who may see what it belongs to, and the confidential part when it is that."""
    found = _subject_of(bijlage) if bijlage else None
    if bijlage is None or found is None or not subjects.may_view(user, found[1]):
        return False
    if subjects.may_view_confidential(user, found[1]):
        return True
    if bijlage.confidential:
        return False
    return not bijlage.inline or shown_to_readers(bijlage)


def shown_to_readers(bijlage: Bijlage) -> bool:
    """Say whether a picture stands in the text that every reader of its subject reads."""
    rows: Any = Bijlage.objects.filter(pk=bijlage.pk)
    return bool(rows.in_open_text().exists())


@rules.predicate
def is_kept(user: Any, bijlage: Bijlage | None) -> bool:
    """It is not in the trash."""
    return bijlage is not None and bijlage.deleted_at is None


@rules.predicate
def may_attach(user: Any, bijlage: Bijlage | None) -> bool:
    """Who may add something to what it belongs to."""
    found = _subject_of(bijlage) if bijlage else None
    return bool(found and subjects.may_attach(user, found[1]))


PERMISSIONS = {
    "bijlagen.view_bijlage": is_kept & may_read_subject,
    "bijlagen.change_bijlage": is_kept & may_read_subject & may_attach,
    "bijlagen.restore_bijlage": ~is_kept & may_read_subject & may_attach,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {Bijlage: "bijlagen.view_bijlage"}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""
