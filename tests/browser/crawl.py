"""Finding one page of every kind, by following links as a visitor does."""

import re
from html import unescape

from django.urls import Resolver404, resolve

from tests.browser.conftest import Person

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
SKIP = (
    "/account/logout/",
    "/beheer/techniek/",
    "/static/",
    "/media/",
    "/dev/",
    "/_componenten/",
    "/berichten/opgemaakt/",  # runs no script, not even ours; test_mails.py looks at these
)
STARTS = (
    "/",
    "/zoeken/?q=bewoners",
    "/account/login/",
    "/account/password/reset/",
    "/bestaat-niet/",
)
MOST = 400
AS_A_VISITOR = {"casussen:preview"}  # its links are those of somebody without an account
MANUAL = {"hulp", "hulp_pagina", "hulp_rol"}  # tells of pages that are only for other roles
REFUSED = (403, 404)


def kind_of(path: str) -> str:
    """Return the name of an address; with a filter it counts as a kind of its own."""
    bare, _, query = path.partition("?")
    try:
        name = resolve(bare).view_name
    except Resolver404:
        return "404"
    return f"{name}?" if query else name


def pages(someone: Person, starts: tuple[str, ...] = STARTS) -> dict[str, str]:
    """Return {kind of page: address} of every kind that this person can reach by links.

    What the manual leads to comes last, and may be refused: it is the same for every role.
    """
    found: dict[str, str] = {}
    waiting, seen = list(starts), set(starts)
    told: list[str] = []
    fetched = 0
    while (waiting or told) and fetched < MOST:
        of_manual = not waiting
        path = (waiting or told).pop(0)
        kind = kind_of(path)
        if kind in found:
            continue
        response = someone.context.request.get(someone.site.url + path, max_redirects=5)
        fetched += 1
        assert response.status < 500, f"{path} answers {response.status}"
        asks_login = "/account/login/" in response.url and not path.startswith("/account/login/")
        if of_manual and (asks_login or response.status in REFUSED):
            continue
        if asks_login and not path.startswith("/account/"):
            found[kind] = ""  # not for this person
            continue
        if "text/html" not in response.headers.get("content-type", ""):
            found[kind] = ""
            continue
        found[kind] = path
        if kind in AS_A_VISITOR:
            continue
        for href in map(unescape, LINK.findall(response.text())):
            target = absolute(href.partition("#")[0], path)
            if not target or target in seen or target.startswith(SKIP):
                continue
            if kind in MANUAL and kind_of(target) not in MANUAL:
                told += [target] if target not in told else []
            else:
                seen.add(target)
                waiting.append(target)
    return {kind: path for kind, path in found.items() if path}


def absolute(href: str, base: str) -> str:
    """Return the path of a link inside the site, or nothing."""
    if href.startswith("/") and not href.startswith("//"):
        return href
    if href.startswith("?"):
        return base.partition("?")[0] + href
    return ""
