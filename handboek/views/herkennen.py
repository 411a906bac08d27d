"""Another casus recognises a les or contradicts it, takes that back, and a redacteur settles it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casussen.models import Casus
from handboek import services
from handboek.enums import Stance
from handboek.forms import HerkenForm, NoteForm
from handboek.knopen import casus_shown
from handboek.models import Bevinding, Herkenning, Les
from handboek.plaatsen import spoken_for_by
from handboek.views.desk import Act
from netwerk.kern.pages import about
from netwerk.kern.policy import visible

DONE = {
    Stance.RECOGNISED: "Dank je. De les wordt er sterker van.",
    Stance.CONTRADICTED: "Dank je. De redactie kijkt wat dit voor de les betekent.",
}


def _les(request: HttpRequest, number: int) -> Les:
    rows = visible(request.user, Les.objects.select_related("community"))
    return get_object_or_404(rows, number=number)


def _herkenning(request: HttpRequest, number: int, pk: int) -> Herkenning:
    rows = Herkenning.objects.standing().select_related("les", "casus__area_type", "community")
    return get_object_or_404(visible(request.user, rows), les__number=number, pk=pk)


def _choices(user: Any, les: Les) -> Any:
    """Return the casussen for which this person can still say something of a les."""
    said = Herkenning.objects.standing().filter(les=les).order_by().values("casus")
    source = Bevinding.objects.filter(lessen=les).order_by()
    rows = spoken_for_by(user).exclude(pk__in=said)
    own = source.filter(casus__isnull=False).values("casus")
    minutes = source.filter(verslag_item__agendapunt__casus__isnull=False)
    return (
        rows.exclude(pk__in=own)
        .exclude(pk__in=minutes.values("verslag_item__agendapunt__casus"))
        .order_by("title", "pk")
    )


@about("handboek.recognise_les", ("GET", "POST"), _les, "number")
def recognise(request: HttpRequest, les: Les) -> HttpResponse:
    """Ask for which casus somebody speaks, and what they see there."""
    casussen = _choices(request.user, les)
    asked = request.GET.get("zie", "")
    form = HerkenForm(
        request.POST or None,
        casussen=casussen,
        initial={"stance": asked if asked in Stance.values else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.recognise_les(actor=request.user, les=les, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("casus", error)
        else:
            messages.success(request, DONE[form.cleaned_data["stance"]])
            return redirect(f"{les.get_absolute_url()}#herkend")
    return render(
        request,
        "handboek/herken.html",
        {"form": form, "les": les, "casussen": casussen},
    )


@about("handboek.take_back_herkenning", ("GET", "POST"), _herkenning, "number", "pk")
def take_back(request: HttpRequest, herkenning: Herkenning) -> HttpResponse:
    """Ask, and take it back."""
    if request.method == "POST":
        services.take_back_herkenning(actor=request.user, herkenning=herkenning)
        messages.success(request, "Teruggenomen. Het telt niet meer mee.")
        return redirect(herkenning.les)
    context = {
        "herkenning": herkenning,
        "les": herkenning.les,
        "source": casus_shown(Casus.objects.get(pk=herkenning.casus_id), visible=True),
    }
    return render(request, "handboek/herken_terug.html", context)


class SettleHerkenningView(Act):
    """Says why what another casus said does not count against an advies."""

    permission = "handboek.link_les"
    done = "De tegenspraak is afgehandeld. Deze casus telt niet meer tegen het advies."

    def act(self) -> None:
        """Call the service."""
        rows = Herkenning.objects.standing().filter(les__gebruik__advies=self.object)
        herkenning = get_object_or_404(rows, pk=self.kwargs["herkenning"])
        note = self.form_data(NoteForm(self.request.POST))["note"]
        services.settle_herkenning(
            actor=self.request.user, advies=self.object, herkenning=herkenning, note=note
        )
