"""Another casus recognises a les, or says that it went otherwise; and takes that back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from casussen.models import Casus
from handboek.enums import Relation, SignalKind, Stance, State
from handboek.models import Advies, AdviesLes, Bevinding, Herkenning, Les, Signaal, Tegenspraak
from handboek.services.evidence import handle_signaal, lock_adviezen, refresh_evidence
from handboek.services.vaak import times_today
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce
from netwerk.kern.policy import allowed

OWN_SOURCE = "Deze les komt al uit deze casus."
ALREADY = "Deze casus zei al iets over deze les. Neem dat eerst terug."
TAKEN_BACK = "Dit is teruggenomen."
MOST_A_DAY = 3  # each time people get mail, and readers a line in the change log
TOO_OFTEN = "Deze casus zei vandaag al drie keer iets over deze les. Morgen kan het weer."


@transaction.atomic
def recognise_les(
    *, actor: Any, les: Les, casus: Casus, stance: str, words: str = ""
) -> Herkenning:
    """Say for a casus that it sees the same as a les, or saw otherwise.

    The adviezen on the les are weighed again in this transaction. The casus is locked, so that
    who withdraws it at this moment finds the row; the les too, so that who puts it under an
    advies at this moment sees it.
    """
    casus = Casus.objects.select_for_update(of=("self",), no_key=True).get(pk=casus.pk)
    les = Les.objects.select_for_update(of=("self",)).get(pk=les.pk)
    if not allowed(actor, "handboek.speak_for_casus", casus):
        raise PermissionDenied("Somebody of the casus itself says what it saw.")
    if Bevinding.objects.about_casus(casus).filter(lessen=les).exists():
        raise ValidationError(OWN_SOURCE)
    said = {
        "community": casus.community,
        "stance": Stance(stance),
        "words": words,
        "made_by": actor,
        "created_at": timezone.now(),
        "withdrawn_at": None,
    }
    row = Herkenning.objects.filter(les=les, casus=casus).first()
    if row is not None and row.withdrawn_at is None:
        raise ValidationError(ALREADY)
    if row and times_today(les, ["les.recognised"], herkenning=row.pk) >= MOST_A_DAY:
        raise ValidationError(TOO_OFTEN)
    row, _ = Herkenning.objects.update_or_create(les=les, casus=casus, defaults=said)
    record(actor=actor, action="les.recognised", subject=les, herkenning=row.pk, stance=row.stance)
    _weigh_again(row, actor=actor)
    announce(kind="les.recognised", subject=les, actor=actor, herkenning_id=row.pk)
    return row


@transaction.atomic
def take_back_herkenning(*, actor: Any, herkenning: Herkenning) -> Herkenning:
    """Take back what was said of a les; what a redacteur settled about it goes, with its tasks."""
    Casus.objects.select_for_update(of=("self",), no_key=True).get(pk=herkenning.casus_id)
    Les.objects.select_for_update(of=("self",)).get(pk=herkenning.les_id)
    row = Herkenning.objects.select_for_update(of=("self",)).get(pk=herkenning.pk)
    if row.withdrawn_at is not None:
        return row
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    Tegenspraak.objects.filter(herkenning=row).delete()
    record(actor=actor, action="les.recognition_withdrawn", subject=row.les, herkenning=row.pk)
    _weigh_again(row, actor=actor)
    return row


@transaction.atomic
def settle_herkenning(*, actor: Any, advies: Advies, herkenning: Herkenning, note: str) -> Advies:
    """Say why what a casus said of a les does not count against this advies; it stays readable."""
    if not note.strip():
        raise ValidationError("Schrijf op waarom dit niet tegen het advies telt.")
    lock_adviezen([advies.pk])
    link = AdviesLes.objects.filter(advies=advies, les=herkenning.les_id).first()
    fresh = Herkenning.objects.standing().filter(pk=herkenning.pk).first()
    if link is None or fresh is None or not _against(fresh, link.relation):
        raise ValidationError("Dit spreekt het advies niet (meer) tegen.")
    _, made = Tegenspraak.objects.get_or_create(
        advies=advies, herkenning=fresh, defaults={"settled_by": actor, "note": note.strip()}
    )
    if made:
        record(actor=actor, action="advies.objection_settled", subject=advies, herkenning=fresh.pk)
    _close(_tasks(advies, fresh), actor=actor, note=note.strip())
    return refresh_evidence(advies, actor=actor)


def _weigh_again(row: Herkenning, *, actor: Any) -> None:
    """Weigh every advies on the les, and set or close the task about each published one."""
    relations = dict(row.les.gebruik.values_list("advies", "relation"))
    for advies in lock_adviezen(relations):
        if advies.state == State.WITHDRAWN:
            continue
        fresh = refresh_evidence(advies, actor=actor)
        tasks = _tasks(fresh, row)
        if row.withdrawn_at is not None or not _against(row, relations[fresh.pk]):
            _close(tasks, actor=actor, note=TAKEN_BACK)
        elif fresh.state == State.PUBLISHED and not tasks.exists():
            Signaal.objects.create(advies=fresh, casus=row.casus, kind=SignalKind.CONTRADICTED)


def _against(row: Herkenning, relation: str) -> bool:
    return row.is_recognition != (relation == Relation.SUPPORTS)


def _tasks(advies: Advies, row: Herkenning) -> Any:
    waiting = Signaal.objects.waiting().filter(kind=SignalKind.CONTRADICTED)
    return waiting.filter(advies=advies, casus=row.casus_id)


def _close(tasks: Any, *, actor: Any, note: str) -> None:
    for signaal in tasks.select_for_update():
        handle_signaal(actor=actor, signaal=signaal, note=note)
