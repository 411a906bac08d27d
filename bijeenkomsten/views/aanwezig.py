"""The list at the door, and the table of who was there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bijeenkomsten import aanwezig, services
from bijeenkomsten.models import Bijeenkomst
from bijeenkomsten.views.access import about_meeting
from communities.models import Deelnemer
from netwerk.kern.audit.services import record
from netwerk.kern.pages import number_of
from netwerk.kern.tabellen import csv_response

NOTE = "bijeenkomsten.note_presence"


@about_meeting(NOTE, "GET", "POST")
def presence(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Tick one person off, or take that back; find who did not sign up."""
    may_note = aanwezig.is_open(bijeenkomst)
    words = request.GET.get("zoek", "").strip()[:100]
    if request.method == "POST":
        if may_note:
            present = request.POST.get("erbij") == "ja"
            who = _who(bijeenkomst, request.POST.get("wie", ""))
            services.note_presence(
                actor=request.user, bijeenkomst=bijeenkomst, present=present, **who
            )
        return redirect("bijeenkomsten:presence", bijeenkomst.slug)
    rows = list(aanwezig.visitors(bijeenkomst))
    context = {
        "bijeenkomst": bijeenkomst,
        "visitors": rows,
        "present": sum(row.present for row in rows),
        "may_note": may_note,
        "words": words,
        "found": aanwezig.found(bijeenkomst, words) if words else [],
    }
    return render(request, "bijeenkomsten/aanwezig.html", context)


def _who(bijeenkomst: Bijeenkomst, key: str) -> dict[str, Any]:
    """Return the person or guest that a button names: one of this meeting or its communities."""
    kind, _, digits = key.partition("-")
    number = number_of(digits)
    if kind == "gast":
        return {"gast": get_object_or_404(bijeenkomst.gasten, pk=number)}
    people = Deelnemer.objects.members_of(*bijeenkomst.community_ids)
    signed_up = Deelnemer.objects.filter(aanmeldingen__bijeenkomst=bijeenkomst)
    there = Deelnemer.objects.filter(aanwezigheden__bijeenkomst=bijeenkomst)
    for rows in (signed_up, there, people):
        if person := rows.filter(pk=number).first():
            return {"deelnemer": person}
    raise Http404


@about_meeting(NOTE, "POST")
def presence_table(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Give the table; that it left the portal stands in the log."""
    record(actor=request.user, action="aanwezigheid.exported", subject=bijeenkomst)
    name = f"aanwezig-{bijeenkomst.slug}.csv"
    return csv_response(name, aanwezig.HEADER, aanwezig.table(bijeenkomst))
