"""Who may read a casus: the writers choose up to the network, the rest takes four eyes."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from casussen.enums import RequestState
from casussen.models import Casus, Publicatieverzoek
from casussen.services.consent import PUBLISHED, require_consent
from casussen.services.errors import CasusError, IncompleteError
from casussen.services.needs import missing_for_publication
from casussen.services.rows import lock, lock_standing
from communities.enums import Visibility
from communities.services.leden import holder_of
from netwerk.kern import events
from netwerk.kern.audit.services import record
from netwerk.kern.berichten.services import announce


@transaction.atomic
def change_visibility(*, actor: Any, casus: Casus, visibility: str) -> Casus:
    """Widen up to the network, or narrow; only the casushouder narrows what is public.

    A request that waits lapses when only the casusgroep may read: nobody could answer it.
    """
    current = lock_standing(casus, archived=True)
    before = current.visibility
    if visibility == before:
        return current
    if visibility == Visibility.PUBLIC:
        raise CasusError("Iedereen laten meelezen kan pas als een ander heeft meegekeken.")
    if before == Visibility.PUBLIC and current.casushouder_id != actor.pk:
        raise CasusError("Deze casus is openbaar. Alleen de casushouder kan dat terugdraaien.")
    current.visibility = Visibility(visibility)
    current.save(update_fields=["visibility", "updated_at"])
    if visibility == Visibility.GROUP:
        drop_request(actor=actor, casus=current)
    record(
        actor=actor,
        action="casus.visibility_changed",
        subject=current,
        before=before,
        after=visibility,
    )
    if before == Visibility.PUBLIC:
        events.emit("casus.narrowed", casus=current, actor=actor)
    return current


@transaction.atomic
def request_publication(*, actor: Any, casus: Casus, note: str = "") -> Publicatieverzoek:
    """Ask somebody else to let everybody read the casus."""
    current = lock_standing(casus)
    if current.visibility == Visibility.PUBLIC:
        raise CasusError("Iedereen kan deze casus al lezen.")
    if current.visibility == Visibility.GROUP:
        raise CasusError(
            "Laat eerst je community of het netwerk meelezen. Anders kan niemand meekijken."
        )
    if current.open_request:
        raise CasusError("Er wacht al een verzoek op antwoord.")
    if missing := missing_for_publication(current):
        raise IncompleteError(missing)
    consent = require_consent(current)
    verzoek = Publicatieverzoek.objects.create(
        casus=current, wanted=Visibility.PUBLIC, note=note, requested_by=actor
    )
    record(actor=actor, action="publicatieverzoek.asked", subject=current, verzoek=verzoek.pk)
    data = {"verzoek_id": verzoek.pk, "toestemming_id": consent.pk}
    announce(kind="publicatieverzoek.asked", subject=current, actor=actor, **data)
    return verzoek


@transaction.atomic
def decide_publication(
    *, actor: Any, verzoek: Publicatieverzoek, granted: bool, reason: str = ""
) -> Publicatieverzoek:
    """Grant or refuse; never by who asked or writes. A refusal needs a reason, a yes consent."""
    casus = lock_standing(verzoek.casus)
    current = Publicatieverzoek.objects.select_for_update(of=("self",)).get(pk=verzoek.pk)
    if current.state != RequestState.OPEN:
        raise CasusError("Over dit verzoek is al beslist.")
    if current.requested_by_id == actor.pk:
        raise CasusError("Jij vroeg het zelf. Een ander moet meekijken.")
    if casus.is_written_by(actor):
        raise CasusError("Jij schrijft zelf aan deze casus. Een ander moet meekijken.")
    if not granted and not reason:
        raise CasusError("Leg uit waarom het niet kan. De schrijvers lezen het.")
    if granted:
        _publish(actor, casus)
    current.state = RequestState.GRANTED if granted else RequestState.REFUSED
    current.decided_by, current.decided_at, current.reason = actor, timezone.now(), reason
    current.save()
    record(
        actor=actor,
        action="publicatieverzoek.decided",
        subject=casus,
        verzoek=current.pk,
        state=current.state,
    )
    announce(kind="publicatieverzoek.decided", subject=casus, actor=actor, verzoek_id=current.pk)
    return current


def _publish(actor: Any, casus: Casus) -> None:
    """Let everybody read it: the only place that does, and only with the consent to this text."""
    if missing := missing_for_publication(casus):
        raise IncompleteError(missing)
    consent = require_consent(casus)
    holder = holder_of(consent.contact_email)
    if holder is not None and holder.pk == actor.pk:
        raise CasusError("Jij gaf akkoord namens de organisatie. Een ander moet meekijken.")
    casus.visibility = Visibility.PUBLIC
    casus.save(update_fields=["visibility", "updated_at"])
    announce(kind=PUBLISHED, subject=consent, actor=actor)


@transaction.atomic
def drop_request(*, actor: Any, casus: Casus) -> None:
    """Take back the request that waits, if there is one."""
    current = lock(casus)
    verzoek = current.open_request
    if verzoek is None:
        return
    verzoek.state = RequestState.DROPPED
    verzoek.save(update_fields=["state"])
    record(actor=actor, action="publicatieverzoek.dropped", subject=current, verzoek=verzoek.pk)
