"""Feeds in Atom: what everybody may read, for programs that follow sites.

A feed asks nobody who they are: it is made for an anonymous reader, so caches may keep it. An item
is known by its address, which never changes. A program that asks again gets 304 while nothing did.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString

from netwerk.kern import licentie
from netwerk.kern.begrippen.models import Begrip

ITEMS = 20
SECONDS = 300  # that a cache may keep it
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)  # when a feed without items last changed
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # for XML


class SiteFeed(Atom1Feed):
    """A feed in which links to pages of ours lead to this site, wherever it is read.

    With ``licence`` it says under what terms everybody may use its texts again (RFC 4946).
    """

    def root_attributes(self) -> dict[str, str]:
        """Say from where addresses in the texts count."""
        attributes: dict[str, str] = super().root_attributes()
        return attributes | {"xml:base": settings.SITE_URL}

    def add_root_elements(self, handler: Any) -> None:
        """Say the licence, also as a link."""
        super().add_root_elements(handler)
        if self.feed["licence"]:
            handler.addQuickElement("link", "", {"rel": "license", "href": licentie.ADDRESS})

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Say what an item is about: a code, the list that it is of, and the word for people."""
        super().add_item_elements(handler, item)
        for begrip in item["about"]:
            schema = settings.SITE_URL + begrip.schema.get_absolute_url()
            words = {"term": begrip.notation, "scheme": schema, "label": begrip.label}
            handler.addQuickElement("category", "", words)

    def latest_post_date(self) -> datetime:
        """Return when the newest item changed, and of none a moment that stays the same."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=BEGAN)


@dataclass(frozen=True)
class Item:
    """One thing in a feed; ``url`` is a path of ours that never changes, ``html`` is safe.

    ``about`` are concepts, fetched with their lists.
    """

    title: str
    url: str
    html: SafeString
    published: datetime
    updated: datetime
    about: Sequence[Begrip] = ()


def paragraph(text: str) -> SafeString:
    """Return a text as the words of an item."""
    return format_html("<p>{}</p>", text)


def respond(
    request: HttpRequest,
    *,
    title: str,
    about: str,
    page: str,
    items: Iterable[Item],
    licence: bool = False,
) -> HttpResponse:
    """Return a feed of these items; ``page`` is the path of what it follows.

    ``licence`` says that everybody may use the texts again, under CC BY 4.0.

    Signs that XML cannot hold (Word pastes some) are left out: one would break it for everybody.
    """
    made = SiteFeed(
        title=UNFIT.sub("", f"{title} - {settings.SITE_NAME}"),
        description=about,
        link=settings.SITE_URL + page,
        feed_url=settings.SITE_URL + request.get_full_path(),
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        feed_copyright=f"{licentie.NAME}, {licentie.ADDRESS}" if licence else None,
        licence=licence,
    )
    for item in items:
        address = settings.SITE_URL + item.url
        made.add_item(
            title=UNFIT.sub("", item.title),
            link=address,
            unique_id=address,
            description=UNFIT.sub("", item.html),
            pubdate=item.published,
            updateddate=item.updated,
            about=item.about,
        )
    content = made.writeString("utf-8").encode()
    response = HttpResponse(content, content_type=made.content_type)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    # No Last-Modified: what is taken away leaves no later moment behind.
    answer = get_conditional_response(request, etag, None, response)
    return answer or response
