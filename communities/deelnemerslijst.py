"""The directory: who is found by a word or a choice, in a fixed number of queries.

Nothing here looks at what somebody may hide (address, telephone number, "over jou"): who could
search in it, could read it letter by letter.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from taggit.models import Tag, TaggedItem

from communities.enums import Role
from communities.models import (
    Deelnemer,
    DeelnemerQuerySet,
    Lidmaatschap,
    Organisatie,
    sort_key,
)
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.zoeken.zoeken import CONFIG, WORD, build_query, normalise

MOST_WORDS = 8
SHORTEST_AREA = 3  # "dr" is no question about Drenthe


def filtered(rows: DeelnemerQuerySet, chosen: dict[str, Any]) -> DeelnemerQuerySet:
    """Return the people who fit every choice of a DeelnemersFilter."""
    conditions = {
        "laag": "organisatie__kind__broader",
        "kant": "organisatie__kind__broader__broader",
        "thema": "themes",
    }
    for name, lookup in conditions.items():
        if name in chosen:
            rows = rows.filter(**{lookup: chosen[name]})
    if "gebied" in chosen:
        rows = rows.filter(_works_in([chosen["gebied"].pk]))
    if "expertise" in chosen:
        rows = rows.filter(pk__in=_tagged([chosen["expertise"].pk]))
    if "community" in chosen or "rol" in chosen:
        rows = rows.filter(Exists(_places(chosen)))
    return _matching(rows, chosen["q"]) if "q" in chosen else rows


def for_list(rows: DeelnemerQuerySet) -> QuerySet[Deelnemer]:
    """Fetch what a line of the directory shows."""
    places = Lidmaatschap.objects.select_related("community").order_by("community")
    return rows.with_organisatie().prefetch_related(  # type: ignore[misc]
        "expertise", Prefetch("lidmaatschappen", queryset=places)
    )


def search(rows: Any, query: SearchQuery) -> QuerySet[Deelnemer]:
    """Return the people that a search finds: by name, function, organisation or expertise."""
    found = _about(query) | Q(pk__in=_tagged(_tags_of(query)))
    rank = SearchRank(F("search_vector"), query)
    return (
        rows.listed().with_organisatie().filter(found).annotate(rank=rank).order_by("-rank", "pk")
    )


def expertise_in_use() -> QuerySet[Tag]:
    """Return the words that people who stand in the directory chose."""
    listed = Deelnemer.objects.listed().values("pk")
    return Tag.objects.filter(
        Exists(_items().filter(tag=OuterRef("pk"), object_id__in=listed))
    ).order_by("name")


def _works_in(areas: list[int]) -> Q:
    """Who filled in no area of their own works where the organisation is."""
    of_organisation: Any = Q(province__isnull=True, organisatie__province__in=areas)
    return Q(province__in=areas) | of_organisation


def _places(chosen: dict[str, Any]) -> QuerySet[Lidmaatschap]:
    places = Lidmaatschap.objects.filter(deelnemer=OuterRef("pk"))
    if "community" in chosen:
        places = places.filter(community=chosen["community"])
    return places.filter(role=Role.ORGANISER) if "rol" in chosen else places


def _matching(rows: DeelnemerQuerySet, typed: str) -> DeelnemerQuerySet:
    """Every word has to fit, each in its own place: "wiersma monitor fryslan"."""
    areas = Begrip.objects.in_schema("provincie")
    names = {b.pk: [sort_key(name) for name in (b.label, *b.synonyms)] for b in areas}
    words = WORD.findall(normalise(typed))[:MOST_WORDS]
    for word in words:
        key, query = sort_key(word), build_query(word)
        fits: Any = Q(sort_name__contains=key) if key else Q()
        if query is not None:
            fits |= _about(query)
        fits |= Q(pk__in=_tagged(Tag.objects.filter(name__unaccent__icontains=word).values("pk")))
        there = [pk for pk, called in names.items() if any(key in name for name in called)]
        if len(key) >= SHORTEST_AREA and there:
            fits |= _works_in(there)
        rows = rows.filter(fits)
    return rows if words else rows.none()


def _about(query: SearchQuery) -> Q:
    organisaties = Organisatie.objects.matching(query).order_by().values("pk")
    return Q(search_vector=query) | Q(organisatie__in=organisaties)


def _tags_of(query: SearchQuery) -> QuerySet[Any]:
    words = Tag.objects.annotate(words=SearchVector("name", config=CONFIG))
    return words.filter(words=query).values("pk")


def _items() -> QuerySet[TaggedItem]:
    kind = ContentType.objects.get_for_model(Deelnemer)
    return TaggedItem.objects.filter(content_type=kind)


def _tagged(tags: Any) -> QuerySet[Any]:
    return _items().filter(tag__in=tags).values("object_id")
