"""Papers at a part of the programme: who sees the meeting reads them, its people add them."""

from django.http import HttpRequest, HttpResponse

from bijeenkomsten.models import Agendapunt
from bijeenkomsten.papieren import ATTACH
from bijeenkomsten.views.access import about_agendapunt
from netwerk.kern.bijlagen.views import pages


@about_agendapunt("bijeenkomsten.view_agendapunt", "GET")
def sources(request: HttpRequest, agendapunt: Agendapunt) -> HttpResponse:
    """Show every paper of a part."""
    return pages.sources(request, agendapunt)


@about_agendapunt(ATTACH, "GET")
def overview(request: HttpRequest, agendapunt: Agendapunt) -> HttpResponse:
    """Show who adds papers what there is."""
    return pages.overview(request, agendapunt)


@about_agendapunt(ATTACH, "GET", "POST")
def add_file(request: HttpRequest, agendapunt: Agendapunt) -> HttpResponse:
    """Add a file."""
    return pages.add_file(request, agendapunt)


@about_agendapunt(ATTACH, "GET", "POST")
def add_link(request: HttpRequest, agendapunt: Agendapunt) -> HttpResponse:
    """Add a link."""
    return pages.add_link(request, agendapunt)
