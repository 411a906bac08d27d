"""The list of words that anybody reads, and a page for each."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from netwerk.kern import rdf
from netwerk.kern.begrippen import skos, uitleg
from netwerk.kern.begrippen.forms import UitlegFilter
from netwerk.kern.begrippen.models import Begrip, Schema
from netwerk.kern.policy import OPEN, needs
from netwerk.kern.schema_org import address, work

PER_PAGE = 100


@needs(OPEN)
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Show every word that has an explanation, by letter; ``q`` and ``lijst`` choose among them."""
    form = UitlegFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = uitleg.explained().order_by(Lower("label"), "pk")
    if typed := chosen.get("q"):
        rows = uitleg.found(rows, typed)
    if schema := chosen.get("lijst"):
        rows = rows.filter(schema=schema)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    letters = groupby(page.object_list, key=lambda begrip: begrip.label[:1].upper())
    context = {
        "form": form,
        "page_obj": page,
        "letters": [(letter, list(begrippen)) for letter, begrippen in letters],
        "is_filtered": bool(typed or schema),
    }
    return render(request, "begrippen/woorden.html", context)


@needs(OPEN)
@require_safe
def vocabulary(request: HttpRequest, key: str) -> HttpResponse:
    """Show one vocabulary in its order, with where to fetch it as data."""
    schema = get_object_or_404(Schema, key=key)
    rows = schema.begrippen.current().select_related("schema", "broader__schema")  # type: ignore[attr-defined]
    page = Paginator(rows.order_by("order", "label", "pk"), PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    told = work("DefinedTermSet", schema.get_absolute_url(), schema.title)
    context = {"schema": schema, "page_obj": page, "schema_org": told}
    return render(request, "begrippen/begrippenlijst.html", context)


@needs(OPEN)
@require_safe
def data(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Give one vocabulary as SKOS, in Turtle or JSON-LD."""
    schema = get_object_or_404(Schema, key=key)
    return rdf.response(skos.graph_of(schema), form)


@needs(OPEN)
@require_safe
def word(request: HttpRequest, key: str, notation: str) -> HttpResponse:
    """Explain one concept; its address stays for ever, also when it is offered no longer."""
    rows = Begrip.objects.select_related("schema", "broader__schema")
    begrip = get_object_or_404(rows, schema__key=key, notation=notation)
    uitleg.first_uses(request).seen.add(begrip.get_absolute_url())  # it does not lead to itself
    context = {
        "schema_org": _as_term(begrip),
        "begrip": begrip,
        "narrower": begrip.narrower.current().select_related("schema"),
        "alike": begrip.mapped_to.current().select_related("schema"),
    }
    return render(request, "begrippen/woord.html", context)


def _as_term(begrip: Begrip) -> dict[str, Any]:
    return work(
        "DefinedTerm",
        begrip.get_absolute_url(),
        begrip.label,
        termCode=begrip.notation,
        description=begrip.definition,
        alternateName=begrip.synonyms,
        sameAs=begrip.same_as,
        inDefinedTermSet=address(begrip.schema.get_absolute_url()),
    )
