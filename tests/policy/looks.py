"""Asking as somebody of the cast; what a page reads of a question, and the names in its forms."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.test import Client

from tests.policy.conftest import Doors
from tests.policy.table import Row

NAME = re.compile(r"<(?:input|select|textarea|button)\b[^>]*\bname=\"([^\"]+)\"")
PART = re.compile(r"<(select|option|input|button)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def client_of(row: Row, role: str, doors: Doors) -> Client:
    """Return a client with the session of this role, or its key at an address for programs."""
    client = Client()
    door = doors[row.api].get(role, "")
    if door and row.api:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {door}"
    elif door:
        client.cookies[settings.SESSION_COOKIE_NAME] = door
    return client


@dataclass
class Page:
    """A page: its text, what it reads of a question, its names, and those that choose a row."""

    text: str = ""
    asked: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)


class Watched(QueryDict):
    """The question of a request, which notes what is asked of it."""

    asked: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> Any:
        """Note it."""
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """Note it."""
        self.asked.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> list[Any]:
        """Note it."""
        self.asked.add(key)
        return super().getlist(key, default)


def look(get: Callable[[], bytes]) -> Page:
    """Return what there is to know of the page that this gets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequest, "GET", property(watched, lambda request, value: None))
        Watched.asked = set()
        text = get().decode("utf-8", "ignore")
    return Page(text, Watched.asked, {*NAME.findall(text)}, choices(text))


def watched(request: WSGIRequest) -> QueryDict:
    """Return the question of a request, watched."""
    return Watched(request.META.get("QUERY_STRING", ""), encoding=request.encoding)


def choices(text: str) -> set[str]:
    """Return the names in a page that choose a row by its number."""
    chosen, last = set(), ""
    for kind, rest in PART.findall(text):
        found = dict(ATTRIBUTE.findall(rest))
        last = found.get("name", "") if kind == "select" else last
        if found.get("value", "").isdigit():
            if kind == "option":
                chosen.add(last)
            elif kind == "button" or found.get("type") in {"radio", "checkbox", "hidden"}:
                chosen.add(found.get("name", ""))
    return chosen - {""}
