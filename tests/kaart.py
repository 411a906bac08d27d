"""Reading the map of the site as a machine does: the index, then every part."""

from typing import Any
from urllib.parse import urlsplit

from lxml import etree

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def _lines(client: Any, path: str, name: str) -> list[tuple[str, str]]:
    """Return (path, last change or nothing) of each line; the addresses are whole."""
    response = client.get(path)
    assert response.status_code == 200, path
    found = []
    for line in etree.fromstring(response.content).findall(f"s:{name}", NAMES):
        address = urlsplit(line.findtext("s:loc", "", NAMES))
        assert address.scheme and address.netloc and not address.query, path
        found.append((address.path, line.findtext("s:lastmod", "", NAMES)))
    return found


def parts(client: Any) -> list[tuple[str, str]]:
    """Return the parts that the index names."""
    return _lines(client, "/sitemap.xml", "sitemap")


def in_map(client: Any) -> list[tuple[str, str]]:
    """Return every address of the map, with its last change."""
    return [line for path, _ in parts(client) for line in _lines(client, path, "url")]


def paths_in_map(client: Any) -> set[str]:
    """Return every path of the map."""
    return {path for path, _ in in_map(client)}
