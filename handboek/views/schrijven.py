"""On the desk: writing the text of a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import CreateView, UpdateView

from handboek import services
from handboek.forms import AdviesForm, TekstForm
from handboek.models import Advies, Les
from handboek.models.teksten import AdviesTekst
from handboek.taal import parts_of
from handboek.taalmeter import measure
from handboek.verschillen import Difference, differences
from handboek.views.desk import AdviesOfDesk
from netwerk.kern.policy import PolicyMixin

LANGUAGE = "taal"
MEANWHILE = (
    "Iemand anders bewaarde deze tekst terwijl jij schreef. Er is niets weg: hieronder staat wat "
    "jij typte, met wat er anders is. Bewaar je nog een keer, dan blijft jouw tekst staan."
)


def say_meanwhile(form: TekstForm, stored: AdviesTekst) -> list[Difference]:
    """Complain at the form, let saving again go on from what is stored, and return what differs."""
    form.add_error(None, MEANWHILE)
    form.data = form.data.copy()  # type: ignore[assignment]
    form.data["seen"] = stored.mark()  # type: ignore[index]
    return differences(stored, form.instance)


class TaalMixin:
    """A button looks at the language: what was typed stays in the form, nothing is saved."""

    request: Any
    object: Any

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show the same form with what was typed, and the meter."""
        if request.POST.get("actie") != LANGUAGE:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.object = self.get_object() if self.kwargs.get("number") else None  # type: ignore[attr-defined]
        typed: dict[str, Any] = {
            name: request.POST.getlist(name) if name in AdviesTekst.MANY else value
            for name, value in request.POST.items()
        }
        kwargs = self.get_form_kwargs() | {"data": None, "files": None, "initial": typed}  # type: ignore[attr-defined]
        form = self.get_form_class()(**kwargs)  # type: ignore[attr-defined]
        meter = measure(parts_of(typed))
        return self.render_to_response(self.get_context_data(form=form, meter=meter))  # type: ignore[attr-defined]


class AdviesCreateView(TaalMixin, PolicyMixin, CreateView):
    """A new draft, perhaps from a les (``?les=12``)."""

    permission = "handboek.add_advies"
    model = Advies
    form_class = AdviesForm
    template_name = "handboek/advies_form.html"

    def _les(self) -> Les | None:
        number = self.request.GET.get("les", "")
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            return None
        return Les.objects.visible_to(self.request.user).filter(number=number).first()

    def get_initial(self) -> dict[str, Any]:
        """Begin with the conclusion of the les."""
        les = self._les()
        start = {"kind": "do", "owner": self.request.user.pk}
        return start | ({"summary": les.conclusion} if les else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the les that it begins with."""
        return super().get_context_data(**kwargs) | {"les": self._les()}

    def form_valid(self, form: AdviesForm) -> HttpResponse:
        """Keep the draft."""
        les = self._les()
        values = form.values()
        values.pop("seen")
        advies = services.create_advies(
            actor=self.request.user, lessen=[les] if les else [], **values
        )
        messages.success(self.request, f"Advies {advies.number} is bewaard als concept.")
        return redirect("handboek:werk", advies.number)


class AdviesUpdateView(TaalMixin, AdviesOfDesk, UpdateView):
    """Changes the text of a draft, or of one that waits for review."""

    permission = "handboek.change_advies"
    form_class = AdviesForm
    template_name = "handboek/advies_form.html"

    def form_valid(self, form: AdviesForm) -> HttpResponse:
        """Keep the text; it is a draft again."""
        advies = Advies.objects.get(pk=self.object.pk)
        try:
            services.update_advies(actor=self.request.user, advies=advies, **form.values())
        except services.ChangedMeanwhileError:
            found = say_meanwhile(form, advies)
            context = self.get_context_data(form=form, differences=found)
            return self.render_to_response(context)
        messages.success(self.request, "De tekst is bewaard.")
        return redirect(self.get_success_url())
