"""How often a concept or a free tag is used, whatever app uses it; never where.

A concept is a word of the network. A free tag is a word of who made it: whoever may not read what
it stands on, does not learn it here either.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from taggit.models import Tag, TaggedItem

from netwerk.kern import subjects
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


def items_seen(user: Any) -> QuerySet[TaggedItem]:
    """Return where free tags stand on something that this person may read."""
    seen = Q(pk__in=[])
    for subject in subjects.all_subjects():
        if hasattr(subject.model, "tags"):
            content_type = ContentType.objects.get_for_model(subject.model)
            rows = subject.visible_to(user).order_by().values("pk")
            seen |= Q(content_type=content_type, object_id__in=rows)
    return TaggedItem.objects.filter(seen)


def tags_with_uses(user: Any, typed: str = "") -> QuerySet[Tag]:
    """Return the free tags that stand on what this person may read, or on nothing, by name.

    ``uses`` says on how many things that this person may read each stands.
    """
    rows = Tag.objects.filter(name__icontains=typed) if typed else Tag.objects.all()
    mine = Q(taggit_taggeditem_items__in=items_seen(user).values("pk"))
    rows = rows.annotate(uses=Count("taggit_taggeditem_items", filter=mine))
    on_nothing = ~Exists(TaggedItem.objects.filter(tag=OuterRef("pk")))
    return rows.filter(Q(uses__gt=0) | on_nothing).order_by("name", "pk")


def uses_of_tag(tag: Tag) -> int:
    """Return on how many things a tag stands, whoever reads them."""
    return TaggedItem.objects.filter(tag=tag).count()
