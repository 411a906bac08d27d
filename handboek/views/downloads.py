"""The handboek as files: one advies, a chapter, a list, and the whole book."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from handboek import meenemen
from handboek.models import Advies, Hoofdstuk, Lijstitem, Uitgave
from handboek.uitvoer import boekbestanden, stukken
from handboek.uitvoer.stukken import Stuk
from handboek.uitvoer.vormen import FORMS
from netwerk.kern.pages import about, only_with
from netwerk.kern.policy import OPEN, SIGNED_IN, needs, visible
from netwerk.kern.uitvoer.models import Uitvoer
from netwerk.kern.uitvoer.vormen import form_of, handed_over, not_now

LATER = "We maken dit bestand op dit moment. Probeer het over een minuut nog een keer."
EDITIONS = 5  # on the page; older ones have their own


@needs(OPEN)
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """List what can be taken along, and in which form."""
    context = {
        "book": files_of(boekbestanden.BOOK),
        "chapters": Hoofdstuk.objects.all(),
        "editions": Uitgave.objects.final()[:EDITIONS],
        "forms": list(FORMS.values()),
    }
    return render(request, "handboek/downloads.html", context)


def files_of(about: str) -> list[dict[str, Any]]:
    """Return each form of the book with its file, if there is one yet, in one query."""
    rows = {row.form: row for row in _files().filter(about=about)}
    return [{"form": form, "file": rows.get(code)} for code, form in FORMS.items()]


def _files() -> Any:
    return Uitvoer.objects.for_everybody().filter(maker=boekbestanden.KEY)


@needs(OPEN)
@require_safe
def book(request: HttpRequest, form: str) -> HttpResponse:
    """Give the whole book."""
    return _made(request, boekbestanden.BOOK, form)


def _final(request: HttpRequest, year: int, number: int) -> Uitgave:
    rows = visible(request.user, Uitgave.objects.final())
    return get_object_or_404(rows, year=year, number=number)


@about("handboek.view_uitgave", ("GET",), _final, "year", "number")
def edition(request: HttpRequest, found: Uitgave, form: str) -> HttpResponse:
    """Give an edition that appeared."""
    return _made(request, boekbestanden.about_uitgave(found), form)


@needs(OPEN)
@require_safe
def chapter(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Give one chapter; a large one was made beforehand."""
    found = get_object_or_404(Hoofdstuk, number=number)
    if boekbestanden.is_large(found):
        return _made(request, boekbestanden.about_of(found.number), form)
    return _written(request, stukken.chapter_stuk(found), form)


def _published(request: HttpRequest, number: int) -> Advies:
    rows = visible(request.user, Advies.objects.filter(published_at__isnull=False))
    return get_object_or_404(rows, number=number)


@about("handboek.view_advies", ("GET",), _published, "number")
def advies(request: HttpRequest, found: Advies, form: str) -> HttpResponse:
    """Give one advies that was published; of a draft there is no file."""
    return _written(request, stukken.advies_stuk(found), form)


@needs(OPEN)
@require_safe
def shared_list(request: HttpRequest, form: str) -> HttpResponse:
    """Give the list that stands in the address."""
    numbers = meenemen.read_numbers(request.GET.get("n", "")).numbers
    if not numbers:
        return redirect("handboek:meenemen")
    address = f"{settings.SITE_URL}{meenemen.address_of(numbers)}"
    return _written(request, stukken.list_stuk(numbers, address=address, notes={}), form)


@only_with(SIGNED_IN, "GET")
def own_list(request: HttpRequest, form: str) -> HttpResponse:
    """Give one's own list, with the notes."""
    items = visible(request.user, Lijstitem.objects.select_related("advies"))
    notes = {item.advies.number: item.note for item in items}
    if not notes:
        return redirect("handboek:mijn_lijst")
    address = f"{settings.SITE_URL}{meenemen.address_of(notes)}"
    found = stukken.list_stuk([*notes], address=address, notes=notes)
    return _written(request, found, form)


def _made(request: HttpRequest, about: str, form: str) -> Any:
    """Give a file that was made beforehand; say so when it is not there yet."""
    row = _files().filter(about=about, form=form_of(FORMS, form).code).first()
    if row is None or not row.file:
        return _later(request)
    try:
        opened = default_storage.open(row.file.name, "rb")
    except FileNotFoundError:
        return _later(request)
    return FileResponse(opened, as_attachment=True, filename=row.name, content_type=row.media_type)


def _written(request: HttpRequest, stuk: Stuk, code: str) -> HttpResponse:
    """Write a file while somebody waits: it takes less than two seconds."""
    form = form_of(FORMS, code)
    if not stuk.document.parts:
        raise Http404
    return handed_over(request, form, stuk, stuk.name, reverse("handboek:downloads"))


def _later(request: HttpRequest) -> HttpResponse:
    return not_now(request, LATER, reverse("handboek:downloads"))
