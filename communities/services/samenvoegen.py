"""Doubles of organisations become one, and what nobody points at goes away."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from communities.models import Deelnemer, Organisatie, OrganisatieNaam
from communities.services.organisaties import leads_to, locked
from netwerk.kern.audit import services as audit

TAKEN_OVER = ("province", "website", "tooi_uri")


def _pointing() -> Iterator[tuple[type[Model], Any]]:
    """Give every model and field that points at an organisation, in whatever app, links too.

    A new one is found by itself; relations without a way back (related_name "+") are hidden.
    """
    for relation in Organisatie._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.related_model, relation.field  # type: ignore[misc, union-attr]


def _rows(model: type[Model], field: Any, organisatie: Organisatie) -> QuerySet[Any]:
    return model._base_manager.filter(**{field.name: organisatie})


def uses_of(organisatie: Organisatie) -> dict[str, int]:
    """Return what points at an organisation, and how often: {"deelnemers": 12, ...}.

    Its other names are a part of it and do not count.
    """
    uses: dict[str, int] = {}
    for model, field in _pointing():
        if model is OrganisatieNaam:
            continue
        if number := _rows(model, field, organisatie).count():
            label = _label(model)
            uses[label] = uses.get(label, 0) + number
    return uses


def _label(model: type[Model]) -> str:
    """Say in Dutch what points; a link table is called after the things that it links."""
    if model is Organisatie:
        return "andere organisaties"
    if not model._meta.auto_created:
        return str(model._meta.verbose_name_plural)
    other: Any = model._meta.auto_created  # the model that the link belongs to
    return str(other._meta.verbose_name_plural)


@transaction.atomic
def merge_organisaties(*, actor: Deelnemer, double: Organisatie, into: Organisatie) -> Organisatie:
    """Make one of two: all that points at the double points at the other from now on.

    The double's names stay as other names, and its address leads to the other for good.
    """
    if double.pk == into.pk:
        raise ValidationError("Kies een andere organisatie dan deze zelf.", code="same")
    both = sorted([double, into], key=lambda each: each.pk)
    rows = {each.pk: locked(each) for each in both}  # always in this order: no two wait in a ring
    old, kept = rows[double.pk], rows[into.pk]
    _keep_facts(old, kept)
    for model, field in _pointing():
        _point_at(model, field, old, kept)
    _refuse_circle(kept)
    _keep_name(old, kept)
    audit.record(actor=actor, action="organisatie.merged", subject=kept, double=old.pk)
    old.delete()
    return kept


def _keep_facts(old: Organisatie, kept: Organisatie) -> None:
    for name in TAKEN_OVER:
        if not getattr(kept, name):
            setattr(kept, name, getattr(old, name))
    for name in ("successor", "split_from"):  # nothing comes after, or out of, itself
        if getattr(kept, f"{name}_id") == old.pk:
            setattr(kept, name, None)
    kept.former_slugs = [*kept.former_slugs, old.slug, *old.former_slugs]
    kept.save()
    old.successor, old.split_from = None, None
    old.save(update_fields=["successor", "split_from"])


def _point_at(model: type[Model], field: Any, old: Organisatie, kept: Organisatie) -> None:
    """Move the rows; what the other has already (both coordinate one community) goes."""
    rows = _rows(model, field, old)
    for others in _unique_with(model, field):
        same = {name: OuterRef(name) for name in others}
        rows.filter(Exists(_rows(model, field, kept).filter(**same))).delete()
    rows.update(**{field.name: kept})


def _refuse_circle(kept: Organisatie) -> None:
    """Of two that stand in one row of successors, the later one stays."""
    now = Organisatie.objects.get(pk=kept.pk)
    for field in ("successor", "split_from"):
        if leads_to(getattr(now, f"{field}_id"), kept.pk, field):
            raise ValidationError(
                f"{kept} zou dan zichzelf opvolgen. Voeg ze andersom samen.", code="cycle"
            )


def _unique_with(model: type[Model], field: Any) -> list[list[str]]:
    """Return with which other fields this one is unique, for every such rule of the model."""
    rules = [
        *model._meta.unique_together,
        *(constraint.fields for constraint in model._meta.total_unique_constraints),
    ]
    return [[name for name in rule if name != field.name] for rule in rules if field.name in rule]


def _keep_name(old: Organisatie, kept: Organisatie) -> None:
    names = {kept.name.lower(), *(row.name.lower() for row in kept.former_names.all())}
    if old.name.lower() not in names:
        OrganisatieNaam.objects.create(organisatie=kept, name=old.name)


@transaction.atomic
def delete_organisatie(*, actor: Deelnemer, organisatie: Organisatie) -> None:
    """Take away an organisation that nothing points at; for others there is ending or merging."""
    current = locked(organisatie)
    if uses := uses_of(current):
        what = ", ".join(f"{label} ({number})" for label, number in uses.items())
        raise ValidationError(
            f"{current} wordt nog gebruikt: {what}. Voeg haar samen met een andere organisatie, "
            "of geef aan dat ze niet meer bestaat.",
            code="used",
        )
    audit.record(actor=actor, action="organisatie.deleted", subject=current)
    current.delete()
