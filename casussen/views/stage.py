"""Saying how far the work on a casus is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casussen import services
from casussen.forms.stage import MEANS, StageForm
from casussen.models import Casus
from casussen.services.stage import ORDER
from casussen.views.access import about_casus


@about_casus("casussen.change_stage", "GET", "POST")
def stage(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Choose one of the moves that are allowed, with a reason where it needs one."""
    form = StageForm(request.POST or None, moves=services.allowed_moves(casus))
    if request.method == "POST" and form.is_valid():
        try:
            after = services.set_stage(actor=request.user, casus=casus, **form.cleaned_data)
        except services.CasusError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Bewaard. De fase is nu: {after.get_stage_display()}.")
            return redirect(casus)
    steps = [
        {"label": step.label, "means": MEANS[step], "here": step == casus.stage} for step in ORDER
    ]
    context = {"casus": casus, "form": form, "steps": steps}
    return render(request, "casussen/fase.html", context)
