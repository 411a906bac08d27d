"""A beheerder takes away a second step that somebody lost, so that a new one can be made."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from communities import accountmail
from communities.models import Deelnemer
from netwerk.kern.audit import services as audit

MAIL = "mfa/email/second_step_reset"


@transaction.atomic
def reset_second_step(*, actor: Deelnemer, person: Deelnemer) -> None:
    """Remove every app, passkey and recovery code, log out everywhere, and mail the person.

    Never one's own: who took over a session of a beheerder must not get rid of it.
    """
    if not actor.is_beheerder:
        raise PermissionDenied
    if actor.pk == person.pk:
        raise ValidationError("Vraag een andere beheerder om jouw tweede stap te wissen.")
    current = Deelnemer.objects.select_for_update().get(pk=person.pk)
    removed, _ = Authenticator.objects.filter(user=current).delete()
    if not removed:
        raise ValidationError(f"{current} heeft geen tweede stap.")
    current.session_generation += 1
    current.save(update_fields=["session_generation"])
    audit.record(actor=actor, action="deelnemer.second_step_reset", subject=current)
    accountmail.queue(stem=MAIL, email=current.email, context={"timestamp": timezone.now()})
