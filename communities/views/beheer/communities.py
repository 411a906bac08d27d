"""The beheer of communities: what they are about, who carries them, and when they end."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import ListView

from communities import services
from communities.enums import Role
from communities.forms import AfsluitForm, CommunityForm
from communities.models import Community, Lidmaatschap
from netwerk.kern.pages import PagesMixin, View, only_with
from netwerk.kern.policy import PolicyMixin

MANAGE = "communities.manage_communities"
PER_PAGE = 50


def about_community(*methods: str) -> Callable[[View], View]:
    """Give a view of beheer its community, by number in the database: an address may change."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, pk: int) -> HttpResponse:
            return view(request, get_object_or_404(Community, pk=pk))

        return only_with(MANAGE, *methods)(answered)

    return decorate


def organisers() -> Prefetch:
    """Fetch the active organisers of many communities along, as ``organisers``."""
    rows = Lidmaatschap.objects.filter(role=Role.ORGANISER, deelnemer__is_active=True)
    return Prefetch(
        "lidmaatschappen",
        queryset=rows.select_related("deelnemer").order_by("deelnemer__sort_name"),
        to_attr="organisers",
    )


class CommunitiesView(PagesMixin, PolicyMixin, ListView):
    """All communities, with their organisers, and a warning for one without."""

    permission = MANAGE
    template_name = "beheer/communities.html"
    context_object_name = "communities"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Community]:
        """Fetch the communities with their people counted."""
        return Community.objects.with_people().prefetch_related(organisers()).order_by("number")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the communities that nobody organises."""
        context = super().get_context_data(**kwargs)
        alone = [c for c in context["communities"] if not c.organisers and not c.has_ended]
        return context | {"alone": alone}


@only_with(MANAGE, "GET", "POST")
def add(request: HttpRequest) -> HttpResponse:
    """Begin a community."""
    form = CommunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.add_community(actor=request.user, **form.cleaned_data)
        messages.success(request, f"{made} is er. Geef haar nu een organisator.")
        return redirect("beheer_communities")
    return _page(request, form, None)


def _page(request: HttpRequest, form: CommunityForm, community: Community | None) -> HttpResponse:
    places = Lidmaatschap.objects.filter(
        community=community, role=Role.ORGANISER, deelnemer__is_active=True
    ).select_related("deelnemer")
    context = {"form": form, "community": community, "organisers": places if community else []}
    status = 422 if form.errors else 200
    return render(request, "beheer/community_form.html", context, status=status)


@about_community("GET", "POST")
def change(request: HttpRequest, community: Community) -> HttpResponse:
    """Change what a community tells about itself."""
    form = CommunityForm(request.POST or None, instance=Community.objects.get(pk=community.pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_community(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("slug", error)
        else:
            messages.success(request, "De community is bijgewerkt.")
            return redirect("beheer_communities")
    return _page(request, form, community)


@about_community("GET", "POST")
def close(request: HttpRequest, community: Community) -> HttpResponse:
    """Ask for the last day of a community, and say what stays."""
    form = AfsluitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_community(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("ends_on", error)
        else:
            messages.success(request, f"De laatste dag van {community} is bewaard.")
            return redirect("beheer_communities")
    context = {"form": form, "community": community}
    status = 422 if form.errors else 200
    return render(request, "beheer/community_afsluiten.html", context, status=status)


@about_community("GET", "POST")
def reopen(request: HttpRequest, community: Community) -> HttpResponse:
    """Ask whether it is certain, then let a community go on."""
    if request.method == "POST":
        services.reopen_community(actor=request.user, community=community)
        messages.success(request, f"{community} gaat weer verder.")
        return redirect("beheer_communities")
    return render(request, "beheer/community_heropenen.html", {"community": community})
