"""The beheer of vocabularies and free tags, for redacteuren and beheerders.

How often a word is used is told, where it is used is not: that may be closed to the reader.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from netwerk.kern.begrippen import beheer, gebruik
from netwerk.kern.begrippen.forms import (
    BegripForm,
    EindForm,
    TrefwoordFilter,
    TrefwoordForm,
    TrefwoordSamenForm,
)
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.pages import View, only_with

MANAGE = "begrippen.manage_begrippen"
PER_PAGE = 50


@only_with(MANAGE, "GET")
def schemas(request: HttpRequest) -> HttpResponse:
    """Show every vocabulary, with how many concepts it has."""
    rows = Schema.objects.annotate(
        current=Count("begrippen", filter=Q(begrippen__valid_to__isnull=True)),
        ended=Count("begrippen", filter=Q(begrippen__valid_to__isnull=False)),
    )
    page = Paginator(rows.order_by("title"), PER_PAGE).get_page(request.GET.get("pagina"))
    tags = gebruik.tags_with_uses(request.user).count()
    return render(request, "begrippen/lijsten.html", {"page_obj": page, "tags": tags})


@only_with(MANAGE, "GET")
def schema(request: HttpRequest, key: str) -> HttpResponse:
    """Show one vocabulary in its order, with how often each concept is used."""
    found = get_object_or_404(Schema, key=key)
    rows = found.begrippen.select_related("broader").order_by("order", "label", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    shown = list(page.object_list)
    uses = gebruik.uses_of(Begrip.objects.filter(pk__in=[begrip.pk for begrip in shown]))
    context = {
        "schema": found,
        "page_obj": page,
        "rows": [(begrip, uses[begrip.pk]) for begrip in shown],
        "last": page.paginator.count,
    }
    return render(request, "begrippen/lijst.html", context)


@only_with(MANAGE, "GET", "POST")
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a concept at the end of a vocabulary."""
    found = get_object_or_404(Schema, key=key)
    form = BegripForm(request.POST or None, schema=found)
    if request.method == "POST" and form.is_valid():
        made = beheer.add_begrip(actor=request.user, schema=found, **form.cleaned_data)
        messages.success(request, f"{made} staat onderaan de lijst.")
        return redirect("beheer_begrippenlijst", found.key)
    return _form_page(request, form, found, None, 0)


def _form_page(
    request: HttpRequest, form: BegripForm, schema: Schema, begrip: Begrip | None, uses: int
) -> HttpResponse:
    context = {"form": form, "schema": schema, "begrip": begrip, "uses": uses}
    status = 422 if form.errors else 200
    return render(request, "begrippen/begrip.html", context, status=status)


def about_begrip(*methods: str) -> Callable[[View], View]:
    """Give a view its concept."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, pk: int) -> HttpResponse:
            rows = Begrip.objects.select_related("schema", "broader")
            return view(request, get_object_or_404(rows, pk=pk))

        return only_with(MANAGE, *methods)(answered)

    return decorate


def _uses(begrip: Begrip) -> int:
    return gebruik.uses_of(Begrip.objects.filter(pk=begrip.pk))[begrip.pk]


@about_begrip("GET", "POST")
def change(request: HttpRequest, begrip: Begrip) -> HttpResponse:
    """Change a concept."""
    uses = _uses(begrip)
    shown = Begrip.objects.select_related("schema").get(pk=begrip.pk)  # the form changes the other
    form = BegripForm(request.POST or None, instance=begrip, schema=begrip.schema, used=bool(uses))
    if request.method == "POST" and form.is_valid():
        try:
            beheer.change_begrip(actor=request.user, begrip=begrip, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("broader" if error.code == "cycle" else "notation", error)
        else:
            messages.success(request, "Het begrip is bewaard.")
            return redirect("beheer_begrippenlijst", begrip.schema.key)
    return _form_page(request, form, begrip.schema, shown, uses)


@about_begrip("GET", "POST")
def end(request: HttpRequest, begrip: Begrip) -> HttpResponse:
    """Say how often a concept is used, and ask from which day nobody can choose it."""
    form = EindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        beheer.end_begrip(actor=request.user, begrip=begrip, **form.cleaned_data)
        messages.success(request, f"Niemand kan {begrip} nog kiezen.")
        return redirect("beheer_begrippenlijst", begrip.schema.key)
    context = {"form": form, "begrip": begrip, "uses": _uses(begrip)}
    status = 422 if form.errors else 200
    return render(request, "begrippen/beeindigen.html", context, status=status)


@about_begrip("POST")
def revive(request: HttpRequest, begrip: Begrip) -> HttpResponse:
    """Offer a concept again."""
    beheer.revive_begrip(actor=request.user, begrip=begrip)
    messages.success(request, f"{begrip} is weer te kiezen.")
    return redirect("beheer_begrippenlijst", begrip.schema.key)


@about_begrip("POST")
def move(request: HttpRequest, begrip: Begrip) -> HttpResponse:
    """Move a concept one place up or down."""
    up = request.POST.get("kant") == "op"
    beheer.move_begrip(actor=request.user, begrip=begrip, up=up)
    address = redirect("beheer_begrippenlijst", begrip.schema.key)
    page = request.POST.get("pagina", "")
    query = f"?pagina={page}" if page.isdecimal() else ""
    return redirect(f"{address.url}{query}#begrip-{begrip.pk}")


@only_with(MANAGE, "GET")
def tags(request: HttpRequest) -> HttpResponse:
    """Show the free tags, with on how many things each stands."""
    form = TrefwoordFilter(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    rows = gebruik.tags_with_uses(request.user, typed)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page_obj": page, "filter": form, "is_filtered": bool(request.GET.get("q"))}
    return render(request, "begrippen/trefwoorden.html", context)


def _tag(request: HttpRequest, pk: int) -> Any:
    """Return a free tag that this person may know of, with how often they may see it used."""
    return get_object_or_404(gebruik.tags_with_uses(request.user), pk=pk)


@only_with(MANAGE, "GET", "POST")
def tag(request: HttpRequest, pk: int) -> HttpResponse:
    """Spell a free tag otherwise."""
    found = _tag(request, pk)
    form = TrefwoordForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            beheer.rename_tag(actor=request.user, tag=found, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("name", error)
        else:
            messages.success(request, "Het trefwoord is bewaard.")
            return redirect("beheer_trefwoorden")
    context = {"form": form, "tag": found, "uses": found.uses}
    status = 422 if form.errors else 200
    return render(request, "begrippen/trefwoord.html", context, status=status)


@only_with(MANAGE, "GET", "POST")
def merge_tags(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which free tag stays, see what happens, and make one of the two."""
    found = _tag(request, pk)
    form = TrefwoordSamenForm(
        request.POST or request.GET or None, tag=found, others=gebruik.tags_with_uses(request.user)
    )
    into = form.cleaned_data["met"] if form.is_bound and form.is_valid() else None
    if request.method == "POST" and into is not None:
        beheer.merge_tags(actor=request.user, double=found, into=into)
        messages.success(request, f"{found} is nu {into}.")
        return redirect("beheer_trefwoorden")
    context = {"form": form, "tag": found, "into": into, "uses": found.uses}
    status = 422 if form.errors else 200
    return render(request, "begrippen/trefwoord_samenvoegen.html", context, status=status)


@only_with(MANAGE, "GET", "POST")
def delete_tag(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then take away a free tag that stands on nothing."""
    found = _tag(request, pk)
    if request.method == "POST":
        try:
            beheer.delete_tag(actor=request.user, tag=found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Het trefwoord {found} is weg.")
        return redirect("beheer_trefwoorden")
    return render(request, "begrippen/trefwoord_weg.html", {"tag": found})
