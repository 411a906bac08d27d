"""How often a concept or a free tag is used, whatever app uses it; never where."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Model, QuerySet
from taggit.models import Tag, TaggedItem

from netwerk.kern.begrippen.models import Begrip


def _pointing() -> Iterator[tuple[type[Model], Any]]:
    """Give every model and field that points at a concept, links and hidden ones too.

    That it corresponds with a concept of another list (mapped_to) is no use of it.
    """
    for relation in Begrip._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            field: Any = relation.field  # type: ignore[union-attr]
            if relation.related_model is not Begrip.mapped_to.through:
                yield relation.related_model, field  # type: ignore[misc]


def uses_of(begrippen: QuerySet[Begrip]) -> Counter[int]:
    """Return {id: how often} of these concepts; one query for each field that points at one."""
    counts: Counter[int] = Counter()
    for model, field in _pointing():
        wanted = {f"{field.name}__in": begrippen.order_by().values("pk")}
        rows = model._base_manager.filter(**wanted).order_by()
        counts.update(dict(rows.values_list(field.name).annotate(number=Count("pk"))))
    return counts


def tags_with_uses(typed: str = "") -> QuerySet[Tag]:
    """Return the free tags in order of name, with ``uses``: on how many things each stands."""
    rows = Tag.objects.filter(name__icontains=typed) if typed else Tag.objects.all()
    return rows.annotate(uses=Count("taggit_taggeditem_items")).order_by("name", "pk")


def uses_of_tag(tag: Tag) -> int:
    """Return on how many things a tag stands."""
    return TaggedItem.objects.filter(tag=tag).count()
