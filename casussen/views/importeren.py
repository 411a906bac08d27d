"""A Word file becomes text in sections: choose it, look at every piece, and save."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.enums import SectionKind
from casussen.forms.importeren import DocumentForm, ImportForm
from casussen.models import Casus
from casussen.views.access import about_casus

LOOK, SAVE = "kijk", "bewaar"
NOTHING = "Kies van minstens één stuk naar welk deel het gaat."


@about_casus("casussen.change_casus", "GET", "POST")
def take_over(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the form for a file, the pieces of that file, or save them."""
    if request.POST.get("stap") in {LOOK, SAVE}:
        return _pieces(request, casus)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = ImportForm(casus, pieces=form.document.pieces)
        return _show(request, casus, found, document=form.document)
    return render(request, "casussen/importeren.html", {"casus": casus, "form": form})


def _pieces(request: HttpRequest, casus: Casus) -> HttpResponse:
    try:
        found = ImportForm(casus, data=request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("casussen:import", casus.slug)
    if not found.is_valid() or request.POST["stap"] == LOOK:
        return _show(request, casus, found)
    taken = found.taken()
    if not taken:
        return _show(request, casus, found, error=NOTHING)
    try:
        saved = services.import_sections(actor=request.user, casus=casus, texts=taken)
    except services.SectionConflictError as conflict:
        found = ImportForm(casus, data=request.POST)
        found.start_anew(conflict.current.kind)
        return _show(request, casus, found, conflict=conflict)
    except services.CasusError as error:
        return _show(request, casus, found, error=str(error))
    names = ", ".join(SectionKind(kind).label for kind in saved)
    messages.success(request, f"Overgenomen: {names}.{found.left_out()}")
    return redirect(casus)


def _show(request: HttpRequest, casus: Casus, found: ImportForm, **more: Any) -> HttpResponse:
    chosen = {piece["deel"].value() for piece in found.pieces}
    existing = [
        {"form": form, "row": found.stored[kind], "title": SectionKind(kind).label}
        for kind, form in found.existing.items()
        if kind in chosen
    ]
    forms = [*found.pieces, *(each["form"] for each in existing)]
    context = {"casus": casus, "pieces": found.pieces, "existing": existing, "forms": forms}
    return render(request, "casussen/importeren_kijk.html", context | more)
