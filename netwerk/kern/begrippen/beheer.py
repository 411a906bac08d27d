"""Acts on vocabularies and free tags; each stands in the audit log.

A refusal that a person can do something about is a ValidationError with a Dutch sentence.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.text import slugify
from taggit.models import Tag, TaggedItem

from netwerk.kern.audit import services as audit
from netwerk.kern.begrippen.gebruik import uses_of, uses_of_tag
from netwerk.kern.begrippen.models import Begrip, Schema

FACTS = ("notation", "label", "synonyms", "definition", "broader", "same_as")
CHANGED = "updated_at"  # by itself, when it is among the fields that are saved


@transaction.atomic
def add_begrip(
    *, actor: Any, schema: Schema, mapped_to: Iterable[Begrip] = (), **facts: Any
) -> Begrip:
    """Add a concept at the end of its vocabulary; without a notation it gets one of its name."""
    _refuse_unknown(facts)
    Schema.objects.select_for_update().get(pk=schema.pk)
    facts["notation"] = facts.get("notation") or _free_notation(schema, facts["label"])
    _refuse_taken(schema, facts["notation"])
    last = schema.begrippen.aggregate(last=Max("order"))["last"] or 0
    begrip = Begrip.objects.create(schema=schema, order=last + 1, **facts)
    begrip.mapped_to.set(mapped_to)
    audit.record(actor=actor, action="begrip.added", subject=begrip)
    return begrip


def _refuse_unknown(facts: dict[str, Any]) -> None:
    if unknown := set(facts) - set(FACTS):
        raise ValueError(f"Not a fact of a concept: {sorted(unknown)}")


def _free_notation(schema: Schema, label: str) -> str:
    base = slugify(label)[:55] or "begrip"
    taken = set(schema.begrippen.values_list("notation", flat=True))
    notation, number = base, 2
    while notation in taken:
        notation, number = f"{base}-{number}", number + 1
    return notation


def _refuse_taken(schema: Schema, notation: str, begrip: Begrip | None = None) -> None:
    others = schema.begrippen.exclude(pk=begrip.pk) if begrip else schema.begrippen.all()
    if others.filter(notation=notation).exists():
        raise ValidationError("Deze notatie is al van een ander begrip in de lijst.", code="taken")


@transaction.atomic
def change_begrip(
    *, actor: Any, begrip: Begrip, mapped_to: Iterable[Begrip] | None = None, **facts: Any
) -> Begrip:
    """Change a concept; its notation stands in addresses, so it stays once something uses it."""
    _refuse_unknown(facts)
    current = Begrip.objects.select_for_update().get(pk=begrip.pk)
    changed = [name for name in FACTS if name in facts and getattr(current, name) != facts[name]]
    if "notation" in changed:
        _refuse_taken(current.schema, facts["notation"], current)
        if uses_of(Begrip.objects.filter(pk=current.pk)):
            raise ValidationError("De notatie staat vast: het begrip wordt gebruikt.", code="used")
    if "broader" in changed:
        _refuse_cycle(current, facts["broader"])
    for name in changed:
        setattr(current, name, facts[name])
    if changed:
        current.save(update_fields=[*changed, CHANGED])
    if mapped_to is not None and set(mapped_to) != set(current.mapped_to.all()):
        current.mapped_to.set(mapped_to)
        current.save(update_fields=[CHANGED])
        changed.append("mapped_to")
    if changed:
        audit.record(actor=actor, action="begrip.changed", subject=current, fields=sorted(changed))
    return current


def _refuse_cycle(begrip: Begrip, broader: Begrip | None) -> None:
    seen: set[int] = set()
    while broader is not None and broader.pk not in seen:
        if broader.pk == begrip.pk:
            raise ValidationError("Een begrip valt niet onder zichzelf.", code="cycle")
        seen.add(broader.pk)
        broader = broader.broader


@transaction.atomic
def end_begrip(*, actor: Any, begrip: Begrip, valid_to: date) -> Begrip:
    """Offer a concept no longer; what has it keeps it."""
    current = Begrip.objects.select_for_update().get(pk=begrip.pk)
    if current.valid_to is None:
        current.valid_to = valid_to
        current.save(update_fields=["valid_to", CHANGED])
        audit.record(
            actor=actor, action="begrip.ended", subject=current, valid_to=valid_to.isoformat()
        )
    return current


@transaction.atomic
def revive_begrip(*, actor: Any, begrip: Begrip) -> Begrip:
    """Offer a concept again."""
    current = Begrip.objects.select_for_update().get(pk=begrip.pk)
    if current.valid_to is not None:
        current.valid_to = None
        current.save(update_fields=["valid_to", CHANGED])
        audit.record(actor=actor, action="begrip.revived", subject=current)
    return current


@transaction.atomic
def move_begrip(*, actor: Any, begrip: Begrip, up: bool) -> None:
    """Let a concept change places with its neighbour; the ends of the list stay."""
    schema = Schema.objects.select_for_update().get(pk=begrip.schema_id)
    rows = list(schema.begrippen.order_by("order", "label", "pk"))
    place = next(i for i, row in enumerate(rows) if row.pk == begrip.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for order, row in enumerate(rows, start=1):
        row.order = order
    Begrip.objects.bulk_update(rows, ["order"])
    audit.record(actor=actor, action="begrip.moved", subject=begrip)


@transaction.atomic
def rename_tag(*, actor: Any, tag: Tag, name: str) -> Tag:
    """Spell a free tag otherwise; its address stays. Another tag of that name: merge them."""
    current = Tag.objects.select_for_update().get(pk=tag.pk)
    if Tag.objects.filter(name__iexact=name).exclude(pk=current.pk).exists():
        raise ValidationError(
            f"Het trefwoord {name} is er al. Voeg ze samen als ze hetzelfde betekenen.",
            code="taken",
        )
    if current.name != name:
        current.name = name
        current.save(update_fields=["name"])
        audit.record(actor=actor, action="trefwoord.renamed", subject=current)
    return current


@transaction.atomic
def merge_tags(*, actor: Any, double: Tag, into: Tag) -> Tag:
    """Put one free tag in the place of another, once on each thing."""
    if double.pk == into.pk:
        raise ValidationError("Kies een ander trefwoord dan dit zelf.", code="same")
    both = Tag.objects.order_by("pk").filter(pk__in=[double.pk, into.pk])
    if len(both.select_for_update()) < 2:
        raise ValidationError("Een van de twee trefwoorden is er niet meer.", code="gone")
    items = TaggedItem.objects.filter(tag=double)
    same = TaggedItem.objects.filter(
        tag=into, content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
    )
    items.filter(Exists(same)).delete()
    items.update(tag=into)
    audit.record(actor=actor, action="trefwoord.merged", subject=into, double=double.pk)
    double.delete()
    return into


@transaction.atomic
def delete_tag(*, actor: Any, tag: Tag) -> None:
    """Take away a free tag that stands on nothing."""
    current = Tag.objects.select_for_update().get(pk=tag.pk)
    if uses_of_tag(current):
        raise ValidationError(
            "Dit trefwoord staat nog ergens bij. Voeg het samen met een ander.", code="used"
        )
    audit.record(actor=actor, action="trefwoord.deleted", subject=current)
    current.delete()
