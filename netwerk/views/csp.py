"""Where browsers report what the content security policy stopped; each report is a line in the log.

Anybody may send one, and extensions of a browser cause many: so nobody is shown a count, and of a
report only what a programmer needs is written down. No address (it may hold a key), no IP address,
no browser: the name of the page, the rule, and what kind of thing was stopped.
"""

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from netwerk.kern.policy import OPEN, needs
from netwerk.kern.toezicht import meten

logger = logging.getLogger(__name__)
TYPES = ("application/csp-report", "application/reports+json")  # report-uri, report-to
MOST_BYTES = 16_384
MOST_REPORTS = 10  # in one message; a browser gathers them
FROM_ONE_PLACE = "30/m/ip"
ODD = re.compile(r"[^\w.:/-]")


@csrf_exempt
@needs(OPEN)
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Write down what was stopped; answers nothing, and sets no cookie."""
    response = HttpResponse(status=_take(request), headers={"Cache-Control": "no-store"})
    del response.headers["Content-Type"]
    return response


def _take(request: HttpRequest) -> int:
    """Return the status: what is of another kind, too large or too much is not even read."""
    if request.content_type not in TYPES:
        return 415
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return 413
    if not _may_come(request):
        return 429
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        return 400
    for number, each in enumerate(_bodies(found)[:MOST_REPORTS]):
        if number and not _may_come(request):  # the message itself counted for the first
            return 429
        meten.CSP_REPORTS.inc()
        page, rule, blocked = _page(each), _rule(each), _blocked(each)
        logger.warning("Content security policy stopped %s (%s) on %s.", blocked, rule, page)
    return 204


def _may_come(request: HttpRequest) -> bool:
    """Count one report; say whether it is not one too many."""
    limits = {"csp_report": FROM_ONE_PLACE}
    return bool(ratelimit.consume(request, app="netwerk", action="csp_report", config=limits))


def _bodies(found: Any) -> list[dict[str, Any]]:
    """Return the reports in a message of either kind; [] for what is none."""
    rows = found if isinstance(found, list) else [found]
    bodies = [row.get("body", row.get("csp-report")) for row in rows if isinstance(row, dict)]
    return [body for body in bodies if isinstance(body, dict)]


def _first(body: dict[str, Any], *names: str) -> str:
    return next((str(body[name]) for name in names if body.get(name)), "")


def _page(body: dict[str, Any]) -> str:
    """Return the name of a page of ours, never its address."""
    try:
        path = urlsplit(_first(body, "documentURL", "document-uri")).path
        return resolve(path).view_name or "?"
    except (ValueError, Resolver404):
        return "?"


def _rule(body: dict[str, Any]) -> str:
    name = _first(body, "effectiveDirective", "effective-directive", "violated-directive")
    return ODD.sub("", name)[:40] or "?"


def _blocked(body: dict[str, Any]) -> str:
    """Return a word such as inline, or the host of an address."""
    value = _first(body, "blockedURL", "blocked-uri")
    try:
        parts = urlsplit(value)
        shown = f"{parts.scheme}://{parts.hostname}" if parts.hostname else value.split(":")[0]
    except ValueError:
        shown = "?"
    return ODD.sub("", shown)[:80] or "?"
