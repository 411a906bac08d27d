"""A casushouder reads what would become public of a casus, and says yes or no to each les."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casussen.models import Casus
from casussen.services import ChangedMeanwhileError
from handboek import services
from handboek.enums import State
from handboek.forms import InstemmingForm
from handboek.models import AdviesLes, Instemming
from netwerk.kern.pages import about
from netwerk.kern.policy import visible

PAGE = 20
CHANGED = "Een les is veranderd terwijl je las. Hieronder staat de nieuwe tekst. Kies opnieuw."
NOTHING = "Er is niets veranderd. Kies ja of nee bij een les."
THANKS = "Dank je. De redactie krijgt er mail over."


def _casus(request: HttpRequest, slug: str) -> Casus:
    rows = visible(request.user, Casus.objects.select_related("casushouder", "area_type"))
    return get_object_or_404(rows, slug=slug)


def _rows(casus: Casus) -> QuerySet[Instemming]:
    """Return what was asked about a casus, each with the adviezen that the les is for."""
    near = AdviesLes.objects.filter(advies__state__in=(State.REVIEW, State.PUBLISHED))
    under = Prefetch("les__gebruik", near.select_related("advies"), to_attr="near")
    return Instemming.objects.filter(casus=casus).for_page().prefetch_related(under)


@about("handboek.answer_instemming", ("GET", "POST"), _casus, "slug")
def consent(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show each les as everybody would read it, and keep the answers that were given."""
    if request.method == "POST":
        return _keep(request, casus)
    page = Paginator(_rows(casus), PAGE).get_page(request.GET.get("pagina"))
    return _page(request, casus, [InstemmingForm(row=row) for row in page], page)


def _keep(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Keep the answers about the lessen that the page showed, whatever was asked since."""
    forms = [InstemmingForm(request.POST, row=row) for row in _rows(casus)]
    shown = [form for form in forms if form.add_prefix("seen") in request.POST]
    if [form for form in shown if not form.is_valid()]:
        return _page(request, casus, shown, None, status=422)
    answers = [given for form in shown if (given := form.given())]
    try:
        kept = services.answer_consent(actor=request.user, casus=casus, answers=answers)
    except ChangedMeanwhileError:
        messages.error(request, CHANGED)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, THANKS) if kept else messages.info(request, NOTHING)
    return redirect("handboek:instemming", casus.slug)


def _page(
    request: HttpRequest, casus: Casus, forms: list[InstemmingForm], page: Any, status: int = 200
) -> HttpResponse:
    context = {"casus": casus, "forms": forms, "page_obj": page}
    return render(request, "handboek/instemming.html", context, status=status)
