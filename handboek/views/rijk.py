"""Asking the rijk what it does with a les, taking that back, answering, and all questions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from casussen.services import ChangedMeanwhileError
from handboek import rijk, services
from handboek.forms import RijksantwoordForm, RijksvraagForm, TerugneemForm
from handboek.models import Les, Rijksvraag
from netwerk.kern.pages import PagesMixin, about
from netwerk.kern.policy import OPEN, PolicyMixin, allowed, visible

PAGE = 25
HANDED_IN = (
    "Je antwoord wacht op een tweede lezer. Een redacteur leest het, en zet het dan bij de les. "
    "Je krijgt daar een mail over."
)
TAKEN_BACK = "De vraag is teruggenomen. Wie bij die organisatie werkt, krijgt er mail over."


def _les(request: HttpRequest, number: int) -> Les:
    return get_object_or_404(visible(request.user, Les.objects.all()), number=number)


def _vraag(request: HttpRequest, pk: int) -> Rijksvraag:
    rows = Rijksvraag.objects.select_related("les", "organisatie", "answered_by", "placed_by")
    return get_object_or_404(visible(request.user, rows), pk=pk)


@about("handboek.ask_rijk", ("GET", "POST"), _les, "number")
def ask(request: HttpRequest, les: Les) -> HttpResponse:
    """Ask an organisation of the rijk what it does with a les."""
    form = RijksvraagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            vraag = services.ask_rijk(actor=request.user, les=les, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("organisatie", error)
        else:
            messages.success(request, rijk.who_hears(vraag))
            return redirect(vraag)
    return render(request, "handboek/rijk_vraag_form.html", {"form": form, "les": les})


@about("handboek.view_rijksvraag", ("GET",), _vraag, "pk")
def question(request: HttpRequest, vraag: Rijksvraag) -> HttpResponse:
    """Show a question with its answer, what stood before, and to whom it concerns what waits."""
    user: Any = request.user
    context = {
        "vraag": vraag,
        "les": vraag.les,
        "before": rijk.earlier_answers(vraag),
        "own": rijk.own_answer(user, vraag),
        "to_place": rijk.to_place(user, vraag),
        "may_answer": allowed(user, "handboek.answer_rijksvraag", vraag),
        "may_take_back": allowed(user, "handboek.take_back_rijksvraag", vraag),
        "may_ask": allowed(user, "handboek.ask_rijk", vraag.les),
        "in_network": user.is_authenticated and user.in_network,
    }
    return render(request, "handboek/rijk_vraag.html", context)


@about("handboek.answer_rijksvraag", ("GET", "POST"), _vraag, "pk")
def answer(request: HttpRequest, vraag: Rijksvraag) -> HttpResponse:
    """Hand an answer in, or change what one handed in."""
    user: Any = request.user
    own = rijk.own_answer(user, vraag)
    start = {"answer": own.answer if own else vraag.answer, "seen": vraag.mark(own)}
    form = RijksantwoordForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_rijksvraag(actor=user, vraag=vraag, **form.cleaned_data)
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = _vraag(request, vraag.pk).mark(rijk.own_answer(user, vraag))
        except ValidationError as error:
            form.add_error("answer", error)
        else:
            messages.success(request, HANDED_IN)
            return redirect(vraag)
    context = {
        "form": form,
        "vraag": vraag,
        "les": vraag.les,
        "own": own,
        "on_behalf": user.organisatie_id != vraag.organisatie_id,
    }
    return render(request, "handboek/rijk_antwoord.html", context)


@about("handboek.take_back_rijksvraag", ("GET", "POST"), _vraag, "pk")
def take_back(request: HttpRequest, vraag: Rijksvraag) -> HttpResponse:
    """Ask why, and take the question back."""
    form = TerugneemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_back_rijksvraag(actor=request.user, vraag=vraag, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, TAKEN_BACK)
        return redirect(vraag)
    context = {"form": form, "vraag": vraag, "les": vraag.les}
    return render(request, "handboek/rijk_terugnemen.html", context)


class RijksvragenView(PagesMixin, PolicyMixin, ListView):
    """All questions to the rijk: what is answered, and for the network what still waits."""

    permission = OPEN
    model = Rijksvraag
    template_name = "handboek/rijk_vragen.html"
    paginate_by = PAGE

    def waits(self) -> bool:
        """Say whether the list of what waits is shown; the network begins with it."""
        user: Any = self.request.user
        inside = user.is_authenticated and user.in_network
        return inside and self.request.GET.get("stand") != "beantwoord"

    def get_queryset(self) -> Any:
        """Return the longest open first, or the newest answer first."""
        rows: Any = super().get_queryset().select_related("les", "organisatie")
        if self.waits():
            return rows.open().order_by("asked_at", "pk")
        return rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which of the two lists it is."""
        user: Any = self.request.user
        return super().get_context_data(**kwargs) | {
            "waits": self.waits(),
            "in_network": user.is_authenticated and user.in_network,
        }
