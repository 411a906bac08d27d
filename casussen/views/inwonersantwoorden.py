"""What residents read and answer, without an account; no page but the form sets a cookie."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render

from casussen import services
from casussen.enums import AntwoordState
from casussen.forms.inwoners import AntwoordForm
from casussen.models import Inwonersantwoord, Inwonersvraag
from casussen.views.inwoners import about_inwonersvraag
from communities import drempel
from netwerk.kern.policy import allowed, needs, require, visible

PAGE_SIZE = 20
TOO_OFTEN = (
    "Vanaf dit adres op internet kwamen net veel antwoorden. Wacht een uur en druk dan nog een "
    "keer op de knop. Je tekst staat er nog."
)
VIEW = "casussen.view_inwonersvraag"


@about_inwonersvraag(VIEW, "GET")
def question(request: HttpRequest, vraag: Inwonersvraag) -> HttpResponse:
    """Show the question and what residents answered, the newest first."""
    rows = vraag.antwoorden.in_state(AntwoordState.PLACED)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    moderates = allowed(request.user, "casussen.change_inwonersvraag", vraag)
    context = {
        "vraag": vraag,
        "casus": vraag.casus,
        "page_obj": page,
        "moderates": moderates,
        "waiting": vraag.antwoorden.waiting().count() if moderates else 0,
    }
    return render(request, "casussen/inwoners/vraag.html", context)


@needs("casussen.view_inwonersantwoord")
def permalink(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lead to where a placed answer stands now."""
    rows = visible(request.user, Inwonersantwoord.objects.select_related("vraag__casus"))
    antwoord = get_object_or_404(rows, pk=pk, vraag__casus__slug=slug)
    require(request.user, "casussen.view_inwonersantwoord", antwoord)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    newer = antwoord.vraag.antwoorden.placed().filter(pk__gt=antwoord.pk).count()
    number = newer // PAGE_SIZE + 1
    query = f"?pagina={number}" if number > 1 else ""
    return redirect(f"{antwoord.vraag.get_absolute_url()}{query}#antwoord-{antwoord.pk}")


@about_inwonersvraag(VIEW, "GET", "POST")
def answer(request: HttpRequest, vraag: Inwonersvraag) -> HttpResponse:
    """Show the form and keep the answer; what was typed is never lost."""
    form = AntwoordForm(request.POST if request.method == "POST" else None, vraag=vraag)
    if not vraag.takes_answers:
        return _page(request, vraag, form, 200 if request.method == "GET" else 422)
    if request.method != "POST":
        return _page(request, vraag, form)
    if not form.is_valid():
        return _page(request, vraag, form, 422)
    if not drempel.passes(request, "inwoners"):
        form.add_error(None, TOO_OFTEN)
        form.open_again()
        return _page(request, vraag, form, 429)
    kept = {name: form.cleaned_data[name] for name in ("body", "name", "place")}
    try:
        services.send_inwonersantwoord(vraag=vraag, **kept)
    except services.CasusError:
        vraag.refresh_from_db()
        return _page(request, vraag, form, 422)
    return redirect("casussen:inwonersvraag_bedankt", vraag.casus.slug, vraag.pk)


def _page(
    request: HttpRequest, vraag: Inwonersvraag, form: AntwoordForm, status: int = 200
) -> HttpResponse:
    typed = request.POST.get("body", "") if request.method == "POST" else ""
    context = {"vraag": vraag, "casus": vraag.casus, "form": form, "typed": typed[:20_000]}
    open_now = vraag.takes_answers
    template = "casussen/inwoners/antwoord.html" if open_now else "casussen/inwoners/voorbij.html"
    return render(request, template, context, status=status)


@about_inwonersvraag(VIEW, "GET")
def thanks(request: HttpRequest, vraag: Inwonersvraag) -> HttpResponse:
    """Say that somebody looks first."""
    context = {"vraag": vraag, "casus": vraag.casus}
    return render(request, "casussen/inwoners/bedankt.html", context)
