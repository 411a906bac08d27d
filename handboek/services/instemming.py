"""Asking a casushouder whether a les from a closed casus may become public, and the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from casussen.models import Casus
from casussen.services import ChangedMeanwhileError
from handboek.enums import AgreementState, SignalKind, State
from handboek.instemming import missing
from handboek.models import Advies, AdviesLes, Bevinding, Instemming, Les, Signaal
from handboek.services.evidence import handle_signaal, lock_adviezen
from handboek.services.vaak import times_today
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

NEAR = (State.REVIEW, State.PUBLISHED)
REMIND_AFTER = timedelta(days=7)
SAY_WHY = "Schrijf op waarom deze les niet openbaar mag worden. De redactie leest dat."
MOST_A_DAY = 10  # each time redacteuren get mail
TOO_OFTEN = "Je antwoord over een les veranderde vandaag al tien keer. Morgen kan het weer."
ANSWERS = ("instemming.given", "instemming.refused")
AGREED = "De casushouder stemt in."


@dataclass(frozen=True)
class Answer:
    """What a casushouder says of one les; ``seen`` is the mark of the words they read."""

    les: int
    agrees: bool
    seen: str
    reason: str = ""


@transaction.atomic
def ask_consent(*, actor: Any, lessen: Iterable[int]) -> int:
    """Ask for each of these lessen (ids) what is not asked yet; return how many were asked.

    Who said no to these very words is not asked again. The casushouder gets one mail per casus.
    """
    casussen: dict[int, Casus] = {}
    asked = 0
    for found in missing(lessen):
        if found.is_asked or found.is_refused:
            continue
        Instemming.objects.update_or_create(
            les=found.les,
            casus=found.casus,
            defaults={
                "state": AgreementState.ASKED,
                "text": found.les.mark(),
                "asked_by": actor,
                "asked_at": timezone.now(),
                "reminded_at": None,
                "answered_by": None,
                "answered_at": None,
                "reason": "",
            },
        )
        record(actor=actor, action="instemming.asked", subject=found.les, casus=found.casus.pk)
        casussen[found.casus.pk] = found.casus
        asked += 1
    for casus in casussen.values():
        announce(kind="instemming.asked", subject=casus, actor=actor)
    return asked


def ask_when_in_the_open(*, actor: Any, les: Les) -> None:
    """Ask at once about a les under an advies that is public or in review."""
    if les.gebruik.filter(advies__state__in=NEAR).exists():
        ask_consent(actor=actor, lessen=[les.pk])


@transaction.atomic
def casus_closed(*, casus: Casus, actor: Any) -> None:
    """Ask about what is public of a casus that is open no more, or that counts again.

    Handles the domain events ``casus.narrowed`` and ``casus.restored``.
    """
    found = Bevinding.objects.about_casus(casus).order_by().values("pk")
    links = AdviesLes.objects.filter(advies__state__in=NEAR, les__bevindingen__in=found)
    ask_consent(actor=actor, lessen=set(links.order_by().values_list("les", flat=True)))


@transaction.atomic
def answer_consent(*, actor: Any, casus: Casus, answers: Iterable[Answer]) -> int:
    """Keep what the casushouder says of lessen from a casus; return how many answers are new.

    A no to a les that is public already becomes a task for the redactie. The redacteuren of each
    advies on these lessen get one mail. Raises ChangedMeanwhileError when the words of a les are
    others than the ones that were read; nothing is kept then.
    """
    given = {row.les: row for row in answers}
    lessen = Les.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    texts = {les.pk: les.mark() for les in lessen.filter(pk__in=given)}
    links = list(AdviesLes.objects.filter(les__in=given).values_list("advies", "les"))
    adviezen = lock_adviezen({advies for advies, _ in links})
    if not allowed(actor, "handboek.answer_instemming", casus):
        raise PermissionDenied("The casushouder answers.")
    rows = Instemming.objects.filter(casus=casus, les__in=given).select_related("les")
    changed = [row for row in rows if _answer(row, given[row.les_id], texts, actor)]
    for advies in adviezen:
        mine = [row for row in changed if (advies.pk, row.les_id) in links]
        if mine and advies.state != State.WITHDRAWN:
            _tell_redactie(advies, mine, casus, actor)
    return len(changed)


def remind_of_consent(*, now: datetime) -> int:
    """Ask once more after a week; return how many casushouders were told.

    Each casus is a transaction of its own with its rows locked, so this may run twice at once.
    """
    rows = Instemming.objects.waiting()
    rows = rows.filter(reminded_at__isnull=True, asked_at__lt=now - REMIND_AFTER)
    keys = set(rows.order_by().values_list("casus", flat=True))
    return sum(_remind(casus, rows, now) for casus in sorted(keys))


def close_consent_tasks(advies: Advies, *, actor: Any, note: str) -> None:
    """Close the tasks about a no that nothing under this advies is about any more."""
    refused = {row.casus.pk for row in missing(advies.les_keys()) if row.is_refused}
    waiting = Signaal.objects.waiting().filter(advies=advies, kind=SignalKind.CONSENT_REFUSED)
    for signaal in waiting.exclude(casus__in=refused).select_for_update():
        handle_signaal(actor=actor, signaal=signaal, note=note)


def _answer(row: Instemming, given: Answer, texts: dict[int, str], actor: Any) -> bool:
    if given.seen != texts[row.les_id]:
        raise ChangedMeanwhileError
    reason = "" if given.agrees else given.reason.strip()
    if not given.agrees and not reason:
        raise ValidationError(SAY_WHY)
    state = AgreementState.YES if given.agrees else AgreementState.NO
    if (row.state, row.reason, row.text) == (state, reason, given.seen):
        return False
    if times_today(row.les, ANSWERS, casus=row.casus_id) >= MOST_A_DAY:
        raise ValidationError(TOO_OFTEN)
    row.state, row.reason, row.text = state, reason, given.seen
    row.answered_by, row.answered_at = actor, timezone.now()
    row.save(update_fields=["state", "reason", "text", "answered_by", "answered_at"])
    action = "instemming.given" if given.agrees else "instemming.refused"
    record(actor=actor, action=action, subject=row.les, casus=row.casus_id)
    return True


def _tell_redactie(advies: Advies, rows: list[Instemming], casus: Casus, actor: Any) -> None:
    refused = any(row.state == AgreementState.NO for row in rows)
    waiting = Signaal.objects.waiting().filter(kind=SignalKind.CONSENT_REFUSED)
    if not refused:
        close_consent_tasks(advies, actor=actor, note=AGREED)
    elif (
        advies.state == State.PUBLISHED and not waiting.filter(advies=advies, casus=casus).exists()
    ):
        Signaal.objects.create(advies=advies, casus=casus, kind=SignalKind.CONSENT_REFUSED)
    announce(
        kind="instemming.answered",
        subject=advies,
        actor=actor,
        instemmingen=[row.pk for row in rows],
        asked_by=sorted({row.asked_by_id for row in rows}),
    )


@transaction.atomic
def _remind(casus: int, rows: Any, now: datetime) -> bool:
    mine = rows.filter(casus=casus).order_by("pk").select_for_update(of=("self",), skip_locked=True)
    keys = [row.pk for row in mine]
    if not keys:
        return False
    Instemming.objects.filter(pk__in=keys).update(reminded_at=now)
    announce(kind="instemming.reminded", subject=Casus.objects.get(pk=casus), actor=None)
    return True
