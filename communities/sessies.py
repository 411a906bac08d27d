"""Where somebody is logged in: how long it lasts, and devices as people know them."""

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

logger = logging.getLogger(__name__)
BEGAN, USED = "sinds", "gebruikt"  # in the session: days (Europe/Amsterdam)
BROWSERS = (  # the first that fits; many call themselves by the names of others too
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "een Mac"),
    ("Linux", "Linux"),
)


class SessionTermMiddleware:
    """Ends a session that nobody used for three weeks, and every session after a month.

    Both count in days and stand in the session itself, which is written once a day at most
    (docs/decisions/signing-in.md). Asks the database nothing more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; after its term as to a visitor."""
        session = request.session
        if session.session_key and SESSION_KEY in session:
            today = timezone.localdate()
            if _is_over(session, today):
                logout(request)
            elif session.get(USED) != today.isoformat():
                _write_down(session, today)
        return self.get_response(request)


def mark_used(session: Any, today: date) -> None:
    """Write down in a session that it is used today, and when it began."""
    session.setdefault(BEGAN, today.isoformat())
    session[USED] = today.isoformat()


def _is_over(session: Any, today: date) -> bool:
    terms = ((BEGAN, settings.SESSION_COOKIE_AGE), (USED, settings.SESSION_IDLE_AGE))
    return any(
        today - date.fromisoformat(session.get(name, today.isoformat())) > timedelta(seconds=term)
        for name, term in terms
    )


def _write_down(session: Any, today: date) -> None:
    """Save it here: a page is read while nothing can be written, too."""
    changed = session.modified
    mark_used(session, today)
    try:
        session.save()
    except (DatabaseError, UpdateError):
        logger.warning("The day of a session could not be written.")
    session.modified = changed


def device(user_agent: str) -> str:
    """Return what a browser says that it is, in words: "Chrome op Windows"."""
    browser = next((name for mark, name in BROWSERS if f"{mark}/" in user_agent), "Een browser")
    system = next((name for mark, name in SYSTEMS if re.search(rf"\b{mark}\b", user_agent)), "")
    return f"{browser} op {system or 'een ander apparaat'}"
