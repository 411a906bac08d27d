"""Closing a conversation as a whole, and opening it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from communities import services
from communities.models import Gesprek
from communities.views.gesprekken import subject_or_404
from netwerk.kern import subjects
from netwerk.kern.policy import needs, require

METHODS = ["GET", "HEAD", "POST"]


@needs("communities.close_gesprek")
def close(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Ask whether it is certain; then nobody writes here any more, or people do again."""
    me: Any = request.user
    subject = subject_or_404(me, content_type_id, object_id)
    talk = Gesprek.about(subject)
    require(me, "communities.close_gesprek", talk)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method != "POST":
        context = {"gesprek": talk, "title": subjects.of(subject).title(subject)}
        return render(request, "communities/gesprek_sluiten.html", context)
    if request.POST.get("actie") == "open":
        services.reopen_gesprek(actor=me, subject=subject)
        messages.success(request, "Het gesprek is weer open.")
    else:
        services.close_gesprek(actor=me, subject=subject)
        messages.success(request, "Het gesprek is gesloten. Je kunt het weer openen.")
    return redirect(f"{talk.get_absolute_url()}#gesprek")
