"""The public pages of organisations."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.views.generic import DetailView, ListView

from communities import organisatielijst, schema_org
from communities.forms.organisaties import OrganisatieZoeker
from communities.models import Deelnemer, Organisatie
from communities.views.verhuisd import FormerSlugMixin
from netwerk.kern import subjects
from netwerk.kern.pages import PagesMixin
from netwerk.kern.policy import PolicyMixin

PER_PAGE = 50
PEOPLE_PER_PAGE = 50
MOST_WORK = 50


class OrganisatieListView(PagesMixin, PolicyMixin, ListView):
    """Who takes part, per side and layer. How many people each has is for the network."""

    permission = "communities.view_organisatie"
    model = Organisatie
    template_name = "communities/organisaties.html"
    context_object_name = "organisaties"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Organisatie]:
        """Search in old names too; without a search only what still exists."""
        self.form = OrganisatieZoeker(self.request.GET, auto_id="filter_%s")
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        rows = super().get_queryset()
        if not chosen.get("q"):
            rows = rows.current()
        return organisatielijst.with_people_and_names(organisatielijst.filtered(rows, chosen))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the search, and what there is on each side."""
        user: Any = self.request.user
        filtered = any(self.request.GET.get(name) for name in self.form.fields)
        return super().get_context_data(
            filter=self.form,
            is_filtered=filtered,
            sides=[] if filtered else organisatielijst.per_side(),
            in_network=user.is_authenticated and user.in_network,
            **kwargs,
        )


class OrganisatieDetailView(FormerSlugMixin, PolicyMixin, DetailView):
    """An organisation; its people are named to members of the network only."""

    permission = "communities.view_organisatie"
    lives_at = Organisatie
    model = Organisatie
    template_name = "communities/organisatie.html"
    context_object_name = "organisatie"

    def get_queryset(self) -> QuerySet[Organisatie]:
        """Fetch the kind, the layer, the side, and what came before and after along."""
        rows = super().get_queryset().with_side().select_related("successor", "split_from")
        return rows.prefetch_related(  # type: ignore[no-any-return]
            "former_names", "predecessors", "split_offs"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the facts, and the people for who may see them."""
        context = super().get_context_data(**kwargs)
        organisatie = context["organisatie"]
        user = self.request.user
        if user.is_authenticated and user.in_network:
            people = Deelnemer.objects.visible_to(user).active().filter(organisatie=organisatie)
            pages = Paginator(people.order_by("sort_name", "pk"), PEOPLE_PER_PAGE)
            context["people"] = pages.get_page(self.request.GET.get("pagina"))
        return context | {
            "schema_org": schema_org.organisatie(organisatie),
            "facts": _facts(organisatie),
            "work": _visible_work(user, organisatie),
        }


def _facts(organisatie: Organisatie) -> list[dict[str, Any]]:
    layer = organisatie.layer
    side = layer.broader if layer else None
    also = [row.name for row in organisatie.former_names.all() if row.until is None]
    return [
        {"term": "Soort", "waarde": organisatie.kind},
        {"term": "Laag", "waarde": layer or ""},
        {"term": "Kant van het netwerk", "waarde": side or ""},
        {"term": "Gebied", "waarde": organisatie.province or ""},
        {"term": "Ook bekend als", "waarde": ", ".join(also)},
        {"term": "Website", "waarde": organisatie.website, "url": organisatie.website},
    ]


def _visible_work(user: Any, organisatie: Organisatie) -> list[dict[str, Any]]:
    """Return what the reader may see of this organisation, whatever app it is in."""
    work = []
    for subject in subjects.all_subjects():
        fields = {f.name: f.related_model for f in subject.model._meta.fields if f.is_relation}
        if subject.model is Deelnemer or fields.get("organisatie") is not Organisatie:
            continue
        rows = subject.visible_to(user).filter(organisatie=organisatie)
        lines = [
            {
                "title": subject.title(row),
                "url": subject.url(row),
                "text": subject.summary(row) if subject.summary else "",
            }
            for row in rows[:MOST_WORK]
        ]
        if lines:
            number = rows.count() if len(lines) == MOST_WORK else len(lines)
            more = number - len(lines)
            work.append({"heading": subject.label_plural, "lines": lines, "more": more})
    return work
