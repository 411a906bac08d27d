"""Looking at the portal as somebody else: who the request is from, and that nothing changes.

While a beheerder looks as a person, ``request.user`` is that person, ``request.beheerder`` the
real one and ``request.inzage`` the row with the reason. Three things keep it to looking: only
GET and HEAD pass; the whole answer is made in a transaction in which PostgreSQL refuses to
write; and pages about the account, beheer, what nobody else sees (drafts, searches, reports) and
files to save are refused.
"""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from communities import services
from communities.models import Deelnemer, Inzage

SESSION_KEY = "inzage"
OWN = (  # nobody else sees it
    "/mijn/agenda/",
    "/mijn/api-sleutels/",
    "/mijn/bestanden/",
    "/mijn/nog-niet-geplaatst/",
    "/mijn/zoekopdrachten/",
    "/moderatie/",
)
CLOSED = ("/account/", "/beheer/", "/mijn/gegevens/", *OWN)
READS = ("GET", "HEAD")
READ_ONLY = "25006"  # what PostgreSQL says to who writes in a read-only transaction


class InzageMiddleware:
    """Lets a beheerder look as somebody else, as long as the row in the database says so.

    Stands behind what checks the beheerder (log in, second step) and before the policy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer as the person looked at, or as the beheerder when it is over."""
        session = getattr(request, "session", None)
        pk = session.get(SESSION_KEY) if session and session.session_key else None
        if pk is None:
            return self.get_response(request)
        inzage = _running(pk, request.user)
        if inzage is None:
            return self._is_over(request)
        if request.path in _ways_out():
            request.inzage = inzage
            if request.path == reverse("account_logout") and request.method == "POST":
                stop(request)
            return self.get_response(request)
        if request.method not in READS:
            return _refuse(_as(request, inzage), "doen")
        if request.path.startswith(CLOSED):
            return _refuse(_as(request, inzage), "zien")
        return self._look(_as(request, inzage))

    def _is_over(self, request: Any) -> HttpResponse:
        """Go on as the beheerder; what was filled in as the other is not sent as oneself."""
        stop(request)
        if request.method not in READS:
            return _refuse(request, "voorbij")
        return self.get_response(request)

    def _look(self, request: Any) -> HttpResponse:
        """Make the page without a way to write."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            response = self.get_response(request)
            transaction.set_rollback(True)
        if getattr(request, "wrote_something", False):
            return _refuse(request, "doen")
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            refusal = _refuse(request, "zien")
            response.close()  # gives the connection back, so the page comes first
            return refusal
        return response

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        """Turn a page that wanted to write, while somebody looks along, into a refusal."""
        if not getattr(request, "inzage", None):
            return None
        cause = getattr(error, "__cause__", None)
        if isinstance(error, DatabaseError) and getattr(cause, "sqlstate", "") == READ_ONLY:
            request.wrote_something = True
            return HttpResponse(status=403)
        return None


def _running(pk: Any, user: Any) -> Inzage | None:
    """Return the row when everything that made it right is still so."""
    if not (user.is_authenticated and user.is_active and user.is_beheerder):
        return None
    rows = Inzage.objects.select_related("deelnemer__organisatie")
    found = rows.filter(pk=pk, beheerder=user, stopped_at=None, ends_at__gt=timezone.now()).first()
    return found if found and not services.why_not(user, found.deelnemer) else None


def _as(request: Any, inzage: Inzage) -> Any:
    """Let everything behind this see the person looked at."""
    request.inzage, request.beheerder = inzage, request.user
    request.user = request._cached_user = inzage.deelnemer
    return request


def looks_along(request: Any) -> bool:
    """Say whether a beheerder looks: what a person keeps to themselves does not show then."""
    return getattr(request, "inzage", None) is not None


def stop(request: Any) -> None:
    """End what this session looks at, and write down that it ended."""
    pk = request.session.pop(SESSION_KEY, None)
    beheerder: Deelnemer = getattr(request, "beheerder", request.user)
    found = Inzage.objects.filter(pk=pk, stopped_at=None).first() if pk else None
    if found is not None and beheerder.is_authenticated and found.beheerder_id == beheerder.pk:
        services.stop_inzage(actor=beheerder, inzage=found)


def _ways_out() -> tuple[str, str]:
    return reverse("inzage_stop"), reverse("account_logout")


def _refuse(request: HttpRequest, why: str) -> HttpResponse:
    """Say what cannot be done: ``doen``, ``zien``, or that it is ``voorbij``."""
    return render(request, "communities/meekijken_kan_niet.html", {"why": why}, status=403)
