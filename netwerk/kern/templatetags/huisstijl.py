"""The house style: our own, or that of the folder in the setting THEME.

Pages that know nothing use these too (`layouts/kaal.html`): they ask the settings and no database.
"""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def huisbestand(naam: str) -> str:
    """Return the address of a file of the house style that was set, or ""."""
    folder = settings.THEME
    return static(f"thema/{naam}") if folder and (folder / naam).is_file() else ""


@register.simple_tag
def sitenaam() -> SafeString:
    """Write the name of the site in two parts, which stand below each other."""
    words = settings.SITE_NAME.split()
    half = (len(words) + 1) // 2
    first, rest = " ".join(words[:half]), " ".join(words[half:])
    return format_html("{} <span>{}</span>", first, rest) if rest else format_html("{}", first)
