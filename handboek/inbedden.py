"""An advies as a piece of HTML for the site of somebody else: words and links, nothing else.

It has no script, frame, picture, style, class or id, so whoever shows it asks nothing of us and
says nothing about who reads it; only a click leads here. What it says is the public data.
"""

import re

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe

from handboek.openbaar_vorm import AdviesData
from netwerk.kern.tekst import opmaak

TAGS = {
    *("blockquote", "p", "strong", "em", "s", "a", "ul", "ol", "li", "br", "cite"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "rel"},
    "blockquote": {"cite", "lang"},
    "ol": {"start"},
    "th": {"scope"},
}
PARTS = ("waarom", "hoe", "werktAls", "werktNietAls")
HEADING = re.compile(r"<(/?)h[1-6]>")
PICTURE = re.compile(r'<img[^>]*? alt="([^"]*)"[^>]*>')
HERE = re.compile(r'href="/')
BETWEEN = re.compile(r">\s+<(?!a\b|strong|em\b)")


def piece(data: AdviesData, *, whole: bool) -> SafeString:
    """Return an advies for another site: short (what it says), or with its whole text."""
    parts = [
        (data["koppen"][part], _text(data[part]))  # type: ignore[literal-required]
        for part in PARTS
        if data[part]  # type: ignore[literal-required]
    ]
    context = {
        "advies": data,
        "parts": parts if whole else [],
        "whole": whole,
        "changed": parse_datetime(data["gewijzigdOp"]),
        "withdrawn": data["stand"] == "ingetrokken",
        "site_name": settings.SITE_NAME,
    }
    made = render_to_string("handboek/inbedden.html", context)
    safe = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return mark_safe(BETWEEN.sub(">\n<", safe.strip()))


def _text(source: str) -> SafeString:
    """Return Markdown for elsewhere: no pictures, no headings, links that lead to this site."""
    html = HEADING.sub(_heading, opmaak.render(source))
    html = PICTURE.sub(r"\1", html)
    return mark_safe(HERE.sub(f'href="{settings.SITE_URL}/', html))


def _heading(found: re.Match[str]) -> str:
    return "</strong></p>" if found[1] else "<p><strong>"
