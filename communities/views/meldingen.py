"""Reporting a post or a topic, and what became of one's own reports."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.generic import ListView

from communities import moderatie, services
from communities.forms.moderatie import MeldingForm
from communities.models import Melding, Onderwerp, Zaak
from communities.views.gesprekken import reactie_or_404
from communities.views.onderwerpen import about_onderwerp
from netwerk.kern.pages import PagesMixin
from netwerk.kern.policy import SIGNED_IN, PolicyMixin, needs, require

METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 20


@needs("communities.report_reactie")
def report_reactie(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a post does not belong here."""
    found = reactie_or_404(request, pk)
    require(request.user, "communities.report_reactie", found)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    return _report(request, found)


@about_onderwerp("communities.report_onderwerp", "GET", "POST")
def report_onderwerp(request: HttpRequest, onderwerp: Onderwerp) -> HttpResponse:
    """Say that a topic does not belong here."""
    return _report(request, onderwerp)


def _report(request: HttpRequest, thing: moderatie.Thing) -> HttpResponse:
    me: Any = request.user
    form = MeldingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.report(actor=me, thing=thing, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, "Bedankt voor je melding. Je krijgt mail zodra er een besluit is."
            )
            return redirect("moderatie:gemeld")
    context = {
        "form": form,
        "thing": thing,
        "noun": moderatie.noun(thing),
        "the": moderatie.the(thing),
        "text": moderatie.text_of(thing),
    }
    status = 422 if form.errors else 200
    return render(request, "communities/moderatie/melden.html", context, status=status)


@needs("communities.view_reactie")
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the decision about a post, for who may read that."""
    found = reactie_or_404(request, pk)
    zaak = Zaak.objects.visible_to(request.user).about(found).first()
    if zaak is None:
        raise Http404
    if request.method not in METHODS[:2]:
        return HttpResponseNotAllowed(METHODS[:2])
    return redirect(zaak)


class GemeldView(PagesMixin, PolicyMixin, ListView):
    """What somebody reported, and what came of it."""

    permission = SIGNED_IN
    model = Melding
    template_name = "communities/moderatie/gemeld.html"
    context_object_name = "meldingen"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Melding]:
        """Fetch one's own reports only, newest first."""
        rows = Melding.objects.filter(reported_by=self.request.user.pk)
        return rows.select_related("zaak__content_type").order_by("-pk")
