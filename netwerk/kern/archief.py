"""Archive mode: the network is closed; everybody still reads what they could, nobody writes.

``ARCHIVE_MODE=1`` refuses every request that could change something, but for signing in and out,
and shows no form that would be refused. What mail and background work still do then stands with
them (``when_closed`` in berichten/registry.py, CELERY_BEAT_SCHEDULE). docs/operations.md says how
to close a network.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

READS = {"GET", "HEAD", "OPTIONS"}
SIGNING_IN = {
    "account_confirm_login_code",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_request_login_code",
    "mfa_activate_totp",  # after an import nobody has a second step any more
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
SENTENCE = "Het netwerk is afgesloten: je kunt alles nog lezen, maar niets meer veranderen."
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.IGNORECASE | re.DOTALL)
ATTRIBUTE = re.compile(r'\s(method|action|id)="([^"]*)"', re.IGNORECASE)
TYPED = re.compile(r'<textarea|<select|type="(?:text|email|search|number|date|file|url|tel)"')
CONTENT = re.compile(r"<(?:h[3-6]|article|table)\b")
CONTROL = re.compile(
    r"<(button|label|select|textarea|output)\b[^>]*>.*?</\1>|<input\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
EDGE = re.compile(r"<(/?)form\b", re.IGNORECASE)
NOTICE = f'<div class="bericht bericht--info"><p>{SENTENCE}</p></div>'


class ArchiveMiddleware:
    """Refuses to write, and takes the forms for it off the page.

    Stands before what asks for a token or for permission, so that every address says the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, without forms that would be refused."""
        response = self.get_response(request)
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if settings.ARCHIVE_MODE and html and not response.streaming:
            response.content = without_forms(response.text, request.path).encode()
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse what is no reading, unless it is for signing in or out."""
        if not settings.ARCHIVE_MODE or request.method in READS:
            return None
        match = request.resolver_match
        return None if match and match.view_name in SIGNING_IN else refusal(request)


def refusal(request: HttpRequest) -> HttpResponse:
    """Say that nothing can be changed any more; to a program as a problem (RFC 9457)."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": SENTENCE, "status": 403}
        return JsonResponse(problem, status=403, content_type="application/problem+json")
    return render(request, "netwerk/afgesloten.html", {"zin": SENTENCE}, status=403)


def without_forms(page: str, path: str) -> str:
    """Take every form off a page that would be refused, and say once why, where people type."""
    told = False

    def replaced(found: re.Match[str]) -> str:
        nonlocal told
        if not _is_refused(found[0], path):
            return found[0]
        if rest := without_controls(found[0]):
            return rest
        say = not told and TYPED.search(found[0])
        told = told or bool(say)
        return NOTICE if say else ""

    return FORM.sub(replaced, page)


def without_controls(form: str) -> str:
    """Return what is read in a form, such as a list to choose from; "" when there is nothing."""
    if "<a " not in form or not CONTENT.search(form):
        return ""
    opening, _, rest = CONTROL.sub("", form).partition(">")
    shape = re.search(r'\sclass="[^"]*"', opening)
    return f"<div{shape[0] if shape else ''}>" + EDGE.sub(r"<\1div", rest)


def _is_refused(form: str, path: str) -> bool:
    given = dict(ATTRIBUTE.findall(form[: form.index(">")]))
    if given.get("method", "get").lower() != "post":
        return False
    target = (given.get("action") or path).partition("?")[0]
    try:
        return resolve(target).view_name not in SIGNING_IN
    except Resolver404:
        return True
