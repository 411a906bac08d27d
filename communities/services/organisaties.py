"""Acts on organisations: what they are called, what came after them, and since when.

A refusal that a person can do something about is a ValidationError with a Dutch sentence.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from communities.models import (
    Deelnemer,
    Organisatie,
    OrganisatieNaam,
)
from netwerk.kern.audit import services as audit
from netwerk.kern.begrippen.models import Begrip

ORGANISATIE_FIELDS = ("name", "kind", "province", "website", "tooi_uri", "split_from")


def find_organisatie(name: str) -> Organisatie | None:
    """Return the organisation with this name, or with this other name when only one has it."""
    wanted = " ".join(name.split())
    found = Organisatie.objects.filter(name__iexact=wanted).first()
    if found is None:
        others = Organisatie.objects.filter(former_names__name__iexact=wanted).distinct()[:2]
        found = others[0] if len(others) == 1 else None
    return found


@transaction.atomic
def add_organisatie(*, actor: Deelnemer, name: str, kind: Begrip, **facts: Any) -> Organisatie:
    """Make an organisation; an existing one with this name, whatever its capitals, is used."""
    found = Organisatie.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    _refuse_unknown(facts)
    organisatie = Organisatie.objects.create(name=name, slug=_free_slug(name), kind=kind, **facts)
    audit.record(actor=actor, action="organisatie.added", subject=organisatie)
    return organisatie


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "organisatie"
    rows = Organisatie.objects
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    for old in rows.exclude(former_slugs=[]).values_list("former_slugs", flat=True):
        taken |= set(old)
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _refuse_unknown(facts: dict[str, Any]) -> None:
    if unknown := set(facts) - set(ORGANISATIE_FIELDS):
        raise ValueError(f"Not a fact of an organisation: {sorted(unknown)}")


@transaction.atomic
def change_organisatie(*, actor: Deelnemer, organisatie: Organisatie, **facts: Any) -> Organisatie:
    """Mend facts; the address stays. A mistake in the name leaves no former name behind."""
    _refuse_unknown(facts)
    current = locked(organisatie)
    changed = [n for n in ORGANISATIE_FIELDS if n in facts and getattr(current, n) != facts[n]]
    if "name" in changed:
        _refuse_taken(facts["name"], current)
    if "split_from" in changed and facts["split_from"] is not None:
        _refuse_cycle(current, facts["split_from"], "split_from")
    for name in changed:
        setattr(current, name, facts[name])
    if changed:
        current.save(update_fields=changed)
        audit.record(
            actor=actor, action="organisatie.changed", subject=current, fields=sorted(changed)
        )
    return current


def locked(organisatie: Organisatie) -> Organisatie:
    """Return the row as it is now, kept from others until this transaction ends."""
    found = Organisatie.objects.select_for_update().filter(pk=organisatie.pk).first()
    if found is None:
        raise ValidationError("Deze organisatie staat niet meer in de lijst.")
    return found


def _refuse_taken(name: str, organisatie: Organisatie) -> None:
    taken = Organisatie.objects.filter(name__iexact=name).exclude(pk=organisatie.pk).first()
    if taken is not None:
        raise ValidationError(
            f"{taken} staat al in de lijst. Is het dezelfde? Voeg ze dan samen.", code="taken"
        )


def _refuse_cycle(organisatie: Organisatie, other: Organisatie, field: str) -> None:
    if leads_to(other.pk, organisatie.pk, field):
        raise ValidationError(
            "Kies een andere organisatie: deze komt weer bij zichzelf uit.", code="cycle"
        )


def leads_to(start: int | None, target: int, field: str) -> bool:
    """Say whether who walks on along ``field`` (successor, split_from) comes to the target."""
    seen: set[int] = set()
    while start is not None and start not in seen:
        if start == target:
            return True
        seen.add(start)
        start = Organisatie.objects.values_list(f"{field}_id", flat=True).get(pk=start)
    return False


@transaction.atomic
def rename_organisatie(
    *, actor: Deelnemer, organisatie: Organisatie, name: str, since: date
) -> Organisatie:
    """Give an organisation another name; the old one stays, with the day until which it held."""
    current = locked(organisatie)
    if since > timezone.localdate():
        raise ValidationError("Kies vandaag of een dag die al geweest is.", code="future")
    if name == current.name:
        raise ValidationError(f"De organisatie heet al {name}.", code="same")
    _refuse_taken(name, current)
    before = current.former_names.filter(until__gt=since).first()
    if before is not None:
        raise ValidationError(
            f"De naam {before} gold tot {before.until:%d-%m-%Y}. Kies een latere dag.",
            code="order",
        )
    OrganisatieNaam.objects.create(organisatie=current, name=current.name, until=since)
    current.former_names.filter(name__iexact=name, until=None).delete()
    current.name = name
    current.save(update_fields=["name"])
    audit.record(
        actor=actor, action="organisatie.renamed", subject=current, since=since.isoformat()
    )
    return current


@transaction.atomic
def add_name(*, actor: Deelnemer, organisatie: Organisatie, name: str) -> OrganisatieNaam:
    """Keep a name that people use beside the official one, so that searches find it."""
    current = locked(organisatie)
    names = {current.name.lower(), *(row.name.lower() for row in current.former_names.all())}
    if name.lower() in names:
        raise ValidationError("Deze naam staat er al.", code="known")
    row = OrganisatieNaam.objects.create(organisatie=current, name=name)
    audit.record(actor=actor, action="organisatie.name_added", subject=current, name_id=row.pk)
    return row


@transaction.atomic
def remove_name(*, actor: Deelnemer, name: OrganisatieNaam) -> None:
    """Take away another name that was a mistake."""
    audit.record(
        actor=actor, action="organisatie.name_removed", subject=name.organisatie, name_id=name.pk
    )
    name.delete()


@transaction.atomic
def end_organisatie(
    *,
    actor: Deelnemer,
    organisatie: Organisatie,
    ended_on: date,
    successor: Organisatie | None = None,
    move_people: bool = False,
) -> int:
    """Say since when an organisation is no more, and what came after; return who moved.

    Its page, its casussen and its names stay. A day that is still to come may be given.
    """
    current = locked(organisatie)
    if successor is not None:
        _refuse_cycle(current, successor, "successor")
        if successor.has_ended:
            raise ValidationError(f"{successor} bestaat zelf ook niet meer.", code="ended")
    elif move_people:
        raise ValidationError("Kies eerst door welke organisatie ze is opgevolgd.", code="nowhere")
    current.ended_on, current.successor = ended_on, successor
    current.save(update_fields=["ended_on", "successor"])
    people = _move_people(actor, current, successor) if move_people and successor else []
    audit.record(
        actor=actor,
        action="organisatie.ended",
        subject=current,
        ended_on=ended_on.isoformat(),
        successor=successor.pk if successor else None,
        people=people,
    )
    return len(people)


def _move_people(actor: Deelnemer, source: Organisatie, target: Organisatie) -> list[int]:
    rows = Deelnemer.objects.filter(organisatie=source).order_by("pk")
    people = list(rows.select_for_update(of=("self",)).only("pk"))
    moved = [person.pk for person in people]
    Deelnemer.objects.filter(pk__in=moved).update(organisatie=target)
    audit.record_many(
        actor=actor,
        action="deelnemer.profile_changed",
        lines=[(person, {"fields": ["organisatie"]}) for person in people],
    )
    return moved


@transaction.atomic
def revive_organisatie(*, actor: Deelnemer, organisatie: Organisatie) -> Organisatie:
    """Take back that an organisation ended; people that moved stay where they are."""
    current = locked(organisatie)
    if current.ended_on is not None:
        current.ended_on, current.successor = None, None
        current.save(update_fields=["ended_on", "successor"])
        audit.record(actor=actor, action="organisatie.revived", subject=current)
    return current
