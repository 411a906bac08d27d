"""All adviezen of the handboek, to search and choose from, and the chapters."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.views.generic import DetailView, TemplateView

from casussen.models import Casus
from handboek import chain
from handboek.forms import HandboekFilter
from handboek.models import Advies, Hoofdstuk
from handboek.registrations import search
from handboek.sources import Reader
from handboek.views.reading import CanonicalMixin
from netwerk.kern.policy import OPEN, PolicyMixin
from netwerk.kern.zoeken.zoeken import build_query, normalise

PAGE = 24


class ListView(PolicyMixin, TemplateView):
    """Every published advies by chapter, or loose ones by rank when somebody searches."""

    permission = OPEN
    template_name = "handboek/lijst.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show do's and don'ts by chapter, or what was found."""
        form = HandboekFilter(self.request.GET or None)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        rows, ranked = filtered(chosen, self.request.GET.get("q", ""), self.request.user)
        page = Paginator(rows.with_sources(), PAGE).get_page(self.request.GET.get("pagina"))
        reader = Reader.of_adviezen(self.request.user, page.object_list)
        is_filtered = ranked or any(chosen.values())
        return super().get_context_data(**kwargs) | {
            "form": form,
            "page": page,
            "filtered": is_filtered,
            "clear_url": reverse("handboek:lijst") if is_filtered else "",
            "chapters": Hoofdstuk.objects.all(),
            "found": [chain.single(row, reader) for row in page.object_list] if ranked else [],
            "groups": [] if ranked else by_chapter(page.object_list, reader),
        }


def filtered(chosen: dict[str, Any], typed: str, user: Any) -> tuple[QuerySet[Advies], bool]:
    """Return the published adviezen of a choice, and whether they are ranked by a search.

    The kind of area is that of the sources that this reader may see.
    """
    rows = Advies.objects.published().order_by("hoofdstuk__number", "number")
    if chosen.get("soort"):
        rows = rows.filter(kind=chosen["soort"])
    if chosen.get("doelgroep"):
        rows = rows.filter(audiences=chosen["doelgroep"])
    if chosen.get("fase"):
        rows = rows.filter(phase=chosen["fase"])
    if chosen.get("thema"):
        rows = rows.filter(themes=chosen["thema"])
    if chosen.get("gebied"):
        rows = rows.learned_in(Casus.objects.visible_to(user).filter(area_type=chosen["gebied"]))
    query = build_query(normalise(typed))
    return (search(rows, query), True) if query else (rows, False)


def by_chapter(adviezen: Any, reader: Reader) -> list[dict[str, Any]]:
    """Group adviezen that are in order of chapter, and set do's and don'ts side by side."""
    return [
        {"chapter": chapter, "pairs": chain.paired(list(rows), reader)}
        for chapter, rows in groupby(adviezen, key=lambda advies: advies.hoofdstuk)
    ]


class HoofdstukView(CanonicalMixin, PolicyMixin, DetailView):
    """One chapter with its do's and don'ts."""

    permission = OPEN
    template_name = "handboek/hoofdstuk.html"
    context_object_name = "chapter"

    def get_object(self, queryset: Any = None) -> Hoofdstuk:
        """Return the chapter of the number; chapters are public."""
        chapter = Hoofdstuk.objects.filter(number=self.kwargs["number"]).first()
        if chapter is None:
            raise Http404
        return chapter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pairs, all chapters, and the neighbours."""
        rows = Advies.objects.published().filter(hoofdstuk=self.object).order_by("number")
        page = Paginator(rows.with_sources(), PAGE).get_page(self.request.GET.get("pagina"))
        reader = Reader.of_adviezen(self.request.user, page.object_list)
        chapters = list(Hoofdstuk.objects.all())
        here = chapters.index(self.object)
        return super().get_context_data(**kwargs) | {
            "page": page,
            "pairs": chain.paired(page.object_list, reader),
            "chapters": chapters,
            "previous": chapters[here - 1] if here else None,
            "next": chapters[here + 1] if here + 1 < len(chapters) else None,
        }
