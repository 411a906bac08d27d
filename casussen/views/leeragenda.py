"""The leeragenda of a community: what it wants to learn, and what it knows by now."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casussen import services
from casussen.enums import QuestionState
from casussen.forms.casussen import WHO_READS
from casussen.forms.leeragenda import LeeragendaFilter, LeervraagForm, StandForm
from casussen.models import Casus, Leervraag
from communities.enums import Visibility
from communities.models import Community
from communities.views.communities import tabs
from netwerk.kern.pages import View, about
from netwerk.kern.policy import allowed, visible

PAGE_SIZE = 20


def about_community(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its community, when this person may do this in it."""
    return about(permission, methods, _community)


def _community(request: HttpRequest, slug: str) -> Community:
    return get_object_or_404(visible(request.user, Community.objects.all()), slug=slug)


def about_leervraag(permission: str, *methods: str) -> Callable[[View], View]:
    """Give a function view its leervraag: 404 before 403 before 405."""
    return about(permission, methods, _leervraag, "slug", "pk")


def _leervraag(request: HttpRequest, slug: str, pk: int) -> Leervraag:
    rows = visible(request.user, Leervraag.objects.select_related("community"))
    return get_object_or_404(rows, community__slug=slug, pk=pk)


@about_community("communities.view_community", "GET")
def leeragenda(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what a community wants to learn, in its own order."""
    user = request.user
    form = LeeragendaFilter(request.GET, auto_id="filter_%s")
    form.is_valid()
    state = form.cleaned_data.get("stand")
    rows: Any = Leervraag.objects.visible_to(user).filter(community=community)
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    if state:
        rows = rows.filter(state=state)
    page = Paginator(rows.select_related("community"), PAGE_SIZE).get_page(
        request.GET.get("pagina")
    )
    context = {
        "community": community,
        "tabs_community": tabs(community, user),
        "filter": form,
        "filtered": bool(state),
        "page_obj": page,
        "counts": [(value, label, counts.get(value, 0)) for value, label in QuestionState.choices],
        "may_add": allowed(user, "casussen.add_leervraag", community),
        "may_order": not state and user.is_authenticated and user.is_organiser(community.pk),
    }
    return render(request, "casussen/leeragenda/lijst.html", context)


@about_leervraag("casussen.view_leervraag", "GET")
def leervraag(request: HttpRequest, leervraag: Leervraag) -> HttpResponse:
    """Show one question: where it stands, what is known, and where the answer comes from."""
    user: Any = request.user
    context = {
        "leervraag": leervraag,
        "community": leervraag.community,
        "casussen": Casus.objects.visible_to(user).filter(leervragen=leervraag).for_list(),
        "may_change": allowed(user, "casussen.change_leervraag", leervraag),
        "in_network": user.is_authenticated and user.in_network,
        "who_reads": WHO_READS[Visibility(leervraag.visibility)],
    }
    return render(request, "casussen/leeragenda/leervraag.html", context)


@about_community("casussen.add_leervraag", "GET", "POST")
def create(request: HttpRequest, community: Community) -> HttpResponse:
    """Put a question on the leeragenda."""
    form = LeervraagForm(
        request.POST or None,
        user=request.user,
        community=community,
        initial={"casussen": _asked_casus(request, community)},
    )
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("seen")
        made = services.create_leervraag(
            actor=request.user, community=community, **form.cleaned_data
        )
        messages.success(request, "Je vraag staat op de leeragenda.")
        return redirect(made)
    return render(
        request, "casussen/leeragenda/formulier.html", {"form": form, "community": community}
    )


def _asked_casus(request: HttpRequest, community: Community) -> list[Casus]:
    asked = request.GET.get("casus", "").replace("\x00", "")
    rows = Casus.objects.visible_to(request.user).in_community(community)
    return list(rows.filter(slug=asked)) if asked else []


@about_leervraag("casussen.change_leervraag", "GET", "POST")
def change(request: HttpRequest, leervraag: Leervraag) -> HttpResponse:
    """Change a question; casussen that this person may not see stay linked."""
    stored = Leervraag.objects.select_related("community").get(pk=leervraag.pk)
    form = LeervraagForm(
        request.POST or None,
        instance=leervraag,
        user=request.user,
        community=stored.community,
    )
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.changed_data if name != "seen"}
        if "casussen" in values:
            offered = form.fields["casussen"].queryset  # type: ignore[attr-defined]
            unseen = stored.casussen.exclude(pk__in=offered.values("pk"))
            values["casussen"] = [*values["casussen"], *unseen]
        try:
            services.update_leervraag(
                actor=request.user, leervraag=stored, seen=form.cleaned_data["seen"], **values
            )
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = Leervraag.objects.get(pk=stored.pk).mark()
        except services.CasusError as error:
            form.add_error("visibility", str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect(stored)
    context = {"form": form, "community": stored.community, "leervraag": stored}
    return render(request, "casussen/leeragenda/formulier.html", context)


@about_leervraag("casussen.change_leervraag", "GET", "POST")
def state(request: HttpRequest, leervraag: Leervraag) -> HttpResponse:
    """Say where a question stands, and write down what is known now."""
    start = {"state": leervraag.state, "answer": leervraag.answer, "seen": leervraag.mark()}
    form = StandForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_leervraag_state(
                actor=request.user, leervraag=leervraag, **form.cleaned_data
            )
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = Leervraag.objects.get(pk=leervraag.pk).mark()
            now = Leervraag.objects.get(pk=leervraag.pk)
            context = {"form": form, "leervraag": leervraag, "now": now}
            return render(request, "casussen/leeragenda/stand.html", context)
        except services.CasusError as error:
            form.add_error("answer", str(error))
        else:
            messages.success(request, "Bewaard.")
            return redirect(leervraag)
    return render(request, "casussen/leeragenda/stand.html", {"form": form, "leervraag": leervraag})


@about_leervraag("casussen.move_leervraag", "POST")
def move(request: HttpRequest, leervraag: Leervraag) -> HttpResponse:
    """Move a question one place up or down; an organiser does."""
    up = request.POST.get("kant") == "op"
    services.move_leervraag(actor=request.user, leervraag=leervraag, up=up)
    address = redirect("casussen:leeragenda", leervraag.community.slug)
    page = request.POST.get("pagina", "")
    query = f"?pagina={page}" if page.isascii() and page.isdecimal() else ""
    return redirect(f"{address.url}{query}#leervraag-{leervraag.pk}")
