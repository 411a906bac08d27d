"""What a public page is, in schema.org, for machines: a block of JSON-LD in the page.

A view puts a dict under ``schema_org`` in its context and ``base.html`` draws it, for visitors
only: a machine has no account, and who has one may see more than everybody. A page that is not
public gives ``{}``. Names of things are the addresses that stay.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from netwerk.kern import licentie

CONTEXT = "https://schema.org"
# In a data block only these could end it or open a comment (as Django's json_script does).
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def address(path: str) -> str:
    """Return the address of a page of ours."""
    return f"{settings.SITE_URL}{path}"


def network() -> dict[str, str]:
    """Return who publishes all of this; the front page says more."""
    return {"@type": "Organization", "@id": address("/#netwerk"), "name": settings.SITE_NAME}


def thing(kind: str, path: str, name: str, **more: Any) -> dict[str, Any]:
    """Return a thing with a page of its own; what is empty is left out."""
    made = {"@context": CONTEXT, "@type": kind, "@id": address(path), "url": address(path)}
    return made | {"name": name} | _filled(more)


def work(kind: str, path: str, name: str, **more: Any) -> dict[str, Any]:
    """Return a text of the network that everybody may use again."""
    ours = {
        "inLanguage": settings.LANGUAGE_CODE,
        "license": licentie.ADDRESS,
        "publisher": network(),
        "isAccessibleForFree": True,
    }
    return thing(kind, path, name, **ours, **more)


def about(rows: Iterable[Any]) -> list[dict[str, str]]:
    """Return concepts (fetched with their lists) as what a text is about."""
    return [
        {"@type": "DefinedTerm", "@id": address(row.get_absolute_url()), "name": row.label}
        for row in rows
    ]


def moment(at: date | datetime | None) -> str | None:
    """Return a day or a moment as ISO 8601."""
    return at.isoformat() if at else None


def crumbs(steps: Iterable[tuple[str, str]], here: str) -> dict[str, Any]:
    """Return the path to a page; a name may be a row, as in a template."""
    lines: list[dict[str, Any]] = [
        {"name": str(name), "item": address(path)} for name, path in steps
    ]
    if here:
        lines.append({"name": str(here)})
    items = [
        {"@type": "ListItem", "position": place} | line for place, line in enumerate(lines, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def block(data: dict[str, Any]) -> SafeString:
    """Return the data as a block in a page: a browser runs no word of it."""
    if not data:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    made = '<script type="application/ld+json">{}</script>'
    return format_html(made, mark_safe(text))  # its signs are escaped


def head(data: dict[str, Any]) -> SafeString:
    """Return the block, and the licence of the text as a link, for the head of a page."""
    if "license" not in data:
        return block(data)
    return format_html('<link rel="license" href="{}">{}', data["license"], block(data))
