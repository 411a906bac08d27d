"""What pages show of files and links."""

from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context

from netwerk.kern import subjects
from netwerk.kern.bijlagen.models import Bijlage

register = template.Library()
ON_PAGE = 10


@register.inclusion_tag("bijlagen/sectie.html", takes_context=True)
def bronnen_en_bijlagen(
    context: Context, subject: Model, all_url: str = "", kop: str = "Bronnen en bijlagen"
) -> dict[str, Any]:
    """Show the files and links of something, as far as the reader may have them, or nothing."""
    user = context["user"]
    rows = list(Bijlage.objects.at(subject, user).listed()[: ON_PAGE + 1])
    attach = subjects.of(subject).attachments_url
    return {
        "links": [row for row in rows[:ON_PAGE] if row.is_link],
        "files": [row for row in rows[:ON_PAGE] if not row.is_link],
        "more": all_url if len(rows) > ON_PAGE else "",
        "add_url": attach(subject) if attach and subjects.may_attach(user, subject) else "",
        "kop": kop,
    }


@register.filter
def grootte(size: int) -> str:
    """Return a size in words: 340 kB, 1,2 MB."""
    if size < 1000:
        return "1 kB"
    if size < 1_000_000:
        return f"{round(size / 1000)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
