"""Acts on polls: ask, choose once, close."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from communities.models import Deelnemer, Gesprek, Peiling, PeilingOptie, Stem
from netwerk.kern.audit import services as audit

CLOSED = "Deze peiling is gesloten. Je kunt niet meer kiezen."


@transaction.atomic
def start_peiling(
    *,
    actor: Deelnemer,
    subject: Model,
    question: str,
    answers: Sequence[str],
    closes_at: datetime,
) -> Peiling:
    """Ask something with answers to choose from, in the conversation about a subject.

    Raises ValidationError (Dutch) when the conversation was closed in the meantime.
    """
    kind = ContentType.objects.get_for_model(subject)
    gesprek, _ = Gesprek.objects.get_or_create(content_type=kind, object_id=subject.pk)
    if Gesprek.objects.select_for_update().get(pk=gesprek.pk).closed_at:
        raise ValidationError("Dit gesprek is gesloten. Je kunt er geen peiling meer bij zetten.")
    peiling = Peiling.objects.create(
        gesprek=gesprek, question=question, author=actor, closes_at=closes_at
    )
    PeilingOptie.objects.bulk_create(
        PeilingOptie(peiling=peiling, text=text, order=number)
        for number, text in enumerate(answers)
    )
    audit.record(actor=actor, action="peiling.started", subject=peiling)
    return peiling


@transaction.atomic
def vote(*, actor: Deelnemer, optie: PeilingOptie) -> Stem:
    """Choose an answer, once; no log says who chose, for nobody may ever see what.

    Raises ValidationError (Dutch) when the poll is closed, or when this person chose before.
    """
    peiling = Peiling.objects.select_for_update().get(pk=optie.peiling_id)
    if peiling.is_closed:
        raise ValidationError(CLOSED)
    stem, made = Stem.objects.get_or_create(
        peiling=peiling, deelnemer=actor, defaults={"optie": optie}
    )
    if not made:
        raise ValidationError(f"Je koos al: {stem.optie}. Je kunt één keer kiezen.")
    return stem


@transaction.atomic
def close_peiling(*, actor: Deelnemer, peiling: Peiling) -> Peiling:
    """Let everybody see the outcome now.

    Raises ValidationError (Dutch) when it is closed already.
    """
    current = Peiling.objects.select_for_update().get(pk=peiling.pk)
    if current.is_closed:
        raise ValidationError("Deze peiling is al gesloten.")
    current.closes_at = timezone.now()
    current.save(update_fields=["closes_at"])
    audit.record(actor=actor, action="peiling.closed", subject=current)
    return current
