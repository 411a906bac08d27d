"""Files that somebody had made: how far they are, and fetching them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from netwerk.kern.pages import about, only_with
from netwerk.kern.policy import SIGNED_IN, visible
from netwerk.kern.uitvoer import makers, services
from netwerk.kern.uitvoer.models import Stand, Uitvoer

PAGE = 20
NO_LONGER = (
    "Je mag dit niet meer zien zoals het in dit bestand staat. Daarom geven we het niet. "
    "Mag je er nog wel iets van zien, maak het bestand dan opnieuw."
)


def _own(request: HttpRequest, public_id: Any) -> Uitvoer:
    rows = visible(request.user, Uitvoer.objects.filter(person__isnull=False))
    return get_object_or_404(rows, public_id=public_id)


def _shown(person: Any, rows: Iterable[Uitvoer]) -> list[dict[str, Any]]:
    """Say what files are of; of what is closed by now, no more than what the file is called."""
    abouts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        abouts[row.maker].append(row.about)
    seen = {maker: makers.of(maker).seen(person, some) for maker, some in abouts.items()}
    shown = []
    for row in rows:
        closed = (row.name or "Een bestand van iets dat je niet meer mag zien", "")
        title, address = seen[row.maker].get(row.about, closed)
        shown.append({"row": row, "title": title, "address": address})
    return shown


@only_with(SIGNED_IN, "GET")
def mine(request: HttpRequest) -> HttpResponse:
    """List the own files."""
    rows = visible(request.user, Uitvoer.objects.filter(person__isnull=False))
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {"page_obj": page, "rows": _shown(request.user, list(page))}
    return render(request, "uitvoer/mijn_bestanden.html", context)


@about("uitvoer.view_uitvoer", ("GET",), _own, "public_id")
def show(request: HttpRequest, row: Uitvoer) -> HttpResponse:
    """Say how far a file is; while it is made, the page asks again every few seconds."""
    response = render(request, "uitvoer/bestand.html", _shown(request.user, [row])[0])
    if row.state == Stand.BUSY:
        response.headers["Refresh"] = "3"
    return response


@about("uitvoer.view_uitvoer", ("GET",), _own, "public_id")
def fetch(request: HttpRequest, row: Uitvoer) -> Any:
    """Give the file, when the person may still see all of it."""
    try:
        opened = services.fetch_own(actor=request.user, row=row)
    except (ValidationError, FileNotFoundError):
        messages.error(request, "Dit bestand is er niet meer. Maak het opnieuw.")
    except PermissionDenied:
        messages.error(request, NO_LONGER)
    else:
        return FileResponse(
            opened, as_attachment=True, filename=row.name, content_type=row.media_type
        )
    return redirect("uitvoer:show", public_id=row.public_id)
