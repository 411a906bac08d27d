"""Ending one of one's own sessions; allauth's page lists them and ends all others."""

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect

from communities.sessies import device
from netwerk.kern.policy import SIGNED_IN, needs


@needs(SIGNED_IN)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of the person who asks."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    end_sessions(request, [session])
    messages.success(request, f"Uitgelogd: {device(session.user_agent)}.")
    return redirect("usersessions_list")
