"""Links that show the title: an address of this site, pasted in a post, becomes a small card.

Only who may see what it points at gets its title; for others it is a link like any other. All
addresses of all posts on a page are looked up at once, in one query for each kind of thing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve

from communities.models import Reactie
from communities.vermeldingen import Finder
from netwerk.kern import subjects
from netwerk.kern.tekst import opmaak

MOST = 5  # cards under one post
LONGEST = 300  # characters of a path
PATH = r"/[^\s<>()\[\]\"'\\]*"
AFTER = ".,;:!?"  # signs that end a sentence, not an address
TITLED = "]("  # what stands before an address that has words of its own


@dataclass(frozen=True)
class Card:
    """What a link points at, for a reader who may see it."""

    icon: str
    label: str
    title: str
    url: str


@dataclass(frozen=True)
class Place:
    """Which row of which model an address shows."""

    subject: subjects.Subject
    field: str
    key: Any


def addresses(text: str) -> list[tuple[int, int, str]]:
    """Return the addresses of this site in plain words: from where, to where, and the path."""
    found = []
    for match in re.finditer(re.escape(settings.SITE_URL) + f"({PATH})", text):
        path = match[1].rstrip(AFTER)
        found.append((match.start(), match.start(1) + len(path), path))
    return found


def finder(names: Finder | None) -> Finder:
    """Return what finds addresses of this site beside the names of people, to make them links."""

    def find(text: str) -> list[tuple[int, int, str]]:
        return sorted([*(names(text) if names else []), *addresses(text)])

    return find


def pasted(post: Reactie) -> list[str]:
    """Return the paths that stand bare in a post, without those with words of their own."""
    text = opmaak.without_confidential(post.body)
    paths = [path for start, _, path in addresses(text) if text[:start][-2:] != TITLED]
    return list(dict.fromkeys(paths))[:MOST]


def place_of(path: str) -> Place | None:
    """Return what an address shows, without looking whether it is there."""
    clean = path.partition("#")[0].partition("?")[0]
    if len(clean) > LONGEST:
        return None
    try:
        match = resolve(clean)
    except (Resolver404, ValueError):
        return None
    for subject in subjects.all_subjects():
        page, field = subject.page
        if page == match.view_name and field in match.kwargs:
            return Place(subject, field, match.kwargs[field])
    return None


def marks(user: Any, posts: Sequence[Reactie]) -> dict[int, list[Card]]:
    """Return the cards under posts, by the key of the post."""
    links = {post.pk: pasted(post) for post in posts if settings.SITE_URL in post.body}
    places = {path: place_of(path) for paths in links.values() for path in paths}
    titles = _titles(user, {place for place in places.values() if place})
    cards: dict[int, list[Card]] = {}
    for pk, paths in links.items():
        for path in paths:
            place = places[path]
            if place and place in titles:
                kind = place.subject
                card = Card(kind.icon, kind.label, titles[place], path)
                cards.setdefault(pk, []).append(card)
    return cards


def _titles(user: Any, places: set[Place]) -> dict[Place, str]:
    by_kind: dict[str, list[Place]] = {}
    for place in places:
        by_kind.setdefault(place.subject.key, []).append(place)
    titles: dict[Place, str] = {}
    for found in by_kind.values():
        subject, field = found[0].subject, found[0].field
        rows = subject.visible_to(user).filter(**{f"{field}__in": [each.key for each in found]})
        known = {str(getattr(row, field)): subject.title(row) for row in rows}
        titles |= {place: known[str(place.key)] for place in found if str(place.key) in known}
    return titles
