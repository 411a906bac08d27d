"""What was removed and can still be put back.

A beheerder sees of which kind it is, where it stood, who wrote it and when it went; not what
it says, nor the title of something closed.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from communities import rechten, services
from communities.models import Community, Reactie
from communities.models.gesprekken import KEPT_FOR
from netwerk.kern import subjects
from netwerk.kern.pages import PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin

MANAGE = "communities.manage_members"
PER_PAGE = 50


@dataclass(frozen=True)
class Item:
    """One removed post, without what it says."""

    reactie: Reactie
    place: str


def _place(reactie: Reactie, names: dict[int, str]) -> str:
    """Say where it stood: a kind of thing, and a community."""
    about: Any = reactie.gesprek.subject
    if about is None:
        return "iets wat er niet meer is"
    if isinstance(about, Community):
        return f"het gesprek van {about}"
    kind = subjects.of(about).label
    community = names.get(getattr(about, "community_id", 0), "")
    return f"{kind} in {community}" if community else str(kind)


class PrullenbakView(PagesMixin, PolicyMixin, ListView):
    """What was removed in the last thirty days, newest first."""

    permission = MANAGE
    template_name = "beheer/prullenbak.html"
    context_object_name = "posts"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Reactie]:
        """Fetch the posts with who wrote and who removed them."""
        rows = Reactie.objects.in_trash().select_related("author", "removed_by")
        return rows.prefetch_related("gesprek__subject").defer("body").order_by("-removed_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where each of them stood."""
        context = super().get_context_data(**kwargs)
        names = rechten.community_names()
        items = [Item(reactie, _place(reactie, names)) for reactie in context["posts"]]
        return context | {"items": items, "days": KEPT_FOR.days}


@only_with(MANAGE, "GET", "POST")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then put one post back."""
    rows = Reactie.objects.select_related("author", "removed_by", "gesprek")
    found = get_object_or_404(rows.filter(removed_at__isnull=False), pk=pk)
    if request.method != "POST":
        place = _place(found, rechten.community_names())
        return render(request, "beheer/prullenbak_terug.html", {"reactie": found, "place": place})
    try:
        services.restore_reactie(actor=request.user, reactie=found)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "De reactie staat er weer.")
    return redirect("beheer_prullenbak")
