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


def kind_of(path: str) -> str:
    """Return the name of an address; with a filter it counts as a kind of its own."""
    bare, _, query = path.partition("?")
    try:
        name = resolve(bare).view_name
    except Resolver404:
        return "404"
    return f"{name}?" if query else name


def pages(someone: Person, starts: tuple[str, ...] = STARTS) -> dict[str, str]:
    """Return {kind of page: address} of every kind that this person can reach by links."""
    found: dict[str, str] = {}
    waiting, seen = list(starts), set(starts)
    fetched = 0
    while waiting and fetched < MOST:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind in found:
            continue
        response = someone.context.request.get(someone.site.url + path, max_redirects=5)
        fetched += 1
        assert response.status < 500, f"{path} answers {response.status}"
        if "/account/login/" in response.url and not path.startswith("/account/"):
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
            if target and target not in seen and not target.startswith(SKIP):
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
