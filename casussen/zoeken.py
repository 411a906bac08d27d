"""How casussen, dilemma's, generatoren, leervragen and stories look among results of a search."""

from typing import Any

from django.http import QueryDict

from casussen.forms.vinden import CasusFilter
from casussen.models import Casus, CasusSectie, Dilemma, Generator, Leervraag, Verhaal
from casussen.vinden import narrowed, prepared
from netwerk.kern.pages import other_choices
from netwerk.kern.zoeken.bronnen import Bron
from netwerk.kern.zoeken.bronnen import register as register_bron
from netwerk.kern.zoeken.hits import MOST
from netwerk.kern.zoeken.vindbaar import Vindbaar, Words, tell


def where_of_casus(casus: Casus) -> list[str]:
    """Return the provinces and the organisation."""
    places = " en ".join(str(province) for province in casus.provinces.all())
    return [places, str(casus.organisatie)]


def _with_place(rows: Any) -> Any:
    return rows.select_related("organisatie").prefetch_related("provinces")


def _with_community(rows: Any) -> Any:
    return rows.select_related("community")


def _community(row: Any) -> list[str]:
    return [str(row.community)]


OF_COMMUNITY: dict[str, Any] = {
    "facets": {"community": ("community",)},
    "moment": "created_at",
    "fetch": _with_community,
    "facts": _community,
}


def register() -> None:
    """Tell search; called once at start."""
    _casussen()
    _dilemmas()
    _stories()
    register_bron(LIST)


def _casussen() -> None:
    tell(
        Casus,
        Vindbaar(
            title="title",
            weight=1.2,
            facets={
                "thema": ("themes",),
                "provincie": ("provinces",),
                "community": ("community", "communities"),
            },
            moment="created_at",
            fetch=_with_place,
            facts=where_of_casus,
            words=(
                Words(Casus, "pk", ("summary", "learning_question")),
                Words(CasusSectie, "casus", ("body",), markdown=True, vector="search_vector"),
            ),
        ),
    )


def _dilemmas() -> None:
    """Tell of dilemma's, generatoren and leervragen."""
    tell(
        Dilemma,
        Vindbaar(
            title="question",
            **OF_COMMUNITY,
            words=(
                Words(Dilemma, "pk", ("first_text", "second_text", "affects", "tried")),
                Words(Dilemma, "pk", ("outcome",), markdown=True),
            ),
        ),
    )
    tell(Generator, Vindbaar(title="name", words=(Words(Generator, "pk", ("description",)),)))
    tell(
        Leervraag,
        Vindbaar(
            title="question",
            **OF_COMMUNITY,
            words=(
                Words(Leervraag, "pk", ("explanation",)),
                Words(Leervraag, "pk", ("answer",), markdown=True),
            ),
        ),
    )


def _stories() -> None:
    """A story tells no day, no place and no people: only its themes, the area and the year."""
    tell(
        Verhaal,
        Vindbaar(
            title="title",
            facets={"thema": ("themes",)},
            moment="decided_at",
            by_year=True,
            fetch=lambda rows: rows.select_related("area_type"),
            facts=lambda verhaal: [str(verhaal.area_type)],
            words=(
                Words(Verhaal, "pk", ("summary",)),
                Words(Verhaal, "pk", ("body",), markdown=True),
            ),
        ),
    )


def _read(user: Any, data: QueryDict) -> str:
    return other_choices(data, CasusFilter(data, user=user).usable)


def _words(user: Any, data: QueryDict) -> str:
    form = CasusFilter(data, user=user)
    said = (form.words(name, value) for name, value in form.usable.items())
    return f"Casussen: {', '.join(said)}"


def _ids(user: Any, data: QueryDict) -> dict[str, list[int]]:
    chosen = prepared(CasusFilter(data, user=user).usable)
    rows = narrowed(Casus.objects.visible_to(user), chosen).order_by("-pk")
    return {"casus": sorted(rows.values_list("pk", flat=True)[:MOST])}


LIST = Bron("casussen", "casussen:list", _read, _words, _ids)
