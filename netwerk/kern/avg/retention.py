"""How long each kind of data is kept, as rules that a job carries out every day (AVG art. 5).

An app says per rule what is too old at a moment and how to forget it. The dry run counts with
the same question as the job forgets with, so that the report cannot say something else.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from netwerk.kern.avg.models import Bewaarronde

logger = logging.getLogger(__name__)
BATCH = 1000
Forget = Callable[[QuerySet[Any], datetime], int]


@dataclass(frozen=True)
class Rule:
    """One term.

    ``due`` gives the rows that are too old at a moment (UTC), ``age`` the field that says how
    old a row is. ``forget`` gets some of these rows and that moment, and returns how many it
    dealt with.
    """

    key: str
    label: str
    term: str
    age: str
    due: Callable[[datetime], QuerySet[Any]]
    forget: Forget


@dataclass(frozen=True)
class Finding:
    """What one rule would forget now: how many rows, and the age of the oldest."""

    rule: Rule
    number: int
    oldest: Any


_rules: dict[str, Rule] = {}


def delete(rows: QuerySet[Any], now: datetime) -> int:
    """Forget rows by deleting them; returns how many of their own kind."""
    counted = rows.delete()[1]
    return int(counted.get(rows.model._meta.label, 0))


def rule(
    key: str,
    *,
    label: str,
    term: str,
    age: str,
    forget: Forget = delete,
) -> Callable[[Callable[[datetime], QuerySet[Any]]], Callable[[datetime], QuerySet[Any]]]:
    """Register a rule; decorates the function that says what is too old at a moment."""

    def decorate(
        due: Callable[[datetime], QuerySet[Any]],
    ) -> Callable[[datetime], QuerySet[Any]]:
        if key in _rules:
            raise ValueError(f"Rule {key} is registered twice.")
        _rules[key] = Rule(key, label, term, age, due, forget)
        return due

    return decorate


def rules() -> list[Rule]:
    """Return every rule, in order of key."""
    return [_rules[key] for key in sorted(_rules)]


def dry_run(now: datetime | None = None) -> list[Finding]:
    """Return per rule what would be forgotten at a moment (UTC); changes nothing."""
    moment = now or timezone.now()
    return [_look(each, moment) for each in rules()]


def _look(each: Rule, moment: datetime) -> Finding:
    rows = each.due(moment).order_by()
    return Finding(each, rows.count(), rows.aggregate(oldest=Min(each.age))["oldest"])


def run(now: datetime | None = None) -> Bewaarronde:
    """Carry out every rule; one that fails is logged, and the others go on."""
    moment = now or timezone.now()
    numbers, failed = {}, []
    done = Bewaarronde.objects.create(started_at=moment)
    for each in rules():
        try:
            numbers[each.key] = _forget_all(each, moment)
        except Exception:
            logger.exception("Rule of retention %s failed.", each.key)
            failed.append(each.key)
    done.numbers, done.failed, done.finished_at = numbers, failed, timezone.now()
    done.save()
    return done


def _forget_all(each: Rule, moment: datetime) -> int:
    """Forget in batches, each in a transaction of its own; stop when a batch changes nothing."""
    total = 0
    while True:
        with transaction.atomic():
            keys = list(each.due(moment).order_by("pk").values_list("pk", flat=True)[:BATCH])
            rows = each.due(moment).model._base_manager.filter(pk__in=keys)
            number = each.forget(rows, moment) if keys else 0
        total += number
        if number == 0 or len(keys) < BATCH:
            return total


def days(number: int) -> timedelta:
    """Return a term of so many days."""
    return timedelta(days=number)


YEAR = days(365)
