"""What others said or brought up of late, for the page that a member opens first."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator

from communities.models import Onderwerp, Reactie
from netwerk.kern import subjects
from netwerk.kern.tekst.opmaak import plain

MOST = 6  # of each kind; the rest is one click away
NEWS_DAYS = 30
LOOKS_BACK = 60  # posts, of which each conversation shows the last


def news_for(user: Any) -> list[dict[str, Any]]:
    """Return what others said or brought up of late, newest first."""
    found = sorted([*_posts(user), *_topics(user)], key=lambda each: each[0], reverse=True)
    return [item for _, item in found[:MOST]]


def _topics(user: Any) -> list[tuple[datetime, dict[str, Any]]]:
    since = timezone.now() - timedelta(NEWS_DAYS)
    rows = Onderwerp.objects.visible_to(user).standing().filter(created_at__gte=since)
    rows = rows.exclude(author=user).select_related("author", "community")
    return [
        (row.created_at, _item(row.writer, row.title, row.get_absolute_url(), row.body))
        for row in rows.order_by("-created_at")[:MOST]
    ]


def _posts(user: Any) -> list[tuple[datetime, dict[str, Any]]]:
    """Return of each conversation the last post, and how many came just before it."""
    newest = (
        Reactie.objects.visible_to(user)
        .exclude(author=user)
        .filter(removed_at__isnull=True, created_at__gte=timezone.now() - timedelta(NEWS_DAYS))
        .order_by("-created_at")
        .values_list("gesprek", "pk")[:LOOKS_BACK]
    )
    posts: dict[int, list[int]] = {}
    for gesprek, pk in newest:  # the first of each conversation is its last post
        posts.setdefault(gesprek, []).append(pk)
    last = {pks[0]: len(pks) - 1 for pks in list(posts.values())[:MOST]}
    shown = Reactie.objects.filter(pk__in=last).select_related("author", "gesprek__content_type")
    news = []
    for row in shown.prefetch_related("gesprek__subject"):
        about = row.gesprek.subject
        title = subjects.of(about).title(about)
        item = _item(row.writer, title, row.get_absolute_url(), row.body)
        news.append((row.created_at, item | {"others": last[row.pk]}))
    return news


def _item(writer: Any, title: str, url: str, body: str) -> dict[str, Any]:
    text = Truncator(plain(body)).words(24, truncate=" …")
    return {"author": str(writer), "title": title, "url": url, "text": text}
