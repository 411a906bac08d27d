"""After a meeting: what people thought of it."""

from typing import Any

from django.contrib import messages
from django.db.models import Avg
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bijeenkomsten import services
from bijeenkomsten.forms import EvaluatieForm
from bijeenkomsten.models import Bijeenkomst, EvaluatieGegeven
from bijeenkomsten.services.nazorg import FEWEST, OPEN_DAYS
from bijeenkomsten.views.access import about_meeting
from netwerk.kern.policy import allowed, require


@about_meeting("bijeenkomsten.view_evaluatie", "GET", "POST")
def evaluation(request: HttpRequest, bijeenkomst: Bijeenkomst) -> HttpResponse:
    """Ask what this person thought of it, and show what all thought, from five answers on."""
    user: Any = request.user
    form = EvaluatieForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(user, "bijeenkomsten.give_evaluatie", bijeenkomst)
        if form.is_valid():
            try:
                services.give_evaluation(actor=user, bijeenkomst=bijeenkomst, **form.cleaned_data)
            except services.BijeenkomstError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "Bedankt. Je antwoord is bewaard, zonder je naam.")
                return redirect("bijeenkomsten:evaluatie", bijeenkomst.slug)
    given = EvaluatieGegeven.objects.filter(bijeenkomst=bijeenkomst, deelnemer=user).exists()
    may_give = allowed(user, "bijeenkomsten.give_evaluatie", bijeenkomst)
    context = {
        "bijeenkomst": bijeenkomst,
        "form": form,
        "given": given,
        "asks": may_give and not given and services.evaluation_open(bijeenkomst),
        "days": OPEN_DAYS,
        "fewest": FEWEST,
        "result": _result(bijeenkomst),
    }
    return render(request, "bijeenkomsten/evaluatie.html", context)


def _result(bijeenkomst: Bijeenkomst) -> dict[str, Any] | None:
    """Return averages and words in mixed order, or None while there are too few answers."""
    rows = bijeenkomst.evaluaties.all()
    number = rows.count()
    if number < FEWEST:
        return None
    means = rows.order_by().aggregate(well=Avg("well"), good=Avg("good_things"))
    words = rows.exclude(takeaway="").order_by("mixed").values_list("takeaway", flat=True)
    return {"number": number, "words": list(words), **means}
