"""The answer: which post helped who asked."""

from django.core.exceptions import ValidationError
from django.db import transaction

from communities.models import Deelnemer, Gesprek, Reactie
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce


@transaction.atomic
def set_answer(*, actor: Deelnemer, reactie: Reactie) -> Gesprek:
    """Call a post the answer; it takes the place of another one. Its writer hears of it.

    Raises ValidationError (Dutch) when the post was removed.
    """
    gesprek = Gesprek.objects.select_for_update().get(pk=reactie.gesprek_id)
    if not Reactie.objects.standing().filter(pk=reactie.pk).exists():
        raise ValidationError("Deze reactie is verwijderd. Kies een andere reactie.")
    if gesprek.answer_id != reactie.pk:
        gesprek.answer = reactie
        gesprek.save(update_fields=["answer"])
        audit.record(actor=actor, action="gesprek.answered", subject=reactie)
        subject = gesprek.subject
        assert subject is not None
        announce(kind="gesprek.antwoord", subject=subject, actor=actor, reactie_id=reactie.pk)
    return gesprek


@transaction.atomic
def take_answer_back(*, actor: Deelnemer, reactie: Reactie) -> Gesprek:
    """Call a post the answer no more; nothing happens when it is not."""
    gesprek = Gesprek.objects.select_for_update().get(pk=reactie.gesprek_id)
    if gesprek.answer_id == reactie.pk:
        gesprek.answer = None
        gesprek.save(update_fields=["answer"])
        audit.record(actor=actor, action="gesprek.answer_taken_back", subject=reactie)
    return gesprek
