"""Reports "toegepast bij ons": reading and telling them, and what a redacteur decides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from handboek import services, toegepast
from handboek.enums import ReportState
from handboek.forms import NoteForm, ToepassingForm, WeigerForm
from handboek.models import Advies, Toepassing
from netwerk.kern.pages import View, about, only_with
from netwerk.kern.policy import allowed, visible

PAGE = 20
TABS = {
    ReportState.WAITING: "Wacht",
    ReportState.PLACED: "Geplaatst",
    ReportState.REFUSED: "Niet geplaatst",
}
THANKS = "Bedankt. Je verhaal is verstuurd. Je krijgt daar een mail over."


def _advies(request: HttpRequest, number: int) -> Advies:
    rows = visible(request.user, Advies.objects.select_related("hoofdstuk"))
    return get_object_or_404(rows, number=number)


def about_report(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its report: 404 before 403 before 405."""
    return about(permission, methods, _report, "pk")


def _report(request: HttpRequest, pk: int) -> Toepassing:
    rows = visible(request.user, toegepast.with_all(Toepassing.objects.all()))
    return get_object_or_404(rows.select_related("advies__hoofdstuk", "checked_by"), pk=pk)


@about("handboek.view_advies", ("GET",), _advies, "number")
def reports(request: HttpRequest, advies: Advies) -> HttpResponse:
    """Show every placed report about an advies."""
    rows = toegepast.with_all(Toepassing.objects.placed().filter(advies=advies))
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    context = {
        "advies": advies,
        "page_obj": page,
        "rows": toegepast.reports_shown(request.user, page.object_list),
        "may_tell": allowed(request.user, "handboek.report_toepassing", advies),
    }
    return render(request, "handboek/toepassingen.html", context)


@about("handboek.report_toepassing", ("GET", "POST"), _advies, "number")
def tell(request: HttpRequest, advies: Advies) -> HttpResponse:
    """Ask a member what the organisation did with an advies, and keep it."""
    form = ToepassingForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            report = services.report_application(
                actor=request.user, advies=advies, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, THANKS)
            return redirect(report)
    context = {"advies": advies, "form": form}
    status = 422 if form.errors else 200
    return render(request, "handboek/toepassing_form.html", context, status=status)


@about_report("handboek.view_toepassing", "GET")
def report(request: HttpRequest, report: Toepassing) -> HttpResponse:
    """Show one report, with where it stands and what this person may do about it."""
    return _page(request, report, NoteForm())


def _page(request: HttpRequest, row: Toepassing, form: NoteForm, status: int = 200) -> HttpResponse:
    user = request.user
    acts = ("place", "refuse", "withdraw", "settle")
    context = {
        "row": toegepast.reports_shown(user, [row])[0],
        "report": row,
        "advies": row.advies,
        "may": {act: allowed(user, f"handboek.{act}_toepassing", row) for act in acts},
        "mine": user.is_authenticated and row.made_by_id == user.pk,
        "decides": allowed(user, "handboek.view_redactie"),
        "form": form,
    }
    return render(request, "handboek/toepassing.html", context, status=status)


@about_report("handboek.place_toepassing", "POST")
def place(request: HttpRequest, report: Toepassing) -> HttpResponse:
    """Let everybody read it."""
    return _act(
        request,
        lambda: services.place_application(actor=request.user, report=report),
        "Het verhaal staat bij het advies. De bewijskracht is opnieuw uitgerekend.",
        reverse("handboek:toepassing", args=[report.pk]),
    )


@about_report("handboek.refuse_toepassing", "GET", "POST")
def refuse(request: HttpRequest, report: Toepassing) -> HttpResponse:
    """Ask why, and keep it from being read."""
    form = WeigerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _act(
            request,
            lambda: services.refuse_application(
                actor=request.user, report=report, reason=form.cleaned_data["reason"]
            ),
            "Het verhaal staat niet bij het advies. De verteller krijgt je reden per mail.",
            reverse("handboek:redactie_toepassingen"),
        )
    context = {"report": report, "advies": report.advies, "form": form}
    status = 422 if form.errors else 200
    return render(request, "handboek/toepassing_weiger.html", context, status=status)


@about_report("handboek.withdraw_toepassing", "POST")
def withdraw(request: HttpRequest, report: Toepassing) -> HttpResponse:
    """Take back what one told oneself."""
    return _act(
        request,
        lambda: services.withdraw_application(actor=request.user, report=report),
        "Je verhaal is teruggenomen. Niemand leest het meer, en het telt niet meer mee.",
        reverse("handboek:toepassing", args=[report.pk]),
    )


@about_report("handboek.settle_toepassing", "POST")
def settle(request: HttpRequest, report: Toepassing) -> HttpResponse:
    """Say why a failure does not count against the advies."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, report, form, 422)
    return _act(
        request,
        lambda: services.settle_application(
            actor=request.user, report=report, note=form.cleaned_data["note"]
        ),
        "De tegenspraak is afgehandeld. Het telt niet meer tegen het advies.",
        reverse("handboek:toepassing", args=[report.pk]),
    )


def _act(request: HttpRequest, act: Callable[[], Any], done: str, back: str) -> HttpResponse:
    try:
        act()
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, done)
    return redirect(back)


@only_with("handboek.view_redactie", "GET")
def queue(request: HttpRequest) -> HttpResponse:
    """Show the reports of one state; of those that wait the oldest first."""
    asked = request.GET.get("stand", "")
    state = asked if asked in TABS else ReportState.WAITING.value
    every = visible(request.user, Toepassing.objects.all())
    rows = every.filter(state=state).order_by("pk" if state == ReportState.WAITING else "-pk")
    page = Paginator(toegepast.with_all(rows), PAGE).get_page(request.GET.get("pagina"))
    counts = dict(every.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "page_obj": page,
        "rows": page.object_list,
        "state": state,
        "tabs": [
            {
                "sleutel": value.value,
                "tekst": text,
                "url": f"?stand={value.value}",
                "aantal": counts.get(value.value, 0),
            }
            for value, text in TABS.items()
        ],
    }
    return render(request, "handboek/toepassingen_redactie.html", context)
