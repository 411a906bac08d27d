"""The questions that came in through the contact page."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import ListView

from communities import services
from communities.models import Contactbericht
from netwerk.kern.pages import PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin

HANDLES = "communities.handle_questions"
PER_PAGE = 20
OPEN, HANDLED = "open", "afgehandeld"


class VragenView(PagesMixin, PolicyMixin, ListView):
    """What waits for an answer, oldest first; or what was answered, newest first."""

    permission = HANDLES
    template_name = "beheer/vragen.html"
    context_object_name = "vragen"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Contactbericht]:
        """Return one of the two lists."""
        rows = Contactbericht.objects.visible_to(self.request.user).select_related("handled_by")
        if self.state == HANDLED:
            return rows.filter(handled_at__isnull=False).order_by("-handled_at", "-pk")
        return rows.open().order_by("pk")

    @property
    def state(self) -> str:
        """Return which list the address asks for."""
        return HANDLED if self.request.GET.get("stand") == HANDLED else OPEN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tabs."""
        context = super().get_context_data(**kwargs)
        tabs = [
            {"sleutel": OPEN, "tekst": "Wacht op antwoord", "url": "./"},
            {"sleutel": HANDLED, "tekst": "Afgehandeld", "url": f"?stand={HANDLED}"},
        ]
        return context | {"state": self.state, "tabs": tabs}


@only_with(HANDLES, "POST")
def handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a question off, or put it back."""
    vraag = get_object_or_404(Contactbericht.objects.visible_to(request.user), pk=pk)
    handled = "terug" not in request.POST
    services.set_handled(actor=request.user, vraag=vraag, handled=handled)
    said = "is afgehandeld" if handled else "wacht weer op antwoord"
    messages.success(request, f"De vraag van {vraag.name} {said}.")
    return redirect("beheer_vragen")
