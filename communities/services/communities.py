"""Acts on communities: what they are about, who coordinates them, and when they end.

A refusal that a person can do something about is a ValidationError with a Dutch sentence.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from communities.models import Community, Deelnemer, Organisatie
from netwerk.kern.audit import services as audit

COMMUNITY_FIELDS = (
    "number",
    "name",
    "slug",
    "central_question",
    "intro",
    "sub_lines",
    "starts_on",
    "ends_on",
)


@transaction.atomic
def add_community(
    *, actor: Deelnemer, coordinators: Iterable[Organisatie] = (), **facts: Any
) -> Community:
    """Begin a community; it has no organiser until a beheerder gives it one."""
    _refuse_unknown(facts)
    refuse_taken_slug(facts["slug"])
    community = Community.objects.create(**facts)
    community.coordinators.set(coordinators)
    audit.record(actor=actor, action="community.added", subject=community)
    return community


def _refuse_unknown(facts: dict[str, Any]) -> None:
    if unknown := set(facts) - set(COMMUNITY_FIELDS):
        raise ValueError(f"Not a fact of a community: {sorted(unknown)}")


def refuse_taken_slug(slug: str, community: Community | None = None) -> None:
    """Refuse an address that leads, or once led, to another community."""
    others = Community.objects.exclude(pk=community.pk) if community else Community.objects.all()
    if others.filter(slug=slug).exists() or others.filter(former_slugs__contains=[slug]).exists():
        raise ValidationError("Dit adres is of was van een andere community.", code="taken")


@transaction.atomic
def change_community(
    *,
    actor: Deelnemer,
    community: Community,
    coordinators: Iterable[Organisatie] | None = None,
    **facts: Any,
) -> Community:
    """Change what a community tells about itself; its old address keeps leading to it."""
    _refuse_unknown(facts)
    current = Community.objects.select_for_update().get(pk=community.pk)
    changed = [n for n in COMMUNITY_FIELDS if n in facts and getattr(current, n) != facts[n]]
    if "slug" in changed:
        refuse_taken_slug(facts["slug"], current)
        kept = {*current.former_slugs, current.slug} - {facts["slug"]}
        current.former_slugs = sorted(kept)
    for name in changed:
        setattr(current, name, facts[name])
    if changed:
        current.save(update_fields=[*changed, "former_slugs"])
    if coordinators is not None and set(coordinators) != set(current.coordinators.all()):
        current.coordinators.set(coordinators)
        changed.append("coordinators")
    if changed:
        audit.record(
            actor=actor, action="community.changed", subject=current, fields=sorted(changed)
        )
    return current


@transaction.atomic
def close_community(*, actor: Deelnemer, community: Community, ends_on: date) -> Community:
    """Say on which day a community ends; nothing in it goes away and nobody loses a place."""
    current = Community.objects.select_for_update().get(pk=community.pk)
    if current.starts_on and ends_on < current.starts_on:
        raise ValidationError("De laatste dag ligt voor de eerste.", code="order")
    if current.ends_on != ends_on:
        current.ends_on = ends_on
        current.save(update_fields=["ends_on"])
        audit.record(
            actor=actor, action="community.closed", subject=current, ends_on=ends_on.isoformat()
        )
    return current


@transaction.atomic
def reopen_community(*, actor: Deelnemer, community: Community) -> Community:
    """Let a community go on without a last day."""
    current = Community.objects.select_for_update().get(pk=community.pk)
    if current.ends_on is not None:
        current.ends_on = None
        current.save(update_fields=["ends_on"])
        audit.record(actor=actor, action="community.reopened", subject=current)
    return current
