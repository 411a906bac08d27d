"""The screens of accountability: what to look at again, who is responsible, what leaked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from netwerk.kern.pages import PagesMixin, about, only_with
from netwerk.kern.policy import OPEN, PolicyMixin, needs
from netwerk.kern.verantwoording import punten, services
from netwerk.kern.verantwoording.forms import DatalekForm, NakijkForm, RegelingForm
from netwerk.kern.verantwoording.models import Datalek, Regeling

MANAGE = "verantwoording.manage"
VIEW = "verantwoording.view_datalek"
PER_PAGE = 20


@needs(OPEN)
@require_safe
def responsible(request: HttpRequest) -> HttpResponse:
    """Tell everybody who run the network together, and whom to ask (AVG art. 26)."""
    context = {"regeling": Regeling.objects.first()}
    return render(request, "verantwoording/verantwoordelijk.html", context)


@only_with(MANAGE, "GET")
def points(request: HttpRequest) -> HttpResponse:
    """Show what must be looked at again, what is late first."""
    standen = sorted(punten.standen(), key=lambda each: not each.is_late)
    return render(request, "verantwoording/nakijken.html", {"standen": standen})


@only_with(MANAGE, "GET", "POST")
def point(request: HttpRequest, key: str) -> HttpResponse:
    """Write down that somebody looked at one point."""
    if key not in punten.PUNTEN:
        raise Http404
    stand = punten.stand_of(key)
    data = request.POST if request.method == "POST" else None
    form = NakijkForm(data, instance=stand.row, punt=stand.punt)
    if data is not None and form.is_valid():
        services.look_at(actor=request.user, punt=stand.punt, **form.cleaned_data)
        messages.success(request, f"Bewaard: {stand.punt.label}.")
        return redirect("beheer_nakijken")
    context = {"stand": punten.stand_of(key), "form": form}
    status = 422 if form.errors else 200
    return render(request, "verantwoording/nakijkpunt.html", context, status=status)


@only_with(MANAGE, "GET", "POST")
def write_regeling(request: HttpRequest) -> HttpResponse:
    """Fill in who run the network together."""
    data = request.POST if request.method == "POST" else None
    form = RegelingForm(data, instance=Regeling.objects.first())
    if data is not None and form.is_valid():
        try:
            services.write_regeling(
                actor=request.user,
                expected=form.cleaned_data["expected"],
                values=form.values(),
            )
        except ValidationError as error:
            _keep_typed(form, error, Regeling.objects.first())
        else:
            messages.success(request, "Bewaard. Iedereen kan het nu lezen.")
            return redirect("verantwoordelijk")
    status = 422 if form.errors else 200
    return render(request, "verantwoording/regeling.html", {"form": form}, status=status)


class DatalekkenView(PagesMixin, PolicyMixin, ListView):
    """The register of breaches, newest first."""

    permission = MANAGE
    template_name = "verantwoording/datalekken.html"
    context_object_name = "datalekken"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Datalek]:
        """Return them without their texts."""
        rows = Datalek.objects.visible_to(self.request.user)
        return rows.only("title", "noticed_at", "authority", "reported_at", "people_told")


def _datalek(request: HttpRequest, pk: int) -> Datalek:
    rows = Datalek.objects.visible_to(request.user).select_related("created_by", "changed_by")
    return get_object_or_404(rows, pk=pk)


@only_with(MANAGE, "GET", "POST")
def add_datalek(request: HttpRequest) -> HttpResponse:
    """Put a breach in the register."""
    form = DatalekForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = services.record_datalek(actor=request.user, values=form.values())
        messages.success(request, "Het datalek staat in het register.")
        return redirect("beheer_datalek", made.pk)
    return _form(request, form, None)


@about(VIEW, ("GET",), _datalek, "pk")
def datalek(request: HttpRequest, found: Datalek) -> HttpResponse:
    """Show one breach, to read or to print, with the hours that are left."""
    return render(request, "verantwoording/datalek.html", {"datalek": found})


@about(VIEW, ("GET", "POST"), _datalek, "pk")
def change_datalek(request: HttpRequest, found: Datalek) -> HttpResponse:
    """Add what is known by now."""
    data = request.POST if request.method == "POST" else None
    form = DatalekForm(data, instance=_datalek(request, found.pk))
    if data is not None and form.is_valid():
        try:
            services.change_datalek(
                actor=request.user,
                datalek=found,
                expected=form.cleaned_data["expected"],
                values=form.values(),
            )
        except ValidationError as error:
            _keep_typed(form, error, _datalek(request, found.pk))
        else:
            messages.success(request, "Bewaard.")
            return redirect("beheer_datalek", found.pk)
    return _form(request, form, found)


def _keep_typed(form: Any, error: ValidationError, row: Any) -> None:
    """Show what was typed once more, ready to be saved over what it is now."""
    form.add_error(None, error)
    form.data = form.data.copy()
    form.data["expected"] = row.mark() if row else ""


def _form(request: HttpRequest, form: DatalekForm, found: Datalek | None) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "datalek": found}
    return render(request, "verantwoording/datalek_form.html", context, status=status)
