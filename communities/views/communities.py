"""Public pages of communities, and the inside for members."""

from typing import Any

from django.db.models import Count, Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView, ListView

from communities import profielen
from communities.enums import Role
from communities.models import Community, Lidmaatschap
from communities.views.verhuisd import FormerSlugMixin
from netwerk.kern import subjects
from netwerk.kern.berichten import bounces
from netwerk.kern.policy import PolicyMixin, allowed

MEMBERS_PER_PAGE = 50

FIRST_MEMBERS = 12


class CommunityListView(PolicyMixin, ListView):
    """The communities with their questions and what anyone may count of them."""

    permission = "communities.view_community"
    model = Community
    template_name = "communities/list.html"
    context_object_name = "communities"

    def get_queryset(self) -> QuerySet[Community]:
        """Fetch the communities with their people counted."""
        return super().get_queryset().with_people()  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add to each community how much of each kind the reader may see in it."""
        context = super().get_context_data(**kwargs)
        counts = visible_counts(self.request.user)
        for community in context["communities"]:
            community.counts = counts.get(community.pk, [])
        return context


def visible_counts(user: Any) -> dict[int, list[str]]:
    """Return {community id: ["6 casussen", ...]} of every kind of subject in a community.

    One query for each kind. Whatever app a kind belongs to: it has a field ``community``.
    """
    counts: dict[int, list[str]] = {}
    for subject in subjects.all_subjects():
        fields = {f.name: f.related_model for f in subject.model._meta.fields if f.is_relation}
        if fields.get("community") is not Community:
            continue
        visible = subject.visible_to(user)
        if hasattr(visible, "standing"):
            visible = visible.standing()
        rows = visible.order_by().values("community")
        for row in rows.annotate(number=Count("pk")):
            word = subject.label if row["number"] == 1 else subject.label_plural
            counts.setdefault(row["community"], []).append(f"{row['number']} {word}")
    return counts


class CommunityPageMixin(FormerSlugMixin, PolicyMixin):
    """What the pages of one community share: the community, and tabs for its members."""

    lives_at = Community
    model = Community
    context_object_name = "community"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tabs and what this person may do."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        community = context["community"]
        inside = allowed(self.request.user, "communities.view_inside", community)
        return context | {
            "is_member": inside,
            "tabs_community": tabs(community, self.request.user),
        }


def tabs(community: Community, user: Any) -> list[dict[str, Any]]:
    """Return the parts of a community that this person can open; [] when there is only one.

    Who decides on requests sees how many wait.
    """
    decides = allowed(user, "communities.decide_requests", community)
    parts = [("over", "Over", "detail")]
    if allowed(user, "communities.view_inside", community):
        parts += [
            ("binnen", "Gesprek", "inside"),
            ("leeragenda", "Leeragenda", "casussen:leeragenda"),
            ("leden", "Leden", "members"),
        ]
    if decides:
        parts += [
            ("verzoeken", "Verzoeken", "verzoeken"),
            ("uitnodigingen", "Uitnodigingen", "uitnodigingen"),
        ]
    if allowed(user, "communities.view_balans", community):
        parts.append(("balans", "Balans", "balans"))
    if len(parts) == 1:
        return []
    counts = {"verzoeken": community.verzoeken.waiting().count()} if decides else {}
    return [
        {
            "sleutel": key,
            "tekst": text,
            "url": reverse(name if ":" in name else f"communities:{name}", args=[community.slug]),
            "aantal": counts.get(key, 0),
        }
        for key, text, name in parts
    ]


class CommunityDetailView(CommunityPageMixin, DetailView):
    """The public page: question, lines, what the community works on, and who takes part."""

    permission = "communities.view_community"
    template_name = "communities/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the coordinating organisations and the members in each layer."""
        context = super().get_context_data(**kwargs)
        community = context["community"]
        layers = community.members_per_layer()
        return context | {
            "coordinators": community.coordinators.with_side(),
            "layers": [{"naam": name, "aantal": number} for name, number in layers],
            "most": max(number for _, number in layers),
            "member_count": sum(number for _, number in layers),
        }


class CommunityInsideView(CommunityPageMixin, DetailView):
    """The inside, for members: the conversation, what is planned, and who is there."""

    permission = "communities.view_inside"
    template_name = "communities/inside.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the organisers and the first members, with the photos that the reader may see."""
        context = super().get_context_data(**kwargs)
        community = context["community"]
        places = members(community)
        organisers = list(places.filter(role=Role.ORGANISER))
        first = list(places.filter(role=Role.MEMBER)[:FIRST_MEMBERS])
        profielen.mark(self.request.user, [place.deelnemer for place in (*organisers, *first)])
        return context | {
            "is_organiser": self.request.user.is_organiser(community.pk),
            "organisers": organisers,
            "first_members": first,
            "member_count": places.count(),
        }


def members(community: Community) -> QuerySet[Lidmaatschap]:
    """Return the active members in order of name, with what a list shows of them."""
    return (
        Lidmaatschap.objects.filter(community=community, deelnemer__is_active=True)
        .select_related("deelnemer__organisatie__kind__broader__broader", "deelnemer__province")
        .order_by("deelnemer__sort_name", "deelnemer_id")
    )


class MemberListView(FormerSlugMixin, PolicyMixin, ListView):
    """All members of one community, for its members."""

    lives_at = Community
    permission = "communities.view_inside"
    template_name = "communities/members.html"
    paginate_by = MEMBERS_PER_PAGE
    page_kwarg = "pagina"
    context_object_name = "places"

    def get_policy_object(self) -> Model:
        """Ask the policy about the community."""
        rows = Community.objects.visible_to(self.request.user)
        self.community = get_object_or_404(rows, slug=self.kwargs["slug"])
        return self.community

    def get_queryset(self) -> QuerySet[Lidmaatschap]:
        """Fetch the members of this community."""
        return members(self.community)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the community and its tabs, and to whom mail comes back for who may know that."""
        context = super().get_context_data(**kwargs)
        profielen.mark(self.request.user, [place.deelnemer for place in context["places"]])
        if allowed(self.request.user, "communities.view_failed_mail", self.community):
            bounces.mark(place.deelnemer for place in context["places"])
        return context | {
            "community": self.community,
            "tabs_community": tabs(self.community, self.request.user),
        }
