"""Who wrote an advies, and where its text stands."""

from typing import Any

import rules

from handboek.enums import State
from handboek.models import Advies, Werkversie


@rules.predicate
def once_published(user: Any, advies: Advies | None) -> bool:
    """An advies keeps its address for everybody after it was published once."""
    return bool(advies and advies.published_at)


@rules.predicate
def is_author(user: Any, advies: Advies | None) -> bool:
    """Who made the advies."""
    return bool(advies and user.is_authenticated and advies.author_id == user.pk)


@rules.predicate
def is_last_editor(user: Any, advies: Advies | None) -> bool:
    """Who changed the text last."""
    return bool(advies and user.is_authenticated and advies.edited_by_id == user.pk)


@rules.predicate
def waits_for_review(user: Any, advies: Advies | None) -> bool:
    """The advies was handed in and nobody decided yet."""
    return bool(advies and advies.state == State.REVIEW)


@rules.predicate
def is_being_written(user: Any, advies: Advies | None) -> bool:
    """The text may still change (a published text stands; see docs/decisions/advies-state.md)."""
    return bool(advies and advies.state in {State.DRAFT, State.REVIEW})


@rules.predicate
def is_draft(user: Any, advies: Advies | None) -> bool:
    """The advies was not handed in yet."""
    return bool(advies and advies.state == State.DRAFT)


@rules.predicate
def is_not_withdrawn(user: Any, advies: Advies | None) -> bool:
    """The advies still counts for something."""
    return bool(advies and advies.state != State.WITHDRAWN)


@rules.predicate
def is_published(user: Any, advies: Advies | None) -> bool:
    """The advies stands in the handboek, refuted or not."""
    return bool(advies and advies.state == State.PUBLISHED)


def _werkversie(advies: Advies | None) -> Werkversie | None:
    return getattr(advies, "werkversie", None) if advies else None


@rules.predicate
def has_werkversie(user: Any, advies: Advies | None) -> bool:
    """Somebody works on a new text for it."""
    return _werkversie(advies) is not None


@rules.predicate
def werkversie_is_draft(user: Any, advies: Advies | None) -> bool:
    """The new text was not handed in yet."""
    row = _werkversie(advies)
    return bool(row and row.state == State.DRAFT)


@rules.predicate
def may_decide_werkversie(user: Any, advies: Advies | None) -> bool:
    """The new text waits for somebody who neither began it nor changed it last."""
    row = _werkversie(advies)
    return bool(
        row and row.state == State.REVIEW and user.pk not in {row.writer_id, row.edited_by_id}
    )
