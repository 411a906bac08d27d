"""What happens when somebody reads posts on a page: what is new shows, and then it was read."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from communities import ongelezen, services
from communities.models import Gesprek
from communities.ongelezen import News


@dataclass(frozen=True)
class Reading:
    """How far somebody had read when the page was asked for, and what came since then."""

    seen: int | None
    news: News

    def first_url(self, here: Collection[int]) -> str:
        """Return where the first new post stands: on this page, or at its lasting address."""
        first = self.news.first
        if not first:
            return ""
        on_page = f"#reactie-{first}"
        return on_page if first in here else reverse("communities:reactie", args=[first])


def begin(user: Any, talk: Gesprek) -> Reading:
    """Look up what is new, before anything is marked as read."""
    seen = ongelezen.read_to(user, talk)
    return Reading(seen, ongelezen.news_in(user, talk, seen))


def done(
    request: HttpRequest,
    talk: Gesprek,
    reading: Reading,
    here: Collection[int],
    *,
    more_follows: bool = False,
) -> None:
    """Mark the conversation as read up to the last post that the page shows.

    While pages follow, up to the first new post that stands on one of those: an old thread may hold
    an answer of today. Who looks along as somebody else reads nothing in that person's place.
    """
    last = max(here, default=0)
    if more_follows and reading.news.number:
        last = min(last, ongelezen.first_elsewhere(request.user, talk, reading.seen, here) - 1)
    looks_along = getattr(request, "inzage", None) is not None
    if request.method == "GET" and not looks_along and last > (reading.seen or 0):
        person: Any = request.user
        services.mark_read(actor=person, gesprek=talk, read_to=last)
