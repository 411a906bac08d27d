"""Error pages: clear, in Dutch, and with a way on."""

import sys
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netwerk.kern.api.middleware import is_api
from netwerk.kern.api.problems import problem
from netwerk.kern.toezicht import vraag
from netwerk.views.storing import trouble_of, unavailable


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer "visible but forbidden"; who is not signed in is sent to the login page and back.

    A program is sent nowhere.
    """
    if is_api(request):
        return problem(403)
    if not request.user.is_authenticated:
        target = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
        return redirect_to_login(target)
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer alike for what does not exist and for what this person may not know of."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours, or one of the database, without the database."""
    if trouble := trouble_of(sys.exception()):
        return unavailable(request, trouble)
    return render(None, "500.html", {"kenmerk": vraag.number()}, status=500)  # type: ignore[arg-type]


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """Answer a form that was open too long, or came from another site."""
    return render(request, "403_csrf.html", status=403)
