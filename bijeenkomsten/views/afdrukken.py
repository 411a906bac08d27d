"""What an organiser prints: name badges, the list to sign, and what people need.

A page for paper holds everybody: pages of a list make no sense on a sheet.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bijeenkomsten import afdrukken
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.views.access import about_meeting


@about_meeting("bijeenkomsten.note_presence", "GET")
def badges(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show the badges of who comes, and blank ones."""
    context = {
        "bijeenkomst": bijeenkomst,
        "has_room": afdrukken.has_room(bijeenkomst),
        "sheets": afdrukken.sheets(bijeenkomst),
    }
    return render(request, "bijeenkomsten/naambordjes.html", context)


@about_meeting("bijeenkomsten.note_presence", "GET")
def signatures(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show who comes to the room, with a place to sign."""
    rows = [
        (row.who.get_full_name(), row.organisation) for row in afdrukken.in_the_room(bijeenkomst)
    ]
    context = {
        "bijeenkomst": bijeenkomst,
        "has_room": afdrukken.has_room(bijeenkomst),
        "rows": rows,
        "empty": range(afdrukken.EMPTY_LINES),
    }
    return render(request, "bijeenkomsten/tekenlijst.html", context)


@about_meeting("bijeenkomsten.view_needs", "GET")
def needs(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Show who needs what; the paper for the caterer has numbers and no names."""
    context = {
        "bijeenkomst": bijeenkomst,
        "needs": afdrukken.needs(bijeenkomst),
        "counted": afdrukken.counted(bijeenkomst),
    }
    return render(request, "bijeenkomsten/nodig.html", context)
