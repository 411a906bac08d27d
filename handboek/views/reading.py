"""The public handboek: chapters, and adviezen with their chain."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView, TemplateView

from casussen.models import Casus
from handboek import chain
from handboek.enums import Level, Relation, State
from handboek.evidence import RULE
from handboek.forms import HandboekFilter
from handboek.later import failures_shown
from handboek.models import Advies, Hoofdstuk
from handboek.registrations import search
from handboek.sources import Reader, evidence_of
from handboek.steps import steps
from netwerk.kern.policy import OPEN, PolicyMixin, allowed
from netwerk.kern.zoeken.zoeken import build_query, normalise

PAGE = 24


class IndexView(PolicyMixin, TemplateView):
    """The front of the handboek: search, filter, chapters, and every published advies."""

    permission = OPEN
    template_name = "handboek/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show do's and don'ts by chapter, or loose ones by rank when somebody searches."""
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
            "clear_url": reverse("handboek:index") if is_filtered else "",
            "chapters": Hoofdstuk.objects.all(),
            "found": [chain.single(row, reader) for row in page.object_list] if ranked else [],
            "groups": [] if ranked else by_chapter(page.object_list, reader),
            "levels": [(level, Level(level).label, RULE[level]) for level in Level if level],
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


class CanonicalMixin:
    """Sends an old slug in the address on to the present one; the number finds the row."""

    object: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect for good when the address is not the present one."""
        self.object = self.get_object()  # type: ignore[attr-defined]
        if request.path != self.object.get_absolute_url():
            return redirect(self.object, permanent=True)
        context = self.get_context_data(object=self.object)  # type: ignore[attr-defined]
        return self.render_to_response(context)  # type: ignore[attr-defined, no-any-return]


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


class AdviesView(CanonicalMixin, PolicyMixin, DetailView):
    """One advies, complete on one page, with the chain under it."""

    permission = "handboek.view_advies"
    model = Advies
    template_name = "handboek/advies.html"
    context_object_name = "advies"
    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self) -> QuerySet[Advies]:
        """Fetch the chain along, in a fixed number of queries."""
        rows: Any = super().get_queryset()
        return rows.with_sources().prefetch_related("audiences", "themes")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the evidence in words for this reader, the chain, and the neighbours."""
        advies, user = self.object, self.request.user
        reader = Reader.of_adviezen(user, [advies])
        lessen_visible = advies.state == State.PUBLISHED or (
            user.is_authenticated and user.in_network
        )
        against = contradictions(advies, reader, lessen_visible=lessen_visible)
        later = failures_shown(advies, reader)
        return super().get_context_data(**kwargs) | {
            "evidence": evidence_of(advies, reader),
            "meaning": RULE[Level(advies.level)],
            "keten": chain.chain_shown(advies, reader, lessen_visible=lessen_visible),
            "sources": chain.sources_shown(advies, reader),
            "contradictions": against,
            "later": later,
            "disputes": bool(against or later),
            "show_chain": lessen_visible or allowed(user, "handboek.view_redactie"),
            "keten_url": "#keten" if lessen_visible else "",
            "steps": steps(advies.how),
            "neighbours": neighbours(advies),
            "may_edit": allowed(user, "handboek.view_redactie"),
        }


def contradictions(advies: Advies, reader: Reader, *, lessen_visible: bool) -> list[dict[str, Any]]:
    """Return the lessen that speak against an advies, with their sources for this reader."""
    return [
        {
            "les": chain.les_shown(link.les, visible=lessen_visible),
            "context": link.les.context,
            "settled_at": link.settled_at,
            "pairs": chain.pairs_shown(link.les.bevindingen.all(), reader),
        }
        for link in advies.onderbouwing.all()
        if link.relation == Relation.CONTRADICTS
    ]


def neighbours(advies: Advies) -> dict[str, Advies | None]:
    """Return the published adviezen before and after this one, by number."""
    rows = Advies.objects.published()
    return {
        "previous": rows.filter(number__lt=advies.number).order_by("-number").first(),
        "next": rows.filter(number__gt=advies.number).order_by("number").first(),
    }


class ShortAddressView(PolicyMixin, DetailView):
    """``/handboek/adviezen/14/``: the address in a citation, which outlives every title."""

    permission = "handboek.view_advies"
    model = Advies
    slug_field = "number"
    slug_url_kwarg = "number"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect for good to the page."""
        return redirect(self.get_object(), permanent=True)
