"""Acts on what is reported: report, decide, come back on it, object, look again.

Locks go in one order, the text before its case, so that twenty people at once wait for each
other and one decision holds.
"""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from communities import moderatie
from communities.enums import MeldingReason, MeldingState
from communities.models import Deelnemer, Melding, Onderwerp, Reactie, Zaak
from communities.moderatie import Thing
from netwerk.kern import events
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce

MOST_A_DAY = 20
TOO_MANY = (
    f"Je meldde vandaag al {MOST_A_DAY} teksten. Morgen kun je weer melden. "
    "Kan het niet wachten? Neem dan contact op met een organisator."
)
DECIDED = "Hierover is net al besloten."


@transaction.atomic
def report(*, actor: Deelnemer, thing: Thing, reason: str, explanation: str = "") -> Melding:
    """Say that a text does not belong here; however many do, there is one case.

    Raises ValidationError (Dutch) after twenty in a day, when the text is gone, or when this
    person said so before.
    """
    Deelnemer.objects.select_for_update(no_key=True).get(pk=actor.pk)
    since = timezone.now() - timedelta(days=1)
    if Melding.objects.filter(reported_by=actor, created_at__gt=since).count() >= MOST_A_DAY:
        raise ValidationError(TOO_MANY)
    current: Any = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    if current.removed_at is not None:
        raise ValidationError(f"{moderatie.the(current).capitalize()} is al weg.")
    zaak, made = _open_case(current)
    text = moderatie.text_of(current)
    _refuse_again(actor, zaak, text)
    melding = Melding.objects.create(
        zaak=zaak,
        reported_by=actor,
        reason=MeldingReason(reason),
        explanation=explanation,
        text=text,
    )
    audit.record(actor=actor, action="melding.made", subject=zaak)
    if made:
        announce(kind="zaak.waiting", subject=zaak, actor=actor)
    return melding


def _open_case(thing: Any) -> tuple[Zaak, bool]:
    """Return the case that waits about a text, or begin one; the text is locked."""
    return Zaak.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        state=MeldingState.OPEN,
        defaults={
            "author": thing.author,
            "community": moderatie.community_of(moderatie.about(thing)),
        },
    )


def _refuse_again(actor: Deelnemer, zaak: Zaak, text: str) -> None:
    """Refuse who reported the same words before: it waits, or it was looked at."""
    before = Melding.objects.filter(
        reported_by=actor,
        zaak__content_type=zaak.content_type,
        zaak__object_id=zaak.object_id,
        text=text,
    ).select_related("zaak")
    if (mine := before.filter(zaak=zaak).first()) or (mine := before.first()):
        waits = mine.zaak.state == MeldingState.OPEN
        raise ValidationError(
            "Je meldde dit al. We kijken ernaar."
            if waits
            else "Je meldde dit al eens. Toen is besloten dat het blijft staan."
        )
    if zaak.meldingen.filter(reported_by=actor).exists():
        raise ValidationError("Je meldde dit al. We kijken ernaar.")


@transaction.atomic
def decide(*, actor: Deelnemer, zaak: Zaak, outcome: str, reason: str) -> Zaak:
    """Let a text stand or take it away, with a reason; also after an objection.

    Raises ValidationError (Dutch) when somebody else just decided.
    """
    thing, current = _locked(zaak)
    if not current.is_waiting:
        raise ValidationError(DECIDED)
    if not Zaak.objects.to_decide_by(actor).filter(pk=current.pk).exists():
        raise PermissionDenied
    again = current.is_disputed
    now = timezone.now()
    if again:
        current.reviewed_by, current.reviewed_at, current.review = actor, now, reason
        audit.record(actor=actor, action="melding.reviewed", subject=current, outcome=outcome)
    else:
        current.decided_by, current.decided_at, current.decision = actor, now, reason
        audit.record(actor=actor, action="melding.decided", subject=current, outcome=outcome)
    return _settle(actor, current, thing, outcome, again=again)


@transaction.atomic
def reconsider(*, actor: Deelnemer, zaak: Zaak, reason: str) -> Zaak:
    """Come back on one's own decision: what was taken away returns, what stood goes.

    Raises ValidationError (Dutch) when it is too late, or when somebody else looks at it.
    """
    thing, current = _locked(zaak)
    if current.decided_by_id != actor.pk or not current.is_led_by(actor):
        raise PermissionDenied
    if not current.can_be_reconsidered:
        raise ValidationError("Op dit besluit kun je niet meer terugkomen.")
    kept = current.state == MeldingState.KEPT
    current.decided_at, current.decision = timezone.now(), reason
    outcome = str(MeldingState.REMOVED if kept else MeldingState.KEPT)
    audit.record(actor=actor, action="melding.reconsidered", subject=current, outcome=outcome)
    return _settle(actor, current, thing, outcome, again=True)


@transaction.atomic
def object_to(*, actor: Deelnemer, zaak: Zaak, words: str) -> Zaak:
    """Ask somebody else to look again at what was taken away; once.

    Raises ValidationError (Dutch) when it is too late or was asked before.
    """
    current = Zaak.objects.select_for_update(of=("self",)).get(pk=zaak.pk)
    if current.author_id != actor.pk:
        raise PermissionDenied
    if not current.can_be_objected_to:
        raise ValidationError("Je kunt dit niet meer vragen.")
    current.objection, current.objected_at = words, timezone.now()
    current.save(update_fields=["objection", "objected_at"])
    audit.record(actor=actor, action="melding.objected", subject=current)
    announce(kind="zaak.waiting", subject=current, actor=actor, again=True)
    return current


def _locked(zaak: Zaak) -> tuple[Thing | None, Zaak]:
    """Lock the text (None when it is gone for good), then the case about it."""
    model: Any = zaak.content_type.model_class()
    thing = model.objects.select_for_update(of=("self",)).filter(pk=zaak.object_id).first()
    current = Zaak.objects.select_for_update(of=("self",)).get(pk=zaak.pk)
    return thing, current


def _settle(
    actor: Deelnemer, zaak: Zaak, thing: Thing | None, outcome: str, *, again: bool
) -> Zaak:
    """Do what was decided, and tell who it concerns."""
    before = zaak.state
    zaak.state = MeldingState(outcome)
    zaak.was_removed = zaak.was_removed or zaak.state == MeldingState.REMOVED
    zaak.save()
    if thing is not None and zaak.state == MeldingState.REMOVED:
        _hide(actor, thing)
    elif thing is not None:
        _show(zaak, thing)
    announce(
        kind="zaak.decided",
        subject=zaak,
        actor=actor,
        outcome=str(zaak.state),
        again=again,
        changed=before != zaak.state,
    )
    return zaak


def _hide(actor: Deelnemer, thing: Thing) -> None:
    """Take a text out of sight; also one that its author removed, who cannot put it back then."""
    if not thing.is_moderated:
        thing.removed_at, thing.removed_by = thing.removed_at or timezone.now(), actor
        thing.save(update_fields=["removed_at", "removed_by"])
        if isinstance(thing, Reactie):
            events.emit("reactie.removed", reactie=thing, actor=actor)


def _show(zaak: Zaak, thing: Thing) -> None:
    """Put back what a moderator took away; the words from the report when they were erased."""
    if not thing.is_moderated:
        return
    thing.removed_at = thing.removed_by = None
    changed = ["removed_at", "removed_by"]
    kept = zaak.meldingen.latest("pk").text
    if isinstance(thing, Reactie) and not thing.body:
        thing.body = kept
        changed.append("body")
    elif isinstance(thing, Onderwerp) and not thing.title:
        thing.title, _, thing.body = kept.partition("\n\n")
        changed += ["title", "body"]
    thing.save(update_fields=changed)
    if isinstance(thing, Reactie):
        events.emit("reactie.restored", reactie=thing, actor=zaak.decided_by)
