"""Headers on every answer, a maintenance page, and policy that is denied by default."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netwerk.kern.policy import is_declared
from netwerk.kern.toezicht import regels

logger = logging.getLogger(__name__)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)
GetResponse = Callable[[HttpRequest], HttpResponse]


class SecurityHeadersMiddleware:
    """Adds what Django has no setting for, and keeps personal pages out of every cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and add the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Reporting-Endpoints", 'csp="/csp-melding/"')
        user = getattr(request, "user", None)
        if getattr(request, "_cached_user", None) is not None and user and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class MaintenanceMiddleware:
    """Answers 503 with a clear page while MAINTENANCE is on; health and files stay."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the page, or let the request through."""
        open_paths = ("/gezond/", "/metrics", settings.STATIC_URL)
        if settings.MAINTENANCE and not request.path.startswith(open_paths):
            response = render(request, "onderhoud.html", status=503)
            response.headers["Retry-After"] = "600"
            return regels.on_purpose(response)
        return self.get_response(request)


class DeclaredPolicyMiddleware:
    """Refuses a view that does not say who may use it (netwerk.kern.policy)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; the work is in process_view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Raise PermissionDenied for an undeclared view."""
        if not is_declared(view):
            logger.error("View %s declares no permission and is refused.", view)
            raise PermissionDenied
