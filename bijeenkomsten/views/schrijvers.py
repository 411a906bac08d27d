"""Who writes along at the minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import SchrijverForm
from bijeenkomsten.models import Verslag
from bijeenkomsten.views.access import about_verslag
from netwerk.kern.pages import number_of


@about_verslag("bijeenkomsten.manage_writers", "GET", "POST")
def writers(request: HttpRequest, verslag: Verslag) -> HttpResponse:
    """Show who writes along; add somebody, or take the pen back (``weg``)."""
    data = request.POST if request.method == "POST" and "weg" not in request.POST else None
    form = SchrijverForm(data, verslag=verslag)
    here = redirect("bijeenkomsten:verslag_writers", verslag.bijeenkomst.slug)
    try:
        if key := number_of(request.POST.get("weg")):
            person = get_object_or_404(verslag.writers.all(), pk=key)
            services.remove_writer(actor=request.user, verslag=verslag, deelnemer=person)
            messages.success(request, f"{person} schrijft niet meer mee.")
            return here
        if data is not None and form.is_valid():
            person = form.cleaned_data["deelnemer"]
            services.add_writer(actor=request.user, verslag=verslag, deelnemer=person)
            messages.success(request, f"{person} schrijft nu mee.")
            return here
    except services.BijeenkomstError as error:
        form.add_error(None, str(error))
    context = {
        "verslag": verslag,
        "bijeenkomst": verslag.bijeenkomst,
        "form": form,
        "writers": verslag.writers.order_by("sort_name", "pk"),
        "owners": verslag.items.filter(agendapunt__owner__isnull=False).select_related(
            "agendapunt__owner"
        ),
    }
    return render(request, "bijeenkomsten/verslag_schrijvers.html", context)
