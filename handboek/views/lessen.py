"""Lessen: one with both ends of its chain, all of them, and changing the text of one."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import DetailView, ListView

from casussen.models import Casus
from casussen.services import ChangedMeanwhileError
from communities.models import Community
from handboek import chain, herkend, rijk, schema_org, services
from handboek.enums import State
from handboek.forms import LesForm
from handboek.les_chain import les_chain
from handboek.models import Advies, AdviesLes, Bevinding, Herkenning, Instemming, Les
from handboek.registrations import search
from handboek.sources import Reader
from handboek.views.lijst import finds
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.pages import PagesMixin, about
from netwerk.kern.policy import PolicyMixin, allowed, visible
from netwerk.kern.zoeken.lines import highlighted, quotes
from netwerk.kern.zoeken.vraag import Ready, ready
from netwerk.kern.zoeken.zoeken import normalise

LESSEN_PAGE = 25
UNDER_ADVIES = Exists(AdviesLes.objects.filter(les=OuterRef("pk"), advies__state=State.PUBLISHED))
STANDS = {"met": ("Met een advies", UNDER_ADVIES), "zonder": ("Nog zonder advies", ~UNDER_ADVIES)}
MOST_ADVIEZEN = 50  # on one les; a les under more says nothing any more


class LesView(PolicyMixin, DetailView):
    """One les: the sentences that it comes from, and the adviezen that rest on it."""

    permission = "handboek.view_les"
    model = Les
    template_name = "handboek/les.html"
    context_object_name = "les"
    slug_field = "number"
    slug_url_kwarg = "number"

    def get_queryset(self) -> QuerySet[Les]:
        """Fetch the community along."""
        rows: Any = super().get_queryset()
        return rows.select_related("community")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this reader may see of both ends."""
        user = self.request.user
        bevindingen = list(Bevinding.objects.with_sources().filter(lessen=self.object))
        said = list(Herkenning.objects.standing().with_sources().filter(les=self.object))
        reader = Reader.of(user, bevindingen, said)
        links = self.object.gebruik.filter(
            advies__in=Advies.objects.visible_to(user)
        ).select_related("advies__hoofdstuk")
        links = list(links[:MOST_ADVIEZEN])
        return super().get_context_data(**kwargs) | {
            "schema_org": schema_org.les(self.object),
            "keten": les_chain(self.object, bevindingen, said, links, reader),
            "pairs": chain.pairs_shown(bevindingen, reader),
            "said": herkend.on_les(said, reader, herkend.taken_back_by(user, said)),
            "credit": herkend.credit_of(said, reader),
            "papers": self.object.publicaties.all(),
            "rijksvragen": list(rijk.of_les(self.object)),
            "may_ask_rijk": allowed(user, "handboek.ask_rijk", self.object),
            "may_recognise": allowed(user, "handboek.recognise_les", self.object),
            "links": links,
            "may_edit": allowed(user, "handboek.add_advies"),
            "may_change": allowed(user, "handboek.change_les", self.object),
        }


class LessenView(PagesMixin, PolicyMixin, ListView):
    """All lessen, for members of the network."""

    permission = "handboek.view_lessen"
    model = Les
    template_name = "handboek/lessen.html"
    paginate_by = LESSEN_PAGE

    def get_queryset(self) -> QuerySet[Les]:
        """Search, and choose a community."""
        rows: Any = super().get_queryset().select_related("community")
        if slug := normalise(self.request.GET.get("community", "")):
            rows = rows.filter(community__slug=slug)
        if theme := normalise(self.request.GET.get("thema", "")):
            seen = Casus.objects.visible_to(self.request.user)
            rows = rows.learned_in(seen.filter(themes__notation=theme))
        if stand := STANDS.get(self.request.GET.get("stand", "")):
            rows = rows.filter(stand[1])
        self.choice = rows
        self.query = ready(normalise(self.request.GET.get("q", "")))
        return search(rows, self.query) if self.query else rows  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the communities to choose from."""
        context = super().get_context_data(**kwargs)
        words = normalise(self.request.GET.get("q", ""))
        found = context["page_obj"].paginator.count
        return context | {
            "rows": marked(context["page_obj"], self.query),
            "communities": Community.objects.all(),
            "themes": Begrip.objects.in_schema("cbs-thema").current(),
            "stands": [(value, label) for value, (label, _) in STANDS.items()],
            "theme": self.request.GET.get("thema", ""),
            "stand": self.request.GET.get("stand", ""),
            "q": words,
            "suggestion": "" if found else finds(self.choice, self.request.user, words),
            "chosen": self.request.GET.get("community", ""),
        }


def marked(lessen: Iterable[Les], query: Ready | None) -> list[dict[str, Any]]:
    """Return each les with marks around what was found: two queries.

    Where the conclusion does not hold it, words from the rest of the les stand under it.
    """
    rows = list(lessen)
    if query is None:
        return [{"les": row, "titel": row.conclusion, "citaat": ""} for row in rows]
    titles = highlighted(query, [row.conclusion for row in rows])
    inside = quotes(query, [f"{row.observation} {row.context} {row.conditions}" for row in rows])
    return [
        {"les": row, "titel": title, "citaat": "" if "<mark>" in title else quote}
        for row, title, quote in zip(rows, titles, inside, strict=True)
    ]


def _les(request: HttpRequest, number: int) -> Les:
    return get_object_or_404(visible(request.user, Les.objects.all()), number=number)


@about("handboek.change_les", ("GET", "POST"), _les, "number")
def change(request: HttpRequest, les: Les) -> HttpResponse:
    """Change the text of a les; its number, its community and its sources stay."""
    form = LesForm(request.POST or None, instance=Les.objects.get(pk=les.pk))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            services.update_les(actor=request.user, les=les, seen=values.pop("seen"), **values)
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = Les.objects.get(pk=les.pk).mark()
        else:
            messages.success(request, "De les is bewaard.")
            return redirect(les)
    context = {
        "form": form,
        "les": les,
        "asks_again": Instemming.objects.needed().filter(les=les).exists(),
    }
    return render(request, "handboek/les_form.html", context)
