"""On which day somebody was last here: needed to close accounts that nobody uses."""

import logging
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]


class LastSeenMiddleware:
    """Writes the day (Europe/Amsterdam) once, with one UPDATE; nothing else, and no query more.

    It looks only at a page that was answered to a person whom the page asked for anyway. Who
    looks on as somebody else was not seen as that person.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note the day."""
        response = self.get_response(request)
        user = getattr(request, "_cached_user", None)
        if user is None or not user.is_authenticated or response.status_code >= 400:
            return response
        today = timezone.localdate()
        if user.last_seen_on != today and not getattr(request, "inzage", None):
            user.last_seen_on = today
            try:
                get_user_model()._default_manager.filter(pk=user.pk).update(last_seen_on=today)
            except DatabaseError:  # a page is read while nothing can be written, too
                logger.warning("The day of a visit could not be written.")
        return response
