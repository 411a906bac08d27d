"""Themes by area: how many casussen there are, and where there is none yet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casussen.forms.vinden import WhiteSpotsFilter
from casussen.models import Casus
from casussen.wittevlekken import matrix
from netwerk.kern.pages import only_with
from netwerk.kern.policy import OPEN, allowed, visible


@only_with(OPEN, "GET")
def white_spots(request: HttpRequest) -> HttpResponse:
    """Show for every theme in every area the casussen that this person may see."""
    form = WhiteSpotsFilter(request.GET, auto_id="filter_%s")
    form.is_valid()
    community = form.cleaned_data.get("community")
    rows: Any = visible(request.user, Casus.objects.all())
    may_add = allowed(request.user, "casussen.add_casus", community)
    return render(
        request,
        "casussen/wittevlekken.html",
        {
            "filter": form,
            "community": community,
            "matrix": matrix(rows, community),
            "may_add": may_add,
            "invite": reverse("casussen:create") if may_add else reverse("about") + "#meedoen",
        },
    )
