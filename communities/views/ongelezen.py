"""The conversations in which something is new to somebody, and the end of that."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from communities import ongelezen, services
from communities.bladeren import key_of
from communities.models import Gesprek
from netwerk.kern.pages import only_with

PER_PAGE = 20
PERMISSION = "communities.read_conversations"


@only_with(PERMISSION, "GET")
def unread(request: HttpRequest) -> HttpResponse:
    """Show what is new, the newest first; ``voor`` is the key that the next page begins under."""
    rows = ongelezen.talks(request.user).prefetch_related("subject")
    before = key_of(request.GET.get("voor"))
    if before:
        rows = rows.filter(newest__lt=before)
    found = list(rows[: PER_PAGE + 1])
    newest = Gesprek.objects.visible_to(request.user).aggregate(last=Max("newest"))["last"]
    context = {
        "talks": ongelezen.details(request.user, found[:PER_PAGE]),
        "older": found[PER_PAGE - 1].newest if len(found) > PER_PAGE else None,
        "before": before,
        "read_to": newest or 0,
    }
    return render(request, "communities/ongelezen.html", context)


@only_with(PERMISSION, "POST")
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read that was there when the page was made; what came since then stays new."""
    person: Any = request.user
    services.mark_all_read(actor=person, read_to=key_of(request.POST.get("tot")) or 0)
    return redirect("ongelezen")
