"""What readers say of an advies, without an account, and the queue of the redactie."""

import hashlib

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from communities import drempel
from handboek import services
from handboek.forms import NuttigForm
from handboek.models import Advies, Lezersantwoord
from netwerk.kern.pages import about, number_of, only_with
from netwerk.kern.policy import visible

PAGE = 20
TOO_OFTEN = (
    "Vanaf dit adres op internet kwamen net veel antwoorden. Wacht een uur en druk dan nog een "
    "keer op de knop. Je tekst staat er nog."
)
MAY = "handboek.view_redactie"


def _advies(request: HttpRequest, number: int) -> Advies:
    rows = visible(request.user, Advies.objects.select_related("hoofdstuk"))
    return get_object_or_404(rows, number=number)


@csrf_exempt
@about("handboek.rate_advies", ("GET", "POST"), _advies, "number")
def useful(request: HttpRequest, advies: Advies) -> HttpResponse:
    """Ask whether an advies was useful, and keep one answer for one form.

    Sets no cookie, so there is no csrf token. The signed proof in the form takes its place: it was
    made for this advies, it lasts a week, and it gives one answer. Nobody is logged in by it and
    nothing is done in somebody's name, so another site that sends this form gains nothing over
    sending it itself; how often that can be done is counted by where it comes from.
    """
    if request.method != "POST":
        chosen = request.GET.get("antwoord", "")
        initial = {"antwoord": chosen} if chosen in {"ja", "nee"} else {}
        return _page(request, advies, NuttigForm(number=advies.number, initial=initial))
    form = NuttigForm(request.POST, number=advies.number)
    if not form.is_valid():
        return _page(request, advies, form, 422)
    if not drempel.passes(request, "nuttig"):
        form.add_error(None, TOO_OFTEN)
        return _page(request, advies, form, 429)
    data = form.cleaned_data
    services.keep_lezersantwoord(
        advies=advies,
        useful=data["antwoord"] == "ja",
        body=data["toelichting"],
        token=hashlib.sha256(data["opened"].encode()).hexdigest(),
    )
    return redirect("handboek:nuttig_bedankt", advies.number)


def _page(
    request: HttpRequest, advies: Advies, form: NuttigForm, status: int = 200
) -> HttpResponse:
    context = {"advies": advies, "form": form}
    response = render(request, "handboek/nuttig.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@about("handboek.rate_advies", ("GET",), _advies, "number")
def thanks(request: HttpRequest, advies: Advies) -> HttpResponse:
    """Say what happens with it, with a way back."""
    response = render(request, "handboek/nuttig_bedankt.html", {"advies": advies})
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@only_with(MAY, "GET")
def queue(request: HttpRequest) -> HttpResponse:
    """Show what readers wrote: what waits, the oldest first, or what was dealt with."""
    done = request.GET.get("stand") == "klaar"
    every = visible(request.user, Lezersantwoord.objects.with_words())
    number = number_of(request.GET.get("advies"))
    if number:
        every = every.filter(advies__number=number)
    waiting = every.filter(handled_at__isnull=True)
    handled = every.filter(handled_at__isnull=False)
    rows = handled.order_by("-handled_at", "-pk") if done else waiting.order_by("pk")
    page = Paginator(rows.select_related("advies", "handled_by"), PAGE)
    chosen = f"&advies={number}" if number else ""
    context = {
        "page_obj": page.get_page(request.GET.get("pagina")),
        "state": "klaar" if done else "wacht",
        "number": number,
        "tabs": [
            {
                "sleutel": "wacht",
                "tekst": "Wacht",
                "url": f"?stand=wacht{chosen}",
                "aantal": waiting.count(),
            },
            {
                "sleutel": "klaar",
                "tekst": "Afgehandeld",
                "url": f"?stand=klaar{chosen}",
                "aantal": handled.count(),
            },
        ],
    }
    return render(request, "handboek/lezers_redactie.html", context)


@only_with(MAY, "GET")
def counts(request: HttpRequest) -> HttpResponse:
    """Show for each advies how many had something to gain by it; the most noes first."""
    answers = Count("lezersantwoorden")
    yes = Count("lezersantwoorden", filter=Q(lezersantwoorden__useful=True))
    no = Count("lezersantwoorden", filter=Q(lezersantwoorden__useful=False))
    rows = visible(request.user, Advies.objects.all()).annotate(answers=answers, yes=yes, no=no)
    page = Paginator(rows.filter(answers__gt=0).order_by("-no", "-yes", "number"), PAGE)
    context = {"page_obj": page.get_page(request.GET.get("pagina"))}
    return render(request, "handboek/lezers_adviezen.html", context)


def _answer(request: HttpRequest, pk: int) -> Lezersantwoord:
    rows = visible(request.user, Lezersantwoord.objects.select_related("advies"))
    return get_object_or_404(rows, pk=pk)


@about("handboek.view_lezersantwoord", ("POST",), _answer, "pk")
def handle(request: HttpRequest, answer: Lezersantwoord) -> HttpResponse:
    """Say that it was read and dealt with."""
    try:
        services.handle_lezersantwoord(actor=request.user, answer=answer)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Afgehandeld.")
    return redirect("handboek:redactie_lezers")
