"""Watching the door: a line in the log for each sign-in, an alarm when many fail (BIO2 5.17.01).

Somebody who signs in with a browser that did not do so before gets a mail. The browser itself keeps
who signed in with it, in a signed cookie: we keep no list of devices. A line of the log says how,
from which IP address and with what outcome; who it is only by number, and of an address that
somebody typed only a fingerprint, which shows whether it was one account or many.
"""

import logging
import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.signals import login_code_rejected, user_logged_in
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.signals import authentication_failed
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from netwerk.kern.audit import services as audit
from netwerk.kern.toezicht import meten

logger = logging.getLogger(__name__)
WINDOW = 600  # seconds in which failed attempts are counted together
REMEMBERED = timedelta(days=365)
MOST_PEOPLE = 10  # who share one browser
MAIL = "account/email/new_device"


def failed(request: HttpRequest, method: str, *, who: str, result: str = "mislukt") -> None:
    """Write down an attempt that failed; sound the alarm once when there are very many.

    ``result`` is *geweigerd* for one too many, that was not even looked at.
    """
    fields = {"action": "inloggen", "object": method, "result": result, "actor": who}
    _line(logging.WARNING, "Signing in failed", request, **fields)
    meten.FAILED_SIGN_INS.labels(method).inc()
    if _count() == settings.FAILED_SIGN_INS_ALARM:
        number = settings.FAILED_SIGN_INS_ALARM
        logger.error("%s attempts to sign in failed within %s minutes.", number, WINDOW // 60)
        audit.record(actor=None, action="inloggen.peak", number=number)


def fingerprint(login: str) -> str:
    """Return what is the same for one address, and says no address."""
    digest = salted_hmac("inlogtoezicht", login.lower(), algorithm="sha256").hexdigest()
    return f"adres {digest[:10]}"


def _count() -> int:
    """Count an attempt of this moment, wherever it was made; return how many there are."""
    key = f"inloggen:mislukt:{int(time.time()) // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return int(cache.incr(key))
    except ValueError:  # the cache forgot it between these two lines
        return 1


def _line(level: int, words: str, request: HttpRequest, **fields: str) -> None:
    fields["origin"] = get_client_ip(request) or "onbekend"
    line = f"{words}: %(object)s, %(actor)s, from %(origin)s."
    logger.log(level, line, fields, extra=fields)


@receiver(authentication_failed)
def second_step_failed(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """A code of an app, or a recovery code, was wrong."""
    failed(request, str(authenticator.type), who=_number(user))


@receiver(login_code_rejected)
def code_rejected(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """A code from a mail was wrong; for an address without an account there is nobody."""
    failed(request, "code", who=_number(user))


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Somebody is in, with one step or with two."""
    steps = [str(each["method"]) for each in get_authentication_records(request, user)]
    fields = {"action": "inloggen", "object": "+".join(steps) or "onbekend", "result": "gelukt"}
    _line(logging.INFO, "Signed in", request, actor=_number(user), **fields)


@receiver(user_logged_out)
def signed_out(request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Somebody left."""
    if request is not None and user is not None:
        fields = {"action": "uitloggen", "object": "sessie", "result": "gelukt"}
        _line(logging.INFO, "Signed out", request, actor=_number(user), **fields)


def _number(user: Any) -> str:
    return f"deelnemer {user.pk}" if user is not None and user.pk else "onbekend"


def greet(request: HttpRequest, response: HttpResponse, person: Any, *, first: bool) -> None:
    """Mail who signed in with a browser that is new to them, and let it remember them.

    ``first`` is the first time of an account: then every browser is new.
    """
    known = _known(request)
    if person.pk not in known and not first:
        get_adapter().send_notification_mail(MAIL, person)
    people = [person.pk, *(number for number in known if number != person.pk)]
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        ".".join(map(str, people[:MOST_PEOPLE])),
        max_age=REMEMBERED,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> list[int]:
    """Return who signed in with this browser before; a cookie that somebody made up is nobody."""
    value = request.get_signed_cookie(settings.DEVICE_COOKIE_NAME, default="", max_age=REMEMBERED)
    return [int(number) for number in (value or "").split(".") if number.isdigit()]
