"""The beheer of people's data: the register, the terms, and having somebody erased."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from netwerk.kern import tabellen
from netwerk.kern.audit.services import record
from netwerk.kern.avg import erasure, retention, services, verwerkingen, vrije_tekst
from netwerk.kern.avg.forms import WisForm
from netwerk.kern.avg.models import Bewaarronde, Verwijderverzoek
from netwerk.kern.pages import only_with

MANAGE = "avg.manage_data"


@only_with(MANAGE, "GET")
def register(request: HttpRequest) -> HttpResponse:
    """Show the register of processing, to read or to print."""
    context = {"parts": verwerkingen.register(), "security": verwerkingen.SECURITY}
    return render(request, "avg/verwerkingen.html", context)


@only_with(MANAGE, "GET")
def register_csv(request: HttpRequest) -> HttpResponseBase:
    """Give the register as a table."""
    record(actor=request.user, action="verwerkingen.exported")
    return tabellen.csv_response("verwerkingen.csv", verwerkingen.HEADER, verwerkingen.table())


@only_with(MANAGE, "GET")
def terms(request: HttpRequest) -> HttpResponse:
    """Show what each rule would forget now, and what the last run did."""
    last = Bewaarronde.objects.first()
    findings = retention.dry_run()
    context = {
        "findings": findings,
        "total": sum(found.number for found in findings),
        "last": last,
        "last_total": sum(last.numbers.values()) if last else 0,
        "failed": [each.label for each in retention.rules() if last and each.key in last.failed],
        "waiting": Verwijderverzoek.objects.visible_to(request.user)
        .open()
        .select_related("person")
        .order_by("due_at")[:50],
    }
    return render(request, "avg/bewaartermijnen.html", context)


@only_with(MANAGE, "GET", "POST")
def erase_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what goes and what stays, without a word of it, and have the person erased."""
    people: Any = get_user_model()._default_manager
    person = get_object_or_404(people.visible_to(request.user), pk=pk, erased_at__isnull=True)
    form = WisForm(request.POST if request.method == "POST" else None, person=person)
    found = services.obstacles(person)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase_now(
                actor=request.user, person=person, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Het wissen is begonnen. Na een paar minuten is alles weg.")
            return redirect("beheer_lid", pk)
    context = {"person": person, "form": form, "obstacles": found} | _preview(request, person)
    return render(request, "avg/wissen.html", context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, person: Any) -> dict[str, Any]:
    """Count what goes and stays; where the name stands in texts only when that is asked."""
    addresses = erasure.addresses_of(person)
    shown: dict[str, Any] = {
        "numbers": erasure.numbers(person, addresses),
        "namesake": vrije_tekst.has_namesake(person),
    }
    if request.GET.get("tel"):
        counts: dict[str, int] = {}
        traces = vrije_tekst.traces_of(person, addresses, was_seen=True)
        for model, number in vrije_tekst.mentions(traces, person):
            name = str(model._meta.verbose_name_plural)
            counts[name] = counts.get(name, 0) + number
        shown |= {"mentions": sorted(counts.items()), "counted": True}
    return shown
