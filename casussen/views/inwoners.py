"""A question to residents: asking, changing, closing and opening it again."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casussen import services
from casussen.enums import AntwoordState
from casussen.forms.inwoners import HeropenForm, InwonersvraagForm
from casussen.models import Casus, Inwonersvraag
from casussen.views.access import about_casus
from communities.enums import Visibility
from netwerk.kern.pages import View, about
from netwerk.kern.policy import allowed, visible

PAGE_SIZE = 20
OF_STATE = {state.value: Count("antwoorden", Q(antwoorden__state=state)) for state in AntwoordState}


def about_inwonersvraag(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its question: 404 before 403 before 405."""
    return about(permission, methods, _vraag, "slug", "pk")


def _vraag(request: HttpRequest, slug: str, pk: int) -> Inwonersvraag:
    rows = visible(request.user, Inwonersvraag.objects.select_related("casus__community"))
    return get_object_or_404(rows, casus__slug=slug, pk=pk)


@about_casus("casussen.view_inwonersantwoorden", "GET")
def overview(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the questions of a casus with how many answers wait, and the way to a new one."""
    rows = casus.inwonersvragen.annotate(**OF_STATE).order_by("-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    for row in page.object_list:
        row.casus = casus
    context = {
        "casus": casus,
        "page_obj": page,
        "is_public": casus.visibility == Visibility.PUBLIC,
        "may_ask": allowed(request.user, "casussen.ask_inwoners", casus),
        "may_publish": allowed(request.user, "casussen.request_publication", casus),
        "one_open": any(row.is_open for row in page.object_list),
    }
    return render(request, "casussen/inwoners/overzicht.html", context)


@about_casus("casussen.ask_inwoners", "GET", "POST")
def create(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Ask residents a question; of a casus that is not public, say why that cannot be."""
    if casus.visibility != Visibility.PUBLIC:
        return redirect("casussen:inwoners", casus.slug)
    form = InwonersvraagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("seen")
        try:
            vraag = services.open_inwonersvraag(
                actor=request.user, casus=casus, **form.cleaned_data
            )
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De vraag staat open. Deel het adres van deze pagina.")
            return redirect(vraag)
    return _form(request, casus, form)


@about_inwonersvraag("casussen.change_inwonersvraag", "GET", "POST")
def change(request: HttpRequest, vraag: Inwonersvraag) -> HttpResponse:
    """Change an open question."""
    stored = Inwonersvraag.objects.select_related("casus").get(pk=vraag.pk)
    form = InwonersvraagForm(request.POST or None, instance=vraag)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["seen"] = data["seen"] or None
        try:
            services.change_inwonersvraag(actor=request.user, vraag=stored, **data)
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()  # type: ignore[assignment]
            form.data["seen"] = Inwonersvraag.objects.get(pk=stored.pk).mark()
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect(stored)
    return _form(request, stored.casus, form, stored)


def _form(
    request: HttpRequest,
    casus: Casus,
    form: InwonersvraagForm,
    vraag: Inwonersvraag | None = None,
) -> HttpResponse:
    context = {"casus": casus, "form": form, "vraag": vraag}
    return render(request, "casussen/inwoners/formulier.html", context)


@about_inwonersvraag("casussen.change_inwonersvraag", "GET", "POST")
def close(request: HttpRequest, vraag: Inwonersvraag) -> HttpResponse:
    """Ask whether somebody is sure, and take no more answers."""
    if request.method == "POST":
        try:
            services.close_inwonersvraag(actor=request.user, vraag=vraag)
        except services.CasusError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "De vraag is gesloten. Antwoorden die wachten, blijven.")
        return redirect(vraag)
    return render(request, "casussen/inwoners/sluiten.html", {"vraag": vraag, "casus": vraag.casus})


@about_inwonersvraag("casussen.change_inwonersvraag", "GET", "POST")
def reopen(request: HttpRequest, vraag: Inwonersvraag) -> HttpResponse:
    """Take answers again until a new day."""
    form = HeropenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen_inwonersvraag(actor=request.user, vraag=vraag, **form.cleaned_data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De vraag staat weer open.")
            return redirect(vraag)
    context = {"vraag": vraag, "casus": vraag.casus, "form": form}
    return render(request, "casussen/inwoners/heropenen.html", context)
