"""How often a visitor without an account may send a form that makes us mail somebody.

The counts stand in the cache, which falls back to the database (netwerk.kern.cache).
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

FROM_ONE_PLACE = "30/h/ip"  # a whole town hall may share one address
TO_ONE_ADDRESS = "3/h/key,6/d/key"
OF_ALL_MEETINGS = "10/h/key,20/d/key"  # to one address that is filled in at one after another


def passes(request: HttpRequest, form: str) -> bool:
    """Count one sending of a form from where this request comes; say whether it may go on."""
    return _counts(request, form, FROM_ONE_PLACE, None)


def passes_for(request: HttpRequest, form: str, email: str, rates: str = TO_ONE_ADDRESS) -> bool:
    """Count one mail to an address; False when it had enough of them."""
    return _counts(request, f"{form}_adres", rates, email)


def too_often(request: HttpRequest) -> HttpResponse:
    """Return the page that asks to wait."""
    return ratelimit.handler429(request)


def _counts(request: HttpRequest, action: str, rates: str, key: str | None) -> bool:
    usage = ratelimit.consume(
        request, app="communities", action=action, config={action: rates}, key=key
    )
    return usage is not None
