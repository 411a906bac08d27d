"""Topics of a community: the list, one topic, and what people do with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import ListView

from communities import profielen, services
from communities.forms.onderwerpen import OnderwerpForm
from communities.models import Community, Deelnemer, Onderwerp, Zaak
from communities.views.communities import tabs
from communities.views.verhuisd import FormerSlugMixin
from netwerk.kern.pages import PagesMixin, View, about
from netwerk.kern.policy import PolicyMixin, allowed

PER_PAGE = 20
METHODS = ("GET", "POST")


def _community(request: HttpRequest, slug: str) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.user), slug=slug)


def about_onderwerp(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its topic: 404 before 403 before 405."""
    return about(permission, methods, _onderwerp, "slug", "pk")


def _onderwerp(request: HttpRequest, slug: str, pk: int) -> Onderwerp:
    rows = Onderwerp.objects.visible_to(request.user)
    rows = rows.select_related("community", "author__organisatie__kind__broader__broader")
    return get_object_or_404(rows, community__slug=slug, pk=pk)


class OnderwerpListView(FormerSlugMixin, PagesMixin, PolicyMixin, ListView):
    """The topics of one community, for its members; the liveliest first."""

    lives_at = Community
    permission = "communities.view_inside"
    model = Onderwerp
    template_name = "communities/onderwerpen/lijst.html"
    context_object_name = "onderwerpen"
    paginate_by = PER_PAGE

    def get_policy_object(self) -> Model:
        """Ask the policy about the community."""
        self.community = _community(self.request, self.kwargs["slug"])
        return self.community

    def get_queryset(self) -> QuerySet[Onderwerp]:
        """Fetch what stands, with its posts counted."""
        return Onderwerp.objects.filter(community=self.community).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the community and its tabs."""
        context = super().get_context_data(**kwargs)
        for onderwerp in context["onderwerpen"]:
            onderwerp.community = self.community
        return context | {
            "community": self.community,
            "tabs_community": tabs(self.community, self.request.user),
        }


@about_onderwerp("communities.view_onderwerp", "GET")
def onderwerp(request: HttpRequest, onderwerp: Onderwerp) -> HttpResponse:
    """Show one topic with the conversation about it."""
    user: Any = request.user
    named = onderwerp.shows_author and not onderwerp.removed_at
    known = named and Deelnemer.objects.visible_to(user).filter(pk=onderwerp.author_id).exists()
    if known:
        profielen.mark(user, [onderwerp.author])
    context = {
        "onderwerp": onderwerp,
        "community": onderwerp.community,
        "author_url": onderwerp.author.get_absolute_url() if known else "",
        "may_change": allowed(user, "communities.change_onderwerp", onderwerp),
        "may_restore": allowed(user, "communities.restore_onderwerp", onderwerp),
        "zaak": _decision(user, onderwerp),
        "may_report": allowed(user, "communities.report_onderwerp", onderwerp),
    }
    return render(request, "communities/onderwerpen/onderwerp.html", context)


def _decision(user: Any, onderwerp: Onderwerp) -> Zaak | None:
    """Return why a topic was taken away, for who may read that."""
    if not onderwerp.is_moderated:
        return None
    return Zaak.objects.visible_to(user).about(onderwerp).first()


@about("communities.add_onderwerp", METHODS, _community)
def create(request: HttpRequest, community: Any) -> HttpResponse:
    """Bring something up."""
    me: Any = request.user
    form = OnderwerpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.start_onderwerp(actor=me, community=community, **form.cleaned_data)
        messages.success(request, "Je onderwerp staat erbij.")
        return redirect(made)
    return _form_page(request, form, community, {})


@about_onderwerp("communities.change_onderwerp", "GET", "POST")
def edit(request: HttpRequest, onderwerp: Onderwerp) -> HttpResponse:
    """Change what one brought up."""
    me: Any = request.user
    form = OnderwerpForm(
        request.POST if request.method == "POST" else None,
        instance=Onderwerp.objects.get(pk=onderwerp.pk),
    )
    if request.method == "POST" and form.is_valid():
        services.edit_onderwerp(actor=me, onderwerp=onderwerp, **form.cleaned_data)
        messages.success(request, "Je onderwerp is aangepast.")
        return redirect(onderwerp)
    return _form_page(request, form, onderwerp.community, {"onderwerp": onderwerp})


def _form_page(
    request: HttpRequest, form: OnderwerpForm, community: Community, more: dict[str, Any]
) -> HttpResponse:
    context = {"form": form, "community": community, **more}
    status = 422 if form.errors else 200
    return render(request, "communities/onderwerpen/formulier.html", context, status=status)


@about_onderwerp("communities.change_onderwerp", "GET", "POST")
def remove(request: HttpRequest, onderwerp: Onderwerp) -> HttpResponse:
    """Ask whether it is certain, then take one's own topic away."""
    me: Any = request.user
    if request.method == "POST":
        services.remove_onderwerp(actor=me, onderwerp=onderwerp)
        messages.success(request, "Je onderwerp is verwijderd. Je kunt het nog terugzetten.")
        return redirect(onderwerp)
    return render(request, "communities/onderwerpen/verwijderen.html", {"onderwerp": onderwerp})


@about_onderwerp("communities.restore_onderwerp", "POST")
def restore(request: HttpRequest, onderwerp: Onderwerp) -> HttpResponse:
    """Put one's own removed topic back."""
    me: Any = request.user
    try:
        services.restore_onderwerp(actor=me, onderwerp=onderwerp)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Je onderwerp staat er weer.")
    return redirect(reverse("communities:onderwerp", args=[onderwerp.community.slug, onderwerp.pk]))
