"""Sources and files of a casus: who reads it reads them, who writes it adds them."""

from django.http import HttpRequest, HttpResponse

from casussen.models import Casus
from casussen.views.access import about_casus
from netwerk.kern.bijlagen.views import pages


@about_casus("casussen.view_casus", "GET")
def sources(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show every source of a casus."""
    return pages.sources(request, casus)


@about_casus("casussen.change_casus", "GET")
def overview(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the writers what there is."""
    return pages.overview(request, casus)


@about_casus("casussen.change_casus", "GET", "POST")
def add_file(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Add a file."""
    return pages.add_file(request, casus)


@about_casus("casussen.change_casus", "GET", "POST")
def add_link(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Add a link."""
    return pages.add_link(request, casus)


@about_casus("casussen.change_casus", "POST")
def add_picture(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Take a picture for a text."""
    return pages.add_picture(request, casus)
