"""Leaving a community by oneself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from communities import services
from communities.forms.vertrek import WITHOUT_NAME, VertrekForm
from communities.models import Community, Onderwerp
from communities.services.vertrek import posts_in
from netwerk.kern import subjects
from netwerk.kern.pages import about


def _fetch(request: HttpRequest, slug: str) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.user), slug=slug)


@about("communities.leave_community", ("GET", "POST"), _fetch)
def leave(request: HttpRequest, community: Any) -> HttpResponse:
    """Ask what must happen with one's name, and leave."""
    me: Any = request.user
    form = VertrekForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keeps = form.cleaned_data["name"] != WITHOUT_NAME
        try:
            services.leave_community(actor=me, community=community, keeps_name=keeps)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Je doet niet meer mee in {community}.")
            return redirect("dashboard")
    context = {
        "community": community,
        "form": form,
        "posts": posts_in(community).filter(author=me, removed_at__isnull=True).count(),
        "topics": Onderwerp.objects.standing().filter(community=community, author=me).count(),
        "casussen": _led(me, community),
    }
    status = 422 if form.errors else 200
    return render(request, "communities/verlaten.html", context, status=status)


def _led(me: Any, community: Community) -> list[tuple[str, str]]:
    """Return title and address of what this person holds here, whatever app it is of."""
    held = []
    for subject in subjects.all_subjects():
        names = {field.name for field in subject.model._meta.fields}
        if {"casushouder", "community"} <= names:
            rows = subject.visible_to(me).filter(casushouder=me, community=community)
            held += [(subject.title(row), subject.url(row)) for row in rows.order_by("pk")[:50]]
    return held
