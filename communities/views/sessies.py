"""Ending one's own sessions, this one or another; allauth's page ends all others at once."""

from typing import Any

from allauth.account.views import LogoutView
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect

from communities.sessies import device
from netwerk.kern.policy import OPEN, SIGNED_IN, needs


@needs(SIGNED_IN)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of the person who asks."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    end_sessions(request, [session])
    messages.success(request, f"Uitgelogd: {device(session.user_agent)}.")
    return redirect("usersessions_list")


class UitloggenView(LogoutView):
    """allauth's page; a browser then forgets what it kept of us.

    Not its cookies: that of the session is gone, and another says which browsers are known.
    """

    permission = OPEN

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log out."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
