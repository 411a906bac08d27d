"""Predicates about how adviezen are used; the table stands in the package."""

from typing import Any

import rules

from handboek.enums import ReportState
from handboek.models import Lijstitem, Toepassing


@rules.predicate
def is_signed_in(user: Any, subject: Any = None) -> bool:
    """Anybody with an account."""
    return bool(user.is_authenticated)


@rules.predicate
def owns_item(user: Any, item: Lijstitem | None) -> bool:
    """Whose list it stands on."""
    return bool(item and user.is_authenticated and item.owner_id == user.pk)


@rules.predicate
def is_placed(user: Any, report: Toepassing | None) -> bool:
    """A redacteur let everybody read it."""
    return bool(report and report.state == ReportState.PLACED)


@rules.predicate
def waits(user: Any, report: Toepassing | None) -> bool:
    """No redacteur decided yet."""
    return bool(report and report.state == ReportState.WAITING)


@rules.predicate
def told_it(user: Any, report: Toepassing | None) -> bool:
    """Who told it."""
    return bool(report and user.is_authenticated and report.made_by_id == user.pk)


@rules.predicate
def is_open_failure(user: Any, report: Toepassing | None) -> bool:
    """It speaks against its advies, and nobody settled that."""
    return bool(report and report.is_open_failure)
