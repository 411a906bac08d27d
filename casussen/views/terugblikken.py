"""Telling how it is with a casus later."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.forms.terugblikken import TerugblikForm
from casussen.models import Casus
from casussen.models.terugblikken import MONTHS
from casussen.views.access import about_casus

MEANWHILE = (
    "Iemand anders antwoordde intussen. Dat antwoord staat hieronder. Jouw tekst staat nog in "
    "het formulier. Bewaar opnieuw als die beter is."
)


@about_casus("casussen.answer_terugblik", "GET", "POST")
def terugblik(request: HttpRequest, casus: Casus, months: int) -> HttpResponse:
    """Show the form, and keep the answer."""
    if months not in MONTHS:
        raise Http404
    row = casus.terugblikken.select_related("answered_by").filter(months=months).first()
    if row is None:
        messages.info(request, "Deze vraag komt als de casus is afgerond.")
        return redirect(casus)
    if row.stands:
        messages.info(request, "Dit antwoord is ouder dan dertig dagen. Het staat nu vast.")
        return redirect(f"{casus.get_absolute_url()}#terugblik-{months}")
    initial = {"outcome": row.outcome, "body": row.body, "seen": row.mark()}
    form = TerugblikForm(request.POST or None, initial=initial)
    other = None
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_terugblik(
                actor=request.user, terugblik=row, **(form.cleaned_data | {"seen": _seen(form)})
            )
        except services.ChangedMeanwhileError:
            other = row
            form.add_error(None, MEANWHILE)
            form.data = form.data.copy()  # type: ignore[assignment]
            form.data["seen"] = row.mark()
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Bedankt. Je antwoord staat nu bij de casus.")
            return redirect(f"{casus.get_absolute_url()}#terugblik-{months}")
    context = {"casus": casus, "terugblik": row, "form": form, "other": other}
    return render(request, "casussen/terugblik.html", context)


def _seen(form: TerugblikForm) -> str | None:
    """Return the mark; without one (a form from elsewhere) nothing is compared."""
    return form.cleaned_data["seen"] or None
