"""What the pages of the redactie show."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.defaultfilters import date
from django.urls import reverse

from handboek.models import Tekstconcept

MOST = 20
DAY = "j F Y"
register = template.Library()


@register.inclusion_tag("handboek/onderdelen/mijn_concepten.html", takes_context=True)
def mijn_tekstconcepten(context: Context) -> dict[str, Any]:
    """Show what this person typed in adviezen and did not save."""
    return {"drafts": Tekstconcept.objects.of(context["request"].user)[:MOST]}


@register.inclusion_tag("handboek/onderdelen/werk_tegenspraak.html", takes_context=True)
def achteraf(context: Context) -> dict[str, Any]:
    """Show the casussen under an advies that did not work later, and settle what that says."""
    rows = [
        _row(row, f"{row['when']}, {date(row['told_at'], DAY)}" if row["told_at"] else "")
        | {"url": row["url"], "open": True, "address": _settle(context, "later", row["terugblik"])}
        for row in context["later"]
    ]
    return _shown(context, "achteraf", "Achteraf werkte het niet", rows) | {"explained": True}


@register.inclusion_tag("handboek/onderdelen/werk_tegenspraak.html", takes_context=True)
def bezwaren(context: Context) -> dict[str, Any]:
    """Show what other casussen say against an advies, and settle it."""
    rows = [
        _row(row, _said(row)) | {"address": _settle(context, "herkenning", row["key"])}
        for row in context["objections"]
    ]
    return _shown(context, "bezwaren", "Een andere casus spreekt dit tegen", rows)


def _said(row: dict[str, Any]) -> str:
    when = f", {date(row['when'], DAY)}" if row["when"] else ""
    return f"{row['stance']}, bij les {row['les'].number}{when}"


def _row(row: dict[str, Any], line: str) -> dict[str, Any]:
    source = row["source"]
    return {
        "line": line,
        "title": source["titel"],
        "url": source["url"],
        "words": row.get("words", ""),
        "settled": row["settled"],
        "open": row.get("open", False),
    }


def _settle(context: Context, what: str, key: int) -> str:
    return reverse(f"handboek:settle_{what}", args=[context["advies"].number, key])


def _shown(context: Context, key: str, heading: str, rows: list[Any]) -> dict[str, Any]:
    return {"id": key, "heading": heading, "rows": rows, "may_settle": context["may_link"]}
