"""Finding, reading and writing dilemma's."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from casussen import services
from casussen.forms.casussen import WHO_READS
from casussen.forms.dilemmas import CloseForm, DilemmaFilter, DilemmaForm
from casussen.models import Casus, Dilemma
from casussen.views.access import FORM_METHODS, about_dilemma
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.pages import OneObjectMixin, PagesMixin
from netwerk.kern.policy import OPEN, PolicyMixin, allowed

PAGE_SIZE = 20


class DilemmaListView(PagesMixin, PolicyMixin, ListView):
    """All dilemma's that this person may know of."""

    model = Dilemma
    permission = OPEN
    template_name = "casussen/dilemmas.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Dilemma]:
        """Filter by community and state; a choice that makes no sense is left out."""
        self.filter = DilemmaFilter(self.request.GET, auto_id="filter_%s")
        self.filter.is_valid()
        chosen = self.filter.cleaned_data
        rows: Any = super().get_queryset().select_related("community")
        if chosen.get("community"):
            rows = rows.filter(community=chosen["community"])
        if chosen.get("stand"):
            rows = rows.filter(state=chosen["stand"])
        return rows  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filter and whether this person may bring a dilemma in."""
        return super().get_context_data(
            filter=self.filter,
            filtered=any(self.filter.cleaned_data.values()),
            may_add=allowed(self.request.user, "casussen.add_dilemma"),
            **kwargs,
        )


class DilemmaDetailView(OneObjectMixin, DetailView):
    """One dilemma: both sides, what was chosen, where it was seen, and the talk."""

    model = Dilemma
    permission = "casussen.view_dilemma"
    template_name = "casussen/dilemma.html"
    context_object_name = "dilemma"
    queryset = Dilemma.objects.select_related("community", "author")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the casussen that this person may see, and what the person may do."""
        user, dilemma = self.request.user, self.object
        seen_in = Casus.objects.visible_to(user).filter(dilemmas=dilemma).for_list()
        return super().get_context_data(
            seen_in=seen_in,
            may_change=allowed(user, "casussen.change_dilemma", dilemma),
            in_network=user.is_authenticated and user.in_network,
            who_reads=WHO_READS[Visibility(dilemma.visibility)],
            **kwargs,
        )


class DilemmaFormMixin:
    """What making and changing a dilemma share."""

    model = Dilemma
    form_class = DilemmaForm
    template_name = "casussen/dilemma_formulier.html"
    http_method_names = FORM_METHODS
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who writes."""
        return super().get_form_kwargs() | {"user": self.request.user}  # type: ignore[misc]


class DilemmaCreateView(DilemmaFormMixin, PolicyMixin, CreateView):
    """Bring in a dilemma; ``?casus=`` starts from a casus."""

    permission = "casussen.add_dilemma"

    def get_initial(self) -> dict[str, Any]:
        """Start from the casus or the community that the person came from."""
        user: Any = self.request.user
        asked = self.request.GET.get("casus", "").replace("\x00", "")
        casus = Casus.objects.visible_to(user).filter(slug=asked).first() if asked else None
        mine = Community.objects.filter(pk__in=user.roles)
        wanted = mine.filter(pk=casus.community_id) if casus else mine.none()
        return {
            "casussen": [casus] if casus else [],
            "community": wanted.first() or mine.first(),
            "visibility": Visibility.COMMUNITY,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Bring it in."""
        dilemma = services.create_dilemma(actor=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Je dilemma staat erbij. Anderen kunnen nu meedenken.")
        return redirect(dilemma)


class DilemmaUpdateView(DilemmaFormMixin, OneObjectMixin, UpdateView):
    """Change a dilemma."""

    permission = "casussen.change_dilemma"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the question as it is stored, whatever was typed."""
        stored = Dilemma.objects.values_list("question", flat=True).get(pk=self.object.pk)
        return super().get_context_data(stored_question=stored, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep what was changed; casussen that this person may not see stay linked."""
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        if "casussen" in values:
            offered = form.fields["casussen"].queryset
            unseen = self.object.casussen.exclude(pk__in=offered.values("pk"))
            values["casussen"] = [*values["casussen"], *unseen]
        try:
            dilemma = services.update_dilemma(
                actor=self.request.user, dilemma=self.object, **values
            )
        except services.CasusError as error:
            form.add_error("visibility", str(error))
            return self.form_invalid(form)
        messages.success(self.request, "Bewaard.")
        return redirect(dilemma)


@about_dilemma("casussen.change_dilemma", "GET", "POST")
def close(request: HttpRequest, dilemma: Dilemma) -> HttpResponse:
    """Write down what was chosen and why."""
    form = CloseForm(request.POST or None, initial={"outcome": dilemma.outcome})
    if request.method == "POST" and form.is_valid():
        services.close_dilemma(
            actor=request.user, dilemma=dilemma, outcome=form.cleaned_data["outcome"]
        )
        messages.success(request, "Het dilemma is gesloten. Jullie keuze staat erbij.")
        return redirect(dilemma)
    return render(request, "casussen/dilemma_sluiten.html", {"dilemma": dilemma, "form": form})
