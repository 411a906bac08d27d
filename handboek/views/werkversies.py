"""On the desk: the new text of a published advies, beside the one that stands."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView, UpdateView

from handboek import services
from handboek.forms import PublishForm, ReasonForm, WerkversieForm
from handboek.models import Advies, Werkversie
from handboek.taal import meter_of
from handboek.verschillen import differences
from handboek.views.desk import Act, AdviesOfDesk, consents
from handboek.views.schrijven import SchrijfMixin
from netwerk.kern.policy import allowed


class OfWerkversie(AdviesOfDesk):
    """The working version of an advies; without one there is no such page."""

    def werkversie(self) -> Werkversie:
        """Return it."""
        rows = Werkversie.objects.select_related("writer", "edited_by", "hoofdstuk", "phase")
        row = rows.filter(advies=self.object).first()
        if row is None:
            raise Http404
        return row

    def get_success_url(self) -> str:
        """Return to the page of the working version, or to the advies when it went."""
        name = "werkversie" if Werkversie.objects.filter(advies=self.object).exists() else "werk"
        return reverse(f"handboek:{name}", args=[self.object.number])


class WerkversieView(OfWerkversie, DetailView):
    """What changes, side by side, and what can be done with it."""

    permission = "handboek.view_redactie"
    template_name = "handboek/werkversie.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both texts, what is missing, and what this person may do."""
        row, user = self.werkversie(), self.request.user
        names = ("change", "submit", "decide")
        refused, waiting = consents(self.object)
        return super().get_context_data(**kwargs) | {
            "werkversie": row,
            "differences": differences(self.object, row, many=True),
            "problems": [*services.problems_of_werkversie(row, self.object), *refused.values()],
            "waiting": waiting,
            "may": {
                name: allowed(user, f"handboek.{name}_werkversie", self.object) for name in names
            },
            "meter": meter_of(row),
            "publish_form": PublishForm(initial={"nakijken": self.object.review_at}),
            "return_form": ReasonForm(),
        }


class StartView(OfWerkversie, Act):
    """Begins a new text beside the published one."""

    permission = "handboek.start_werkversie"
    done = "Je werkt nu aan een nieuwe tekst. In het handboek blijft de oude staan."

    def act(self) -> None:
        """Call the service."""
        services.start_werkversie(actor=self.request.user, advies=self.object)


class ChangeView(SchrijfMixin, OfWerkversie, UpdateView):
    """Changes the new text."""

    permission = "handboek.change_werkversie"
    form_class = WerkversieForm

    def text(self) -> Werkversie:
        """Return the working version."""
        return self.werkversie()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say that it is the new text of a published advies."""
        return super().get_context_data(**kwargs) | {"is_werkversie": True}

    def save(self, values: dict[str, Any]) -> str:
        """Keep the text."""
        services.update_werkversie(actor=self.request.user, werkversie=self.text(), **values)
        return "De nieuwe tekst is bewaard."


class SubmitView(OfWerkversie, Act):
    """Hands in the new text."""

    permission = "handboek.submit_werkversie"
    done = "De nieuwe tekst is ingeleverd. Een andere redacteur kijkt ernaar."

    def act(self) -> None:
        """Call the service."""
        services.submit_werkversie(actor=self.request.user, werkversie=self.werkversie())


class ReturnView(OfWerkversie, Act):
    """Gives the new text back."""

    permission = "handboek.decide_werkversie"
    done = "De nieuwe tekst is terug naar concept, met jouw reden erbij."

    def act(self) -> None:
        """Call the service."""
        reason = self.form_data(ReasonForm(self.request.POST))["reden"]
        services.return_werkversie(
            actor=self.request.user, werkversie=self.werkversie(), reason=reason
        )


class PublishView(OfWerkversie, Act):
    """Puts the new text in the place of the old one."""

    permission = "handboek.decide_werkversie"
    done = "De nieuwe tekst staat in het handboek. De oude blijft te lezen bij de versies."

    def act(self) -> None:
        """Call the service."""
        data = self.form_data(PublishForm(self.request.POST))
        services.publish_werkversie(
            actor=self.request.user,
            werkversie=self.werkversie(),
            understood=data["begrepen"],
            review_at=data["nakijken"],
        )


class DiscardView(OfWerkversie, DetailView):
    """Asks, and throws the new text away."""

    permission = "handboek.change_werkversie"
    template_name = "handboek/werkversie_weg.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Throw it away."""
        self.object: Advies = self.get_object()
        try:
            services.discard_werkversie(actor=request.user, werkversie=self.werkversie())
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, "De nieuwe tekst is weg. Het handboek veranderde niet.")
        return redirect("handboek:werk", self.object.number)
