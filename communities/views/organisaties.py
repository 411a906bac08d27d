"""The pages of organisations."""

from typing import Any

from django.db.models import QuerySet
from django.views.generic import DetailView

from communities.models import Deelnemer, Organisatie
from netwerk.kern import subjects
from netwerk.kern.policy import PolicyMixin

PEOPLE_OF_ORGANISATIE = 50


class OrganisatieDetailView(PolicyMixin, DetailView):
    """An organisation; its people are named to members of the network only."""

    permission = "communities.view_organisatie"
    model = Organisatie
    template_name = "communities/organisatie.html"
    context_object_name = "organisatie"

    def get_queryset(self) -> QuerySet[Organisatie]:
        """Fetch the kind, the layer and the side along."""
        return super().get_queryset().with_side()  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the facts, and the people for who may see them."""
        context = super().get_context_data(**kwargs)
        organisatie = context["organisatie"]
        user = self.request.user
        if user.is_authenticated and user.in_network:
            people = Deelnemer.objects.visible_to(user).filter(organisatie=organisatie)
            context["people"] = people.active()[:PEOPLE_OF_ORGANISATIE]
        return context | {
            "facts": _organisatie_facts(organisatie),
            "work": _public_work(user, organisatie),
        }


def _organisatie_facts(organisatie: Organisatie) -> list[dict[str, Any]]:
    layer = organisatie.layer
    side = layer.broader if layer else None
    return [
        {"term": "Soort", "waarde": organisatie.kind},
        {"term": "Laag", "waarde": layer or ""},
        {"term": "Kant van het netwerk", "waarde": side or ""},
        {"term": "Gebied", "waarde": organisatie.province or ""},
        {"term": "Website", "waarde": organisatie.website, "url": organisatie.website},
    ]


def _public_work(user: Any, organisatie: Organisatie) -> list[dict[str, Any]]:
    """Return what the reader may see of this organisation, whatever app it is in."""
    work = []
    for subject in subjects.all_subjects():
        fields = {f.name: f.related_model for f in subject.model._meta.fields if f.is_relation}
        if subject.model is Deelnemer or fields.get("organisatie") is not Organisatie:
            continue
        rows = subject.visible_to(user).filter(organisatie=organisatie)[:PEOPLE_OF_ORGANISATIE]
        lines = [
            {
                "title": subject.title(row),
                "url": subject.url(row),
                "text": subject.summary(row) if subject.summary else "",
            }
            for row in rows
        ]
        if lines:
            work.append({"heading": subject.label_plural, "lines": lines})
    return work
