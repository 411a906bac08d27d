"""For whom a program asks: the owner of the key in ``Authorization``, or nobody.

The same questions as of somebody who logs in: is the account open, was the second step made, did
they agree to the terms. A key that does not work (any more) is refused, also where a visitor may
read: a program must hear that, and not quietly get less. A session is never looked at.
"""

from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

from communities import akkoord, services, tweede_stap
from communities.models import ApiSleutel
from communities.services.sleutels import PREFIX, digest_of
from netwerk.kern.api.middleware import is_api
from netwerk.kern.api.problems import problem

FROM_ONE_PLACE = "300/m/ip"  # a whole town hall may share one address
WITH_ONE_KEY = "300/m/key"
WAIT = {"Retry-After": "60"}
ASK = {"WWW-Authenticate": 'Bearer realm="api"'}
WRONG = {"WWW-Authenticate": 'Bearer realm="api", error="invalid_token"'}


class ApiToegangMiddleware:
    """Puts the owner of the key in the place of who is logged in; only in the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer, or say why this key does not open the door."""
        if not is_api(request):
            return self.get_response(request)
        given = request.headers.get("Authorization")
        sleutel = None if given is None else _find(given)
        if not _passes(request, sleutel):
            return problem(429, headers=WAIT)
        if given is not None and sleutel is None:
            return problem(401, "Deze API-sleutel werkt niet of niet meer.", headers=WRONG)
        if sleutel is not None:
            request.user, request.sleutel = sleutel.deelnemer, sleutel
            if why := _objection(request):
                return problem(403, why)
        response = self.get_response(request)
        if sleutel is not None and response.status_code < 400:
            services.used_today(sleutel)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Ask for a key where a visitor may not read: a program cannot go to the login page."""
        if not is_api(request) or request.user.is_authenticated:
            return None
        if getattr(view, "login_required", True):
            return problem(401, "Stuur je API-sleutel mee.", headers=ASK)
        return None


def _find(given: str) -> ApiSleutel | None:
    """Return the key that works, and nothing for any other."""
    kind, _, key = given.partition(" ")
    if kind.lower() != "bearer" or not key.startswith(PREFIX):
        return None
    rows = ApiSleutel.objects.select_related("deelnemer__organisatie")
    found = rows.filter(digest=digest_of(key.strip())).first()
    return found if found is not None and found.works else None


def _objection(request: HttpRequest) -> str:
    """Say what the owner must do first; "" when nothing is in the way."""
    if tweede_stap.is_missing(request):
        return (
            "Jij beslist voor anderen. Log in met je tweede stap en maak een nieuwe API-sleutel: "
            "deze is zonder tweede stap gemaakt."
        )
    if akkoord.is_missing(request):
        return "Er zijn nieuwe voorwaarden. Log in op het netwerk en lees ze eerst."
    return ""


def _passes(request: HttpRequest, sleutel: ApiSleutel | None) -> bool:
    """Count one request; of a key by the key, of everything else by where it comes from."""
    usage = ratelimit.consume(
        request,
        app="communities",
        action="api" if sleutel is None else "api_sleutel",
        config={"api": FROM_ONE_PLACE, "api_sleutel": WITH_ONE_KEY},
        key=None if sleutel is None else str(sleutel.pk),
        limit_get=True,
    )
    return usage is not None
