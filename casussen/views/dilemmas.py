"""Finding, reading and writing dilemma's."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from casussen import dilemmabeeld, services, vergelijken
from casussen.forms.casussen import WHO_READS
from casussen.forms.dilemmas import DilemmaFilter, DilemmaForm
from casussen.models import Casus, Dilemma, Standpunt
from casussen.views.access import FORM_METHODS
from casussen.views.posities import position_of
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.pages import OneObjectMixin, PagesMixin
from netwerk.kern.policy import OPEN, PolicyMixin, allowed

PAGE_SIZE = 20
ACTS = (
    "change_dilemma",
    "close_dilemma",
    "park_dilemma",
    "reopen_dilemma",
    "add_standpunt",
    "discuss_dilemma",
)


class DilemmaListView(PagesMixin, PolicyMixin, ListView):
    """All dilemma's that this person may know of."""

    model = Dilemma
    permission = OPEN
    template_name = "casussen/dilemmas.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Dilemma]:
        """Filter; a choice that makes no sense is left out."""
        self.filter = DilemmaFilter(self.request.GET, auto_id="filter_%s")
        self.filter.is_valid()
        chosen = self.filter.cleaned_data
        rows: Any = super().get_queryset().select_related("community").with_layers()
        if chosen.get("community"):
            rows = rows.filter(community=chosen["community"])
        if chosen.get("stand"):
            rows = rows.filter(state=chosen["stand"])
        if value := chosen.get("waarde"):
            rows = rows.filter(Q(first_value=value) | Q(second_value=value))
        if layer := chosen.get("laag"):
            said = Standpunt.objects.filter(dilemma=OuterRef("pk"), layer=layer)
            rows = rows.filter(Exists(said))
        if theme := chosen.get("thema"):
            rows = vergelijken.on_theme(rows, self.request.user, theme)
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
    """One dilemma: both sides, who leans where, what was chosen, where it was seen, the talk."""

    model = Dilemma
    permission = "casussen.view_dilemma"
    template_name = "casussen/dilemma.html"
    context_object_name = "dilemma"
    queryset = Dilemma.objects.select_related(
        "community", "author", "first_value", "second_value"
    ).prefetch_related("standpunten__layer", "standpunten__author")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person may see around the dilemma, and what the person may do."""
        user, dilemma = self.request.user, self.object
        seen_in = list(Casus.objects.visible_to(user).filter(dilemmas=dilemma).for_list())
        offered = Begrip.objects.in_schema("bestuurslaag").current().order_by("order", "pk")
        layers = dilemmabeeld.layers(dilemma, list(offered))
        may = {act: allowed(user, f"casussen.{act}", dilemma) for act in ACTS}
        for row in dilemma.standpunten.all():
            row.dilemma = dilemma
            row.may_change = allowed(user, "casussen.change_standpunt", row)
            row.may_remove = allowed(user, "casussen.remove_standpunt", row)
        return super().get_context_data(
            seen_in=seen_in,
            layers=layers,
            missing=dilemmabeeld.missing(layers),
            similar=vergelijken.similar(dilemma, user, seen_in),
            may=may,
            in_network=user.is_authenticated and user.in_network,
            position=position_of(user, dilemma) if may["discuss_dilemma"] else None,
            moved=dilemmabeeld.moved(dilemma) if may["discuss_dilemma"] else None,
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
        values = {name: form.cleaned_data[name] for name in form.changed_data if name != "seen"}
        if "casussen" in values:
            offered = form.fields["casussen"].queryset
            unseen = self.object.casussen.exclude(pk__in=offered.values("pk"))
            values["casussen"] = [*values["casussen"], *unseen]
        try:
            dilemma = services.update_dilemma(
                actor=self.request.user,
                dilemma=self.object,
                seen=form.cleaned_data["seen"] or None,
                **values,
            )
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = Dilemma.objects.get(pk=self.object.pk).mark()
            return self.form_invalid(form)
        except services.CasusError as error:
            form.add_error("visibility", str(error))
            return self.form_invalid(form)
        messages.success(self.request, "Bewaard.")
        return redirect(dilemma)
