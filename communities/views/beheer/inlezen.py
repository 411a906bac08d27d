"""Read in a list of people: upload it, see what every row would do, and let it be done."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from communities.enums import ImportState, RowOutcome
from communities.forms.inlezen import InleesForm
from communities.inlezen.columns import COLUMNS
from communities.models import Community, ImportRegel, Ledenimport, Organisatie
from communities.services import inlezen as service
from netwerk.kern.pages import View, only_with
from netwerk.kern.tabellen import csv_response

MANAGE = "communities.manage_members"
PER_PAGE = 50
LAST = 10


def about_import(*methods: str) -> Callable[[View], View]:
    """Give a view its import; a refusal comes back as a message on its page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, pk: int) -> HttpResponse:
            rows = Ledenimport.objects.select_related("community", "new_kind", "uploaded_by")
            found = get_object_or_404(rows, pk=pk)
            try:
                return view(request, found)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return redirect("beheer_import", pk)

        return only_with(MANAGE, *methods)(answered)

    return decorate


@only_with(MANAGE, "GET", "POST")
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, and say at once what is wrong with it as a whole; the rows come later."""
    form = InleesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.table is not None:
        data = form.cleaned_data
        made = service.store_import(
            actor=request.user,
            file_name=data["bestand"].name,
            table=form.table,
            community=data["community"],
            role=data["role"],
            new_kind=data["new_kind"],
            welcomes=data["welcomes"],
        )
        if form.table.ignored:
            names = ", ".join(form.table.ignored[:10])
            messages.warning(request, f"Deze kolommen lezen we niet in: {names}.")
        return redirect("beheer_import", made.pk)
    context = {
        "form": form,
        "columns": COLUMNS,
        "earlier": Ledenimport.objects.select_related("uploaded_by")[:LAST],
    }
    return render(request, "beheer/inlezen.html", context, status=422 if form.errors else 200)


@only_with(MANAGE, "GET")
def example(request: HttpRequest) -> HttpResponseBase:
    """Give a list with the right columns and one invented person in it."""
    first: dict[str, Any] = {
        "organisatie": Organisatie.objects.order_by("name").first(),
        "community": Community.objects.first(),
    }
    row = [first.get(column.key) or column.example for column in COLUMNS]
    return csv_response("voorbeeld-leden.csv", [column.label for column in COLUMNS], [row])


@about_import("GET")
def show(request: HttpRequest, ledenimport: Ledenimport) -> HttpResponse:
    """Show how far it is, what every row would do, or what it did."""
    counts = dict(ledenimport.regels.order_by().values_list("outcome").annotate(Count("pk")))
    context = {
        "import": ledenimport,
        "percent": percent_of(ledenimport),
        "good": sum(counts.get(outcome, 0) for outcome in service.GOOD),
        "counts": [(RowOutcome(o), counts.get(o, 0)) for o in RowOutcome],
        "wrong": counts.get(RowOutcome.WRONG, 0),
        "has_rows": bool(counts),
        "begun": ledenimport.regels.filter(done=True).exists(),
        "is_busy": ledenimport.state in service.BUSY,
        "is_checking": ledenimport.state == ImportState.CHECKING,
    }
    if counts and not context["is_busy"]:
        context |= _rows(request, ledenimport, counts)
    return render(request, "beheer/import.html", context)


def percent_of(ledenimport: Ledenimport) -> int:
    """Return how far the phase is that is under way."""
    return min(100, 100 * ledenimport.done // ledenimport.total) if ledenimport.total else 100


def _rows(request: HttpRequest, ledenimport: Ledenimport, counts: dict[str, int]) -> dict[str, Any]:
    """Return a page of rows; who asks for none in particular gets what is wrong first."""
    chosen = request.GET.get("uitkomst", "")
    if chosen not in RowOutcome.values:
        chosen = RowOutcome.WRONG if counts.get(RowOutcome.WRONG) else ""
        chosen = "" if request.GET.get("uitkomst") == "alle" else chosen
    rows = ledenimport.regels.select_related("deelnemer")
    if chosen:
        rows = rows.filter(outcome=chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    used = {key for row in page.object_list for key in (*row.cells, *row.errors)}
    columns = [column for column in COLUMNS if column.key in used]
    lines = [(row, _cells_of(row, columns)) for row in page.object_list]
    tabs = [_tab("alle", "Alle", sum(counts.values()))]
    tabs += [_tab(o, RowOutcome(o).label.capitalize(), counts.get(o, 0)) for o in RowOutcome]
    return {
        "page_obj": page,
        "lines": lines,
        "columns": columns,
        "tabs": [tab for tab in tabs if tab["aantal"]],
        "chosen": chosen or "alle",
    }


def _cells_of(row: ImportRegel, columns: list[Any]) -> list[tuple[Any, str, str]]:
    return [(c, row.cells.get(c.key, ""), row.errors.get(c.key, "")) for c in columns]


def _tab(key: str, text: str, number: int) -> dict[str, Any]:
    url = f"?{urlencode({'uitkomst': key})}#rijen"
    return {"sleutel": str(key), "tekst": text, "url": url, "aantal": number}


@about_import("POST")
def start(request: HttpRequest, ledenimport: Ledenimport) -> HttpResponse:
    """Let the good rows be read in."""
    service.start_import(actor=request.user, ledenimport=ledenimport)
    return redirect("beheer_import", ledenimport.pk)


@about_import("POST")
def again(request: HttpRequest, ledenimport: Ledenimport) -> HttpResponse:
    """Look at the rows once more."""
    service.check_again(actor=request.user, ledenimport=ledenimport)
    return redirect("beheer_import", ledenimport.pk)


@about_import("POST")
def cancel(request: HttpRequest, ledenimport: Ledenimport) -> HttpResponse:
    """Throw the list away; nobody was read in."""
    service.cancel_import(actor=request.user, ledenimport=ledenimport)
    messages.success(request, "De lijst is weg. Er is niemand ingelezen.")
    return redirect(reverse("beheer_inlezen"))


@about_import("GET")
def wrong_rows(request: HttpRequest, ledenimport: Ledenimport) -> HttpResponseBase:
    """Give the rows that are wrong as a list that can be mended and read in again."""
    rows = ledenimport.regels.filter(outcome=RowOutcome.WRONG).order_by("number")
    header = [*(column.label for column in COLUMNS), "rij", "wat er niet klopt"]

    def lines() -> Iterator[list[Any]]:
        for row in rows.iterator():
            why = " ".join(f"{key_label(key)}: {text}" for key, text in row.errors.items())
            yield [*(row.cells.get(column.key, "") for column in COLUMNS), row.number, why]

    return csv_response(f"foute-rijen-{ledenimport.pk}.csv", header, lines())


def key_label(key: str) -> str:
    """Return what a column is called on the screen."""
    return next((column.label for column in COLUMNS if column.key == key), key)
