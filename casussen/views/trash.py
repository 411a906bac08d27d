"""Throwing a casus away, and the page from which it comes back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from casussen import services
from casussen.forms.schrijven import TrashForm
from casussen.models import Casus
from casussen.models.casussen import KEPT_IN_TRASH
from casussen.views.access import about_casus
from netwerk.kern.pages import PagesMixin
from netwerk.kern.policy import SIGNED_IN, PolicyMixin, needs

PAGE_SIZE = 20


@about_casus("casussen.throw_away_casus", "GET", "POST")
def throw_away(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Ask why, and throw the casus away; or say what rests on it, so that it cannot go."""
    resting = services.resting_on(casus)
    form = TrashForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.throw_away_casus(
                actor=request.user, casus=casus, reason=form.cleaned_data["reason"]
            )
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De casus is weg. Hieronder zet je hem terug.")
            return redirect("casussen:trash")
    context = {"casus": casus, "form": form, "resting": resting, "days": KEPT_IN_TRASH.days}
    return render(request, "casussen/weggooien.html", context)


class CasusTrashView(PagesMixin, PolicyMixin, ListView):
    """What this person can take back: the casussen that they hold or lead, newest first."""

    model = Casus
    permission = SIGNED_IN
    template_name = "casussen/prullenbak.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Casus]:
        """Return only rows that this person can take back."""
        rows = Casus.objects.to_take_back_by(self.request.user)
        return rows.select_related("community", "deleted_by").order_by("-deleted_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how long it stays."""
        return super().get_context_data(days=KEPT_IN_TRASH.days, **kwargs)


@needs(SIGNED_IN)
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one casus out of the trash."""
    casus = get_object_or_404(Casus.objects.to_take_back_by(request.user), slug=slug)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        services.take_back_casus(actor=request.user, casus=casus)
    except services.CasusError as error:
        messages.warning(request, str(error))
        return redirect("casussen:trash")
    messages.success(request, "De casus is terug. Wie hem kon lezen, leest hem weer.")
    return redirect(casus)
