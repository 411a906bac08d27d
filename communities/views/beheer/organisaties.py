"""The beheer of organisations: facts, names, what came after, and doubles.

Everything here is for a beheerder; what each act does stands in the services.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from communities import organisatielijst, services
from communities.forms import (
    AndereNaamForm,
    OokBekendForm,
    OpheffenForm,
    OrganisatieFilter,
    OrganisatieForm,
    SamenvoegForm,
)
from communities.models import Deelnemer, Organisatie
from netwerk.kern.pages import PagesMixin, View, only_with
from netwerk.kern.policy import PolicyMixin

MANAGE = "communities.manage_organisaties"
PER_PAGE = 50
PEOPLE_NAMED = 50


def about_organisatie(*methods: str) -> Callable[[View], View]:
    """Give a view its organisation; a refusal comes back as a message on its page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            organisatie = get_object_or_404(Organisatie.objects.with_side(), pk=pk)
            try:
                return view(request, organisatie, **kwargs)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return redirect("beheer_organisatie", pk)

        return only_with(MANAGE, *methods)(answered)

    return decorate


class OrganisatiesView(PagesMixin, PolicyMixin, ListView):
    """All organisations, with filters that stand in the address."""

    permission = MANAGE
    template_name = "beheer/organisaties.html"
    context_object_name = "organisaties"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Organisatie]:
        """Return the organisations that the filters let through, in order of name."""
        self.form = OrganisatieFilter(self.request.GET)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        rows = organisatielijst.filtered(Organisatie.objects.all(), chosen)
        return organisatielijst.with_people_and_names(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filters."""
        filtered = any(self.request.GET.get(name) for name in self.form.fields)
        return super().get_context_data(filter=self.form, is_filtered=filtered, **kwargs)


@only_with(MANAGE, "GET", "POST")
def add(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisatieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.add_organisatie(actor=request.user, **form.cleaned_data)
        messages.success(request, f"{made} staat in de lijst.")
        return redirect("beheer_organisatie", made.pk)
    context = {"form": form, "organisatie": None}
    return render(request, "beheer/organisatie_form.html", context, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.errors else 200


@about_organisatie("GET")
def detail(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Show one organisation: facts, names, what it came from, and who and what uses it."""
    people = Deelnemer.objects.active().filter(organisatie=organisatie)
    context = {
        "organisatie": organisatie,
        "names": organisatie.former_names.all(),
        "name_form": OokBekendForm(),
        "predecessors": organisatie.predecessors.all(),
        "split_offs": organisatie.split_offs.all(),
        "uses": services.uses_of(organisatie),
        "people": people.count(),
        "alike": organisatielijst.look_alikes(organisatie),
    }
    return render(request, "beheer/organisatie.html", context)


@about_organisatie("GET", "POST")
def change(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Mend the facts of an organisation."""
    form = OrganisatieForm(request.POST or None, instance=organisatie)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_organisatie(
                actor=request.user, organisatie=organisatie, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error("split_from" if error.code == "cycle" else "name", error)
        else:
            messages.success(request, "De gegevens zijn bewaard.")
            return redirect("beheer_organisatie", organisatie.pk)
    shown = Organisatie.objects.get(pk=organisatie.pk)  # the form changed the other one
    context = {"form": form, "organisatie": shown}
    return render(request, "beheer/organisatie_form.html", context, status=_status(form))


@about_organisatie("GET", "POST")
def rename(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Give an organisation another name, and keep the old one with its last day."""
    form = AndereNaamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_organisatie(
                actor=request.user, organisatie=organisatie, **form.cleaned_data
            )
        except ValidationError as error:
            field = "since" if error.code in {"future", "order"} else "name"
            form.add_error(field, error)
        else:
            messages.success(request, f"De organisatie heet nu {form.cleaned_data['name']}.")
            return redirect("beheer_organisatie", organisatie.pk)
    context = {"form": form, "organisatie": organisatie}
    return render(request, "beheer/organisatie_naam.html", context, status=_status(form))


@about_organisatie("POST")
def add_name(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Keep a name that people use beside the official one."""
    form = OokBekendForm(request.POST)
    if not form.is_valid():
        raise ValidationError("Vul een naam in van hoogstens 200 tekens.")
    name = form.cleaned_data["name"]
    services.add_name(actor=request.user, organisatie=organisatie, name=name)
    messages.success(request, f"Wie {name} zoekt, vindt nu {organisatie}.")
    return redirect("beheer_organisatie", organisatie.pk)


@about_organisatie("GET", "POST")
def remove_name(request: HttpRequest, organisatie: Organisatie, name: int) -> HttpResponse:
    """Ask whether it is certain, then take another name away."""
    row = get_object_or_404(organisatie.former_names, pk=name)
    if request.method == "POST":
        services.remove_name(actor=request.user, name=row)
        messages.success(request, f"De naam {row} is weg.")
        return redirect("beheer_organisatie", organisatie.pk)
    context = {"organisatie": organisatie, "name": row}
    return render(request, "beheer/organisatie_naam_weg.html", context)


@about_organisatie("GET", "POST")
def end(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Say that an organisation is no more; who moves along is shown before anything is done."""
    form = OpheffenForm(request.POST or None, organisatie=organisatie)
    people = Deelnemer.objects.filter(organisatie=organisatie)
    valid = request.method == "POST" and form.is_valid()
    if valid and ("gezien" in request.POST or not form.cleaned_data["move_people"]):
        moved = services.end_organisatie(
            actor=request.user, organisatie=organisatie, **form.cleaned_data
        )
        where = form.cleaned_data["successor"]
        also = f" {moved} mensen horen nu bij {where}." if moved else ""
        messages.success(request, f"Bewaard: {organisatie} bestaat niet meer.{also}")
        return redirect("beheer_organisatie", organisatie.pk)
    context = {
        "form": form,
        "organisatie": organisatie,
        "total": people.count(),
        "people": people[:PEOPLE_NAMED],
        "preview": valid,
    }
    return render(request, "beheer/organisatie_opheffen.html", context, status=_status(form))


@about_organisatie("GET", "POST")
def revive(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Ask whether it is certain, then say that the organisation exists after all."""
    if request.method == "POST":
        services.revive_organisatie(actor=request.user, organisatie=organisatie)
        messages.success(request, f"{organisatie} bestaat weer.")
        return redirect("beheer_organisatie", organisatie.pk)
    context = {"organisatie": organisatie}
    return render(request, "beheer/organisatie_herleven.html", context)


@about_organisatie("GET", "POST")
def merge(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Choose which organisation stays, see what moves, and make one of the two."""
    form = SamenvoegForm(request.POST or request.GET or None, organisatie=organisatie)
    into = form.cleaned_data["met"] if form.is_bound and form.is_valid() else None
    if request.method == "POST" and into is not None:
        kept = services.merge_organisaties(actor=request.user, double=organisatie, into=into)
        messages.success(request, f"{organisatie} is samengevoegd met {kept}.")
        return redirect("beheer_organisatie", kept.pk)
    context = {
        "form": form,
        "organisatie": organisatie,
        "into": into,
        "uses": services.uses_of(organisatie),
        "alike": organisatielijst.look_alikes(organisatie),
    }
    return render(request, "beheer/organisatie_samenvoegen.html", context, status=_status(form))


@about_organisatie("GET", "POST")
def delete(request: HttpRequest, organisatie: Organisatie) -> HttpResponse:
    """Ask whether it is certain, then take away an organisation that nothing points at."""
    if request.method == "POST":
        services.delete_organisatie(actor=request.user, organisatie=organisatie)
        messages.success(request, f"{organisatie} is uit de lijst.")
        return redirect("beheer_organisaties")
    context = {"organisatie": organisatie, "uses": services.uses_of(organisatie)}
    return render(request, "beheer/organisatie_weg.html", context)
