"""The review of rights: open it, say of each person whether they are right, sign it."""

from collections.abc import Collection
from datetime import date
from itertools import batched
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from communities import rechten
from communities.enums import Role, Verdict
from communities.models import Deelnemer, Lidmaatschap, Rechtenregel, Rechtenreview
from communities.services.leden import change_role, remove_lidmaatschap, set_network_roles
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.models import MessageEvent
from netwerk.kern.berichten.services import announce

BATCH = 1000
OVERDUE = "review.overdue"
LAST_ENGINEER = "Dit is de enige met toegang tot de techniek. Geef die eerst aan iemand anders."


def open_due_reviews(*, today: date) -> list[Rechtenreview]:
    """Open what must be open on this day; a second run, also at the same moment, opens nothing."""
    opened = []
    for scope, due_on in rechten.due_soon(today):
        if review := _open(scope, due_on):
            opened.append(review)
    return opened


@transaction.atomic
def _open(scope: str, due_on: date) -> Rechtenreview | None:
    review, is_new = Rechtenreview.objects.get_or_create(scope=scope, due_on=due_on)
    if not is_new:
        return None
    people = rechten.people_of(scope).order_by("pk")
    for batch in batched(people.iterator(BATCH), BATCH):
        Rechtenregel.objects.bulk_create(
            Rechtenregel(review=review, deelnemer_id=pk, rights=rights)
            for pk, rights in rechten.snapshot(batch)
        )
    audit.record(actor=None, action="review.opened", subject=review)
    announce(kind="review.opened", subject=review, actor=None)
    return review


def remind_of_overdue(*, today: date) -> None:
    """Tell beheerders once of each review whose day has gone by."""
    for review in Rechtenreview.objects.filter(signed_at=None, due_on__lt=today):
        with transaction.atomic():
            Rechtenreview.objects.select_for_update().get(pk=review.pk)
            told = MessageEvent.objects.filter(kind=OVERDUE, object_id=review.pk)
            if not told.exists():
                announce(kind=OVERDUE, subject=review, actor=None)


@transaction.atomic
def keep_rights(
    *, actor: Deelnemer, review: Rechtenreview, regels: Collection[Rechtenregel]
) -> int:
    """Say of these people that their rights are right; one's own line is left for another.

    Lines that have a verdict keep it. Returns how many got one.
    """
    current = _locked(actor, review)
    rows = current.regels.filter(pk__in=[r.pk for r in regels], verdict=Verdict.OPEN)
    ids = list(rows.exclude(deelnemer=actor).values_list("pk", "deelnemer"))
    Rechtenregel.objects.filter(pk__in=[pk for pk, _ in ids]).update(
        verdict=Verdict.KEEP, decided_by=actor, decided_at=timezone.now()
    )
    data = {"review": current.pk, "verdict": str(Verdict.KEEP)}
    lines = [(Deelnemer(pk=person_id), data) for _, person_id in ids]
    audit.record_many(actor=actor, action="review.judged", lines=lines)
    return len(ids)


@transaction.atomic
def take_rights(*, actor: Deelnemer, regel: Rechtenregel, keys: Collection[str]) -> Rechtenregel:
    """Take away the chosen rights of one person, at once.

    Raises ValidationError (Dutch): for oneself, for nothing chosen, for the last organiser.
    """
    _locked(actor, regel.review)
    if regel.deelnemer_id == actor.pk:
        raise ValidationError("Over je eigen rechten oordeelt een andere beheerder.")
    if not keys:
        raise ValidationError("Kies wat je weghaalt.")
    _take_network_roles(actor, regel.deelnemer, keys)
    for place in Lidmaatschap.objects.filter(deelnemer=regel.deelnemer).order_by("community"):
        if f"community-{place.community_id}" in keys:
            _take_place(actor, place)
    regel.verdict, regel.decided_by, regel.decided_at = Verdict.REMOVE, actor, timezone.now()
    regel.save(update_fields=["verdict", "decided_by", "decided_at"])
    audit.record(
        actor=actor,
        action="review.judged",
        subject=regel.deelnemer,
        review=regel.review_id,
        verdict=str(Verdict.REMOVE),
    )
    return regel


def _take_network_roles(actor: Deelnemer, person: Deelnemer, keys: Collection[str]) -> None:
    current = Deelnemer.objects.get(pk=person.pk)
    if {"redacteur", "beheerder"} & set(keys):
        set_network_roles(
            actor=actor,
            person=current,
            is_redacteur=current.is_redacteur and "redacteur" not in keys,
            is_beheerder=current.is_beheerder and "beheerder" not in keys,
        )
    if "staff" in keys:
        _take_staff(actor, current)


def _take_staff(actor: Deelnemer, person: Deelnemer) -> None:
    engineers = Deelnemer.objects.active().filter(is_staff=True).select_for_update()
    if {each.pk for each in engineers} == {person.pk}:
        raise ValidationError(LAST_ENGINEER)
    Deelnemer.objects.filter(pk=person.pk).update(is_staff=False, is_superuser=False)
    audit.record(actor=actor, action="deelnemer.staff_changed", subject=person, is_staff=False)


def _take_place(actor: Deelnemer, place: Lidmaatschap) -> None:
    """An organiser becomes a member; a member leaves the community."""
    if place.role == Role.ORGANISER:
        change_role(actor=actor, lidmaatschap=place, role=Role.MEMBER)
    else:
        remove_lidmaatschap(actor=actor, lidmaatschap=place)


@transaction.atomic
def reopen_line(*, actor: Deelnemer, regel: Rechtenregel) -> Rechtenregel:
    """Take a verdict back; what was taken away is given back on the page of the person."""
    _locked(actor, regel.review)
    regel.verdict, regel.decided_by, regel.decided_at = Verdict.OPEN, None, None
    regel.save(update_fields=["verdict", "decided_by", "decided_at"])
    audit.record(
        actor=actor, action="review.reopened", subject=regel.deelnemer, review=regel.review_id
    )
    return regel


@transaction.atomic
def sign_review(*, actor: Deelnemer, review: Rechtenreview, note: str = "") -> Rechtenreview:
    """Sign it; from then on it only can be read. Refused while a line has no verdict."""
    current = _locked(actor, review)
    left = current.regels.filter(verdict=Verdict.OPEN, deelnemer__is_active=True).count()
    if left:
        who = "1 persoon is" if left == 1 else f"{left} mensen zijn"
        raise ValidationError(f"Je kunt nog niet tekenen: {who} nog niet bekeken.")
    current.signed_at, current.signed_by, current.note = timezone.now(), actor, note
    current.save(update_fields=["signed_at", "signed_by", "note"])
    audit.record(actor=actor, action="review.signed", subject=current)
    return current


def _locked(actor: Deelnemer, review: Any) -> Rechtenreview:
    if not actor.is_beheerder:
        raise PermissionDenied
    current = Rechtenreview.objects.select_for_update().get(pk=review.pk)
    if current.signed_at is not None:
        raise ValidationError("Deze ronde is getekend. Er verandert niets meer aan.")
    return current
