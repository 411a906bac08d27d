"""Stories without names: writing, checking, reading, taking away."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import DetailView, ListView

from casussen import services
from casussen.enums import VerhaalState
from casussen.forms.verhalen import BesluitForm, VerhaalFilter, VerhaalForm
from casussen.herkenning import clues_of, find
from casussen.models import Casus, Verhaal
from casussen.services.verhalen import TEMPLATE, current_verhaal
from casussen.views.access import about_casus
from netwerk.kern.pages import OneObjectMixin, PagesMixin, about
from netwerk.kern.policy import OPEN, PolicyMixin, allowed, visible

PAGE_SIZE = 20
MEANWHILE = (
    "Iemand anders bewaarde dit verhaal intussen. Jouw tekst staat nog in het formulier. Kijk in "
    "een ander venster wat er is veranderd, en bewaar opnieuw."
)


class VerhalenView(PagesMixin, PolicyMixin, ListView):
    """The public stories, with filters in the address."""

    model = Verhaal
    permission = OPEN
    template_name = "casussen/verhalen.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Verhaal]:
        """Return what is public, also for who may read more."""
        self.filter = VerhaalFilter(self.request.GET, auto_id="filter_%s")
        self.filter.is_valid()
        chosen = self.filter.cleaned_data
        rows: Any = super().get_queryset()
        rows = rows.public().in_open_order().select_related("area_type").prefetch_related("themes")
        if chosen.get("thema"):
            rows = rows.filter(themes=chosen["thema"])
        if chosen.get("gebied"):
            rows = rows.filter(area_type=chosen["gebied"])
        return rows  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filter."""
        return super().get_context_data(
            filter=self.filter, filtered=any(self.filter.cleaned_data.values()), **kwargs
        )


class VerhaalView(OneObjectMixin, DetailView):
    """One story. Only members of the network who may read the casus learn which it is."""

    model = Verhaal
    permission = "casussen.view_verhaal"
    template_name = "casussen/verhaal.html"
    context_object_name = "verhaal"
    queryset = Verhaal.objects.select_related("casus", "area_type")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this reader may do and know."""
        user, verhaal = self.request.user, self.object
        inside = user.is_authenticated and user.in_network
        knows = inside and allowed(user, "casussen.view_casus", verhaal.casus)
        return super().get_context_data(**kwargs) | {
            "casus": verhaal.casus if knows else None,
            "may_write": allowed(user, "casussen.write_verhaal", verhaal.casus),
            "may_decide": allowed(user, "casussen.decide_verhaal", verhaal),
            "may_withdraw": allowed(user, "casussen.withdraw_verhaal", verhaal),
        }


@about_casus("casussen.write_verhaal", "GET", "POST")
def write(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Write the story of a casus, and ask somebody else to look."""
    verhaal = current_verhaal(casus)
    if verhaal and verhaal.state == VerhaalState.PUBLISHED:
        return redirect(verhaal)
    asks = "vraag" in request.POST
    initial = {"body": TEMPLATE} if verhaal is None else {"version": verhaal.version}
    form = VerhaalForm(
        request.POST or None, instance=verhaal, initial=initial, clues=clues_of(casus), asks=asks
    )
    stored = current_verhaal(casus)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                saved = services.save_verhaal(actor=request.user, casus=casus, **form.values())
                if asks:
                    services.submit_verhaal(actor=request.user, verhaal=saved)
        except services.ChangedMeanwhileError:
            form.add_error(None, MEANWHILE)
            form.data = form.data.copy()
            form.data["version"] = str(stored.version if stored else 0)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            return _kept(request, casus, asks=asks)
    context = {"casus": casus, "verhaal": stored, "form": form}
    return render(request, "casussen/verhaal_schrijven.html", context)


def _kept(request: HttpRequest, casus: Casus, *, asks: bool) -> HttpResponse:
    if asks:
        messages.success(request, "Een organisator of redacteur kijkt mee. Je krijgt bericht.")
        return redirect(casus)
    messages.success(request, "Je verhaal is bewaard. Alleen de schrijvers zien het.")
    return redirect("casussen:verhaal_write", casus.slug)


def _verhaal(request: HttpRequest, slug: str) -> Verhaal:
    rows = visible(request.user, Verhaal.objects.select_related("casus", "area_type"))
    return get_object_or_404(rows, slug=slug)


@about("casussen.decide_verhaal", ("GET", "POST"), _verhaal)
def decide(request: HttpRequest, verhaal: Verhaal) -> HttpResponse:
    """Read the story beside what must not be in it, and decide."""
    form = BesluitForm(request.POST or None, initial={"version": verhaal.version})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        verhaal.version = data.pop("version")
        try:
            decided = services.decide_verhaal(actor=request.user, verhaal=verhaal, **data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            return _decided(request, decided)
    casus = verhaal.casus
    found = find(verhaal.texts, clues_of(casus))
    context = {
        "verhaal": verhaal,
        "casus": casus,
        "people": [casus.casushouder, *(p.deelnemer for p in _parts(casus))],
        "words": [(hit, verhaal.explained.get(hit.key, "")) for hit in found],
        "form": form,
    }
    return render(request, "casussen/verhaal_besluit.html", context)


def _parts(casus: Casus) -> Any:
    return casus.deelnames.select_related("deelnemer")


def _decided(request: HttpRequest, verhaal: Verhaal) -> HttpResponse:
    if verhaal.state == VerhaalState.PUBLISHED:
        messages.success(request, "Het verhaal is openbaar. Wie het vroeg, krijgt bericht.")
        return redirect(verhaal)
    messages.success(request, "Het verhaal is terug bij de schrijvers, met jouw uitleg.")
    return redirect("casussen:verhalen")


@about("casussen.withdraw_verhaal", ("GET", "POST"), _verhaal)
def withdraw(request: HttpRequest, verhaal: Verhaal) -> HttpResponse:
    """Ask whether somebody is sure, and take the story away."""
    if request.method == "POST":
        try:
            services.withdraw_verhaal(actor=request.user, verhaal=verhaal)
        except services.CasusError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Het verhaal is weg. Het adres bestaat niet meer.")
        return redirect(reverse("casussen:verhalen"))
    return render(request, "casussen/verhaal_intrekken.html", {"verhaal": verhaal})
