"""Finding and reading generatoren, and saying in a casus what produced brede welvaart."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from casussen import services
from casussen.enums import Outcome
from casussen.forms.generatoren import (
    ErvaringForm,
    GeneratorFilter,
    GeneratorForm,
    NieuweErvaringForm,
    SamenvoegForm,
)
from casussen.models import Casus, Generator, GeneratorErvaring
from casussen.views.access import about_casus
from netwerk.kern.pages import PagesMixin, about, other_choices
from netwerk.kern.policy import OPEN, PolicyMixin, allowed, visible
from netwerk.kern.zoeken.zoeken import build_query

PAGE_SIZE = 20


def about_generator(permission: str, *methods: str) -> Any:
    """Give a function view its generator, when this person may know of it and do this to it."""
    return about(permission, methods, _generator)


def _generator(request: HttpRequest, slug: str) -> Generator:
    return get_object_or_404(visible(request.user, Generator.objects.all()), slug=slug)


class GeneratorListView(PagesMixin, PolicyMixin, ListView):
    """All generatoren of casussen that this person may read, with how it went."""

    model = Generator
    permission = OPEN
    template_name = "casussen/generatoren/lijst.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Generator]:
        """Filter by words, kind and outcome."""
        self.filter = GeneratorFilter(self.request.GET, auto_id="filter_%s")
        self.chosen = self.filter.usable
        rows: Any = super().get_queryset().select_related("kind")
        if kind := self.chosen.get("soort"):
            rows = rows.filter(kind=kind)
        if outcome := self.chosen.get("ging"):
            went = GeneratorErvaring.objects.counting_for(self.request.user).filter(outcome=outcome)
            rows = rows.filter(pk__in=went.values("generator"))
        if typed := self.chosen.get("q"):
            query = build_query(typed)
            rows = rows.filter(search_vector=query) if query else rows.none()
            rows = rows.annotate(rank=SearchRank(F("search_vector"), query)) if query else rows
            return rows.order_by("-rank", "pk") if query else rows  # type: ignore[no-any-return]
        return rows.order_by("name", "pk")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filter and, for the generatoren of this page, how often it went how."""
        context = super().get_context_data(
            filter=self.filter,
            filtered=bool(self.chosen),
            others=other_choices(self.request.GET, self.chosen),
            **kwargs,
        )
        page = list(context["page_obj"])
        counts = counted(GeneratorErvaring.objects.counting_for(self.request.user), page)
        for generator in page:
            generator.went = went(counts, generator)
        context["generatoren"] = page
        return context


def counted(rows: QuerySet[GeneratorErvaring], page: list[Generator]) -> Counter[tuple[int, str]]:
    """Return {(generator id, outcome): number} for these generatoren; one query."""
    pairs = rows.filter(generator__in=page).values_list("generator", "outcome")
    return Counter(pairs.order_by())


def went(counts: Counter[tuple[int, str]], generator: Generator) -> list[dict[str, Any]]:
    """Return per outcome the word and the number of casussen, what worked first."""
    return [
        {"outcome": value, "label": label, "number": counts[generator.pk, value]}
        for value, label in Outcome.choices
    ]


@about_generator("casussen.view_generator", "GET")
def generator(request: HttpRequest, generator: Generator) -> HttpResponse:
    """Show what it is, and in which casussen it worked and in which not."""
    user = request.user
    rows = (
        GeneratorErvaring.objects.counting_for(user)
        .filter(generator=generator)
        .select_related("casus__organisatie", "casus__area_type", "casus__community")
        .prefetch_related("casus__provinces")
        .best_first()
    )
    page = PagesMixin.paginator_class(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    counts = counted(GeneratorErvaring.objects.counting_for(user), [generator])
    context = {
        "generator": generator,
        "page_obj": page,
        "went": went(counts, generator),
        "may_change": allowed(user, "casussen.change_generator", generator),
        "may_merge": allowed(user, "casussen.merge_generator", generator),
    }
    return render(request, "casussen/generatoren/generator.html", context)


@about_generator("casussen.change_generator", "GET", "POST")
def change(request: HttpRequest, generator: Generator) -> HttpResponse:
    """Change what it is called, or say better what it is."""
    stored = Generator.objects.get(pk=generator.pk)
    form = GeneratorForm(request.POST or None, instance=generator)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_generator(actor=request.user, generator=stored, **form.cleaned_data)
        except services.CasusError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect(stored)
    context = {"form": form, "generator": stored}
    return render(request, "casussen/generatoren/wijzigen.html", context)


@about_generator("casussen.merge_generator", "GET", "POST")
def merge(request: HttpRequest, generator: Generator) -> HttpResponse:
    """Choose which of two stays, see what happens, and make one of them."""
    form = SamenvoegForm(
        request.POST or request.GET or None, user=request.user, generator=generator
    )
    into = form.cleaned_data["met"] if form.is_bound and form.is_valid() else None
    if request.method == "POST" and into is not None:
        try:
            services.merge_generatoren(actor=request.user, double=generator, into=into)
        except services.CasusError as error:
            form.add_error("met", str(error))
        else:
            messages.success(request, f"“{generator.name}” is nu “{into}”.")
            return redirect(into)
    context = {"form": form, "generator": generator, "into": into}
    return render(request, "casussen/generatoren/samenvoegen.html", context)


@about_casus("casussen.change_casus", "GET", "POST")
def of_casus(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the generatoren of a casus to its writers, and add one."""
    form = NieuweErvaringForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            ervaring, is_new = services.add_ervaring(
                actor=request.user, casus=casus, **form.cleaned_data
            )
        except services.CasusError as error:
            form.add_error("name", str(error))
        else:
            if is_new:
                messages.success(
                    request, f"“{ervaring.generator}” is nieuw. Leg nog uit wat het is."
                )
                return redirect("casussen:generator_update", ervaring.generator.slug)
            messages.success(request, f"Toegevoegd: {ervaring.generator}.")
            return redirect("casussen:casus_generatoren", casus.slug)
    rows = casus.ervaringen.select_related("generator").best_first()
    context = {"casus": casus, "form": form, "ervaringen": rows}
    return render(request, "casussen/generatoren/bij_casus.html", context)


@about_casus("casussen.change_casus", "GET", "POST")
def ervaring(request: HttpRequest, casus: Casus, pk: int) -> HttpResponse:
    """Change how one generator went in this casus."""
    row = get_object_or_404(casus.ervaringen.select_related("generator", "casus"), pk=pk)
    start = {"outcome": row.outcome, "explanation": row.explanation}
    form = ErvaringForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_ervaring(actor=request.user, ervaring=row, **form.cleaned_data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Bewaard: {row.generator}.")
            return redirect("casussen:casus_generatoren", casus.slug)
    context = {"casus": casus, "form": form, "ervaring": row}
    return render(request, "casussen/generatoren/ervaring.html", context)


@about_casus("casussen.change_casus", "GET", "POST")
def remove(request: HttpRequest, casus: Casus, pk: int) -> HttpResponse:
    """Ask whether it is certain, and take a generator from the casus."""
    row = get_object_or_404(casus.ervaringen.select_related("generator", "casus"), pk=pk)
    if request.method != "POST":
        context = {"casus": casus, "ervaring": row}
        return render(request, "casussen/generatoren/weghalen.html", context)
    name = row.generator.name
    try:
        services.remove_ervaring(actor=request.user, ervaring=row)
    except services.CasusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{name}” staat niet meer bij deze casus.")
    return redirect("casussen:casus_generatoren", casus.slug)
