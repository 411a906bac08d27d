"""The one kind of page: a title and a text, as an editor writes them."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class AdviesPage(Page):
    """A page of the size of an advies."""

    template = "advies_page.html"
    body = RichTextField()
