"""Publicaties with what rests on them, for everybody; adding and tying them, for redacteuren."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import ListView

from casussen.services import ChangedMeanwhileError
from handboek import publicaties, services
from handboek.forms import PublicatieForm, TieForm
from handboek.models import Advies, Les, Publicatie
from netwerk.kern.pages import PagesMixin, about, only_with
from netwerk.kern.policy import OPEN, allowed, require
from netwerk.kern.zoeken.zoeken import build_query, normalise

PAGE = 25


class PublicatiesView(PagesMixin, ListView):
    """All publicaties, each with the adviezen that rest on it."""

    permission = OPEN
    model = Publicatie
    template_name = "handboek/publicaties.html"
    paginate_by = PAGE

    def get_queryset(self) -> Any:
        """Search in title and authors."""
        query = build_query(normalise(self.request.GET.get("q", "")))
        rows = Publicatie.objects.order_by("title", "pk")
        return rows.filter(search_vector=query) if query else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what rests on each."""
        context = super().get_context_data(**kwargs)
        user, rows = self.request.user, list(context["page_obj"])
        adviezen = publicaties.rests_on(rows)
        lessen = publicaties.lessen_on(user, rows)
        return context | {
            "rows": [
                {
                    "publicatie": row,
                    "adviezen": adviezen.get(row.pk, []),
                    "lessen": lessen.get(row.pk, []),
                }
                for row in rows
            ],
            "q": normalise(self.request.GET.get("q", "")),
            "may_manage": allowed(user, "handboek.manage_publicaties"),
        }


def _publicatie(request: HttpRequest, pk: int) -> Publicatie:
    require(request.user, "handboek.manage_publicaties")
    return get_object_or_404(Publicatie, pk=pk)


@only_with("handboek.manage_publicaties", "GET", "POST")
def create(request: HttpRequest) -> HttpResponse:
    """Add one."""
    form = PublicatieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("seen")
        row = services.create_publicatie(actor=request.user, **form.cleaned_data)
        messages.success(request, "Bewaard. Zet de publicatie nu onder een les of een advies.")
        return redirect("handboek:publicatie", row.pk)
    return render(request, "handboek/publicatie_form.html", {"form": form})


@about("handboek.manage_publicaties", ("GET", "POST"), _publicatie, "pk")
def change(request: HttpRequest, publicatie: Publicatie) -> HttpResponse:
    """Change one; below the form stands where it is tied."""
    form = PublicatieForm(request.POST or None, instance=Publicatie.objects.get(pk=publicatie.pk))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            services.update_publicatie(
                actor=request.user, publicatie=publicatie, seen=values.pop("seen"), **values
            )
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = Publicatie.objects.get(pk=publicatie.pk).mark()
        else:
            messages.success(request, "Bewaard.")
            return redirect("handboek:publicatie", publicatie.pk)
    return _page(request, publicatie, form, _tie_form(request, None))


@about("handboek.manage_publicaties", ("POST",), _publicatie, "pk")
def tie(request: HttpRequest, publicatie: Publicatie) -> HttpResponse:
    """Put it under a les or an advies."""
    form = _tie_form(request, request.POST)
    if form.is_valid():
        try:
            services.tie_publicatie(
                actor=request.user, publicatie=publicatie, to=form.cleaned_data["to"]
            )
        except ValidationError as error:
            form.add_error("nummer", error)
        else:
            messages.success(request, "De publicatie staat eronder.")
            return redirect("handboek:publicatie", publicatie.pk)
    return _page(request, publicatie, PublicatieForm(instance=publicatie), form)


@about("handboek.manage_publicaties", ("POST",), _publicatie, "pk")
def untie(request: HttpRequest, publicatie: Publicatie, soort: str, number: int) -> HttpResponse:
    """Take it from under a les or an advies."""
    model: Any = Les if soort == "les" else Advies
    to = get_object_or_404(model, number=number, publicaties=publicatie)
    try:
        services.untie_publicatie(actor=request.user, publicatie=publicatie, to=to)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "De publicatie is losgemaakt.")
    return redirect("handboek:publicatie", publicatie.pk)


def _tie_form(request: HttpRequest, data: Any) -> TieForm:
    user: Any = request.user
    return TieForm(
        data,
        lessen=Les.objects.visible_to(user),
        adviezen=Advies.objects.visible_to(user),
        auto_id="bij_%s",
    )


def _page(
    request: HttpRequest, publicatie: Publicatie, form: PublicatieForm, tie_form: TieForm
) -> HttpResponse:
    context = {
        "form": form,
        "tie_form": tie_form,
        "publicatie": Publicatie.objects.get(pk=publicatie.pk),
        "lessen": publicatie.lessen.order_by("number"),
        "adviezen": publicatie.adviezen.order_by("number"),
        "lijst": reverse("handboek:publicaties"),
    }
    return render(request, "handboek/publicatie_form.html", context)
