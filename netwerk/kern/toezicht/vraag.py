"""The request that this thread answers: its number, who asks, and from where.

The number stands in every line of the log, in the header ``X-Request-ID`` and on the page that says
that something went wrong with us, so that a person can name it. A proxy in front may give it.
"""

import re
import secrets
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import LazyObject, empty

SYSTEM, VISITOR = "systeem", "bezoeker"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
current: ContextVar[HttpRequest | None] = ContextVar("vraag", default=None)


def give_number(request: Any) -> str:
    """Give a request its number."""
    request.nummer = new_number(request.headers.get("X-Request-ID", ""))
    return str(request.nummer)


def new_number(given: str) -> str:
    """Return the number that the proxy gave when it is well formed, else a new one."""
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT and WELL_FORMED.fullmatch(given)
    return given if trusted else secrets.token_hex(8)


def number() -> str:
    """Return the number of the request, or "" outside one."""
    return getattr(current.get(), "nummer", "")


def address() -> str:
    """Return the address on the internet that the request came from, or ""."""
    from allauth.core.internal.httpkit import get_client_ip

    request = current.get()
    return "" if request is None else get_client_ip(request) or ""


def actor() -> str:
    """Say who asks, by number; never asks the database. Who looks as somebody else is oneself."""
    request: Any = current.get()
    if request is None:
        return SYSTEM
    user = getattr(request, "beheerder", None) or request.__dict__.get("user")
    if isinstance(user, LazyObject) and user._wrapped is empty:
        return VISITOR
    pk = getattr(user, "pk", None)
    return f"deelnemer {pk}" if pk else VISITOR


def place(request: Any) -> str:
    """Return the pattern of the address with its numbers; no word or key of it is written.

    What leads nowhere is not written at all: a mistyped link may hold a key.
    """
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    route = str(match.route)
    for name, value in match.captured_kwargs.items():
        if isinstance(value, int):
            route = route.replace(f"<int:{name}>", str(value))
    return f"/{route}"
