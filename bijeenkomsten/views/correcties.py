"""Correcting final minutes, and reading what a correction changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import CorrectieForm
from bijeenkomsten.models import VerslagItem
from bijeenkomsten.views.access import about_item
from netwerk.kern.tekst.sentences import readable
from netwerk.kern.tekst.verschil import lines_of, word_diff


@about_item("bijeenkomsten.correct_item", "GET", "POST")
def correct(request: HttpRequest, item: VerslagItem) -> HttpResponse:
    """Write a new version of one part, with the reason."""
    data = request.POST if request.method == "POST" else None
    form = CorrectieForm(data, instance=item, initial={"version": item.version})
    context: dict[str, Any] = {
        "verslag": item.verslag,
        "bijeenkomst": item.verslag.bijeenkomst,
        "point": item.agendapunt,
        "form": form,
    }
    if data is not None and form.is_valid():
        try:
            services.correct_verslag_item(actor=request.user, item=item, **form.cleaned_data)
        except services.VerslagConflictError as conflict:
            start = {
                "body": conflict.yours,
                "version": conflict.current.version,
                "reason": form.cleaned_data["reason"],
            }
            context |= {"conflict": conflict, "form": CorrectieForm(initial=start)}
        except services.BijeenkomstError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De correctie staat in het verslag.")
            return redirect(f"{item.verslag.get_absolute_url()}#punt-{item.agendapunt_id}")
    return render(request, "bijeenkomsten/verslag_corrigeren.html", context)


@about_item("bijeenkomsten.view_item", "GET")
def difference(request: HttpRequest, item: VerslagItem, version: int) -> HttpResponse:
    """Show what one correction changed, in the words that every reader of the minutes has."""
    correctie = get_object_or_404(item.correcties.select_related("corrected_by"), version=version)
    history: Any = VerslagItem
    rows = history.pgh_event_model.objects.filter(pgh_obj=item).order_by("-pgh_id")
    before = rows.filter(version=version - 1).first()
    after = rows.filter(version=version).first()
    pieces = word_diff(
        readable(before.body) if before else "", readable(after.body) if after else ""
    )
    context = {
        "verslag": item.verslag,
        "bijeenkomst": item.verslag.bijeenkomst,
        "item": item,
        "correctie": correctie,
        "lines": lines_of(pieces),
        "changed": any(piece[0] != "same" for piece in pieces),
    }
    return render(request, "bijeenkomsten/verslag_correctie.html", context)
