"""Who uses the portal agreed to its terms: who did not agree to the newest version is asked first.

Only opening a page asks; a form that is being sent goes through, so that nobody loses work. What
was agreed to stands in the session, and which version holds in the cache: no query per page.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from communities.models import Akkoord, Voorwaarden

AGREED = "akkoord"  # in the session: [id of the person, version]
CURRENT = "communities.voorwaarden"  # in the cache: the version that holds; 0 is none
SECONDS = 60  # that a process may ask for an old version, if forgetting it failed
# What one must be able to read or do before agreeing: log in and out, the terms themselves, one's
# own data, a question, the links under a mail.
OPEN_PATHS = (
    "/account/",
    "/berichten/",
    "/contact/",
    "/mijn/akkoord/",
    "/mijn/gegevens/",
    "/privacy/",
    "/voorwaarden/",
)
PAGE = "document"  # Sec-Fetch-Dest of a page; a picture, a frame and a script have others


def current_version() -> int:
    """Return the number of the version that holds, or 0 when there is none."""
    version = cache.get(CURRENT)
    if version is None:
        terms = Voorwaarden.objects.current()
        version = terms.version if terms else 0
        cache.set(CURRENT, version, SECONDS)
    return int(version)


def forget_current() -> None:
    """Look again which version holds, on the next request of anybody."""
    cache.delete(CURRENT)


def mark_agreed(session: Any, person: Any, version: int) -> None:
    """Write down in a session that this person agreed to this version."""
    session[AGREED] = [person.pk, version]


def is_missing(request: HttpRequest) -> bool:
    """Say whether who is signed in must still agree to the version that holds."""
    person: Any = request.user
    if not person.is_authenticated or getattr(request, "beheerder", None):
        return False
    version = current_version()
    if not version or request.session.get(AGREED) == [person.pk, version]:
        return False
    agreed = Akkoord.objects.filter(deelnemer=person, voorwaarden__version__gte=version)
    if not agreed.exists():
        return True
    if not hasattr(request, "sleutel"):  # who asks with a key has no session
        mark_agreed(request.session, person, version)
    return False


def is_page(request: HttpRequest) -> bool:
    """Say whether somebody opens a page; an address of a file or a feed ends without a slash."""
    if request.method not in {"GET", "HEAD"} or not request.path.endswith("/"):
        return False
    return request.headers.get("Sec-Fetch-Dest", PAGE) == PAGE


class AgreementMiddleware:
    """Asks for agreement before the first page, and again after a new version."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; the work is in process_view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead to the question, which comes back here."""
        if settings.ARCHIVE_MODE:  # nobody takes part any more
            return None
        if not is_page(request) or request.path.startswith(OPEN_PATHS) or not is_missing(request):
            return None
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('akkoord')}?{query}")
