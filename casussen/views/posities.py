"""Where do you stand? Before the talk, and after it; made for a phone in a meeting room."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casussen import dilemmabeeld, services
from casussen.enums import PositionMoment, Round
from casussen.forms.dilemmas import PositionForm
from casussen.models import Dilemma
from casussen.services.posities import FEWEST, answered, counted
from casussen.views.access import about_dilemma
from netwerk.kern.policy import allowed


@dataclass(frozen=True)
class Place:
    """Where one person stands, for that person only."""

    moment: str
    before: int | None
    after: int | None

    @property
    def now(self) -> int | None:
        """Return the answer to the question of this moment."""
        return self.after if self.moment == Round.AFTER else self.before

    @property
    def is_asked(self) -> bool:
        """Say whether there is a question to answer or to answer again."""
        if self.moment == Round.AFTER:
            return self.before is not None
        return self.moment == Round.BEFORE


def position_of(user: Any, dilemma: Dilemma) -> Place:
    """Return what this person answered so far."""
    rows = dict(dilemma.posities.filter(deelnemer=user).values_list("moment", "leaning"))
    return Place(
        dilemma.round, rows.get(PositionMoment.BEFORE.value), rows.get(PositionMoment.AFTER.value)
    )


@about_dilemma("casussen.discuss_dilemma", "GET", "POST")
def position(request: HttpRequest, dilemma: Dilemma) -> HttpResponse:
    """Take a position with one tap, change it as long as the moment lasts, or take it back."""
    if request.method == "POST":
        form = PositionForm(request.POST, dilemma=dilemma)
        try:
            if _answer(request, dilemma, form):
                return redirect("casussen:positie", slug=dilemma.slug)
        except services.CasusError as error:
            messages.error(request, str(error))
            return redirect("casussen:positie", slug=dilemma.slug)
    place = position_of(request.user, dilemma)
    if request.method != "POST":
        initial = {"leaning": place.now, "moment": dilemma.round}
        form = PositionForm(initial=initial, dilemma=dilemma)
    return render(
        request,
        "casussen/positie.html",
        {
            "dilemma": dilemma,
            "form": form,
            "position": place,
            "words": dict(dilemmabeeld.steps(dilemma)),
            "moved": dilemmabeeld.moved(dilemma),
            "may_lead": allowed(request.user, "casussen.change_dilemma", dilemma),
        },
    )


def _answer(request: HttpRequest, dilemma: Dilemma, form: PositionForm) -> bool:
    """Do what was asked; False when the form must be shown again."""
    moment = request.POST.get("moment", "")
    if request.POST.get("weg"):
        services.leave_position(actor=request.user, dilemma=dilemma, moment=moment)
        messages.success(request, "Je positie is weg.")
        return True
    if not form.is_valid():
        return False
    services.take_position(actor=request.user, dilemma=dilemma, **form.cleaned_data)
    messages.success(request, "Bewaard. Je kunt je positie nog veranderen.")
    return True


@about_dilemma("casussen.change_dilemma", "GET", "POST")
def rounds(request: HttpRequest, dilemma: Dilemma) -> HttpResponse:
    """Lead the rounds: share the link, say that the talk was, and end it with the figures."""
    if request.method == "POST":
        seen = request.POST.get("ronde", "")
        services.next_round(actor=request.user, dilemma=dilemma, seen=seen)
        return redirect("casussen:dilemma_rounds", slug=dilemma.slug)
    numbers = answered(dilemma)
    enough = dilemma.round == Round.AFTER and bool(counted(dilemma))
    return render(
        request,
        "casussen/rondes.html",
        {
            "dilemma": dilemma,
            "before": numbers.get(PositionMoment.BEFORE, 0),
            "after": numbers.get(PositionMoment.AFTER, 0),
            "enough": enough,
            "fewest": FEWEST,
            "moved": dilemmabeeld.moved(dilemma),
            "link": request.build_absolute_uri(reverse("casussen:positie", args=[dilemma.slug])),
        },
    )
