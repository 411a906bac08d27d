"""The beheer of the terms: write a next version, look at it, and let it hold."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import ListView

from communities.forms.openbaar import VoorwaardenForm
from communities.models import Deelnemer, Voorwaarden
from communities.services import voorwaarden as services
from netwerk.kern.pages import PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin

WRITES = "communities.write_terms"
PER_PAGE = 20


class VoorwaardenView(PagesMixin, PolicyMixin, ListView):
    """Every version with who agreed to it, and the draft of the next."""

    permission = WRITES
    template_name = "beheer/voorwaarden.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Voorwaarden]:
        """Return what holds and held, newest first."""
        rows = Voorwaarden.objects.published().defer("text").select_related("published_by")
        return rows.annotate(agreed=Count("akkoorden"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the draft."""
        return super().get_context_data(**kwargs) | {"draft": Voorwaarden.objects.drafts().first()}


@only_with(WRITES, "GET", "POST")
def write(request: HttpRequest) -> HttpResponse:
    """Write the draft of the next version; it begins as the text that holds."""
    draft = Voorwaarden.objects.drafts().first()
    start = draft or Voorwaarden.objects.current()
    initial = {"text": start.text if start else "", "changes": draft.changes if draft else ""}
    form = VoorwaardenForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        services.write_terms(actor=request.user, **form.cleaned_data)
        return redirect("beheer_voorwaarden_publiceren")
    status = 422 if form.errors else 200
    context = {"form": form, "draft": draft}
    return render(request, "beheer/voorwaarden_schrijven.html", context, status=status)


@only_with(WRITES, "GET", "POST")
def publish(request: HttpRequest) -> HttpResponse:
    """Show the draft as people will see it and whom it asks; let it hold when that is wanted."""
    error = ""
    if request.method == "POST":
        try:
            terms = services.publish_terms(
                actor=request.user, expected=request.POST.get("expected", "")
            )
        except ValidationError as problem:
            error = " ".join(problem.messages)
        else:
            messages.success(
                request, f"Versie {terms.version} geldt nu. Iedereen krijgt hem eerst te zien."
            )
            return redirect("beheer_voorwaarden")
    draft = Voorwaarden.objects.drafts().first()
    if draft is None:
        if error:
            messages.error(request, error)
        return redirect("beheer_voorwaarden")
    context = {"draft": draft, "people": Deelnemer.objects.active().count(), "error": error}
    status = 422 if error else 200
    return render(request, "beheer/voorwaarden_publiceren.html", context, status=status)
