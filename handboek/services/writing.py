"""Writing an advies: its text, and the lessen under it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from casussen.services import ChangedMeanwhileError
from handboek.enums import Relation, State
from handboek.instemming import may_be_loosened, missing
from handboek.models import Advies, AdviesLes, Hoofdstuk, Les
from handboek.services.evidence import lock_adviezen, refresh_evidence
from handboek.services.instemming import ask_consent, close_consent_tasks
from handboek.services.numbers import next_number
from handboek.services.tekstconcepten import forget_tekstconcept
from netwerk.kern.audit.services import record

STAYS = (
    "Onder een gepubliceerd advies blijft elke les staan. Alleen een les waar de casushouder niet "
    "mee instemt, kan weg."
)
TAKEN_AWAY = "De les staat niet meer onder dit advies."
FIXED = "Deze tekst staat vast. Begin een nieuwe tekst ernaast."


def last_position(hoofdstuk: Hoofdstuk) -> int:
    """Return the place after all others of a chapter; equal places follow the numbers."""
    rows = Advies.objects.filter(hoofdstuk=hoofdstuk).order_by()
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def create_advies(
    *,
    actor: Any,
    lessen: Iterable[Les] = (),
    contradicting: Iterable[Les] = (),
    **fields: Any,
) -> Advies:
    """Begin a draft under a number of its own, resting on these lessen.

    ``fields`` are those of the model; those of ``MANY`` are iterables.
    """
    many = {name: list(fields.pop(name, ())) for name in Advies.MANY}
    fields.setdefault("owner", actor)
    advies = Advies.objects.create(
        number=next_number(Advies),
        author=actor,
        edited_by=actor,
        position=last_position(fields["hoofdstuk"]),
        **fields,
    )
    for name, rows in many.items():
        getattr(advies, name).set(rows)
    for relation, group in ((Relation.SUPPORTS, lessen), (Relation.CONTRADICTS, contradicting)):
        for les in group:
            AdviesLes.objects.create(advies=advies, les=les, relation=relation)
    record(actor=actor, action="advies.created", subject=advies)
    return refresh_evidence(advies, actor=actor)


@transaction.atomic
def update_advies(*, actor: Any, advies: Advies, seen: str | None = None, **fields: Any) -> Advies:
    """Change the text of a draft, or of one that waits for review: that becomes a draft again.

    Whoever changes it may not publish it. Raises ValidationError once it was published, and
    ChangedMeanwhileError when it is not the text any more of which ``seen`` is the mark.
    """
    lock_adviezen([advies.pk])
    stored = Advies.objects.get(pk=advies.pk)
    if stored.state not in {State.DRAFT, State.REVIEW}:
        raise ValidationError(FIXED)
    if seen is not None and seen != stored.mark():
        raise ChangedMeanwhileError
    for name, rows in [(name, fields.pop(name)) for name in Advies.MANY if name in fields]:
        getattr(advies, name).set(rows)
    if "hoofdstuk" in fields and fields["hoofdstuk"] != advies.hoofdstuk:
        advies.position = last_position(fields["hoofdstuk"])
    for name, value in fields.items():
        setattr(advies, name, value)
    advies.state = State.DRAFT
    advies.edited_by = actor
    advies.save()
    record(actor=actor, action="advies.changed", subject=advies)
    forget_tekstconcept(actor=actor, text=advies)
    return refresh_evidence(advies, actor=actor)


@transaction.atomic
def link_les(*, actor: Any, advies: Advies, les: Les, relation: str) -> AdviesLes | None:
    """Put a les under an advies, for or against; also under a published one.

    What a casushouder must agree to first goes under a published advies only after that: then
    the casushouder is asked, and nothing is returned. The les is locked, so that who changes its
    words at this moment finds the advies, or the other way round.
    """
    Les.objects.select_for_update(of=("self",), no_key=True).get(pk=les.pk)
    (locked,) = lock_adviezen([advies.pk])
    if locked.state == State.PUBLISHED and missing([les.pk]):
        ask_consent(actor=actor, lessen=[les.pk])
        return None
    link, _ = AdviesLes.objects.update_or_create(
        advies=advies, les=les, defaults={"relation": relation, "settled_at": None}
    )
    record(
        actor=actor, action="advies.les_linked", subject=advies, les=les.pk, relation=str(relation)
    )
    refresh_evidence(advies, actor=actor)
    if locked.state == State.REVIEW:
        ask_consent(actor=actor, lessen=[les.pk])
    return link


@transaction.atomic
def unlink_les(*, actor: Any, advies: Advies, les: Les) -> Advies:
    """Take a les from under an advies that is still being written.

    From under a published one only a les that a casushouder does not want in the open.
    """
    (locked,) = lock_adviezen([advies.pk])
    free = locked.state in {State.DRAFT, State.REVIEW}
    if not free and les.pk not in may_be_loosened(locked):
        raise ValidationError(STAYS)
    AdviesLes.objects.filter(advies=advies, les=les).delete()
    record(actor=actor, action="advies.les_unlinked", subject=advies, les=les.pk)
    close_consent_tasks(locked, actor=actor, note=TAKEN_AWAY)
    return refresh_evidence(advies, actor=actor)


@transaction.atomic
def settle_contradiction(*, actor: Any, advies: Advies, les: Les) -> Advies:
    """Close a contradiction: it stays on the page, and no longer counts against the advies."""
    lock_adviezen([advies.pk])
    open_links = AdviesLes.objects.filter(
        advies=advies, les=les, relation=Relation.CONTRADICTS, settled_at__isnull=True
    )
    if open_links.update(settled_at=timezone.now()):
        record(actor=actor, action="advies.contradiction_settled", subject=advies, les=les.pk)
    return refresh_evidence(advies, actor=actor)
